import { capital } from '../../french/french.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import {
  chanceOf,
  lastingTie,
  type PersonToPair,
  spareOf,
  type VolunteerToPair,
} from '../../matching/pairings/lasting.ts';
import { hours, leftSentence, type Obstacle } from '../../matching/pairings/words.ts';
import type { MatchParams } from '../../matching/score.ts';
import type { Instant } from '../../time/instant.ts';
import { freedom } from '../../volunteers/availability.ts';

/** So many are proposed for one person: a choice, not a list. */
const SHOWN = 2;

export type Backup = {
  readonly volunteerId: VolunteerId;
  /** « À 7 min à pied, parle portugais, libre le mardi après-midi, 25 min par semaine sur 2 h libres. » */
  readonly why: string;
};

export type Backups = {
  readonly best: readonly Backup[];
  /** How many more could. */
  readonly others: number;
  /** Why nobody could: « Sur 38 bénévoles : 21 ne sont pas libres à ce moment, 9 habitent trop loin. » */
  readonly whyNobody: string | undefined;
};

/**
 * Who could be a second visitor to her, besides `usual`: the hard bounds of any lasting tie (papers, wishes, language,
 * half-days, distance, places avoided, three people at most, hours left), the nearest to her first. Of equals the
 * lower id: same town, same answer.
 */
export const backupsFor = (
  person: PersonToPair,
  usual: VolunteerId,
  volunteers: readonly VolunteerToPair[],
  match: MatchParams,
  now: Instant,
): Backups => {
  const { day, time, languages } = person.mission;
  // Whoever visits usually is one of them: who is left is told as another.
  const obstacles: Obstacle[] = ['already-tied'];
  const found: (Backup & { readonly points: number })[] = [];
  for (const giver of volunteers) {
    const { volunteer } = giver;
    if (volunteer.id === usual) continue;
    const spare = spareOf(giver);
    const chance = chanceOf(person, 'backup', { volunteer, ...spare }, lastingTie(person, giver, now, match));
    if ('obstacle' in chance) {
      obstacles.push(chance.obstacle);
      continue;
    }
    const words = [
      ...chance.tie.why,
      freedom(volunteer, day, time).sentence,
      `${hours(chance.minutes)} par semaine sur ${hours(spare.minutes)} libres`,
    ];
    found.push({
      volunteerId: volunteer.id,
      why: `${capital(words.join(', '))}.`,
      points: chance.tie.points,
    });
  }
  found.sort((a, b) => a.points - b.points || (a.volunteerId < b.volunteerId ? -1 : 1));
  return {
    best: found.slice(0, SHOWN).map(({ volunteerId, why }) => ({ volunteerId, why })),
    others: Math.max(0, found.length - SHOWN),
    whyNobody: found.length > 0 ? undefined : leftSentence(obstacles, languages),
  };
};
