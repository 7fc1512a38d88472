import { type StayCode, talksKind } from '../../../../shared/engagement/rests/talk.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, daysBetween } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';

/** What was said at the exit talk of those who left lately; whoever left last still waits for the call. */
const SAID: readonly {
  readonly outcome: 'held' | 'declined';
  readonly codes: readonly StayCode[];
  readonly words: string;
}[] = [
  {
    outcome: 'held',
    codes: ['support', 'company'],
    words: 'Aurait aimé un appel après les visites difficiles, et pouvoir y aller à deux.',
  },
  { outcome: 'declined', codes: [], words: '' },
];
const TALK_AFTER_DAYS = 6;

/** One exit talk held, one declined, one still to propose. */
export const sayGoodbye = (making: Making, volunteers: readonly Volunteer[]): void => {
  const { history, staff, today } = making;
  const gone = volunteers
    .filter(({ state, activeSince }) => state === 'left' && activeSince !== undefined)
    .sort((a, b) => ((a.left?.on ?? '') < (b.left?.on ?? '') ? -1 : 1));
  const last = gone.at(-1);
  for (const [i, one] of gone.slice(0, -1).entries()) {
    const said = SAID[i];
    if (!said || !one.left) continue;
    const days = daysBetween(one.left.on, today) - TALK_AFTER_DAYS;
    const at = daysAgo(making, days, '15:20');
    const talk = {
      about: 'exit' as const,
      subject: one.left.on,
      on: addDays(one.left.on, TALK_AFTER_DAYS),
      at,
      by: staff.coordinator,
      outcome: said.outcome,
      words: said.words,
      wouldHaveStayed: [...said.codes],
    };
    history.change(
      talksKind,
      { volunteerId: one.id, town: one.town, talks: [talk] },
      {
        action: 'talk-noted',
        actor: { kind: 'staff', id: staff.coordinator },
        at,
        details: { about: 'exit', outcome: said.outcome },
      },
    );
  }
  if (!last?.left) return;
  const asked = daysAgo(making, 2, '17:05');
  history.note(taskKind, {
    id: making.ids.next('tsk'),
    town: last.town,
    kind: 'exit-talk',
    state: 'open',
    subjectId: last.id,
    volunteerId: last.id,
    sentence: 'Un bénévole s’en va : appeler pour remercier, proposer un entretien de départ, le noter.',
    urgent: false,
    createdAt: asked,
    dueAt: plus(asked, { days: 7 }),
  });
};
