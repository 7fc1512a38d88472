import { placeOnStreet } from '../../../shared/geo/address-finder.offline.ts';
import { type Sector, sectorOf } from '../../../shared/geo/sector.ts';
import type { StaffId } from '../../../shared/ids/ids.ts';
import { type Phone, phoneSchema } from '../../../shared/phone/phone.ts';
import type { Address } from '../../../shared/seniors/senior.ts';
import { addDays, type CivilDay, civilTime, instantOf } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { besanconStreets } from './besancon/besancon.ts';
import type { Dice, SeededIds } from './dice.ts';
import type { History } from './history.ts';

/** What everything in the demonstration is made with. Nothing made is later than `dawn`, the start of `today`. */
export type Making = {
  readonly dice: Dice;
  readonly ids: SeededIds;
  readonly history: History;
  readonly town: Town;
  readonly today: CivilDay;
  readonly dawn: Instant;
  readonly appSecret: string;
  /** A home in a sector, on one of its streets. */
  readonly home: (sector: string) => Address;
  readonly staff: {
    readonly coordinator: StaffId;
    readonly dutyOfficer: StaffId;
    readonly socialWorkers: readonly StaffId[];
  };
};

/** So many days before today, at that time of the town. */
export const daysAgo = (making: Pick<Making, 'today'>, days: number, time: string): Instant =>
  instantOf(addDays(making.today, -days), civilTime(time));

/** A working hour, to the minute. */
export const officeTime = (dice: Dice): string =>
  `${String(dice.pick([9, 10, 11, 14, 15, 16])).padStart(2, '0')}:${String(dice.below(12) * 5).padStart(2, '0')}`;

/** Numbers reserved for fiction, each once: mobiles for those who are texted, landlines of the region. */
export const phoneBook = () => {
  const counter = (prefix: string, first: number, step: number) => {
    let next = first;
    return (): Phone => {
      next += step;
      return phoneSchema.parse(`${prefix}${String(next).padStart(4, '0')}`);
    };
  };
  return { mobile: counter('+3363998', 100, 7), landline: counter('+3335301', 1_000, 3) };
};
export type PhoneBook = ReturnType<typeof phoneBook>;

const streetsBySector = (sectors: readonly Sector[]) => {
  const bySector = new Map<string, (typeof besanconStreets)[number][]>();
  for (const street of besanconStreets) {
    const code = sectorOf(street.centre, sectors)?.code;
    if (code !== undefined) bySector.set(code, [...(bySector.get(code) ?? []), street]);
  }
  return bySector;
};

/** Homes on the town's streets, placed as precisely as the street list allows and no more. */
export const homes = ({ dice, town }: Pick<Making, 'dice' | 'town'>) => {
  const streets = streetsBySector(town.sectors);
  return (sector: string): Address => {
    const street = dice.pick(streets.get(sector) ?? besanconStreets);
    const housenumber = street.numbers
      ? dice.between(street.numbers.first, street.numbers.last)
      : dice.between(1, 60);
    const door = placeOnStreet(street, housenumber);
    const point = door?.point ?? street.centre;
    const name = `${street.name.charAt(0).toLowerCase()}${street.name.slice(1)}`;
    const isFlat = dice.chance(0.55);
    const code = sectorOf(point, town.sectors)?.code ?? sector;
    return {
      line: `${housenumber} ${name}`,
      ...(isFlat
        ? {
            complement: `${dice.pick(['Bâtiment A', 'Bâtiment B', 'Entrée 2', 'Escalier C'])}, ${dice.pick(['rez-de-chaussée', '1er étage', '2e étage', '3e étage', '4e étage'])}`,
          }
        : {}),
      postcode: '25000',
      city: town.name,
      ...(isFlat && dice.chance(0.4)
        ? { doorCode: `${dice.between(1000, 9999)}${dice.pick(['A', 'B'])}` }
        : {}),
      point,
      precision: door ? 'housenumber' : 'street',
      sector: code,
    };
  };
};

/** How the town's older people spread over its sectors, roughly as its flats do. */
export const SECTOR_WEIGHTS = {
  'palente-orchamps': 36,
  planoise: 34,
  'chaprais-cras': 34,
  montrapon: 28,
  'saint-claude': 24,
  centre: 22,
  'butte-grette': 18,
  rosemont: 16,
  battant: 12,
  'clairs-soleils': 12,
  bregille: 9,
  velotte: 6,
  tilleroyes: 5,
} as const;
