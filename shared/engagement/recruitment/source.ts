import * as z from 'zod';
import { type StaffId, staffIdSchema } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { type Instant, instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';
import { sourceCodeSchema } from '../../volunteers/movements/movement.ts';

/** What the form itself asks, for whoever came by no link: code and words. */
export const FORM_SOURCES = [
  ['affiche', 'une affiche, un dépliant'],
  ['proche', 'quelqu’un que je connais'],
  ['maison', 'la Maison des Seniors, la mairie'],
  ['presse', 'le journal, la radio'],
  ['internet', 'internet, les réseaux sociaux'],
  ['forum', 'un forum, une association'],
  ['autre', 'autrement'],
] as const;
/** Written down by the team, after a call or at the counter. */
const DESK_SOURCE = ['bureau', 'noté au bureau'] as const;
/** Words for every code that is not a campaign's. */
export const OTHER_SOURCES = [...FORM_SOURCES, DESK_SOURCE] as const;

/** A poster, a leaflet, a stand: a short address of its own, so that the town learns where people hear of it. */
export const sourceSchema = z.object({
  town: townIdSchema,
  /** What its address ends with. */
  code: sourceCodeSchema,
  /** « Affiche, pharmacie Battant »: for the team. */
  name: z.string().min(1).max(60),
  /** One line on the poster, in the town's words. */
  words: z.string().max(120),
  state: z.enum(['open', 'closed']),
  createdAt: instantSchema,
  createdBy: staffIdSchema,
  closedAt: instantSchema.optional(),
});
export type Source = z.infer<typeof sourceSchema>;

export const sourceKey = (town: string, code: string): Key => ({
  pk: `SOURCE#${town}#${code}`,
  sk: 'RECRUITMENT-SOURCE',
});
export const sourceList = (town: string): string => `${town}#recruitment-source`;

/**
 * | question                                   | key or index                                          | consistent |
 * |--------------------------------------------|-------------------------------------------------------|------------|
 * | where does this address come from?         | pk `SOURCE#` + town + code, sk `RECRUITMENT-SOURCE`   | yes        |
 * | which campaigns did the town make?         | `list`: town, sorted by when                          | no         |
 */
export const sourceKind: Kind<Source> = defineKind({
  name: 'recruitment-source',
  v: 1,
  schema: sourceSchema,
  key: ({ town, code }) => sourceKey(town, code),
  places: (one) => ({
    list: { partition: sourceList(one.town), sort: `${one.createdAt}#${one.code}` },
  }),
});

/** « Affiche, pharmacie Battant » → `affiche-pharmacie-battant`: what a thumb types from a poster. Empty when nothing is left. */
export const codeFrom = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');

export type SourceWish = { readonly name: string; readonly code: string; readonly words: string };
export type SourceRefusal = { readonly reason: 'code-not-an-address' | 'code-taken' };

/**
 * A new campaign. Its address is the code asked for, else made of its name. Refused for what no address can be, and for a
 * code in use (by another campaign, even closed: its posters hang somewhere; or by an answer of the form). The same
 * wish twice is one campaign.
 */
export const openSource = (
  wish: SourceWish,
  found: Source | undefined,
  town: string,
  by: StaffId,
  now: Instant,
): Result<Source, SourceRefusal> => {
  const code = sourceCodeSchema.safeParse(wish.code === '' ? codeFrom(wish.name) : codeFrom(wish.code)).data;
  if (!code) return refused({ reason: 'code-not-an-address' });
  if (OTHER_SOURCES.some(([taken]) => taken === code)) return refused({ reason: 'code-taken' });
  if (found)
    return found.name === wish.name && found.words === wish.words && found.state === 'open'
      ? ok(found)
      : refused({ reason: 'code-taken' });
  const { name, words } = wish;
  return ok({ town, code, name, words, state: 'open', createdAt: now, createdBy: by });
};

/**
 * A campaign ends: its address leads to the same page, and gives its name to nobody who comes from then on. Whoever had the
 * form open came by it and keeps it. Already closed: unchanged.
 */
export const closeSource = (source: Source, now: Instant): Source =>
  source.state === 'closed' ? source : { ...source, state: 'closed', closedAt: now };
