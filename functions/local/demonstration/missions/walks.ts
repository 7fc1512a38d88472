import type { Service } from '../../../../shared/services/service.ts';
import { addDays, type CivilDay, civilTime, weekday } from '../../../../shared/time/civil.ts';
import type { Programme } from '../../../../shared/town/programme.ts';
import { daysAgo, type Making } from '../making.ts';
import { type Arranged, open } from '../seniors/services.ts';

/** A walk for somebody who needs an arm on each side: the town's own programme, for two volunteers at a time. */
export const FRIENDLY_WALK: Programme = {
  code: 'FRIENDLY_WALK',
  label: 'Promenade accompagnée',
  act: 'outing',
  on: true,
  who: 'volunteer',
  place: 'home',
  durationMinutes: 90,
  people: 2,
  // A visit taken outdoors: the yes to visits covers it.
  consent: 'FRIENDLY_VISIT',
  requirements: ['charter', 'interview', 'criminal-record', 'training'],
  includes: ['sortir au bras de deux personnes', 'un tour du quartier, un parc, une course à deux pas'],
  excludes: ['aucun soin', 'aucun argent, carte bancaire, clé ou mot de passe', 'aucun transport en voiture'],
  cadences: ['weekly', 'fortnightly'],
};

type Walk = Pick<Service, 'cadence' | 'weekday' | 'time' | 'startsOn'> & {
  readonly began: number;
  /** For whom. */
  readonly suits: (one: Arranged) => boolean;
};

const nextWorkday = (day: CivilDay): CivilDay => (weekday(day) > 5 ? nextWorkday(addDays(day, 1)) : day);
const speaksFrench = ({ senior }: Arranged): boolean => senior.languages.includes('fr');
const isVisited = ({ service }: Arranged): boolean => service.pairings.length > 0;

/**
 * Three walks: one with weeks behind it, one in the next days that still lacks a person, and one for somebody whose language
 * nobody speaks, on the first day of the week that the plan opens on, so that it has a need it cannot serve.
 */
const walksOf = (today: CivilDay): readonly Walk[] => {
  const soon = nextWorkday(addDays(today, 1));
  const known = (one: Arranged): boolean => speaksFrench(one) && isVisited(one);
  return [
    {
      cadence: 'fortnightly',
      weekday: 3,
      time: civilTime('15:00'),
      began: 60,
      startsOn: addDays(today, -58),
      suits: known,
    },
    {
      cadence: 'weekly',
      weekday: weekday(soon),
      time: civilTime('14:30'),
      began: 12,
      startsOn: addDays(soon, -7),
      suits: known,
    },
    {
      cadence: 'weekly',
      weekday: 1,
      time: civilTime('10:30'),
      began: 1,
      startsOn: addDays(today, 13),
      suits: (one) => !speaksFrench(one) && !isVisited(one),
    },
  ];
};

/** Walks on another day than each one's visits; whoever comes is sought each time. */
export const arrangeWalks = (making: Making, arranged: readonly Arranged[]): readonly Arranged[] => {
  const { ids, today, town } = making;
  const programme = town.programmes.find(({ code }) => code === FRIENDLY_WALK.code);
  if (!programme) return [];
  const taken = new Set<string>();
  return walksOf(today).flatMap(({ began, suits, ...walk }): Arranged[] => {
    const createdAt = daysAgo(making, began, '11:20');
    const one = arranged.find(
      ({ senior, service }) =>
        !taken.has(senior.id) &&
        service.programme === 'FRIENDLY_VISIT' &&
        service.weekday !== walk.weekday &&
        service.createdAt < createdAt &&
        suits({ senior, service, programme }),
    );
    if (!one) return [];
    taken.add(one.senior.id);
    const service: Service = {
      ...walk,
      id: ids.at('ser', createdAt),
      town: town.id,
      seniorId: one.senior.id,
      programme: programme.code,
      state: 'open',
      durationMinutes: programme.durationMinutes,
      wishes: '',
      pairings: [],
      planAt: createdAt,
      createdAt,
    };
    return [{ service: open(making, service, [], one.senior), senior: one.senior, programme }];
  });
};
