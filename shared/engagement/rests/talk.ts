import * as z from 'zod';
import { staffIdSchema, type VolunteerId, volunteerIdSchema } from '../../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../../table/kind.ts';
import { civilDaySchema } from '../../time/civil.ts';
import { instantSchema } from '../../time/instant.ts';
import { townIdSchema } from '../../town/settings.ts';

/** What would have made somebody stay, in their words put into codes; « rien » is an answer. */
export const STAY_CODES = [
  'fewer',
  'other-missions',
  'closer',
  'other-hours',
  'company',
  'support',
  'training',
  'thanks',
  'expenses',
  'nothing',
] as const;
export type StayCode = (typeof STAY_CODES)[number];

/** What followed a time to talk after the end of a tie. */
export const FOLLOWED_CODES = ['nothing', 'other-person', 'lighter', 'pause', 'listening', 'stops'] as const;
export type FollowedCode = (typeof FOLLOWED_CODES)[number];

const common = {
  /** The day it was held, or declined. */
  on: civilDaySchema,
  at: instantSchema,
  by: staffIdSchema,
  outcome: z.enum(['held', 'declined']),
  /** Two short lines at most: what serves the network, nothing of anybody's life. */
  words: z.string().max(240),
};
/** A talk held, or declined: on leaving, or after the end of a tie. Noted again, it replaces what was noted. */
export const talkSchema = z.discriminatedUnion('about', [
  z.object({
    about: z.literal('exit'),
    /** The departure it is about: somebody may leave twice. */
    subject: civilDaySchema,
    ...common,
    wouldHaveStayed: z.array(z.enum(STAY_CODES)).max(STAY_CODES.length),
  }),
  z.object({
    about: z.literal('debrief'),
    /** The task that asked for it. */
    subject: z.string().max(40),
    ...common,
    followed: z.array(z.enum(FOLLOWED_CODES)).max(FOLLOWED_CODES.length),
  }),
]);
export type Talk = z.infer<typeof talkSchema>;
export type ExitTalk = Extract<Talk, { about: 'exit' }>;

const MOST_KEPT = 40;
export const talksSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  talks: z.array(talkSchema).max(MOST_KEPT),
});
export type Talks = z.infer<typeof talksSchema>;

export const talksKey = (id: VolunteerId): Key => ({ pk: `${id}#talks`, sk: 'TALKS' });
export const talksList = (town: string): string => `${town}#talks`;

/**
 * | question                                   | key or index                | consistent |
 * |--------------------------------------------|-----------------------------|------------|
 * | what was said with this volunteer?         | pk volunteer id + `#talks`  | yes        |
 * | which talks were held in this town?        | `list`: town + `#talks`     | no         |
 */
export const talksKind: Kind<Talks> = defineKind({
  name: 'talks',
  v: 1,
  schema: talksSchema,
  key: (one) => talksKey(one.volunteerId),
  places: (one) => ({ list: { partition: talksList(one.town), sort: one.volunteerId } }),
});

/** The talks with this one, in place of what was noted of the same before. */
export const withTalk = (one: Talks, talk: Talk): Talks => ({
  ...one,
  talks: [
    ...one.talks.filter(({ about, subject }) => about !== talk.about || subject !== talk.subject),
    talk,
  ].slice(-MOST_KEPT),
});

export const exitTalkOf = (talks: readonly Talk[], leftOn: string): ExitTalk | undefined =>
  talks.find((talk): talk is ExitTalk => talk.about === 'exit' && talk.subject === leftOn);

/** How often each answer was given, most often first; of talks that were held. */
export const stayCounts = (
  talks: readonly Talk[],
): readonly { readonly code: StayCode; readonly count: number }[] => {
  const held = talks.flatMap((talk) =>
    talk.about === 'exit' && talk.outcome === 'held' ? [talk.wouldHaveStayed] : [],
  );
  return STAY_CODES.map((code) => ({ code, count: held.filter((codes) => codes.includes(code)).length }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
};
