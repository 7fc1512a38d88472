import { type Board, listRounds, readBoard } from '../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import { roundIdSchema } from '../../../shared/heat/calls/round.ts';
import {
  type Campaign,
  campaignKey,
  campaignKind,
  currentKey,
  currentKind,
} from '../../../shared/heat/campaign/campaign.ts';
import { dayOf } from '../../../shared/time/civil.ts';
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

/** Today's lists, and the board of the one asked for in the address, of today or before, else of the latest that has begun. */
export const hotDay = async (c: DeskContext): Promise<HotDay> => {
  const { world, now } = c.var;
  const rounds = await listRounds(world, dayOf(now));
  const asked = roundIdSchema.safeParse(c.req.query('liste'));
  const begun = rounds.filter((round) => round.opensAt <= now);
  const chosen = begun.at(-1) ?? rounds[0];
  const board = asked.success ? await readBoard(world, asked.data, now) : undefined;
  const isHere =
    board?.round.town === townOf(c).id && board.round.source.kind === 'heat' && board.round.day <= dayOf(now);
  return { rounds, board: isHere ? board : chosen && (await readBoard(world, chosen.id, now)) };
};
