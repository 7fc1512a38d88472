import { type Actor, change } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { SeniorId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { create } from '../../table/write.ts';
import type { Instant } from '../../time/instant.ts';
import { isWritable } from '../senior.ts';
import { seniorKey, seniorKind } from '../store.ts';
import { FOUR_CIRCLES_VERSION, type FourCircles } from './four-circles.ts';
import { LSNS6_VERSION, type Lsns6 } from './lsns6.ts';
import { type Picture, pictureKind } from './store.ts';

export type PictureAnswers =
  | { readonly instrument: 'four-circles'; readonly answers: FourCircles }
  | { readonly instrument: 'lsns-6'; readonly answers: Lsns6 };

export type PictureRefusal = 'no-such-senior' | 'closed' | 'nothing-answered';

/** Keeps the answers of today. Refuses an empty sheet: nothing asked is not an answer. */
export const takePicture = (
  world: Surroundings,
  id: SeniorId,
  sheet: PictureAnswers,
  by: Actor,
  now: Instant,
): Promise<Result<Picture, { readonly reason: PictureRefusal }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Picture>, { readonly reason: PictureRefusal }>> => {
      const stored = await world.table.get(seniorKind, seniorKey(id));
      if (!stored) return refused({ reason: 'no-such-senior' });
      if (!isWritable(stored.value)) return refused({ reason: 'closed' });
      if (Object.values(sheet.answers).every((answer) => answer === undefined))
        return refused({ reason: 'nothing-answered' });
      const asked = { seniorId: id, at: now, by };
      const picture: Picture =
        sheet.instrument === 'four-circles'
          ? { ...asked, ...sheet, version: FOUR_CIRCLES_VERSION }
          : { ...asked, ...sheet, version: LSNS6_VERSION };
      return ok({
        value: picture,
        writes: [
          ...change(
            seniorKind,
            stored,
            {
              ...stored.value,
              lastContactAt: now,
              ...(sheet.instrument === 'four-circles'
                ? { circles: { at: now, answers: sheet.answers } }
                : {}),
            },
            {
              action: 'picture-taken',
              actor: by,
              at: now,
              details: { instrument: sheet.instrument },
            },
          ),
          create(pictureKind, picture),
        ],
      });
    },
  );
