import { isHeld, type Mission } from '../../../../shared/missions/mission.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Report } from '../../../../shared/visits/report.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Confirm, Notice } from '../../../web/components.tsx';
import {
  Check,
  Choice,
  DateField,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { missionPath } from '../read.ts';
import { HER_WORDS, outcomeWords } from '../report-facts.tsx';
import { programmeName, whenWords } from '../words.ts';

export type ActProps = {
  readonly frame: Frame;
  readonly mission: Mission;
  readonly senior: Senior | undefined;
  readonly holder: Volunteer | undefined;
  /** Whoever holds the other seat of a mission for two. */
  readonly partner: Volunteer | undefined;
  readonly town: Town;
  readonly now: Instant;
  readonly form: FormState;
};

export const Crumbs = ({ mission, town, now }: Pick<ActProps, 'mission' | 'town' | 'now'>) => (
  <p class="crumbs no-print">
    <a href={missionPath(mission.id)}>
      {programmeName(town, mission.programme)}, {whenWords(mission, now)}
    </a>
  </p>
);
const person = (senior: Senior | undefined): string => (senior ? seniorName(senior) : 'la personne');

/** Whoever is expected to go: one, or both of a mission for two. */
const goers = ({
  mission,
  holder,
  partner,
}: Pick<ActProps, 'mission' | 'holder' | 'partner'>): Volunteer[] => [
  ...(isHeld(mission.state) && holder ? [holder] : []),
  ...(partner ? [partner] : []),
];

/** Who is told, before anything is done. */
const whoIsTold = ({
  mission,
  senior,
  holder,
  partner,
}: Pick<ActProps, 'mission' | 'senior' | 'holder' | 'partner'>): string[] => [
  ...(mission.twinId ? ['C’est une mission à deux : elle est annulée pour les deux personnes.'] : []),
  ...goers({ mission, holder, partner }).map((one) =>
    canText(one)
      ? `${volunteerName(one)} le saura par SMS, avec un lien.`
      : `${volunteerName(one)} ne reçoit pas de SMS : une tâche demandera de l’appeler.`,
  ),
  ...(goers({ mission, holder, partner }).length === 0
    ? ['Personne n’y allait encore : aucun SMS ne part. Les liens déjà envoyés le diront à qui les ouvre.']
    : []),
  `Aucun message ne part à ${person(senior)} : appelez, ou demandez au référent de le faire.`,
];

export const CancelPage = (props: ActProps) => (
  <DeskPage frame={props.frame} title="Annuler la mission">
    <Crumbs {...props} />
    <div class="narrow">
      <Confirm
        question="Annuler cette mission ?"
        consequences={whoIsTold(props)}
        action={missionPath(props.mission.id, '/annuler')}
        csrf={props.frame.csrf}
        yes="Annuler la mission"
        back={missionPath(props.mission.id)}
        irreversible
      >
        <ErrorSummary form={props.form} />
        <Choice
          form={props.form}
          name="reason"
          label="Pourquoi"
          options={[
            { value: 'senior-absent', label: 'La personne est absente' },
            { value: 'coordinator', label: 'Une autre raison' },
          ]}
        />
      </Confirm>
    </div>
  </DeskPage>
);

/** Of a mission for two, one person is enough this time. */
export const AlonePage = (props: ActProps & { partner: Volunteer }) => (
  <DeskPage frame={props.frame} title="Y aller seul·e cette fois">
    <Crumbs {...props} />
    <div class="narrow">
      <ErrorSummary form={props.form} />
      <Confirm
        question={`Laisser ${volunteerName(props.partner)} y aller seul·e ?`}
        consequences={[
          `${volunteerName(props.partner)} a dit oui pour y aller à deux : demandez d’abord son accord, au téléphone.`,
          'La deuxième personne n’est plus cherchée pour cette fois. Les missions suivantes restent à deux.',
          'Aucun SMS ne part. La page de la mission le rappelle.',
        ]}
        action={missionPath(props.mission.id, '/seul')}
        csrf={props.frame.csrf}
        yes="Son accord est donné : ne plus chercher"
        back={missionPath(props.mission.id)}
        irreversible
      />
    </div>
  </DeskPage>
);

export const MovePage = (props: ActProps) => (
  <DeskPage frame={props.frame} title="Déplacer la mission" hasProblems={props.form.problems.length > 0}>
    <Crumbs {...props} />
    <div class="narrow">
      <ErrorSummary form={props.form} />
      <h1>Déplacer la mission</h1>
      <ul>
        {props.mission.twinId && <li>C’est une mission à deux : elle se déplace pour les deux personnes.</li>}
        {goers(props).map((one) => (
          <li>
            {volunteerName(one)} garde la mission,{' '}
            {canText(one)
              ? 'reçoit le nouvel horaire par SMS et peut la rendre.'
              : 'mais ne reçoit pas de SMS : une tâche demandera de l’appeler.'}
          </li>
        ))}
        {goers(props).length < (props.mission.twinId ? 2 : 1) && (
          <li>La recherche recommence pour le nouvel horaire ; chacun peut être interrogé de nouveau.</li>
        )}
        <li>Aucun message ne part à {person(props.senior)} : convenez d’abord du jour ensemble.</li>
      </ul>
      <PostForm action={missionPath(props.mission.id, '/deplacer')} csrf={props.frame.csrf}>
        <div class="row">
          <DateField form={props.form} name="day" label="Nouveau jour" />
          <Field form={props.form} name="time" label="Nouvelle heure" type="time" short />
        </div>
        <div class="actions">
          <SubmitButton>Déplacer</SubmitButton>
          <a class="button second" href={missionPath(props.mission.id)}>
            Ne rien changer
          </a>
        </div>
      </PostForm>
    </div>
  </DeskPage>
);

type ReportProps = ActProps & {
  /** What the form was filled from. */
  readonly seen: string;
  /** A report that came while the form was open. */
  readonly since?: Report | undefined;
};

export const ReportPage = (props: ReportProps) => (
  <DeskPage
    frame={props.frame}
    title="Noter le compte rendu"
    hasProblems={props.form.problems.length > 0 || props.since !== undefined}
  >
    <Crumbs {...props} />
    <div class="narrow">
      <ErrorSummary form={props.form} />
      <h1>Compte rendu par téléphone</h1>
      <p>Tel que {props.holder ? volunteerName(props.holder) : 'le bénévole'} le dit.</p>
      {props.since && (
        <Notice tone="warn" title="Un compte rendu est arrivé entre-temps">
          <p>
            {outcomeWords(props.mission.act)[props.since.outcome]}
            {props.since.her && `. Comment elle allait : ${HER_WORDS[props.since.her].toLowerCase()}`}
            {props.since.words && `. Ses mots : « ${props.since.words} »`}
          </p>
          <p>
            Vos réponses ne sont pas encore enregistrées : les voici ci-dessous, réunies aux siennes.
            Retouchez, puis enregistrez : elles remplaceront le compte rendu reçu. Ou{' '}
            <a href={missionPath(props.mission.id)}>gardez-le tel quel, sans rien enregistrer</a>.
          </p>
        </Notice>
      )}
      <PostForm action={missionPath(props.mission.id, '/compte-rendu')} csrf={props.frame.csrf}>
        <Hidden name="seen" value={props.seen} />
        <Select
          form={props.form}
          name="outcome"
          label="Ce qui s’est passé"
          empty="Choisir"
          options={Object.entries(outcomeWords(props.mission.act)).map(([value, label]) => ({
            value,
            label,
          }))}
        />
        <Choice
          form={props.form}
          name="her"
          label="Comment allait-elle"
          optional
          options={Object.entries(HER_WORDS).map(([value, label]) => ({ value, label }))}
        />
        <TextArea
          form={props.form}
          name="words"
          label="Ce qui a été dit"
          optional
          max={1000}
          rows={props.since ? 8 : 4}
        />
        <TextArea
          form={props.form}
          name="worry"
          label="Une inquiétude"
          hint="Le référent reçoit une tâche, avec un délai."
          optional
          max={1000}
          rows={2}
        />
        <Check form={props.form} name="urgent" label="Cette inquiétude ne peut pas attendre" />
        <SubmitButton>Enregistrer</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
