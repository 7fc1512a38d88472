import * as z from 'zod';
import type { Actor } from '../../../shared/audit/audit.ts';
import { type DeliveryWords, deliveryWrites, type Told } from '../../../shared/library/bags/deliver.ts';
import { type Loan, OPINIONS } from '../../../shared/library/loans/loan.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { Write } from '../../../shared/table/table.ts';
import { type Books, readBooks, titleOf } from '../../links/mission/books.tsx';
import { deviceOf } from '../../links/mission/cookies.ts';
import { Checks, Choice, Field } from '../../web/fields.tsx';
import type { FormState, Typed } from '../../web/form.ts';
import type { WebContext } from '../../web/http.ts';
import { TOLD } from './choices.ts';

/** Titles show on the telephone that accepted; on another, the slip in the bag has them (law 7). */
export type BooksToTell = Books & { readonly titled: boolean };

const isHoldersDevice = (c: WebContext, mission: Mission): boolean => {
  const device = deviceOf(c);
  return device !== undefined && (mission.holder?.devices.includes(device) ?? false);
};

/** What there is to tell of a delivery; undefined for a mission that carries no books. */
export const readBooksToTell = async (c: WebContext, mission: Mission): Promise<BooksToTell | undefined> => {
  const books = await readBooks(c, mission);
  return books && { ...books, titled: isHoldersDevice(c, mission) };
};

/** « 2e à reprendre »: the order is the slip's. */
const labelOf = (books: BooksToTell, loan: Loan, at: number, list: 'remettre' | 'reprendre'): string =>
  books.titled ? titleOf(loan) : `${at === 0 ? '1er' : `${at + 1}e`} à ${list}, sur le bordereau`;

/** A field for each book that was at her home begins with it. */
export const BOOK_FIELD = 'livre-';
const toldName = (loan: Loan): string => `${BOOK_FIELD}${loan.id.slice(-8)}`;

/** Ticked beforehand: a whole bag given is the ordinary visit, and takes no tap. */
export const bagTyped = (books: Books | undefined): Readonly<Record<string, readonly string[]>> =>
  books ? { given: books.bag.map(({ id }) => id) } : {};

/** One tap a book that was at her home; one to untick what was not given; a line for what she would like. */
export const BookFields = ({ form, books }: { form: FormState; books: BooksToTell | undefined }) =>
  books === undefined ? null : (
    <>
      {books.bag.length > 0 && (
        <Checks
          form={form}
          name="given"
          label="Remis"
          hint="Décochez ce qui est resté dans le sac."
          optional
          options={books.bag.map((loan, at) => ({
            value: loan.id,
            label: labelOf(books, loan, at, 'remettre'),
          }))}
        />
      )}
      {books.home.map((loan, at) => (
        <Choice
          form={form}
          name={toldName(loan)}
          label={labelOf(books, loan, at, 'reprendre')}
          hint="Était chez elle ou lui."
          optional
          options={TOLD}
        />
      ))}
      <Field
        form={form}
        name="bookWish"
        label="Une envie pour la prochaine fois"
        hint="Un auteur, un sujet, « comme le dernier »."
        optional
        max={300}
      />
    </>
  );

const told = z.enum(['kept', ...OPINIONS]);
const wish = z.string().trim().max(300);

/** The carrier's taps, read at the door: only of things that this page showed, only the words it offered. */
export const bookWords = (typed: Typed, books: Books): DeliveryWords => {
  const given = typed.given ?? [];
  return {
    given: books.bag.map(({ id }) => id).filter((id) => given.includes(id)),
    told: new Map(
      books.home.flatMap((loan): [Loan['id'], Told][] => {
        const said = told.safeParse(typed[toldName(loan)]?.[0]);
        return said.success ? [[loan.id, said.data]] : [];
      }),
    ),
    wish: wish.safeParse(typed.bookWish?.[0]).data ?? '',
  };
};

/** What the report of a delivery writes beside itself. */
export const booksBeside =
  (c: WebContext, said: DeliveryWords, outcome: string, actor: Actor) =>
  (mission: Mission): Promise<readonly Write[]> =>
    deliveryWrites(c.get('world'), mission, said, outcome === 'done', { actor, by: 'carrier' }, c.get('now'));
