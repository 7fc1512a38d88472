import { readBoard } from '../../shared/heat/board/read-board.ts';
import { outcomeIdSchema } from '../../shared/heat/calls/outcome.ts';
import { activate } from '../../shared/heat/campaign/activate.ts';
import { HOT_DAY, hot, NADIA, OMAR } from '../builders/heat.ts';
import { aCaller, aPerson, openHotTown } from './hot-day.ts';

export const agent = { kind: 'staff', id: NADIA } as const;
export const form = (n: number) => outcomeIdSchema.parse(`form-number-${n}`);

/** A list of so many people and so many volunteers who call, with Nadia and Omar on duty, from half past eight. */
export const started = async (people: number, callers: number) => {
  const town = await openHotTown(
    Array.from({ length: people }, (_, i) => aPerson(i)),
    Array.from({ length: callers }, (_, i) => aCaller(i)),
  );
  const done = await activate(
    town.world,
    { level: 'orange', startsOn: HOT_DAY, expectedEnd: HOT_DAY, duty: [NADIA, OMAR] },
    NADIA,
    hot('08:30'),
  );
  const [round] = town.rounds();
  if (!done.ok || !round) throw new Error('no list');
  const board = async (time: string) => {
    const found = await readBoard(town.world, round.id, hot(time));
    if (!found) throw new Error('no board');
    return found;
  };
  return { town, round, board, campaign: done.value.campaign };
};
