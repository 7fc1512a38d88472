import { outcomeIdSchema } from '../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../shared/heat/calls/record-outcome.ts';
import { lookAtRound } from '../../shared/heat/calls/rounds/look-at-round.ts';
import type { CallTask, OutcomeCode } from '../../shared/heat/calls/task.ts';
import { type Activation, activate } from '../../shared/heat/campaign/activate.ts';
import { addDays } from '../../shared/time/civil.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { HOT_DAY, hot, NADIA, OMAR } from '../builders/heat.ts';
import { aCaller, aPerson, type HotTown, openHotTown } from './hot-day.ts';

export const wish = (more: Partial<Activation> = {}): Activation => ({
  level: 'orange',
  startsOn: HOT_DAY,
  expectedEnd: addDays(HOT_DAY, 2),
  duty: [NADIA, OMAR],
  ...more,
});
export const people = (n: number) => Array.from({ length: n }, (_, i) => aPerson(i));
export const callers = (n: number) => Array.from({ length: n }, (_, i) => aCaller(i));
export const agent = { kind: 'staff', id: NADIA } as const;

export const started = async (n: number, volunteers: number, at: Instant = hot('08:30')) => {
  const town = await openHotTown(people(n), callers(volunteers));
  const done = await activate(town.world, wish(), NADIA, at);
  if (!done.ok) throw new Error(done.refusal.reason);
  return { town, campaign: done.value.campaign };
};
export const roundOf = (town: HotTown) => {
  const [round] = town.rounds();
  if (!round) throw new Error('no list');
  return round;
};
export const say = (town: HotTown, task: CallTask, code: OutcomeCode, at: Instant, more: object = {}) =>
  recordOutcome(
    town.world,
    {
      taskId: task.id,
      id: outcomeIdSchema.parse(`form-${task.id.slice(-4)}-${code}`),
      code,
      note: '',
      calledAt: at,
      via: 'desk',
      ...more,
    },
    agent,
    at,
  );
export const look = (town: HotTown, at: Instant) => lookAtRound(town.world, roundOf(town).id, at);
