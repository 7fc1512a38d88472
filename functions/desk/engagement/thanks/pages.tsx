import { fromWords } from '../../../../shared/engagement/recognition/thanks/carry-thanks.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Report } from '../../../../shared/visits/report.ts';
import {
  MOST_WORDS,
  type ThanksState,
  type ThankYou,
} from '../../../../shared/volunteers/thanks/thank-you.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { DictatedWords } from '../../../web/dictated-words.tsx';
import {
  Check,
  Checks,
  Choice,
  ErrorSummary,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { allTypedIn, type FormState, typedIn } from '../../../web/form.ts';
import { PhoneLink } from '../../../web/layout.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { THANKS, ThanksTabs } from './tabs.tsx';

export const WORDS = `${THANKS}/mots`;
export const wordsPath = ({ id, volunteerId }: Pick<ThankYou, 'id' | 'volunteerId'>): string =>
  `${WORDS}/${id}.${volunteerId}`;
export const wordsOfPath = ({ id }: Pick<Senior, 'id'>): string => `/personnes/${id}/mots`;

/** What a coordinator is told: that they were read, never what became of them afterwards. */
const STATES: Readonly<Record<ThanksState, readonly ['good' | 'warn' | 'neutral', string]>> = {
  carried: ['warn', 'pas encore lus'],
  read: ['good', 'lus'],
  kept: ['good', 'lus'],
  deleted: ['good', 'lus'],
  told: ['good', 'lus de vive voix'],
  withdrawn: ['neutral', 'repris'],
};
const State = ({ of: { state } }: { of: ThankYou }) => (
  <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>
);

/** « Jeanne » or « Mme Martin »: how the page speaks of her, to people who know her. */
const her = (senior: Senior): string => senior.firstName || senior.lastName;

const SAID: Readonly<Record<string, readonly ['good' | 'warn', string]>> = {
  remis: [
    'good',
    'Les mots sont remis : un SMS dit qu’ils attendent, sans dire de qui. Sans SMS, un appel est à passer.',
  ],
  repris: ['good', 'Les mots sont repris : ils n’ont pas été lus, et ne sont plus gardés.'],
  lu: ['good', 'C’est noté : les mots ont été lus de vive voix.'],
  trop: ['warn', 'Ces mots ont déjà été lus ou repris.'],
};
export const Said = ({ said }: { said: string | undefined }) => {
  const word = said ? SAID[said] : undefined;
  return word ? <Notice tone={word[0]}>{word[1]}</Notice> : null;
};

export type Names = ReadonlyMap<string, string>;

/** What she dictated, and what visitors reported she said. */
export const SeniorWordsPage = ({
  frame,
  senior,
  all,
  reported,
  names,
  said,
}: {
  frame: Frame;
  senior: Senior;
  all: readonly ThankYou[];
  reported: readonly Report[];
  names: Names;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Mots de remerciement">
    <p class="crumbs">
      <a href={`/personnes/${senior.id}`}>Son dossier</a>
    </p>
    <Said said={said} />
    <div class="head">
      <h1>Ses mots pour les bénévoles</h1>
      {senior.state === 'active' && (
        <a class="button" href={`${wordsOfPath(senior)}/nouveau`}>
          Noter ses mots
        </a>
      )}
    </div>
    <DataTable
      caption="Mots remis"
      rows={all}
      empty={
        <EmptyState title="Aucun mot remis pour le moment.">
          Quand {her(senior)} remercie quelqu’un au téléphone, ses mots peuvent l’atteindre, tels quels.
        </EmptyState>
      }
      columns={[
        {
          title: 'Pour',
          heads: true,
          cell: (one) => <a href={wordsPath(one)}>{names.get(one.volunteerId) ?? 'bénévole parti'}</a>,
        },
        { title: 'Mots', cell: ({ words }) => (words ? `«\u00a0${words}\u00a0»` : '') },
        { title: 'Prénom dit', cell: ({ from }) => (from ? 'oui' : 'non') },
        { title: 'Noté le', cell: ({ takenAt }) => frenchDate(dayOf(takenAt)) },
        { title: 'État', cell: (one) => <State of={one} /> },
      ]}
    />
    {reported.length > 0 && (
      <DataTable
        caption="Rapportés par un visiteur"
        rows={reported}
        empty={<EmptyState title="Aucun." />}
        columns={[
          { title: 'Mots', heads: true, cell: ({ thanks }) => `«\u00a0${thanks}\u00a0»` },
          { title: 'Par', cell: ({ volunteerId }) => names.get(volunteerId) ?? 'bénévole parti' },
          { title: 'Le', cell: ({ at }) => frenchDate(dayOf(at)) },
          {
            title: '',
            cell: ({ missionId }) =>
              senior.state === 'active' && (
                <a href={`${wordsOfPath(senior)}/nouveau?visite=${missionId}`}>
                  Remettre<span class="hidden"> ces mots</span>
                </a>
              ),
          },
        ]}
      />
    )}
  </DeskPage>
);

const HOW = [
  { value: 'phone', label: 'Au téléphone' },
  { value: 'spoken', label: 'De vive voix, chez elle ou à la Maison' },
  { value: 'written', label: 'Par écrit' },
] as const;

/** Her words, whom for, and what she agreed to. */
export const NewWordsPage = ({
  frame,
  senior,
  visitors,
  form,
  id,
}: {
  frame: Frame;
  senior: Senior;
  visitors: readonly Volunteer[];
  form: FormState;
  id: string;
}) => (
  <DeskPage frame={frame} title="Noter ses mots" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={wordsOfPath(senior)}>Ses mots pour les bénévoles</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Noter ses mots</h1>
      {visitors.length === 0 ? (
        <EmptyState title="Personne à remercier pour le moment.">
          Les mots vont aux bénévoles qui viennent chez elle, ou qui sont venus depuis six mois.
        </EmptyState>
      ) : (
        <PostForm action={`${wordsOfPath(senior)}/apercu`} csrf={frame.csrf}>
          <Hidden name="id" value={id} />
          <TextArea
            form={form}
            name="words"
            label="Ses mots, tels qu’elle les dit"
            hint="Sans son nom de famille, sans adresse, sans numéro, rien de sa santé : ces mots quittent le bureau."
            max={MOST_WORDS}
            rows={5}
          />
          <Checks
            form={form}
            name="to"
            label="Pour qui"
            options={visitors.map((one) => ({
              value: one.id,
              label: volunteerName(one),
              ...(canText(one) ? {} : { hint: 'Sans SMS : les mots seront à lire au téléphone.' }),
            }))}
          />
          <Choice form={form} name="how" label="Comment elle l’a dit" options={HOW} />
          {!senior.sensitive && (
            <Choice
              form={form}
              name="named"
              label="Peut-on dire son prénom ?"
              options={[
                { value: 'yes', label: `Oui : « ${senior.firstName || 'son prénom'} »` },
                { value: 'no', label: 'Non : « une personne que vous accompagnez »' },
              ]}
            />
          )}
          <Check form={form} name="agreed" label="Elle est d’accord pour que ces mots soient remis" />
          <SubmitButton>Voir avant de remettre</SubmitButton>
        </PostForm>
      )}
    </div>
  </DeskPage>
);

/** Exactly what each of them will read, before anything goes. */
export const PreviewPage = ({
  frame,
  senior,
  to,
  form,
  now,
}: {
  frame: Frame;
  senior: Senior;
  to: readonly Volunteer[];
  form: FormState;
  now: Instant;
}) => {
  const from = fromWords(senior, typedIn(form, 'named') === 'yes');
  const voices = to.filter((one) => !canText(one)).length;
  return (
    <DeskPage frame={frame} title="Avant de remettre">
      <div class="narrow">
        <h1>Ce que {to.length === 1 ? 'cette personne lira' : `ces ${to.length} personnes liront`}</h1>
        <p>Pour {to.map(volunteerName).join(', ')}.</p>
        <DictatedWords
          of={{ words: typedIn(form, 'words').trim(), takenAt: now, ...(from ? { from } : {}) }}
        />
        <p>
          Le SMS dit seulement qu’un mot attend. Tant qu’il n’est pas lu, il peut être repris.
          {voices > 0 &&
            ` ${voices === 1 ? 'Une personne est' : `${voices} personnes sont`} sans SMS : un appel à passer est créé.`}
        </p>
        <PostForm action={wordsOfPath(senior)} csrf={frame.csrf}>
          {['id', 'words', 'how', 'named', 'agreed'].map((name) => (
            <Hidden name={name} value={typedIn(form, name)} />
          ))}
          {allTypedIn(form, 'to').map((value) => (
            <Hidden name="to" value={value} />
          ))}
          <div class="actions">
            <SubmitButton name="act" value="carry">
              Remettre ces mots
            </SubmitButton>
            <SubmitButton name="act" value="edit" tone="second">
              Corriger
            </SubmitButton>
          </div>
        </PostForm>
      </div>
    </DeskPage>
  );
};

/** One word: read out to somebody without texts, or taken back before it is read. */
export const OneWordPage = ({
  frame,
  one,
  volunteer,
  said,
}: {
  frame: Frame;
  one: ThankYou;
  volunteer: Volunteer | undefined;
  said: string | undefined;
}) => (
  <DeskPage frame={frame} title="Mots à remettre">
    <p class="crumbs">
      <a href={`/personnes/${one.seniorId}/mots`}>Ses mots pour les bénévoles</a>
    </p>
    <Said said={said} />
    <div class="narrow">
      <div class="head">
        <h1>Pour {volunteer ? volunteerName(volunteer) : 'un bénévole parti'}</h1>
        <State of={one} />
      </div>
      {one.words ? <DictatedWords of={one} /> : <p>Ces mots ne sont plus gardés.</p>}
      {one.state === 'carried' && volunteer && (
        <>
          {!canText(volunteer) && (
            <p>
              Sans SMS. À lire au téléphone : <PhoneLink phone={volunteer.phone} />
            </p>
          )}
          <div class="actions">
            <PostForm action={`${wordsPath(one)}/lu`} csrf={frame.csrf}>
              <SubmitButton>Lus de vive voix</SubmitButton>
            </PostForm>
            <PostForm action={`${wordsPath(one)}/reprendre`} csrf={frame.csrf}>
              <SubmitButton tone="second">Reprendre ces mots</SubmitButton>
            </PostForm>
          </div>
          <p class="quiet">Repris, ils ne sont jamais lus, et ne sont plus gardés nulle part.</p>
        </>
      )}
    </div>
  </DeskPage>
);

/** What was carried lately in the town, those that nobody read first. */
export const TownWordsPage = ({
  frame,
  all,
  names,
}: {
  frame: Frame;
  all: readonly ThankYou[];
  names: Names;
}) => (
  <DeskPage frame={frame} title="Mots remis">
    <ThanksTabs here={THANKS} />
    <h1>Mots remis aux bénévoles</h1>
    <p class="lead">
      Ce qu’une personne accompagnée dicte pour qui vient la voir. On les note depuis son dossier.
    </p>
    <DataTable
      caption="Depuis trois mois"
      rows={all.toSorted((a, b) => Number(b.state === 'carried') - Number(a.state === 'carried'))}
      empty={
        <EmptyState title="Aucun mot remis ces trois derniers mois.">
          Dans le dossier d’une personne : « Ses mots pour les bénévoles ».
        </EmptyState>
      }
      columns={[
        {
          title: 'Pour',
          heads: true,
          cell: (one) => <a href={wordsPath(one)}>{names.get(one.volunteerId) ?? 'bénévole parti'}</a>,
        },
        {
          title: 'De la part de',
          cell: (one) => (
            <a href={`/personnes/${one.seniorId}/mots`}>{names.get(one.seniorId) ?? 'dossier fermé'}</a>
          ),
        },
        { title: 'Noté le', cell: ({ takenAt }) => frenchDate(dayOf(takenAt)) },
        { title: 'État', cell: (one) => <State of={one} /> },
      ]}
    />
  </DeskPage>
);
