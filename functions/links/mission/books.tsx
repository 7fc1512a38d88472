import * as z from 'zod';
import type { Actor } from '../../../shared/audit/audit.ts';
import { isDelivery } from '../../../shared/library/bag.ts';
import {
  type DeliveryWords,
  type Doorstep,
  deliveryWrites,
  doorstepOf,
  type Told,
} from '../../../shared/library/deliver.ts';
import { type Loan, OPINIONS } from '../../../shared/library/loan.ts';
import { librarySettingsOf, readingOf } from '../../../shared/library/reading.ts';
import { workWords } from '../../../shared/library/work.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { Write } from '../../../shared/table/table.ts';
import { Checks, Choice, Field } from '../../web/fields.tsx';
import type { FormState, Typed } from '../../web/form.ts';
import type { WebContext } from '../../web/http.ts';
import { deviceOf } from './cookies.ts';

/** What a delivery carries, for its holder's eyes: the list of the bag, what to bring back, where the bag waits. */
export type Books = Doorstep & {
  readonly pickUp: string;
  /** Titles show on the telephone that accepted; on another, the slip in the bag has them (law 7). */
  readonly titled: boolean;
};

const isHoldersDevice = (c: WebContext, mission: Mission): boolean => {
  const device = deviceOf(c);
  return device !== undefined && (mission.holder?.devices.includes(device) ?? false);
};

/** Two more requests for a mission that carries books, none for another. */
export const readBooks = async (c: WebContext, mission: Mission): Promise<Books | undefined> => {
  if (!isDelivery(mission)) return undefined;
  const { table } = c.get('world');
  const [reading, settings] = await Promise.all([
    readingOf(table, mission.seniorId),
    librarySettingsOf(table, mission.town),
  ]);
  const loans = reading?.loans.map(({ value }) => value) ?? [];
  return {
    ...doorstepOf(mission, loans),
    pickUp: settings.pickUp,
    titled: isHoldersDevice(c, mission),
  };
};

const titleOf = ({ work }: Loan): string => (work ? workWords(work) : 'Un document');

/** « 2e à reprendre »: the order is the slip's. */
const labelOf = (books: Books, loan: Loan, at: number, list: 'remettre' | 'reprendre'): string =>
  books.titled ? titleOf(loan) : `${at === 0 ? '1er' : `${at + 1}e`} à ${list}, sur le bordereau`;

const Titles = ({ loans }: { loans: readonly Loan[] }) => (
  <ul>
    {loans.map((loan) => (
      <li>{titleOf(loan)}</li>
    ))}
  </ul>
);

/** After acceptance, on the device that accepted (law 7): what a person reads is hers. */
export const BagCard = ({ books }: { books: Books | undefined }) =>
  books === undefined ? null : (
    <section class="card" aria-labelledby="sac">
      <h2 id="sac">Le sac de livres</h2>
      {books.pickUp && <p>À prendre : {books.pickUp}</p>}
      {books.bag.length > 0 ? (
        <>
          <p>À remettre&nbsp;:</p>
          <Titles loans={books.bag} />
        </>
      ) : (
        <p>Le sac n’est pas encore prêt&nbsp;: la liste s’affichera ici.</p>
      )}
      {books.home.length > 0 && (
        <>
          <p>À reprendre, si c’est lu&nbsp;:</p>
          <Titles loans={books.home} />
        </>
      )}
    </section>
  );

const toldName = (loan: Loan): string => `livre-${loan.id.slice(-8)}`;

const TOLD = [
  { value: 'liked', label: 'Repris, elle ou il a aimé' },
  { value: 'so-so', label: 'Repris' },
  { value: 'disliked', label: 'Repris, pas son goût' },
  { value: 'kept', label: 'Gardé encore un peu' },
];

/** Ticked beforehand: a whole bag given is the ordinary visit, and takes no tap. */
export const bagTyped = (books: Books | undefined): Readonly<Record<string, readonly string[]>> =>
  books ? { given: books.bag.map(({ id }) => id) } : {};

/** One tap a book that was at her home; one to untick what was not given; a line for what she would like. */
export const BookFields = ({ form, books }: { form: FormState; books: Books | undefined }) =>
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
