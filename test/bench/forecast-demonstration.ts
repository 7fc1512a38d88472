import { demonstration } from '../../functions/local/demonstration/seed.ts';
import type { Declared } from '../../shared/engagement/forecast/outlook.ts';
import { isEnrolled, isResting, spellsOf } from '../../shared/engagement/turnover/spells.ts';
import type { VolunteerId } from '../../shared/ids/ids.ts';
import { missionKind } from '../../shared/missions/store.ts';
import type { Kind } from '../../shared/table/kind.ts';
import type { Write } from '../../shared/table/table.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { movementKind } from '../../shared/volunteers/movements/movement.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import type { History } from './forecast-score.ts';

const ofKind = <T>(writes: readonly Write[], kind: Kind<T>): readonly T[] =>
  writes.flatMap((write) =>
    write.op === 'put' && write.kind === kind.name ? [kind.schema.parse(write.data)] : [],
  );

/** Whole weeks of visits that the demonstration tells, before the Monday on which it is made. */
const WEEKS = 12;

/** The demonstration town made by its own code on a Monday, as a history: its visits, its movements, nothing told too early. */
export const demonstrationHistory = (townId: string, monday: CivilDay): History => {
  const place = {
    townId,
    appSecret: 'a-secret-of-the-bench-that-is-at-least-43-characters',
    issuer: 'http://id',
  };
  const writes = demonstration(place, instantOf(monday, civilTime('06:00')));
  const missions = ofKind(writes, missionKind).filter(({ state }) => state === 'done');
  const movements = ofKind(writes, movementKind);
  const volunteers = ofKind(writes, volunteerKind);
  const start = addDays(monday, -7 * WEEKS);
  const byPerson = new Map<VolunteerId, CivilDay[]>();
  for (const { holder, day } of missions)
    if (holder) byPerson.set(holder.volunteerId, [...(byPerson.get(holder.volunteerId) ?? []), day]);
  const within = (from: CivilDay) => (day: CivilDay) => from <= day && day <= addDays(from, 6);
  return {
    start,
    totals: Array.from({ length: WEEKS }, (_, w) => addDays(start, 7 * w)).map(
      (from) => missions.filter(({ day }) => within(from)(day)).length,
    ),
    knownOn: (today) => {
      const spells = spellsOf(movements.filter(({ at }) => dayOf(at) < today));
      const people = volunteers.flatMap((one): Declared[] => {
        const spell = spells.findLast(({ volunteerId }) => volunteerId === one.id);
        if (!spell || !isEnrolled(spell, today)) return [];
        const { pausedUntil, ...rest } = one;
        return isResting(spell, today)
          ? [{ ...rest, state: 'paused', ...(pausedUntil ? { pausedUntil } : {}) }]
          : [{ ...rest, state: 'active', exceptions: [] }];
      });
      return {
        today,
        zone: 'metropole',
        spells,
        people,
        visits: new Map(
          [...byPerson].map(([id, days]) => [id, days.filter((day) => start <= day && day < today)]),
        ),
        answers: new Map(),
      };
    },
  };
};
