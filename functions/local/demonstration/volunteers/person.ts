import type { TravelMode } from '../../../../shared/geo/travel.ts';
import { SUBJECTS } from '../../../../shared/seniors/subjects.ts';
import { addDays, HALF_DAYS, type HalfDay, yearOf } from '../../../../shared/time/civil.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { openDice } from '../dice.ts';
import { daysAgo, type Making, officeTime, type PhoneBook, SECTOR_WEIGHTS } from '../making.ts';
import { FRIENDLY_WALK } from '../missions/walks.ts';
import { nameOf } from '../names.ts';
import { MOTIVATIONS, SOURCES } from '../words.ts';
import type { Path } from './paths.ts';
import { cameBy } from './recruitment.ts';

const AGES = { student: 18, working: 27, retired: 55 } as const;
type Life = keyof typeof AGES;

const RANGE: Readonly<Record<TravelMode, readonly [number, number]>> = {
  walk: [1_200, 2_200],
  bike: [2_500, 4_500],
  bus: [3_500, 6_000],
  car: [5_000, 9_000],
};

const isOffice = (half: HalfDay): boolean => !half.startsWith('sat') && !half.startsWith('sun');

const freeHalfDays = ({ dice }: Making, life: Life): HalfDay[] => {
  if (life === 'retired') return dice.some(HALF_DAYS.filter(isOffice), dice.between(5, 8));
  if (life === 'student')
    return dice.some(
      ['mon-pm', 'wed-pm', 'thu-pm', 'fri-pm', 'sat-pm', 'sun-pm'] as const,
      dice.between(2, 4),
    );
  return dice.some(['wed-pm', 'fri-pm', 'sat-am', 'sat-pm', 'sun-pm', 'tue-pm'] as const, dice.between(2, 3));
};

const languagesOf = ({ dice }: Making): string[] => [
  'fr',
  ...(dice.chance(0.3) ? [dice.weighted({ it: 2, pt: 2, es: 2, ar: 2, en: 3, de: 1, tr: 1 })] : []),
];

const TRAVEL: Readonly<Record<Life, Readonly<Record<TravelMode, number>>>> = {
  student: { walk: 3, bike: 4, bus: 4, car: 0 },
  working: { walk: 2, bike: 3, bus: 2, car: 3 },
  retired: { walk: 4, bike: 1, bus: 4, car: 4 },
};

export const person = (making: Making, phones: PhoneBook, path: Path, appliedDaysAgo: number): Volunteer => {
  const { dice, town } = making;
  const life = path === 'voice' ? 'retired' : dice.weighted(AGES);
  const year = Number(yearOf(making.today));
  const age = { student: dice.between(19, 25), working: dice.between(28, 60), retired: dice.between(61, 78) }[
    life
  ];
  const name = nameOf(dice, { born: year - age, woman: dice.chance(0.68) });
  const travel = dice.weighted(TRAVEL[life]);
  const [near, far] = RANGE[travel];
  const appliedAt = daysAgo(making, appliedDaysAgo, officeTime(dice));
  const id = making.ids.at('vol', appliedAt);
  const likes = openDice(id);
  return {
    ...name,
    id,
    town: town.id,
    state: 'candidate',
    birthYear: year - age,
    phone: path === 'voice' ? phones.landline() : phones.mobile(),
    channel: path === 'voice' ? 'voice' : 'sms',
    address: making.home(dice.weighted(SECTOR_WEIGHTS)),
    travel,
    rangeMetres: Math.round(dice.between(near, far) / 100) * 100,
    languages: languagesOf(making),
    availability: freeHalfDays(making, life),
    exceptions: dice.chance(0.2)
      ? [{ from: addDays(making.today, 16), to: addDays(making.today, 24), kind: 'away' }]
      : [],
    weeklyCap: life === 'retired' ? dice.between(2, 3) : dice.between(1, 2),
    restDays: town.caps.restDays,
    programmes: [
      'FRIENDLY_VISIT',
      ...(dice.chance(0.75) ? ['FRIENDLY_CALL'] : []),
      ...(age % 4 === 0 ? [] : [FRIENDLY_WALK.code]),
      ...(age % 3 === 0 ? [] : ['HOME_LIBRARY']),
      ...(age % 2 === 0 ? ['CHRISTMAS_PARCEL'] : []),
    ],
    avoids: dice.chance(0.2) ? [dice.pick(['stairs', 'pet-dog', 'smoker'] as const)] : [],
    subjects: likes.some(SUBJECTS, likes.below(5)),
    exclusions: [],
    remindTwoHoursBefore: dice.chance(0.25),
    requirements: [],
    motivation: dice.pick(MOTIVATIONS),
    source: cameBy(appliedDaysAgo, dice.pick(SOURCES)),
    appliedAt,
  };
};
