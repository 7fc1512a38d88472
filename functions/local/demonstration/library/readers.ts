import { consentKind } from '../../../../shared/consents/consent.ts';
import type { Reader } from '../../../../shared/library/readers/reader.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { isHoliday } from '../../../../shared/time/calendar.ts';
import { addDays, type CivilDay, civilTime, weekday } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { PERIOD_DAYS } from '../../../../shared/town/programme.ts';
import { openDice, seededIds } from '../dice.ts';
import { daysAgo, type Making } from '../making.ts';
import type { Known } from '../seniors/seniors.ts';
import { type Arranged, open } from '../seniors/services.ts';

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
export const READERS: readonly (Tastes & { readonly wish?: string })[] = [
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
export const idsOf = ({ town, today, dawn }: Making, what: string) =>
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
