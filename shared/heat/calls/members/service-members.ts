import { change, SYSTEM } from '../../../audit/audit.ts';
import { type Consent, consentKey, consentKind, isConsentGiven } from '../../../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { type SeniorId, type ServiceId, seniorIdSchema } from '../../../ids/ids.ts';
import { ok, type Result } from '../../../result/result.ts';
import type { Senior } from '../../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../seniors/store.ts';
import { isDueOn } from '../../../services/list-days.ts';
import type { Service } from '../../../services/service.ts';
import { serviceKey, serviceKind, serviceList } from '../../../services/store.ts';
import { type Row, readAs, rowsOf, type Stored } from '../../../table/kind.ts';
import type { Table, Write } from '../../../table/table.ts';
import { put, replace } from '../../../table/write.ts';
import type { CivilDay } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import { countWrites } from '../../board/counters.ts';
import {
  CADENCE_DAYS_BEFORE,
  type CallMemory,
  callMemoryKey,
  callMemoryKind,
  noMemory,
  owedOn,
} from '../memory.ts';
import type { CallRound } from '../round.ts';
import {
  type CallTask,
  callTaskIdOf,
  callTaskKey,
  callTaskKind,
  openCalls,
  type StopReason,
  settledCalls,
} from '../task.ts';
import type { Members } from './members.ts';
import { type Callee, newCallTask, reinstated, stopped } from './people.ts';
import { nextInList, placeInWalk } from './walk-list.ts';

type Cadence = Extract<CallRound['source'], { kind: 'cadence' }>;
const cadenceOf = (round: Pick<CallRound, 'source'>): Cadence => {
  if (round.source.kind !== 'cadence') throw new Error('not a friendly list');
  return round.source;
};

/** Five rows a person: a page stays in one consistent request. */
const PAGE = 20;

type Ref = { readonly serviceId: ServiceId; readonly seniorId: SeniorId };
type Read = {
  readonly service: Service | undefined;
  readonly senior: Senior | undefined;
  readonly consent: Consent | undefined;
  readonly memory: Stored<CallMemory> | undefined;
  readonly task: Stored<CallTask> | undefined;
};

const keysOf = (round: CallRound, { serviceId, seniorId }: Ref) => [
  serviceKey(serviceId),
  seniorKey(seniorId),
  consentKey(seniorId, cadenceOf(round).consent),
  callMemoryKey(seniorId),
  callTaskKey(callTaskIdOf(round.id, seniorId)),
];
const KEYS = 5;

/** What the records say of these people now, in one consistent request. */
const readAll = async (
  table: Pick<Table, 'getRows'>,
  round: CallRound,
  refs: readonly Ref[],
): Promise<readonly Read[]> => {
  const rows: readonly (Row | undefined)[] =
    refs.length === 0 ? [] : await table.getRows(refs.flatMap((ref) => keysOf(round, ref)));
  return refs.map((_, i) => {
    const [service, senior, consent, memory, task] = rows.slice(i * KEYS, (i + 1) * KEYS);
    return {
      service: service && readAs(serviceKind, service)?.value,
      senior: senior && readAs(seniorKind, senior)?.value,
      consent: consent && readAs(consentKind, consent)?.value,
      memory: memory && readAs(callMemoryKind, memory),
      task: task && readAs(callTaskKind, task),
    };
  });
};

const goneBecause = (senior: Senior | undefined): StopReason | undefined => {
  if (senior?.state === 'active' && !senior.mergingInto) return undefined;
  if (senior?.closed?.reason === 'died') return 'died';
  if (senior?.closed?.reason === 'moved') return 'moved-away';
  return senior?.closed?.reason === 'withdrew' ? 'no-longer-agrees' : 'not-followed';
};

/** Why this list owes her no call; undefined while it may (laws 4 and 6): accompanied, agreeing, followed, not away. */
const whyGone = (round: CallRound, ref: Ref, read: Read, now: Instant): StopReason | undefined => {
  const { service, senior, consent } = read;
  const closed = goneBecause(senior);
  if (closed) return closed;
  if (!isConsentGiven(consent, now)) return 'no-longer-agrees';
  const { programme } = cadenceOf(round);
  const isFollowed =
    service?.state === 'open' &&
    service.byList !== undefined &&
    service.programme === programme &&
    service.seniorId === ref.seniorId;
  if (!isFollowed) return 'not-followed';
  const isAway = (senior?.absences ?? []).some(({ from, to }) => from <= round.day && round.day <= to);
  return isAway ? 'away' : undefined;
};

/** Nobody reached her on the list before: she is on this one whatever her own days. */
const isCalledAgain = (memory: CallMemory | undefined, since: CivilDay, day: CivilDay): boolean =>
  memory?.owedOn !== undefined &&
  memory.owedOn < day &&
  memory.owedOn >= since &&
  (memory.reachedOn === undefined || memory.reachedOn < memory.owedOn);

const calleeOf = (ref: Ref, senior: Senior): Callee => ({
  id: ref.seniorId,
  serviceId: ref.serviceId,
  referentId: senior.referentId,
  sector: senior.address.sector,
  languages: senior.languages.includes('fr') ? [] : senior.languages,
  // One safe path only: an agent's call, never a volunteer's (domain.md §5).
  volunteersMay: senior.sensitive === undefined && senior.phones.length > 0,
  livesAlone: false,
  upperFloor: false,
  ways: { phones: senior.phones.length, relatives: senior.emergencyContacts.length, neighbours: 0 },
});

/** What this list must now say of her; the obligation as it is when nothing changes, undefined when it says nothing. */
const obligation = (round: CallRound, ref: Ref, read: Read, now: Instant): CallTask | undefined => {
  const task = read.task?.value;
  const gone = whyGone(round, ref, read, now);
  if (gone || !read.senior || !read.service)
    return task && task.state !== 'stopped' ? stopped(task, gone ?? 'not-followed', now) : task;
  if (task && task.state !== 'stopped') return task;
  const { since } = cadenceOf(round);
  const isDue =
    isDueOn(read.service, since, round.day) || isCalledAgain(read.memory?.value, since, round.day);
  if (!task && !isDue) return undefined;
  const memory = read.memory?.value ?? noMemory(ref.seniorId);
  const fresh = newCallTask(round, calleeOf(ref, read.senior), memory, now);
  return task ? reinstated(task, fresh) : fresh;
};

const refOf = (service: Service): Ref => ({ serviceId: service.id, seniorId: service.seniorId });
const refOfTask = (task: CallTask): Ref | undefined => {
  const seniorId = seniorIdSchema.safeParse(task.personId).data;
  return seniorId && task.serviceId ? { serviceId: task.serviceId, seniorId } : undefined;
};

/** Puts right what a list says of one person, by her records read again: made, stopped or taken up. Twice, the same. */
const settle = (
  world: Surroundings,
  round: CallRound,
  ref: Ref,
  now: Instant,
): Promise<Result<void, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const [read] = await readAll(world.table, round, [ref]);
    const after = read && obligation(round, ref, read, now);
    if (!read || !after || after === read.task?.value) return ok({ value: undefined, writes: [] });
    const known = read.memory?.value ?? noMemory(ref.seniorId);
    const next = owedOn(known, round.day, CADENCE_DAYS_BEFORE);
    const remembered: readonly Write[] =
      after.state === 'stopped' || next === known
        ? []
        : [read.memory ? replace(callMemoryKind, read.memory, next) : put(callMemoryKind, next, 'absent')];
    return ok({
      value: undefined,
      writes: [
        ...change(callTaskKind, read.task, after, {
          action: after.state === 'stopped' ? 'call-stopped' : 'call-owed',
          actor: SYSTEM,
          at: now,
          ...(read.task ? { from: read.task.value.state } : {}),
          to: after.state,
        }),
        ...remembered,
        ...countWrites([{ before: read.task?.value, after }]),
      ],
    });
  });

/** The list of `round` holds this service's person to what her records now say: on it at once, or off it. */
export const settleService = (
  world: Surroundings,
  round: CallRound,
  service: Service,
  now: Instant,
): Promise<Result<void, never>> => settle(world, round, refOf(service), now);

const membersAfter = (world: Pick<Surroundings, 'table'>, round: CallRound, place: string | undefined) => {
  const { programme } = cadenceOf(round);
  return nextInList(
    world.table,
    serviceKind,
    serviceList(round.town, 'open'),
    { place, limit: PAGE },
    (service) => service.byList !== undefined && service.programme === programme,
  );
};

const placeOf = (service: Service | undefined): string | undefined =>
  service && placeInWalk(serviceKind, service);

/** The people of a friendly list: seniors with an open service followed by list, who agree to this very purpose. */
export const serviceMembers: Members = {
  next: async (world, round, place, now) => {
    const listed = await membersAfter(world, round, place);
    const refs = listed.map(refOf);
    const read = await readAll(world.table, round, refs);
    const callees = refs.flatMap((ref, i) => {
      const one = read[i];
      const after = one && obligation(round, ref, { ...one, task: undefined }, now);
      return after && one.senior ? [calleeOf(ref, one.senior)] : [];
    });
    return { callees, last: placeOf(listed.at(-1)) };
  },

  putRight: async (world, round, place, now) => {
    const listed = await membersAfter(world, round, place);
    const refs = listed.map(refOf);
    const read = await readAll(world.table, round, refs);
    let met = 0;
    for (let i = 0; i < refs.length; i += 1) {
      const [ref, one] = [refs[i], read[i]];
      if (!ref || !one) continue;
      const after = obligation(round, ref, one, now);
      if (after && after.state !== 'stopped') met += 1;
      if (after !== one.task?.value) await settle(world, round, ref, now);
    }
    return { met, last: placeOf(listed.at(-1)) };
  },

  // Those whose service is open no more are met by no page.
  sweep: async (world, round, now) => {
    for (let shard = 0; shard < round.shards; shard += 1)
      for (const partition of [openCalls(round.id, shard), settledCalls(round.id, shard)]) {
        const page = await world.table.index('list', { partition });
        const refs = rowsOf(callTaskKind, page.items).flatMap(({ value }) =>
          value.state === 'stopped' ? [] : (refOfTask(value) ?? []),
        );
        for (let i = 0; i < refs.length; i += PAGE) {
          const some = refs.slice(i, i + PAGE);
          const read = await readAll(world.table, round, some);
          for (const [n, ref] of some.entries()) {
            const one = read[n];
            if (one && whyGone(round, ref, one, now)) await settle(world, round, ref, now);
          }
        }
      }
  },

  stoppedIfGone: async (world, round, task, now) => {
    const ref = refOfTask(task);
    if (!ref || task.state === 'stopped') return undefined;
    const [read] = await readAll(world.table, round, [ref]);
    const gone = read && whyGone(round, ref, read, now);
    return gone ? stopped(task, gone, now) : undefined;
  },

  people: async (table, tasks, now, round) => {
    const refs = tasks.flatMap((task) => refOfTask(task) ?? []);
    const read = await readAll(table, round, refs);
    return new Map(
      refs.flatMap((ref, i) => {
        const one = read[i];
        if (!one?.senior || whyGone(round, ref, one, now)) return [];
        const { civility, firstName, lastName, phones, practicalNotes } = one.senior;
        const person = { civility, firstName, lastName, phones, callNotes: practicalNotes };
        return [[String(ref.seniorId), person] as const];
      }),
    );
  },
};
