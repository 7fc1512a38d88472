import { type Board, listRounds, readBoard } from '../../../shared/heat/board/read-board.ts';
import { type CallRound, isRunning, roundIdSchema } from '../../../shared/heat/calls/round.ts';
import {
  type Campaign,
  campaignKey,
  campaignKind,
  currentKey,
  currentKind,
} from '../../../shared/heat/campaign/campaign.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { type DeskContext, townOf } from '../env.ts';

export const HEAT = '/canicule';

/** The campaign under way in this town, if there is one. */
export const campaignNow = async (c: DeskContext): Promise<Campaign | undefined> => {
  const { table } = c.var.world;
  const current = await table.get(currentKind, currentKey(townOf(c).id));
  const id = current?.value.campaignId;
  const campaign = id ? await table.get(campaignKind, campaignKey(id)) : undefined;
  return campaign?.value.state === 'active' ? campaign.value : undefined;
};

export type HotDay = { readonly rounds: readonly CallRound[]; readonly board: Board | undefined };

/** Before today's calls begin, the list of yesterday is the one that is worked at, while somebody of it is owed. */
const ofLastNight = async (c: DeskContext): Promise<Board | undefined> => {
  const { world, now } = c.var;
  const last = (await listRounds(world, addDays(dayOf(now), -1))).filter(isRunning).at(-1);
  const board = last && (await readBoard(world, last.id, now));
  return board && board.owed.length > 0 ? board : undefined;
};

/**
 * Today's lists, and the board of the one asked for in the address, of today or before, else of the latest that has begun:
 * in the night that is yesterday's, if anybody of it is still to be reached or seen.
 */
export const hotDay = async (c: DeskContext): Promise<HotDay> => {
  const { world, now } = c.var;
  const rounds = await listRounds(world, dayOf(now));
  const asked = roundIdSchema.safeParse(c.req.query('liste'));
  const begun = rounds.filter((round) => round.opensAt <= now);
  const begunLast = begun.at(-1);
  const board = asked.success ? await readBoard(world, asked.data, now) : undefined;
  const isHere =
    board?.round.town === townOf(c).id && board.round.source.kind === 'heat' && board.round.day <= dayOf(now);
  if (isHere) return { rounds, board };
  if (begunLast) return { rounds, board: await readBoard(world, begunLast.id, now) };
  const [next] = rounds;
  return { rounds, board: next && ((await ofLastNight(c)) ?? (await readBoard(world, next.id, now))) };
};
