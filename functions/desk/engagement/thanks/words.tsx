import type { Senior } from '../../../../shared/seniors/senior.ts';
import type { ThanksState, ThankYou } from '../../../../shared/volunteers/thanks/thank-you.ts';
import { Badge, Notice } from '../../../web/components.tsx';
import { saidIn } from '../../../web/said.tsx';
import { THANKS } from './tabs.tsx';

export const WORDS = `${THANKS}/mots`;
export const wordsPath = ({ id, volunteerId }: Pick<ThankYou, 'id' | 'volunteerId'>): string =>
  `${WORDS}/${id}.${volunteerId}`;
export const wordsOfPath = ({ id }: Pick<Senior, 'id'>): string => `/personnes/${id}/mots`;

/** What a coordinator is told: that they were read, never what became of them afterwards. */
const STATES: Readonly<Record<ThanksState, readonly ['good' | 'warn' | 'neutral', string]>> = {
  carried: ['warn', 'pas encore lus'],
  read: ['good', 'lus'],
  kept: ['good', 'lus'],
  deleted: ['good', 'lus'],
  told: ['good', 'lus de vive voix'],
  withdrawn: ['neutral', 'repris'],
};
export const State = ({ of: { state } }: { of: ThankYou }) => (
  <Badge tone={STATES[state][0]}>{STATES[state][1]}</Badge>
);

const SAID: Readonly<Record<string, readonly ['good' | 'warn', string]>> = {
  remis: [
    'good',
    'Les mots sont remis : un SMS dit qu’ils attendent, sans dire de qui. Sans SMS, un appel est à passer.',
  ],
  repris: ['good', 'Les mots sont repris : ils n’ont pas été lus, et ne sont plus gardés.'],
  lu: ['good', 'C’est noté : les mots ont été lus de vive voix.'],
  trop: ['warn', 'Ces mots ont déjà été lus ou repris.'],
};
export const Said = ({ said }: { said: string | undefined }) => {
  const word = saidIn(SAID, said);
  return word ? <Notice tone={word[0]}>{word[1]}</Notice> : null;
};

export type Names = ReadonlyMap<string, string>;
