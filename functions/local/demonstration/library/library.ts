import * as z from 'zod';
import { type Actor, SYSTEM } from '../../../../shared/audit/audit.ts';
import { itemKind } from '../../../../shared/library/item.ts';
import { newReader, type Reader, readerKind } from '../../../../shared/library/readers/reader.ts';
import { defaultLibrarySettings, librarySettingsKind } from '../../../../shared/library/settings.ts';
import { isOver, type Mission, missionSchema } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { addDays, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { type Instant, minus, plus } from '../../../../shared/time/instant.ts';
import { PERIOD_DAYS } from '../../../../shared/town/programme.ts';
import { daysAgo, type Making } from '../making.ts';
import type { Arranged } from '../seniors/services.ts';
import { lend, type Part, type Step, takes } from './loans.ts';
import { idsOf, READERS } from './readers.ts';
import { shelfOf } from './shelf.ts';

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
