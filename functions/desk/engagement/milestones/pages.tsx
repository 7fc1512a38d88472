import type { Milestone } from '../../../../shared/engagement/recognition/milestones/milestone.ts';
import { writeText } from '../../../../shared/messages/texts.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, EmptyState, Moment, Notice } from '../../../web/components.tsx';
import { Check, ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { saidIn } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { MILESTONES, ThanksTabs } from '../thanks/tabs.tsx';

export type Told = { readonly milestone: Milestone; readonly volunteer: Volunteer | undefined };

const whatWords = ({ what, count }: Milestone): string => {
  if (what === 'years') return count === 1 ? 'un an de bénévolat' : `${count} ans de bénévolat`;
  return count === 1 ? 'première mission faite' : `${count} missions faites`;
};

/** The very text that leaves, as the telephone will show it, but for no sign that begins a line. */
const textOf = ({ what, count }: Milestone, town: Town): string =>
  writeText(
    { kind: 'milestone', milestone: what, count },
    {
      house: town.houseName,
      contact: town.coordinatorFirstName,
      phone: town.phone,
      sectorName: () => town.name,
    },
    '',
  )?.replace(/ ([:!?])/g, '\u00a0$1') ?? '';

const WHY: Readonly<Record<NonNullable<Milestone['why']>, string>> = {
  'not-active': 'en pause ou parti depuis',
  'hard-event': 'un événement dur ce mois-ci : ce n’est pas le moment',
  lately: 'une autre étape dite il y a moins d’un mois',
  off: 'arrêté dans les réglages',
};
const stateWords = ({ state, why }: Milestone): readonly ['good' | 'neutral', string] => {
  if (state === 'told') return ['good', 'dit'];
  if (state === 'stopped') return ['neutral', 'pas envoyé, à votre demande'];
  return ['neutral', `pas envoyé : ${why ? WHY[why] : 'plus le moment'}`];
};

const SAID: Readonly<Record<string, readonly ['good' | 'warn', string]>> = {
  note: ['good', 'C’est noté : ce message ne part pas.'],
  parti: ['warn', 'Ce message est déjà parti, ou n’est plus prévu.'],
  regle: ['good', 'Les réglages sont enregistrés.'],
};

const name = ({ volunteer }: Told) =>
  volunteer ? <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a> : 'bénévole parti';

/** What goes this week by itself, with the way to say no, and what was told lately. */
export const MilestonesPage = ({
  frame,
  town,
  planned,
  past,
  isOn,
  said,
}: {
  frame: Frame;
  town: Town;
  planned: readonly Told[];
  past: readonly Told[];
  isOn: boolean;
  said: string | undefined;
}) => {
  const word = saidIn(SAID, said);
  return (
    <DeskPage frame={frame} title="Anniversaires et étapes">
      <ThanksTabs here={MILESTONES} />
      {word && <Notice tone={word[0]}>{word[1]}</Notice>}
      <div class="head">
        <h1>Anniversaires et étapes</h1>
        <a class="button second" href={`${MILESTONES}/reglages`}>
          Réglages
        </a>
      </div>
      <p class="lead">
        Un an de plus, cinquante missions : un SMS le dit, au plus un par mois, jamais en pause ni dans le
        mois d’un événement dur. Ni classement, ni médaille.
      </p>
      {!isOn && (
        <Notice tone="warn">Les envois sont arrêtés dans les réglages : rien ne part de lui-même.</Notice>
      )}
      <DataTable
        caption="Cette semaine"
        rows={planned}
        empty={
          <EmptyState title="Rien à dire cette semaine.">
            La liste se fait chaque lundi matin, et part le mercredi.
          </EmptyState>
        }
        columns={[
          { title: 'Bénévole', heads: true, cell: name },
          { title: 'Étape', cell: ({ milestone }) => whatWords(milestone) },
          {
            title: 'Ce qui sera dit',
            cell: ({ milestone, volunteer }) =>
              volunteer && !canText(volunteer) ? 'Sans SMS : un appel à passer.' : textOf(milestone, town),
          },
          { title: 'Part le', cell: ({ milestone }) => <Moment at={milestone.sendAt} /> },
          {
            title: 'À faire',
            cell: ({ milestone, volunteer }) => (
              <PostForm action={`${MILESTONES}/non`} csrf={frame.csrf}>
                <Hidden name="volunteer" value={milestone.volunteerId} />
                <Hidden name="what" value={milestone.what} />
                <Hidden name="count" value={milestone.count} />
                <SubmitButton tone="second">
                  Ne pas envoyer
                  <span class="hidden"> à {volunteer ? volunteerName(volunteer) : 'cette personne'}</span>
                </SubmitButton>
              </PostForm>
            ),
          },
        ]}
      />
      <DataTable
        caption="Depuis trois mois"
        rows={past}
        empty={<EmptyState title="Aucune étape dite ces trois derniers mois." />}
        columns={[
          { title: 'Bénévole', heads: true, cell: name },
          { title: 'Étape', cell: ({ milestone }) => whatWords(milestone) },
          { title: 'Atteinte le', cell: ({ milestone }) => frenchDate(milestone.reachedOn) },
          {
            title: 'Suite',
            cell: ({ milestone }) => {
              const [tone, words] = stateWords(milestone);
              return (
                <>
                  <Badge tone={tone}>{words}</Badge>{' '}
                  {milestone.endedAt && frenchDate(dayOf(milestone.endedAt))}
                </>
              );
            },
          },
        ]}
      />
    </DeskPage>
  );
};

export const MilestoneSettingsPage = ({
  frame,
  form,
  version,
}: {
  frame: Frame;
  form: FormState;
  version: number;
}) => (
  <DeskPage frame={frame} title="Réglages des étapes" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={MILESTONES}>Anniversaires et étapes</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Ce qui est dit de soi-même</h1>
      <PostForm action={`${MILESTONES}/reglages`} csrf={frame.csrf}>
        <Hidden name="version" value={version} />
        <Check
          form={form}
          name="isOn"
          label="Envoyer les étapes de la semaine"
          hint="Sans cette case, rien ne part et aucune liste n’est faite."
        />
        <Check form={form} name="years" label="Chaque anniversaire de l’entrée" />
        <Field
          form={form}
          name="missions"
          label="Nombres de missions"
          hint="Séparés par des virgules. Comptés sur les comptes rendus de missions faites."
          optional
        />
        <SubmitButton>Enregistrer</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
