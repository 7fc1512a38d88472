import { PARAM_GROUPS } from '../../../shared/matching/param-words.ts';
import { type ParamValues, SHOWN_PARAMS } from '../../../shared/matching/params.ts';
import { Badge, DataTable, Notice } from '../../web/components.tsx';
import { ErrorSummary, Field, fieldId, Hidden } from '../../web/fields.tsx';
import { type FormState, typedIn } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { rangeWords, withUnit } from './words.ts';

export const Tabs = ({ here }: { here: 'reglages' | 'reponses' }) => (
  <nav class="pages" aria-label="Appariement">
    <a href="/appariement" {...(here === 'reglages' ? { 'aria-current': 'page' as const } : {})}>
      Réglages
    </a>
    <a href="/appariement/reponses" {...(here === 'reponses' ? { 'aria-current': 'page' as const } : {})}>
      Ce que les bénévoles répondent
    </a>
  </nav>
);

type Props = {
  readonly frame: Frame;
  readonly current: ParamValues;
  readonly saved?: boolean;
  readonly notice?: string | undefined;
};

const rowsOf = (slug: string) => {
  const keys = new Set(PARAM_GROUPS.find((group) => group.slug === slug)?.rows.map(({ key }) => key));
  return SHOWN_PARAMS.filter(({ key }) => keys.has(key));
};

const Lead = () => (
  <>
    <h1>Réglages de l’appariement</h1>
    <p class="lead">
      Ces nombres décident qui est interrogé d’abord et combien de SMS partent à la fois. Les règles qui
      protègent chacun (accords, pauses, limites, heures sans SMS) ne se règlent pas ici et passent avant.
    </p>
  </>
);

/** What the town chose for itself, before forty numbers are read one by one. */
const Own = ({ current }: Pick<Props, 'current'>) => {
  const own = SHOWN_PARAMS.flatMap(({ key, standard, words }) => {
    const value = current[key] ?? standard;
    return value === standard ? [] : [{ key, words, value }];
  });
  if (own.length === 0) return <p>Tous ont aujourd’hui leur valeur d’origine.</p>;
  return (
    <p>
      Choisis par la ville&nbsp;:{' '}
      {own.map(({ key, words, value }, nth) => (
        <>
          {nth > 0 && ', '}
          <a href={`#${fieldId(key)}`}>{words.label}</a> ({withUnit(value, words.unit)})
        </>
      ))}
      . Les autres ont leur valeur d’origine.
    </p>
  );
};

/** Read by whoever may not change anything. */
export const ReadPage = ({ frame, current }: Props) => (
  <DeskPage frame={frame} title="Réglages de l’appariement">
    <Tabs here="reglages" />
    <Lead />
    <p>La coordination peut les changer.</p>
    {PARAM_GROUPS.map((group) => (
      <DataTable
        caption={group.title}
        rows={rowsOf(group.slug)}
        empty=""
        columns={[
          { title: 'Réglage', heads: true, cell: ({ words }) => words.label },
          {
            title: 'Valeur',
            numeric: true,
            cell: ({ key, words, standard }) => withUnit(current[key] ?? standard, words.unit),
          },
          { title: 'Ce que c’est', cell: ({ words }) => words.meaning },
        ]}
      />
    ))}
  </DeskPage>
);

/** Every number by group, with its meaning, range, standard value and origin; leads to the preview, saves nothing. */
export const SettingsPage = ({
  frame,
  current,
  seen,
  form,
  saved,
  notice,
}: Props & {
  readonly form: FormState;
  /** What was in force when the form was opened, so that what others save meanwhile stays (`seen.ts`). */
  readonly seen: string;
}) => (
  <DeskPage frame={frame} title="Réglages de l’appariement" hasProblems={form.problems.length > 0}>
    <Tabs here="reglages" />
    <div>
      <ErrorSummary form={form} />
      {saved && <Notice tone="good">Enregistré. Les prochaines propositions suivent ces réglages.</Notice>}
      {notice && <Notice>{notice}</Notice>}
      <Lead />
      <Own current={current} />
      <nav class="pages" aria-label="Groupes de réglages">
        {PARAM_GROUPS.map(({ slug, title }) => (
          <a href={`#${slug}`}>{title}</a>
        ))}
      </nav>
      <form class="for-paper" method="get" action="/appariement/effet" novalidate>
        <Hidden name="depuis" value={seen} />
        {/* The return key in a field presses the first button of a form: this one, not « Valeurs d’origine ». */}
        <button type="submit" class="hidden" tabindex={-1}>
          Voir l’effet
        </button>
        {PARAM_GROUPS.map((group) => (
          <section class="card" id={group.slug}>
            <div class="head">
              <h2>{group.title}</h2>
              <button
                type="submit"
                class="plain"
                formaction={`/appariement#${group.slug}`}
                name="origine"
                value={group.slug}
              >
                Valeurs d’origine<span class="hidden"> : {group.title}</span>
              </button>
            </div>
            <p>{group.lead}</p>
            <div class="columns even">
              {rowsOf(group.slug).map(({ key, words, standard }) => {
                const isOwn = typedIn(form, key) !== String(standard);
                return (
                  <div>
                    <Field
                      form={form}
                      name={key}
                      label={`${words.label} (${words.unit})`}
                      hint={`${words.meaning} ${rangeWords(words, standard)}`}
                      inputmode="numeric"
                      max={5}
                      short
                    />
                    {isOwn && (
                      <p class="quiet">
                        <Badge tone="info">Votre choix</Badge>
                        {String(current[key]) !== typedIn(form, key) &&
                          ` En vigueur : ${withUnit(current[key] ?? standard, words.unit)}.`}
                      </p>
                    )}
                  </div>
                );
              })}
            </div>
          </section>
        ))}
        <div class="actions">
          <button type="submit">Voir l’effet sur la semaine dernière</button>
          <a href="/appariement">Revenir sans rien changer</a>
        </div>
        <p class="quiet no-print">Rien n’est enregistré avant que vous ayez vu l’effet.</p>
      </form>
    </div>
  </DeskPage>
);
