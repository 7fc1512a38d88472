import { listSchedules } from '../../../shared/friendly/change-schedule.ts';
import type { CallSchedule } from '../../../shared/friendly/schedule.ts';
import { type Counts, owedIn, readCounts } from '../../../shared/heat/board/counters.ts';
import { type Board, listRounds, readBoard } from '../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import { addDays, civilDay, dayOf, isCivilDay } from '../../../shared/time/civil.ts';
import type { Programme } from '../../../shared/town/programme.ts';
import { type DeskContext, townOf } from '../env.ts';

export type Chosen = {
  readonly schedules: readonly CallSchedule[];
  readonly schedule: CallSchedule | undefined;
  readonly version: number;
  /** Programmes made by telephone, whether they have lists or not. */
  readonly programmes: readonly Programme[];
  readonly programme: Programme | undefined;
};

/** The programme named in the address, else the first that makes lists; one is the rule. */
export const chosenSchedule = async (c: DeskContext, named = c.req.query('programme')): Promise<Chosen> => {
  const known = await listSchedules(c.var.world);
  const programmes = townOf(c).programmes.filter(({ place }) => place === 'phone');
  const found = known.find(({ schedule }) => schedule.programme === named) ?? (named ? undefined : known[0]);
  const code = found?.schedule.programme ?? named ?? programmes[0]?.code;
  return {
    schedules: known.map(({ schedule }) => schedule),
    schedule: found?.schedule,
    version: found?.version ?? 0,
    programmes,
    programme: programmes.find((one) => one.code === code),
  };
};

const DAYS_BACK = 28;

export type PastList = { readonly round: CallRound; readonly counts: Counts; readonly owed: number };
export type Lists = {
  readonly board: Board | undefined;
  /** Of the last four weeks, newest first, today's apart. */
  readonly past: readonly PastList[];
};

const isOf = (round: CallRound, programme: string): boolean =>
  round.source.kind === 'cadence' && round.source.programme === programme;

/** The list of the day asked for, else today's; and what came of the lists of four weeks, from their counters. */
export const readLists = async (c: DeskContext, programme: string): Promise<Lists> => {
  const { world, now } = c.var;
  const today = dayOf(now);
  const rounds = (await listRounds(world, addDays(today, -DAYS_BACK), 'cadence', today)).filter((round) =>
    isOf(round, programme),
  );
  const asked = c.req.query('jour') ?? '';
  const day = isCivilDay(asked) ? civilDay(asked) : today;
  const chosen = rounds.find((round) => round.day === day);
  const past = await Promise.all(
    rounds
      .filter((round) => round.day < today)
      .reverse()
      .map(async (round) => {
        const counts = await readCounts(world.table, round.id, round.shards);
        return { round, counts, owed: owedIn(counts) };
      }),
  );
  return { board: chosen && (await readBoard(world, chosen.id, now)), past };
};
