import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import type { Offer } from '../../offers/offer.ts';
import { rowsOf, type Stored } from '../../table/kind.ts';
import type { Write } from '../../table/table.ts';
import { create, put, remove, replace } from '../../table/write.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { townKey, townKind } from '../../town/settings.ts';
import { easingIn } from '../../volunteers/rest/easing.ts';
import { lookAtLately } from './look-at-lately.ts';
import {
  type Noticed,
  noLook,
  noticedKind,
  noticedList,
  offersLately,
  signalsLookKey,
  signalsLookKind,
} from './noticed.ts';
import { type Watched, watchTown } from './read-signals.ts';

/** Before the desk opens, after the evening's reports. */
const LOOK_AT = civilTime('05:00');
const nextLook = (now: Instant): Instant => instantOf(addDays(dayOf(now), 1), LOOK_AT);

/** The nightly look exists, and is first due, from the first minute the agenda is awake in a town. Whether it does now. */
export const ensureSignalsLook = async (world: Surroundings, now: Instant): Promise<boolean> => {
  const { townId } = world.config;
  const [look, town] = await world.table.getRows([signalsLookKey(townId), townKey(townId)]);
  if (look) return true;
  if (!town) return false;
  // Somebody else may have been quicker: then it exists, which is all that is wanted.
  await world.table.commit([create(signalsLookKind, noLook(townId, now))]);
  return true;
};

const noticedOf = ({ seen: { volunteer }, facts }: Watched, today: CivilDay): Noticed | undefined => {
  const isEased = easingIn(volunteer, today) !== undefined;
  if (facts.length === 0 && !isEased) return undefined;
  return {
    volunteerId: volunteer.id,
    town: volunteer.town,
    facts: facts.map((fact) => ({ ...fact, sentence: fact.sentence.slice(0, 400) })),
    ...(isEased ? { eased: true } : {}),
  };
};

/** Absent and undefined are the same record. */
const asText = ({ facts, eased }: Noticed): string =>
  JSON.stringify([facts.map(({ kind, sentence, since, latest }) => [kind, sentence, since, latest]), eased]);

const changed = (before: Stored<Noticed> | undefined, next: Noticed | undefined): readonly Write[] => {
  if (!next) return before ? [remove(noticedKind, before)] : [];
  const isSame = before !== undefined && asText(before.value) === asText(next);
  // Written whole from the chain: whoever wrote last said what the chain says.
  return isSame ? [] : [put(noticedKind, next, 'any')];
};

/** Writes of a commit, well under its hundred. */
const A_COMMIT = 50;

/**
 * Once a night: what is so of each active volunteer is told again, a write only where it changed; whoever left or rests is no
 * longer told of; and what each did lately, for the pages that look at the whole town. Late, twice or in part, the next look makes it
 * whole. Three requests a volunteer, a few at a time.
 */
export const lookAtSignals = async (world: Surroundings, town: string, now: Instant): Promise<void> => {
  const { table } = world;
  const look = await table.get(signalsLookKind, signalsLookKey(town));
  if (!look || look.value.lookAt > now) return;
  const settings = await table.get(townKind, townKey(town));
  if (settings) await lookAtLately(table, settings.value, now);
  const page = await table.index('list', { partition: noticedList(town) });
  const before = new Map(rowsOf(noticedKind, page.items).map((one) => [one.value.volunteerId, one]));
  const today = dayOf(now);
  const active = new Set<VolunteerId>();
  const offers: Offer[] = [];
  const townLoad = await watchTown(table, town, now, async (some) => {
    for (const { seen } of some) {
      active.add(seen.volunteer.id);
      offers.push(...seen.offers);
    }
    const writes = some.flatMap((one) => changed(before.get(one.seen.volunteer.id), noticedOf(one, today)));
    if (writes.length > 0) await table.commit(writes);
  });
  const gone = [...before.values()].filter(({ value }) => !active.has(value.volunteerId));
  for (let i = 0; i < gone.length; i += A_COMMIT)
    await table.commit(gone.slice(i, i + A_COMMIT).map((one) => remove(noticedKind, one)));
  const next = {
    ...look.value,
    lookAt: nextLook(now),
    lookedAt: now,
    watched: active.size,
    townLoad,
    offers: offersLately(offers, today),
  };
  await table.commit([replace(signalsLookKind, look, next)]);
};
