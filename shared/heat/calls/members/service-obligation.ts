import { type Consent, consentKey, consentKind, isConsentGiven } from '../../../consents/consent.ts';
import { type SeniorId, type ServiceId, seniorIdSchema } from '../../../ids/ids.ts';
import type { Senior } from '../../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../seniors/store.ts';
import { isDueOn } from '../../../services/list-days.ts';
import type { Service } from '../../../services/service.ts';
import { serviceKey, serviceKind } from '../../../services/store.ts';
import { type Row, readAs, type Stored } from '../../../table/kind.ts';
import type { Table } from '../../../table/table.ts';
import type { CivilDay } from '../../../time/civil.ts';
import type { Instant } from '../../../time/instant.ts';
import { type CallMemory, callMemoryKey, callMemoryKind, noMemory } from '../memory.ts';
import type { CallRound } from '../round.ts';
import { type CallTask, callTaskIdOf, callTaskKey, callTaskKind, type StopReason } from '../task.ts';
import { type Callee, newCallTask, reinstated, stopped } from './people.ts';

type Cadence = Extract<CallRound['source'], { kind: 'cadence' }>;
export const cadenceOf = (round: Pick<CallRound, 'source'>): Cadence => {
  if (round.source.kind !== 'cadence') throw new Error('not a friendly list');
  return round.source;
};

export type Ref = { readonly serviceId: ServiceId; readonly seniorId: SeniorId };
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
export const readAll = async (
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
export const whyGone = (round: CallRound, ref: Ref, read: Read, now: Instant): StopReason | undefined => {
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

export const calleeOf = (ref: Ref, senior: Senior): Callee => ({
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
export const obligation = (round: CallRound, ref: Ref, read: Read, now: Instant): CallTask | undefined => {
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

export const refOf = (service: Service): Ref => ({ serviceId: service.id, seniorId: service.seniorId });
export const refOfTask = (task: CallTask): Ref | undefined => {
  const seniorId = seniorIdSchema.safeParse(task.personId).data;
  return seniorId && task.serviceId ? { serviceId: task.serviceId, seniorId } : undefined;
};
