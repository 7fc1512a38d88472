import * as z from 'zod';
import { actorSchema } from '../../audit/audit.ts';
import { seniorIdSchema } from '../../ids/ids.ts';
import { defineKind, type Kind } from '../../table/kind.ts';
import { instantSchema } from '../../time/instant.ts';
import { fourCirclesSchema } from './four-circles.ts';
import { lsns6Schema } from './lsns6.ts';

const asked = {
  seniorId: seniorIdSchema,
  at: instantSchema,
  by: actorSchema,
  /** The wording asked; answers of two versions are never put on one line. */
  version: z.string().max(10),
};

/** Answers of one day to one instrument. Scores are computed, never stored (domain.md §7). */
export const pictureSchema = z.discriminatedUnion('instrument', [
  z.object({ ...asked, instrument: z.literal('four-circles'), answers: fourCirclesSchema }),
  z.object({ ...asked, instrument: z.literal('lsns-6'), answers: lsns6Schema }),
]);
export type Picture = z.infer<typeof pictureSchema>;

export const PICTURE_PREFIX = 'PICTURE#';

/**
 * | question                                     | key                                              | consistent |
 * |----------------------------------------------|--------------------------------------------------|------------|
 * | what did she answer, and when?               | pk senior, sk `PICTURE#` + instant + instrument  | yes        |
 */
export const pictureKind: Kind<Picture> = defineKind({
  name: 'isolation-picture',
  v: 1,
  schema: pictureSchema,
  key: (picture) => ({ pk: picture.seniorId, sk: `${PICTURE_PREFIX}${picture.at}#${picture.instrument}` }),
});
