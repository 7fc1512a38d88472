import { change, SYSTEM } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { ok, type Result } from '../../../result/result.ts';
import type { Service } from '../../../services/service.ts';
import { serviceKind, serviceList } from '../../../services/store.ts';
import { rowsOf } from '../../../table/kind.ts';
import type { Write } from '../../../table/table.ts';
import type { Instant } from '../../../time/instant.ts';
import { countWrites } from '../../board/counters.ts';
import { CADENCE_DAYS_BEFORE, memoryWrite, noMemory, owedOn } from '../memory.ts';
import type { CallRound } from '../round.ts';
import { callTaskKind, openCalls, settledCalls } from '../task.ts';
import type { Members } from './members.ts';
import { stopped } from './people.ts';
import {
  cadenceOf,
  calleeOf,
  obligation,
  type Ref,
  readAll,
  refOf,
  refOfTask,
  whyGone,
} from './service-obligation.ts';
import { nextInList, placeInWalk } from './walk-list.ts';

/** Five rows a person: a page stays in one consistent request. */
const PAGE = 20;

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
      after.state === 'stopped' || next === known ? [] : [memoryWrite(read.memory, next)];
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
