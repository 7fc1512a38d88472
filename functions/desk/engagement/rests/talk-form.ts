import * as z from 'zod';
import type { TalkRefusal } from '../../../../shared/engagement/rests/record-talk.ts';
import {
  FOLLOWED_CODES,
  STAY_CODES,
  type Talk,
  talksKey,
  talksKind,
} from '../../../../shared/engagement/rests/talk.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { choice, choices, day, textIfAny } from '../../../web/form.ts';
import type { DeskContext } from '../../env.ts';

export const talksOf = async (c: DeskContext, { id }: Volunteer): Promise<readonly Talk[]> =>
  (await c.var.world.table.get(talksKind, talksKey(id)))?.value.talks ?? [];

const common = {
  outcome: choice(['held', 'declined'], 'Dites si l’échange a eu lieu.'),
  on: day('Écrivez le jour.'),
  words: textIfAny(240),
};
export const exitForm = z.object({ ...common, codes: choices(STAY_CODES) });
export const debriefForm = z.object({ ...common, codes: choices(FOLLOWED_CODES) });

export const TALK_PROBLEMS: Readonly<Record<Exclude<TalkRefusal['reason'], 'unknown' | 'not-left'>, string>> =
  {
    'day-ahead': 'Ce jour est à venir : notez l’échange une fois qu’il a eu lieu.',
    'day-too-far': 'C’est il y a plus d’un an : vérifiez le jour.',
  };
