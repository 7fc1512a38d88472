import * as z from 'zod';
import { type VolunteerId, volunteerIdSchema } from '../../../ids/ids.ts';
import { fromOf, type Letter, signatureOf } from '../../../letters/letter.ts';
import { defineKind, type Key, type Kind } from '../../../table/kind.ts';
import { dayOf } from '../../../time/civil.ts';
import { frenchDate } from '../../../time/french.ts';
import { type Instant, instantSchema } from '../../../time/instant.ts';
import { type Town, townIdSchema } from '../../../town/settings.ts';
import type { ThankYou } from '../../../volunteers/thanks/thank-you.ts';
import { type Volunteer, volunteerName } from '../../../volunteers/volunteer.ts';
import { frenchMinutes } from '../hours/totals.ts';
import type { LetterText } from '../settings.ts';

export const yearSchema = z.string().regex(/^20\d\d$/);

/** A volunteer's year in plain facts: theirs alone, held against nobody's. */
export type YearFacts = {
  readonly missions: number;
  /** How many people, never who. */
  readonly people: number;
  /** Minutes said, agreed or planned; 0 when none is known, and then nothing is told of it. */
  readonly minutes: number;
  /** Words they received that year and kept. */
  readonly words: readonly Pick<ThankYou, 'words' | 'from'>[];
};

/** Sent by text: the volunteer may open that year's letter from « Mon espace ». */
const yearlyLetterSchema = z.object({
  volunteerId: volunteerIdSchema,
  town: townIdSchema,
  year: yearSchema,
  version: z.number().int().min(0),
  sentAt: instantSchema,
});
export const yearlyLetterKey = (id: VolunteerId, year: string): Key => ({
  pk: `${id}#letter#${year}`,
  sk: 'LETTER',
});
/**
 * | question                                | key or index                                | consistent |
 * |-----------------------------------------|---------------------------------------------|------------|
 * | was this year's letter sent to them?    | pk volunteer id + `#letter#` + year         | yes        |
 * | which letters may they open?            | `volunteer` index, sort `letter#` + year    | no         |
 */
export const yearlyLetterKind: Kind<z.infer<typeof yearlyLetterSchema>> = defineKind({
  name: 'yearly-letter',
  v: 1,
  schema: yearlyLetterSchema,
  key: ({ volunteerId, year }) => yearlyLetterKey(volunteerId, year),
  places: ({ volunteerId, year }) => ({ volunteer: { id: volunteerId, sort: `letter#${year}` } }),
});

/** No sign of punctuation begins a line of the paper, whoever typed the space before it. */
const unbroken = (text: string): string =>
  text.replace(/[ \u00a0]([:;!?»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
const lines = (text: string): readonly string[] =>
  unbroken(text)
    .split('\n')
    .filter((line) => line.trim() !== '');

const factLines = ({ missions, people, minutes }: YearFacts, year: string): readonly string[] => [
  `${missions === 1 ? 'Une mission faite' : `${missions} missions faites`} en ${year}.`,
  ...(people > 0 ? [people === 1 ? 'Une personne accompagnée.' : `${people} personnes accompagnées.`] : []),
  ...(minutes >= 60 ? [`${frenchMinutes(minutes)} de votre temps, d’après ce qui est noté.`] : []),
];

/** The letter itself: the town's words around the facts, and the words that were dictated for them. */
export const yearlyLetter = (
  volunteer: Pick<Volunteer, 'firstName' | 'lastName' | 'address'>,
  facts: YearFacts,
  year: string,
  { opening, closing }: Pick<LetterText, 'opening' | 'closing'>,
  town: Town,
  now: Instant,
): Letter => ({
  to: [
    volunteerName(volunteer),
    volunteer.address.line,
    `${volunteer.address.postcode ?? ''} ${volunteer.address.city ?? ''}`.trim(),
  ].filter((line) => line !== ''),
  from: fromOf(town),
  date: frenchDate(dayOf(now)),
  subject: `Votre année ${year} parmi nous`,
  reference: undefined,
  greeting: `Bonjour ${volunteer.firstName},`,
  paragraphs: [
    [lines(opening).join(' ')],
    ...facts.words.map(({ words, from }) => [
      `${from ? `${from} nous` : 'Une personne que vous accompagnez nous'} a dicté pour vous\u00a0: «\u00a0${unbroken(words.replaceAll('\n', ' '))}\u00a0»`,
    ]),
    ...lines(closing).map((line) => [line]),
  ],
  list: factLines(facts, year),
  signature: signatureOf(town),
});
