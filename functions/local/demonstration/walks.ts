import type { Service } from '../../../shared/services/service.ts';
import { addDays, type CivilDay, type CivilTime, civilTime, weekday } from '../../../shared/time/civil.ts';
import type { Programme } from '../../../shared/town/programme.ts';
import { daysAgo, type Making } from './making.ts';
import { type Arranged, open } from './services.ts';

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

type Walk = Pick<Service, 'cadence' | 'weekday' | 'time'> & {
  readonly began: number;
  readonly startsOn: CivilDay;
};

const nextWorkday = (day: CivilDay): CivilDay => (weekday(day) > 5 ? nextWorkday(addDays(day, 1)) : day);

/**
 * Three walks: one with weeks behind it, one in the next days that still lacks a person, and one on Sunday mornings, when
 * nobody is free, so that the week's plan has somebody it cannot serve.
 */
const walksOf = (today: CivilDay): readonly Walk[] => {
  const at = (text: string): CivilTime => civilTime(text);
  const soon = nextWorkday(addDays(today, 1));
  return [
    { cadence: 'fortnightly', weekday: 3, time: at('15:00'), began: 60, startsOn: addDays(today, -58) },
    { cadence: 'weekly', weekday: weekday(soon), time: at('14:30'), began: 12, startsOn: addDays(soon, -7) },
    { cadence: 'weekly', weekday: 7, time: at('10:00'), began: 2, startsOn: addDays(today, 13) },
  ];
};

/** Walks for people who are visited already, on another day of their week; whoever comes is sought each time. */
export const arrangeWalks = (making: Making, arranged: readonly Arranged[]): readonly Arranged[] => {
  const { ids, today, town } = making;
  const programme = town.programmes.find(({ code }) => code === FRIENDLY_WALK.code);
  if (!programme) return [];
  const taken = new Set<string>();
  return walksOf(today).flatMap(({ began, ...walk }): Arranged[] => {
    const createdAt = daysAgo(making, began, '11:20');
    const one = arranged.find(
      ({ senior, service }) =>
        !taken.has(senior.id) &&
        service.programme === 'FRIENDLY_VISIT' &&
        service.pairings.length > 0 &&
        service.weekday !== walk.weekday &&
        service.createdAt < createdAt &&
        senior.languages.includes('fr'),
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
