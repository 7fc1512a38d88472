import { OUTCOMES as CALL_OUTCOMES } from '../../../shared/heat/calls/task.ts';
import { OUTCOME_NAMES } from '../../../shared/heat/words.ts';
import type { Typed } from '../../web/form.ts';
import { BOOK_FIELD } from '../mission/book-fields.tsx';
import { HANDED, HER, ME, OUTCOMES, TOLD, WISHES } from '../mission/choices.ts';

type Said = { readonly value: string; readonly label: string };
/** One thing that somebody had filled in, as it is read out over the telephone. */
export type ToldLine = { readonly label: string; readonly words: string };

const YES_NO: readonly Said[] = [
  { value: 'yes', label: 'Non, c’est urgent' },
  { value: 'non', label: 'Non, c’est urgent' },
  { value: 'oui', label: 'Oui' },
];
const CALLED: readonly Said[] = CALL_OUTCOMES.map((value) => ({ value, label: OUTCOME_NAMES[value] }));

/** What the forms behind an SMS ask, in the order it is told; without options, words of their own. What worries comes first. */
const FIELDS: readonly (readonly [name: string, label: string, options?: readonly Said[]])[] = [
  ['worry', 'Ce qui vous inquiète'],
  ['urgent', 'Cela peut-il attendre demain ?', YES_NO],
  ['outcome', 'Est-ce fait ?', OUTCOMES],
  ['code', 'L’appel', CALLED],
  ['handed', 'Remis à qui ?', HANDED],
  ['her', 'Comment va la personne ?', HER],
  ['me', 'Et vous ?', ME],
  ['words', 'Vos mots'],
  ['note', 'Votre note'],
  ['thanks', 'Un merci à transmettre'],
  ['wishKind', 'Une envie de la personne', WISHES],
  ['wishWords', 'Laquelle ?'],
  ['bookWish', 'Pour la prochaine fois'],
  ['minutes', 'Minutes passées'],
  ['kilometres', 'Kilomètres parcourus'],
];

const lineOf = (label: string, words: string): ToldLine[] => (words ? [{ label, words }] : []);
const typedAs = (typed: Typed, name: string): string => typed[name]?.[0]?.trim() ?? '';

/** Books by their number: a link that has ended names nothing that was carried to somebody. */
const booksTold = (typed: Typed): string => {
  const given = typed.given?.length ?? 0;
  const said = Object.entries(typed).flatMap(([name, values]) => (name.startsWith(BOOK_FIELD) ? values : []));
  const counted = TOLD.flatMap(({ value, label }) => {
    const n = said.filter((one) => one === value).length;
    return n > 0 ? [`${label.charAt(0).toLowerCase()}${label.slice(1)} : ${n}`] : [];
  });
  return [...(given > 0 ? [`remis : ${given}`] : []), ...counted].join(' ; ');
};

/** What was filled in, question by question, and nothing that its author did not type or choose. */
export const toldIn = (typed: Typed): readonly ToldLine[] => [
  ...FIELDS.flatMap(([name, label, options]) => {
    const value = typedAs(typed, name);
    return lineOf(label, options ? (options.find((one) => one.value === value)?.label ?? '') : value);
  }),
  ...lineOf('Livres', booksTold(typed)),
];

/** Somebody may be in danger: whom to call comes before everything else. */
export const isWorry = (typed: Typed, path: string): boolean =>
  path === '/m/inquietude' ||
  typedAs(typed, 'worried') !== '' ||
  typedAs(typed, 'worry') !== '' ||
  typedAs(typed, 'code') === 'distress';
