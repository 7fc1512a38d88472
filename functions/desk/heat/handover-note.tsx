import type { Handover } from '../../../shared/heat/board/handover.ts';
import { leftBy } from '../../../shared/heat/board/take-over.ts';
import { Badge, Moment } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { Frame } from '../layout.tsx';
import { HANDOVER, type HandoverProps } from './handover.ts';

/** Reading the note takes up what its writer still has by name: it says how many. */
const TakeUp = ({
  note,
  frame,
  left,
  children,
}: {
  note: Handover;
  frame: Frame;
  left: number;
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
    <SubmitButton>{children}</SubmitButton>
  </PostForm>
);

/** What the writer of a note still has by name and this reader may take; told once, by the writer's last note. */
export const stillLeft = (note: Handover, { board, mayHold, me, notes }: HandoverProps): number => {
  const isLast = notes.find(({ from }) => from === note.from)?.id === note.id;
  return board && mayHold && note.from !== me && isLast ? leftBy(board, note.from).length : 0;
};

/** What one shift wrote, and how the next takes it up. */
export const Note = ({ note, props }: { note: Handover; props: HandoverProps }) => {
  const { team, me, frame } = props;
  const left = stillLeft(note, props);
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
      {note.acknowledged ? (
        <p>
          <Badge tone="good">reprise</Badge> par {team.get(note.acknowledged.by)?.name ?? 'un agent'},{' '}
          <Moment at={note.acknowledged.at} />
        </p>
      ) : note.from === me ? (
        <p>
          <Badge tone="warn">pas encore reprise</Badge> Un collègue doit la lire et la reprendre.
        </p>
      ) : (
        <TakeUp note={note} frame={frame} left={left}>
          J’ai lu, je reprends
        </TakeUp>
      )}
      {note.acknowledged && left > 0 && (
        <TakeUp note={note} frame={frame} left={left}>
          Reprendre aussi ce qui reste
        </TakeUp>
      )}
    </li>
  );
};
