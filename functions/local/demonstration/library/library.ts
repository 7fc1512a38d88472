import * as z from 'zod';
import { type Actor, type Happening, SYSTEM } from '../../../../shared/audit/audit.ts';
import { consentKind } from '../../../../shared/consents/consent.ts';
import { type LoanAct, type LoanActor, stepLoan } from '../../../../shared/library/decide-loan.ts';
import { gramsOf, type Item, itemKind } from '../../../../shared/library/item.ts';
import { holdsCopy, type Loan, loanKind } from '../../../../shared/library/loan.ts';
import { readerAfter } from '../../../../shared/library/loan-writes.ts';
import { newReader, type Reader, readerKind } from '../../../../shared/library/reader.ts';
import { defaultLibrarySettings, librarySettingsKind } from '../../../../shared/library/settings.ts';
import { isOver, type Mission, missionSchema } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { isHoliday } from '../../../../shared/time/calendar.ts';
import { addDays, type CivilDay, civilTime, instantOf, weekday } from '../../../../shared/time/civil.ts';
import { type Instant, minus, plus } from '../../../../shared/time/instant.ts';
import { PERIOD_DAYS } from '../../../../shared/town/programme.ts';
import { openDice, seededIds } from '../dice.ts';
import { daysAgo, type Making } from '../making.ts';
import type { Known } from '../seniors/seniors.ts';
import { type Arranged, open } from '../seniors/services.ts';
import { shelfOf } from './shelf.ts';

type Tastes = Partial<
  Pick<
    Reader,
    | 'genres'
    | 'likedAuthors'
    | 'dislikedAuthors'
    | 'avoid'
    | 'largePrint'
    | 'audio'
    | 'itemsWanted'
    | 'notes'
    | 'remembersLiked'
  >
>;

/** Eight readers, as eight people. */
const READERS: readonly (Tastes & { readonly wish?: string })[] = [
  {
    genres: ['crime'],
    likedAuthors: ['Georges Simenon'],
    remembersLiked: true,
    itemsWanted: 4,
    wish: 'Un Maigret qu’elle n’a pas lu',
  },
  {
    genres: ['regional', 'nature'],
    likedAuthors: ['Marcel Pagnol', 'Marcel Aymé'],
    remembersLiked: true,
    itemsWanted: 3,
  },
  {
    genres: ['novel'],
    largePrint: 'only',
    avoid: 'guerre, deuil',
    itemsWanted: 3,
    notes: 'Pas de pavés : un livre lourd fatigue les mains.',
  },
  {
    genres: ['history', 'novel'],
    likedAuthors: ['Alexandre Dumas'],
    remembersLiked: true,
    itemsWanted: 4,
  },
  {
    audio: 'only',
    largePrint: 'no',
    genres: ['poetry', 'travel'],
    itemsWanted: 4,
    wish: 'De la poésie à écouter le soir',
  },
  { genres: ['nature', 'humour'], itemsWanted: 3, wish: 'Quelque chose sur les animaux' },
  { genres: ['crime', 'biography'], dislikedAuthors: ['Gaston Leroux'], itemsWanted: 5 },
  { genres: ['regional', 'poetry'], itemsWanted: 2, notes: 'Le sac à fleurs est à elle.' },
];

const TIMES = ['09:30', '10:15', '11:00', '14:00', '14:45', '15:30'].map(civilTime);

/** The next day on which this library carries: Tuesday to Friday, no holiday. */
const workingDay = (from: CivilDay, town: Making['town']): CivilDay => {
  let day = from;
  while (weekday(day) < 2 || weekday(day) > 5 || isHoliday(day, town.holidayZone)) day = addDays(day, 1);
  return day;
};

/** Own dice: what the rest of the town is made of falls as before. */
const idsOf = ({ town, today, dawn }: Making, what: string) =>
  seededIds(openDice(`library ${what} ${town.id} ${today}`), dawn);

/** Eight people whom nobody visits otherwise, each on a day of the next week; whoever comes is sought each time. */
export const arrangeLibrary = (making: Making, known: readonly Known[]): readonly Arranged[] => {
  const { history, staff, today, town } = making;
  const ids = idsOf(making, 'services');
  const programme = town.programmes.find(({ act }) => act === 'books');
  if (!programme) return [];
  return known
    .filter(
      ({ place, senior }) =>
        place === 'followed' &&
        senior.state === 'active' &&
        senior.address.point !== undefined &&
        senior.languages.includes('fr'),
    )
    .slice(0, READERS.length)
    .map(({ senior }, at): Arranged => {
      const cadence = at % 3 === 2 ? 'three-weekly' : 'monthly';
      const next = workingDay(addDays(today, 1 + at), town);
      const createdAt = daysAgo(making, 88 - at, '10:00');
      history.note(consentKind, {
        seniorId: senior.id,
        purpose: programme.consent,
        state: 'given',
        at: minus(createdAt, { hours: 1 }),
        by: { kind: 'staff', id: staff.coordinator },
        how: 'spoken',
      });
      const service: Service = {
        id: ids.at('ser', createdAt),
        town: town.id,
        seniorId: senior.id,
        programme: programme.code,
        state: 'open',
        cadence,
        weekday: weekday(next),
        time: TIMES[at % TIMES.length] ?? civilTime('10:00'),
        durationMinutes: programme.durationMinutes,
        wishes: '',
        startsOn: addDays(next, -PERIOD_DAYS[cadence] * (cadence === 'monthly' ? 3 : 4)),
        pairings: [],
        planAt: createdAt,
        createdAt,
      };
      return { service: open(making, service, [], senior), senior, programme };
    });
};

type Ids = ReturnType<typeof seededIds>;
type Step = {
  readonly what: LoanAct;
  readonly by: LoanActor;
  readonly actor: Actor;
  readonly at: Instant;
};
type Part = {
  readonly making: Making;
  readonly ids: Ids;
  readonly librarian: Actor;
  readonly settings: ReturnType<typeof defaultLibrarySettings>;
  readonly items: Map<string, Item>;
  /** Promised to somebody, still on the shelf. */
  readonly chosen: Set<string>;
};

/** A thing on the shelf that would suit this reader, each copy once. */
const takes = ({ items, chosen }: Part, reader: Reader, count: number): readonly Item[] => {
  const free = [...items.values()].filter(({ id, loanId }) => loanId === undefined && !chosen.has(id));
  const suits = free.filter(
    (item) =>
      (reader.largePrint !== 'only' || item.kind === 'large-print') &&
      (reader.audio !== 'only' || item.kind === 'audio') &&
      (reader.audio === 'only' || item.kind !== 'audio') &&
      !reader.dislikedAuthors.some((name) => name.split(' ').at(-1) === item.author.split(',')[0]) &&
      !item.subjects.some((subject) => reader.avoid !== '' && subject.includes('guerre')),
  );
  return suits.slice(0, count);
};

/** One loan through the product's own decisions, its copy and its reader following. */
const lend = (part: Part, reader: Reader, item: Item, at: Instant, steps: readonly Step[]): Reader => {
  const { making, ids, settings, items, librarian } = part;
  const { title, author, barcode } = item;
  let loan: Loan = {
    id: ids.at('loa', at),
    town: making.town.id,
    state: 'requested',
    kind: item.kind,
    grams: gramsOf(item),
    seniorId: reader.seniorId,
    work: { title, author, ...(barcode ? { barcode } : {}) },
    itemId: item.id,
    requestedAt: at,
    renewals: 0,
  };
  const save = (happening: Happening) => making.history.change(loanKind, loan, happening);
  save({ action: 'loan-requested', actor: librarian, at, to: 'requested' });
  let next: Reader = { ...reader, open: [...reader.open, loan.id] };
  for (const step of steps) {
    const done = stepLoan(loan, step.what, step.by, settings, step.at);
    if (!done.ok) throw new Error(`the demonstration’s loan: ${done.refusal}`);
    next = readerAfter(next, loan, done.value, making.appSecret);
    const from = loan.state;
    loan = done.value;
    save({ action: `loan-${step.what.command}`, actor: step.actor, at: step.at, from, to: loan.state });
  }
  const { loanId: _, ...free } = item;
  if (loan.state === 'requested') part.chosen.add(item.id);
  items.set(item.id, holdsCopy(loan) ? { ...free, loanId: loan.id } : free);
  return next;
};

/** What became of the deliveries, as the town remembers them, in the order of their days. */
const deliveriesOf = ({ history }: Making, programme: string): readonly Mission[] => {
  const isDelivery = z.object({ programme: z.literal(programme), act: z.string() });
  return history
    .writes()
    .flatMap((write) =>
      write.op === 'put' && write.kind === missionKind.name && isDelivery.safeParse(write.data).success
        ? [missionSchema.parse(write.data)]
        : [],
    )
    .sort((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
};

/**
 * A library that has brought books to eight people for three months: a shelf, what each has at home, the bags of the next
 * weeks being filled, and one book late. Only what was really carried is at somebody's home.
 */
export const stockLibrary = (making: Making, arranged: readonly Arranged[]): void => {
  const { history, town, dawn, staff } = making;
  const began = daysAgo(making, 90, '10:00');
  const settings = {
    ...defaultLibrarySettings(town.id),
    name: 'Médiathèque Pierre-Bayle',
    pickUp: 'à l’accueil de la médiathèque, du mardi au vendredi dès 9 h',
  };
  const librarian: Actor = { kind: 'staff', id: staff.coordinator };
  const items = new Map(shelfOf(town.id, began).map((item) => [item.id, item]));
  const part: Part = { making, ids: idsOf(making, 'loans'), librarian, settings, items, chosen: new Set() };
  history.change(librarySettingsKind, settings, {
    action: 'library-settings-changed',
    actor: librarian,
    at: began,
  });
  const hand = { by: 'librarian', actor: librarian } as const;
  const readers = arranged.filter(({ programme }) => programme.act === 'books');
  const missions = deliveriesOf(making, readers[0]?.programme.code ?? '');

  let isOneLate = false;
  readers.forEach(({ senior, service }, at) => {
    const { wish, ...tastes } = READERS[at] ?? {};
    const all = missions.filter(({ serviceId }) => serviceId === service.id);
    const done = all.filter(({ state, holder }) => state === 'done' && holder);
    const periodDays = PERIOD_DAYS[service.cadence];
    let reader: Reader = {
      ...newReader({ id: senior.id, town: town.id, languages: senior.languages }, service.createdAt),
      ...tastes,
      wishes: wish ? [{ words: wish, at: done.at(-1)?.startsAt ?? service.createdAt }] : [],
      lookAt: plus(dawn, { days: 1 + (at % 6), hours: 6 }),
    };
    const give = (mission: Mission, count: number, after: Step[] = []): void => {
      const pickedAt = minus(mission.startsAt, { hours: 26 });
      const door = {
        by: 'carrier',
        actor: { kind: 'volunteer', id: mission.holder?.volunteerId ?? '' },
      } as const;
      for (const item of takes(part, reader, count))
        reader = lend(part, reader, item, minus(pickedAt, { hours: 20 }), [
          { ...hand, at: pickedAt, what: { command: 'pick', missionId: mission.id, deliverOn: mission.day } },
          {
            ...door,
            at: plus(mission.startsAt, { minutes: 40 }),
            what: { command: 'deliver', on: mission.day, periodDays },
          },
          ...after,
        ]);
    };
    const fallsDue = ({ day }: Mission): Instant =>
      instantOf(addDays(day, Math.max(settings.loanWeeks * 7, periodDays) + 1), civilTime('06:00'));
    const last = done.at(-1);
    if (last && fallsDue(last) >= dawn) give(last, Math.min(2, reader.itemsWanted));
    const old = done.findLast((mission) => fallsDue(mission) < dawn);
    if (old && !isOneLate) {
      give(old, 1, [{ by: 'system', actor: SYSTEM, at: fallsDue(old), what: { command: 'fall-due' } }]);
      isOneLate = true;
    }

    const next = all.find(({ startsAt, state }) => startsAt > dawn && !isOver(state));
    const yesterday = daysAgo(making, 1, '15:00');
    const choosing = at % 4 === 3 ? 0 : Math.max(1, reader.itemsWanted - 1);
    takes(part, reader, next ? choosing : 0).forEach((item, n) => {
      const pick = next && { command: 'pick' as const, missionId: next.id, deliverOn: next.day };
      const steps =
        pick && n % 2 === 0 ? [{ ...hand, at: plus(yesterday, { minutes: 40 }), what: pick }] : [];
      reader = lend(part, reader, item, yesterday, steps);
    });
    history.change(readerKind, reader, {
      action: 'reader-opened',
      actor: librarian,
      at: service.createdAt,
      to: 'reading',
    });
  });
  for (const item of items.values()) history.note(itemKind, item);
};
