import type { Handover } from '../../../shared/heat/board/handover.ts';
import { Badge, Moment } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { Frame } from '../layout.tsx';
import { HANDOVER, type HandoverProps } from './handover.ts';

/** Reading the note takes up what its writer still has by name: it says how many. */
const TakeUp = ({
  note,
  frame,
  left,
  isOnDuty,
  children,
}: {
  note: Handover;
  frame: Frame;
  left: number;
  isOnDuty: boolean;
  children: string;
}) => (
  <PostForm action={`${HANDOVER}/reprendre`} csrf={frame.csrf}>
    <Hidden name="liste" value={note.roundId} />
    <Hidden name="note" value={note.id} />
    {left > 0 && (
      <p>
        {left > 1 ? `${left} personnes passent` : 'Une personne passe'} alors à votre nom, délais compris.
      </p>
    )}
    {isOnDuty && <p>L’astreinte aussi passe à votre nom.</p>}
    <SubmitButton>{children}</SubmitButton>
  </PostForm>
);

/** How many calls go with this note, to a named agent; told once, by the writer's last note, until all of it was taken. */
const goingWith = (note: Handover, { held, mayHold, me, notes }: HandoverProps): number => {
  const isLast = notes.find(({ from }) => from === note.from)?.id === note.id;
  return mayHold && !note.taken && note.from !== me && isLast ? (held.get(note.from) ?? 0) : 0;
};

/** Read, by somebody who may not hold it or as the machine stopped: calls or the astreinte are still its writer's. */
export const isStillOpen = (note: Handover, props: HandoverProps): boolean =>
  note.acknowledged !== undefined &&
  !note.taken &&
  props.mayHold &&
  note.from !== props.me &&
  props.notes.find(({ from }) => from === note.from)?.id === note.id &&
  ((props.held.get(note.from) ?? 0) > 0 || props.duty.includes(note.from));

/** What one shift wrote, and how the next takes it up. */
export const Note = ({ note, props }: { note: Handover; props: HandoverProps }) => {
  const { team, me, frame } = props;
  const left = goingWith(note, props);
  const isOnDuty = props.mayHold && props.duty.includes(note.from);
  const by = note.taken ?? note.acknowledged;
  return (
    <li class="card">
      <p>
        <strong>{team.get(note.from)?.name ?? 'Un agent'}</strong>, <Moment at={note.at} />
        {note.to && <> – pour {team.get(note.to)?.name ?? 'un agent'}</>}
      </p>
      <p class="note-words">{note.words}</p>
      <p class="quiet">
        À ce moment&nbsp;: {note.open} à joindre, {note.unsettled} confiées, {note.reached} jointes.
      </p>
      {by ? (
        <p>
          <Badge tone="good">{note.taken ? 'reprise' : 'lue'}</Badge> par{' '}
          {team.get(by.by)?.name ?? 'un agent'}, <Moment at={by.at} />
        </p>
      ) : note.from === me ? (
        <p>
          <Badge tone="warn">pas encore reprise</Badge> Un collègue doit la lire et la reprendre.
        </p>
      ) : (
        <TakeUp note={note} frame={frame} left={left} isOnDuty={isOnDuty}>
          J’ai lu, je reprends
        </TakeUp>
      )}
      {isStillOpen(note, props) && (
        <TakeUp note={note} frame={frame} left={left} isOnDuty={isOnDuty}>
          Reprendre ce qui reste
        </TakeUp>
      )}
    </li>
  );
};
