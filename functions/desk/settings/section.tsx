import type { Child } from 'hono/jsx';
import type * as z from 'zod';
import { changeTown, type TownRefusal } from '../../../shared/town/change-town.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { ErrorSummary, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { type FormState, freshForm, readForm, typedIn, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, storedTownOf } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';

type Known = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** One page of settings: what it asks, what the town decided so far, what a saved form changes. */
export type Section<S extends z.ZodObject = z.ZodObject> = {
  readonly slug: string;
  readonly title: string;
  /** What these settings govern, in a sentence. */
  readonly lead: string;
  readonly schema: (town: Town) => S;
  readonly known: (town: Town) => Known;
  readonly edit: (values: z.output<S>) => (town: Town) => Town;
  readonly fields: (props: { readonly form: FormState; readonly town: Town }) => Child;
  /** The settings in words, for the overview. */
  readonly facts: (town: Town) => readonly (readonly [string, Child | undefined])[];
};

/** Checked where it is written, then kept with its schema hidden, so that sections of all shapes make one list. */
export type AnySection = {
  readonly slug: string;
  readonly title: string;
  readonly facts: Section['facts'];
  readonly routes: readonly DeskRoute[];
};

const PROBLEMS: Readonly<
  Record<TownRefusal['reason'], { readonly field: string; readonly sentence: string }>
> = {
  'changed-meanwhile': {
    field: '',
    sentence:
      'Quelqu’un d’autre a changé les réglages pendant ce temps. Relisez les valeurs enregistrées ci-dessous, puis enregistrez de nouveau si vos choix tiennent toujours.',
  },
  'unreadable-colour': {
    field: 'colour',
    sentence: 'Cette couleur est trop claire : le texte ne se lirait pas. Choisissez-en une plus foncée.',
  },
  'sender-refused': {
    field: 'senderId',
    sentence: 'Les opérateurs bloquent ce mot comme expéditeur. Choisissez le nom de la ville ou du service.',
  },
  'hours-reversed': { field: 'quietTo', sentence: 'L’heure de fin doit venir après l’heure de début.' },
  'no-sector': { field: '', sentence: 'Une ville garde au moins un secteur.' },
};
export const problemSentence = (reason: TownRefusal['reason']): string => PROBLEMS[reason].sentence;

const SectionPage = <S extends z.ZodObject>(props: {
  section: Section<S>;
  frame: Frame;
  town: Town;
  version: number;
  form: FormState;
  isConflict: boolean;
}) => {
  const { section, frame, town, version, form, isConflict } = props;
  return (
    <DeskPage frame={frame} title={section.title} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/reglages">Réglages</a>
      </p>
      <div class="narrow">
        <ErrorSummary form={form} />
        <h1>{section.title}</h1>
        <p class="lead">{section.lead}</p>
        {isConflict && (
          <section class="card">
            <h2>Enregistré actuellement</h2>
            <Facts of={section.facts(town)} />
          </section>
        )}
        <PostForm action={`/reglages/${section.slug}`} csrf={frame.csrf}>
          <Hidden name="version" value={version} />
          {section.fields({ form, town })}
          <div class="actions">
            <SubmitButton>Enregistrer</SubmitButton>
            <a href="/reglages">Revenir sans rien changer</a>
          </div>
        </PostForm>
      </div>
    </DeskPage>
  );
};

export const versionTyped = (form: FormState | { readonly typed: FormState['typed'] }): number =>
  Number.parseInt(typedIn({ problems: [], typed: form.typed }, 'version'), 10) || 0;

/**
 * The version that a form shown again is held to: a form to be corrected keeps the one it was opened on, so that correcting
 * it never overwrites a colleague unseen; after a conflict it is what is shown beside it.
 */
export const versionShown = (c: DeskContext, form: FormState, status: 200 | 409 | 422): number =>
  status === 422 ? versionTyped(form) : storedTownOf(c).version;

/** The two routes of a section: GET shows it, POST saves it, held to the version that was shown. */
export const sectionRoutes = <S extends z.ZodObject>(section: Section<S>): AnySection => {
  const path = `/reglages/${section.slug}`;
  const page = (c: DeskContext, form: FormState, status: 200 | 409 | 422) => {
    return show(
      c,
      <SectionPage
        section={section}
        frame={frameOf(c)}
        town={storedTownOf(c).value}
        version={versionShown(c, form, status)}
        form={form}
        isConflict={status === 409}
      />,
      status,
    );
  };
  const routes: readonly DeskRoute[] = [
    {
      method: 'GET',
      path,
      action: 'town.change',
      handler: (c) => page(c, freshForm(section.known(storedTownOf(c).value)), 200),
    },
    {
      method: 'POST',
      path,
      action: 'town.change',
      handler: async (c) => {
        const stored = storedTownOf(c);
        const read = await readForm(c, section.schema(stored.value));
        if (!read.ok) return page(c, read.refusal, 422);
        const saved = await changeTown(c.var.world.table, {
          stored,
          seenVersion: versionTyped(read),
          edit: section.edit(read.value),
          actor: actorOf(c),
          now: c.var.now,
        });
        if (saved.ok) return seeOther(c, `/reglages?enregistre=${section.slug}`);
        const { field, sentence } = PROBLEMS[saved.refusal.reason];
        const isConflict = saved.refusal.reason === 'changed-meanwhile';
        return page(
          c,
          withProblem({ problems: [], typed: read.typed }, field, sentence),
          isConflict ? 409 : 422,
        );
      },
    },
  ];
  return { slug: section.slug, title: section.title, facts: section.facts, routes };
};

export const Saved = ({ title }: { title: string | undefined }) =>
  title ? <Notice tone="good">{`Enregistré : ${title.toLowerCase()}.`}</Notice> : null;
