import type { Mission } from '../../../shared/missions/mission.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { frenchMoment } from '../../../shared/time/french.ts';
import { Confirm } from '../../web/components.tsx';
import { Choice, DateField, ErrorSummary } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { seniorPath } from '../day/people.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import type { AskedService } from './read.ts';
import { CLOSE_REASONS, END_CHOICES } from './words.ts';

type Props = AskedService & {
  readonly frame: Frame;
  readonly form: FormState;
  /** Missions that the act would call off. */
  readonly stopped: readonly Mission[];
};

const Crumbs = ({ senior }: AskedService) => (
  <p class="crumbs no-print">
    <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
  </p>
);

/** How many missions stop, until when, and who is told. */
const stops = (stopped: readonly Mission[]): string => {
  const held = stopped.filter(({ holder }) => holder !== undefined).length;
  const last = stopped.at(-1);
  if (stopped.length === 0 || !last) return 'Aucune visite à venir n’est à annuler.';
  const many = stopped.length === 1 ? 'Une visite est annulée' : `${stopped.length} visites sont annulées`;
  const told =
    held === 0
      ? 'personne n’y allait encore'
      : held === 1
        ? 'un bénévole est prévenu par SMS'
        : `${held} fois, le bénévole attendu est prévenu par SMS`;
  return `${many}, la dernière ${frenchMoment(last.startsAt)} ; ${told}.`;
};

const DEATH =
  'Si la personne accompagnée est décédée, tout s’arrête pour elle à la fois : la page suivante dit quoi, et demande de confirmer.';

export const PausePage = (props: Props) => (
  <DeskPage frame={props.frame} title="Mettre en pause" hasProblems={props.form.problems.length > 0}>
    <Crumbs {...props} />
    <div class="narrow">
      <ErrorSummary form={props.form} />
      <Confirm
        question="Mettre les visites en pause ?"
        consequences={[
          `Sans date de fin : ${stops(props.stopped).charAt(0).toLowerCase()}${stops(props.stopped).slice(1)}`,
          'Avec une date : seulement celles d’ici là, et les visites reprennent d’elles-mêmes le lendemain.',
          'Les bénévoles associés le restent.',
        ]}
        action={`/services/${props.service.id}/pause`}
        csrf={props.frame.csrf}
        yes="Mettre en pause"
        back={`/services/${props.service.id}`}
      >
        <DateField form={props.form} name="until" label="Dernier jour de la pause" optional />
      </Confirm>
    </div>
  </DeskPage>
);

export const ClosePage = (props: Props) => (
  <DeskPage frame={props.frame} title="Mettre fin" hasProblems={props.form.problems.length > 0}>
    <Crumbs {...props} />
    <div class="narrow">
      <ErrorSummary form={props.form} />
      <Confirm
        question={`Mettre fin à cet accompagnement de ${seniorName(props.senior)} ?`}
        consequences={[
          stops(props.stopped),
          'Les binômes prennent fin, avec la raison.',
          'Si elle déménage, aucun SMS ne part : une tâche demande d’appeler chaque bénévole.',
          'Le reste de son dossier ne change pas.',
          DEATH,
        ]}
        action={`/services/${props.service.id}/clore`}
        csrf={props.frame.csrf}
        yes="Mettre fin"
        back={`/services/${props.service.id}`}
        irreversible
      >
        <Choice
          form={props.form}
          name="reason"
          label="Pourquoi"
          options={Object.entries(CLOSE_REASONS).map(([value, label]) => ({ value, label }))}
        />
      </Confirm>
    </div>
  </DeskPage>
);

export const EndPairingPage = (
  props: AskedService & {
    readonly frame: Frame;
    readonly form: FormState;
    readonly volunteerId: string;
    readonly name: string;
  },
) => (
  <DeskPage frame={props.frame} title="Mettre fin au binôme" hasProblems={props.form.problems.length > 0}>
    <Crumbs {...props} />
    <div class="narrow">
      <ErrorSummary form={props.form} />
      <Confirm
        question={`${props.name} ne viendra plus régulièrement ?`}
        consequences={[
          'Ses visites à venir et ce qui lui est proposé ici s’arrêtent tout de suite, sans SMS.',
          'Ces visites cherchent quelqu’un d’autre.',
          'Une tâche demande de l’appeler, une autre de lui proposer un temps d’échange.',
          `Dites-le à ${seniorName(props.senior)} de vive voix.`,
          DEATH,
        ]}
        action={`/services/${props.service.id}/fin`}
        csrf={props.frame.csrf}
        yes="Mettre fin au binôme"
        back={`/services/${props.service.id}`}
        fields={{ volunteerId: props.volunteerId }}
      >
        <Choice
          form={props.form}
          name="reason"
          label="Pourquoi"
          options={Object.entries(END_CHOICES).map(([value, label]) => ({ value, label }))}
        />
      </Confirm>
    </div>
  </DeskPage>
);
