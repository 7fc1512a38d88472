import type { HalfDay } from '../../time/civil.ts';
import { addDays, halfDayOf } from '../../time/civil.ts';
import type { Programme } from '../../town/programme.ts';
import type { Town } from '../../town/settings.ts';
import type { Arranged } from './need.ts';
import { type Advice, bestAdvice, type Recruits } from './recruit.ts';

/** Somebody whose visits or calls have no volunteer of their own. */
export type Waiting = {
  readonly seniorId: string;
  /** Undefined: by telephone, or not known. */
  readonly sector: string | undefined;
  readonly isByPhone: boolean;
  readonly weekday: number;
  readonly half: HalfDay;
  readonly languages: readonly string[];
  readonly since: string;
};

const isSought = ({ on, who, act, inRounds }: Programme): boolean =>
  on && who !== 'professional' && act !== 'books' && act !== 'parcel' && !inRounds;

/** A Monday: halves of a week are named from it. */
const halfOf = (weekday: number, time: Arranged['service']['time'], monday: Parameters<typeof addDays>[0]) =>
  halfDayOf(addDays(monday, weekday - 1), time);

/**
 * The town's waiting list where no plan is stored: services proposed or running that name no volunteer, longest waiting first.
 * What goes in rounds, books included, and calls made from a list wait for nobody in particular.
 */
export const waitingList = (
  arranged: readonly Arranged[],
  town: Pick<Town, 'programmes'>,
  monday: Parameters<typeof addDays>[0],
): readonly Waiting[] => {
  const programmeOf = new Map(town.programmes.map((programme) => [programme.code, programme]));
  return arranged
    .flatMap(({ service, senior, consented }): readonly Waiting[] => {
      const programme = programmeOf.get(service.programme);
      const isTied = service.pairings.some(({ state }) => state !== 'ended');
      const isAsked = service.state === 'proposed' || (service.state === 'open' && consented);
      if (!programme || !isSought(programme) || !isAsked || isTied || service.byList) return [];
      if (senior?.state !== 'active') return [];
      return [
        {
          seniorId: senior.id,
          sector: senior.address.sector,
          isByPhone: programme.place === 'phone',
          weekday: service.weekday,
          half: halfOf(service.weekday, service.time, monday),
          languages: senior.languages.includes('fr') ? [] : senior.languages,
          since: service.createdAt,
        },
      ];
    })
    .sort((a, b) => (`${a.since} ${a.seniorId}` < `${b.since} ${b.seniorId}` ? -1 : 1));
};

export type FromList = { readonly services: number; readonly people: number; readonly waiting: number };

/**
 * How many who wait could be given somebody, counted from the list alone: same sector (any, by telephone), the half-day of their slot, a
 * language in common, one a half-day and the town's usual maximum a week for each newcomer; longest waiting first. Knows
 * nothing of the way there, of rest, nor of what those who are there could take: an order of size.
 */
export const servedFromList = (
  list: readonly Waiting[],
  { count, sector, free, language }: Recruits,
  weeklyCap: number,
): FromList => {
  const spoken = ['fr', ...(language ? [language] : [])];
  const taken = new Map<HalfDay, number>();
  let services = 0;
  const people = new Set<string>();
  for (const one of list) {
    const busy = taken.get(one.half) ?? 0;
    const isNear = one.isByPhone || (sector !== undefined && one.sector === sector);
    const isFree = free.length === 0 || free.includes(one.half);
    const isUnderstood = one.languages.length === 0 || one.languages.some((code) => spoken.includes(code));
    if (services >= count * weeklyCap || busy >= count || !isNear || !isFree || !isUnderstood) continue;
    taken.set(one.half, busy + 1);
    services += 1;
    people.add(one.seniorId);
  }
  return { services, people: people.size, waiting: list.length };
};

/** Sectors and days with most people waiting at home, as far as three newcomers could be given to them. */
export const adviceFromList = (list: readonly Waiting[], weeklyCap: number): readonly Advice[] => {
  const places = new Map<string, Omit<Advice, 'gained'>>();
  for (const { sector, weekday, isByPhone, languages } of list)
    if (sector && !isByPhone)
      places.set(`${sector} ${weekday} ${languages[0] ?? ''}`, { sector, weekday, language: languages[0] });
  return bestAdvice(
    [...places].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, place]) => place),
    (recruits) => servedFromList(list, recruits, weeklyCap).services,
  );
};
