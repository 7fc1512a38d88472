import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { regularTies } from '../../services/service.ts';
import { type CivilDay, dayOf } from '../../time/civil.ts';
import type { Met } from '../signals/lately.ts';
import type { CoverTown, Followed } from './followed.ts';

export type SoleLink = {
  readonly volunteerId: VolunteerId;
  readonly seniorId: SeniorId;
  /** They go to her; or, when nobody does, they call her. */
  readonly kind: 'visit' | 'call';
  /** Her open services of that kind, those in which this volunteer has a tie first. */
  readonly followed: readonly [Followed, ...Followed[]];
  /** Since when they are the only one, as far as is known. */
  readonly since: CivilDay;
};

type Kind = SoleLink['kind'];
const kindOf = ({ programme }: Followed): Kind => (programme.place === 'phone' ? 'call' : 'visit');
const earliestDay = (a: CivilDay | undefined, b: CivilDay): CivilDay => (a !== undefined && a < b ? a : b);

/** Whose tie to her has ended and who has no other: however lately they came, nobody waits for them any more. */
const partedFrom = (all: readonly Followed[]): ReadonlySet<VolunteerId> => {
  const ties = all.flatMap(({ service }) => service.pairings);
  const live = new Set(ties.flatMap(({ state, volunteerId }) => (state === 'ended' ? [] : [volunteerId])));
  return new Set(
    ties.flatMap(({ state, volunteerId }) =>
      state === 'ended' && !live.has(volunteerId) ? [volunteerId] : [],
    ),
  );
};

/** Everybody who visits (or calls) her, with the first day known: by arrangement, or by a visit of the last 90 days. */
const peopleAround = (
  all: readonly Followed[],
  done: CoverTown['done'],
  kind: Kind,
): ReadonlyMap<VolunteerId, CivilDay> => {
  const people = new Map<VolunteerId, CivilDay>();
  const met = (id: VolunteerId, day: CivilDay): void => void people.set(id, earliestDay(people.get(id), day));
  for (const one of all)
    if (kindOf(one) === kind)
      for (const { volunteerId, since } of regularTies(one.service)) met(volunteerId, dayOf(since));
  const over = partedFrom(all);
  for (const one of done) if (one.kind === kind && !over.has(one.volunteerId)) met(one.volunteerId, one.on);
  return people;
};

const endedByOthers = (all: readonly Followed[], id: VolunteerId): readonly CivilDay[] =>
  all.flatMap(({ service }) =>
    service.pairings.flatMap(({ volunteerId, endedAt }) =>
      volunteerId !== id && endedAt ? [dayOf(endedAt)] : [],
    ),
  );

const soleOf = (
  seniorId: SeniorId,
  all: readonly Followed[],
  done: CoverTown['done'],
  kind: Kind,
): SoleLink | undefined => {
  const around = [...peopleAround(all, done, kind)];
  const [only, second] = around;
  if (!only || second) return undefined;
  const [volunteerId, first] = only;
  const isTied = ({ service }: Followed): boolean =>
    regularTies(service).some((tie) => tie.volunteerId === volunteerId);
  const [service, ...rest] = all
    .filter((one) => one.service.state === 'open' && kindOf(one) === kind)
    .toSorted((a, b) => Number(isTied(b)) - Number(isTied(a)));
  if (!service) return undefined;
  const since = [first, ...endedByOthers(all, volunteerId)].reduce((a, b) => (a > b ? a : b));
  return { volunteerId, seniorId, kind, followed: [service, ...rest], since };
};

/**
 * Who would be left without anybody if one volunteer stopped: people with an open service whom one volunteer alone visits,
 * by arrangement or in the last 90 days; of those whom nobody visits, whom one alone calls. Two people around her, in
 * whatever way, and she is not here. In the order in which they were read: this ranks nobody.
 */
export const soleLinks = ({ followed, done }: Pick<CoverTown, 'followed' | 'done'>): readonly SoleLink[] => {
  const bySenior = new Map<SeniorId, { readonly all: Followed[]; readonly met: Met[] }>();
  for (const one of followed) {
    const hers = bySenior.get(one.senior.id) ?? { all: [], met: [] };
    hers.all.push(one);
    bySenior.set(one.senior.id, hers);
  }
  for (const one of done) bySenior.get(one.seniorId)?.met.push(one);
  return [...bySenior].flatMap(([seniorId, { all, met }]) => {
    const visited = soleOf(seniorId, all, met, 'visit');
    if (visited) return [visited];
    if (peopleAround(all, met, 'visit').size > 0) return [];
    return soleOf(seniorId, all, met, 'call') ?? [];
  });
};
