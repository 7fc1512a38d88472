import { consentKey, consentKind } from '../consents/consent.ts';
import { batchKey, type CallBatch, callBatchKind } from '../heat/batches/batch.ts';
import { membersOf } from '../heat/calls/members/members.ts';
import { callRoundKind, roundKey } from '../heat/calls/round.ts';
import {
  batchIdSchema,
  type CallTask,
  callTaskIdOf,
  callTaskIdSchema,
  callTaskKey,
  callTaskKind,
} from '../heat/calls/task.ts';
import {
  deliveryRoundIdSchema,
  gatheringIdSchema,
  missionIdSchema,
  staffIdSchema,
  volunteerIdSchema,
} from '../ids/ids.ts';
import { unseal } from '../ids/seal.ts';
import { measureText } from '../messages/gsm7.ts';
import { allowedAt } from '../messages/hours.ts';
import { type Intent, laneOf } from '../messages/intent.ts';
import { quietOf } from '../messages/intent-write.ts';
import { DOORS, linkOf } from '../messages/kinds.ts';
import type { Outcome } from '../messages/settle-intent.ts';
import { EPOCH_KEY, epochKind } from '../messages/store.ts';
import { writeText } from '../messages/texts.ts';
import type { Mission } from '../missions/mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { offerKey, offerKind } from '../offers/store.ts';
import { isFiction, isMobile, type Phone, phoneSchema } from '../phone/phone.ts';
import { type DeliveryRound, deliveryRoundKey, deliveryRoundKind } from '../rounds/round.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { staffKey, staffKind } from '../staff/staff.ts';
import { type Key, type Kind, type Row, readAs, rowsOf } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { type Instant, plus } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { checkInsKey, checkInsKind } from '../volunteers/check-ins/check-in.ts';
import { gatheringKey, gatheringKind } from '../volunteers/gatherings/gathering.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';
import { thanksKeyIn, thankYouKind } from '../volunteers/thanks/thank-you.ts';
import { isVoidLink, type Volunteer } from '../volunteers/volunteer.ts';
import { isStoppedByBudget } from './cost.ts';
import { type Facts, unjustified } from './justification.ts';

type Checking = {
  readonly table: Pick<Table, 'getRows'>;
  readonly appSecret: string;
  readonly linksOrigin: string;
  /** `fiction`: only numbers reserved for fiction are texted. `live`: those are refused. */
  readonly smsNumbers: 'fiction' | 'live';
  /** Thousandths of the month's SMS budget already spent; asked only for what may wait. */
  readonly budgetSpent: (town: Town, now: Instant) => Promise<number>;
};

/** A text ready for the provider, or what becomes of the message instead. */
export type Verdict =
  | {
      readonly go: true;
      readonly sms: { readonly phone: Phone; readonly text: string; readonly senderId: string };
      readonly parts: number;
      readonly priceMicroEuros: number;
    }
  | { readonly go: false; readonly outcome: Outcome };

const no = (outcome: Outcome): Verdict => ({ go: false, outcome });

/**
 * T3, the gate. Reads again, consistently and just before Publish, everything that could forbid this message:
 * too late, restored from a backup, volunteer gone, paused, opted out or without a mobile, mission changed,
 * senior closed, consent withdrawn, quiet hours. Two requests to the table at most.
 */
export const checkMessage = async (world: Checking, intent: Intent, now: Instant): Promise<Verdict> => {
  if (now > intent.notAfter) return no({ outcome: 'cancelled', reason: 'too-late' });
  const { town, restoredAt, facts, staffPhone } = await readFacts(world, intent, now);
  if (restoredAt !== undefined && intent.createdAt < restoredAt)
    return no({ outcome: 'held', reason: 'restored-from-backup' });
  if (!town) return no({ outcome: 'permanent', reason: 'unreadable' });

  const forbidden = unjustified(intent.message, intent.recipient, facts, now);
  if (forbidden !== undefined) return no({ outcome: 'cancelled', reason: forbidden });

  const leavesAt = allowedAt(intent.message.kind, now, intent.notAfter, quietOf(town));
  if (leavesAt === undefined) return no({ outcome: 'cancelled', reason: 'too-late' });
  if (leavesAt > now) return no({ outcome: 'postponed', until: leavesAt });

  if (await isTooDear(world, intent, town, now))
    return no({ outcome: 'postponed', until: plus(now, { hours: 1 }) });

  const phone = reachable(
    intent,
    intent.recipient === 'duty' ? town.dutyPhone : staffPhone,
    facts,
    world.smsNumbers,
  );
  return typeof phone === 'string' ? compose(world, intent, town, phone) : no(phone);
};

/** A ledger that cannot be read stops courtesies only: the limit must not become the outage (F38). */
const isTooDear = async (world: Checking, intent: Intent, town: Town, now: Instant): Promise<boolean> => {
  const lane = laneOf(intent);
  if (!isStoppedByBudget(lane, 1_000)) return false;
  try {
    return isStoppedByBudget(lane, await world.budgetSpent(town, now));
  } catch {
    return lane === 'courtesy';
  }
};

/** The number to text, or why a person must call instead (F7, F8). */
const reachable = (
  intent: Intent,
  staffPhone: Phone | undefined,
  { volunteer }: Facts,
  numbers: Checking['smsNumbers'],
): Phone | Outcome => {
  // Asked or told by a person instead: an offer that nobody says would pass for a silence (F7).
  const isCourtesy = laneOf(intent) === 'courtesy';
  if (volunteer?.optedOutAt !== undefined)
    return isCourtesy
      ? { outcome: 'cancelled', reason: 'recipient-opted-out' }
      : { outcome: 'permanent', reason: 'opted-out' };
  const closed = volunteer && closedBy(intent, volunteer);
  if (closed) return { outcome: isCourtesy ? 'cancelled' : 'permanent', reason: closed };
  const phone = volunteer?.phone ?? staffPhone;
  if (phone === undefined || volunteer?.channel === 'voice' || !isMobile(phone))
    return { outcome: 'permanent', reason: 'no-mobile' };
  return isFiction(phone) === (numbers === 'fiction')
    ? phone
    : { outcome: 'permanent', reason: 'invalid-number' };
};

/** The telephone is lost, or was when this was waiting for its hour: the link that it carries opens no more. */
const closedBy = (intent: Intent, volunteer: Volunteer): 'phone-lost' | 'link-closed' | undefined => {
  if (volunteer.phoneLostAt !== undefined) return 'phone-lost';
  return linkOf(intent.message.kind) && isVoidLink(volunteer, intent.createdAt) ? 'link-closed' : undefined;
};

const compose = (world: Checking, intent: Intent, town: Town, phone: Phone): Verdict => {
  const secret = intent.sealed === undefined ? '' : unseal(world.appSecret, intent.id, intent.sealed);
  if (secret === undefined) return no({ outcome: 'permanent', reason: 'unreadable' });
  const link = linkOf(intent.message.kind);
  const text = writeText(
    intent.message,
    {
      house: town.houseName,
      contact: town.coordinatorFirstName,
      phone: town.phone,
      sectorName: (code) => town.sectors.find((sector) => sector.code === code)?.name ?? town.name,
    },
    link ? `${world.linksOrigin}${DOORS[link]}${secret}` : secret,
  );
  if (text === undefined) return no({ outcome: 'permanent', reason: 'unreadable' });
  const { parts } = measureText(text);
  return {
    go: true,
    sms: { phone, text, senderId: town.senderId },
    parts,
    priceMicroEuros: parts * town.smsPartMicroEuros,
  };
};

const readFacts = async (world: Checking, intent: Intent, now: Instant) => {
  const read = rowReader(world.table);
  const volunteerId = volunteerIdSchema.safeParse(intent.recipient).data;
  const missionId = missionIdSchema.safeParse(intent.subject).data;
  const batchId = batchIdSchema.safeParse(intent.subject).data;
  const callId = callTaskIdSchema.safeParse(intent.subject).data;
  const staffId = staffIdSchema.safeParse(intent.recipient).data;
  const roundId = deliveryRoundIdSchema.safeParse(intent.subject).data;
  const gatheringId = gatheringIdSchema.safeParse(intent.subject).data;
  const thanks = thanksKeyIn(intent.subject);
  const first = await read([
    townKey(intent.town),
    EPOCH_KEY,
    ...(volunteerId ? [volunteerKey(volunteerId)] : []),
    ...(missionId ? [missionKey(missionId)] : []),
    ...(missionId && volunteerId ? [offerKey(missionId, volunteerId)] : []),
    ...(batchId ? [batchKey(batchId)] : []),
    ...(callId ? [callTaskKey(callId)] : []),
    ...(staffId ? [staffKey(staffId)] : []),
    ...(roundId ? [deliveryRoundKey(roundId)] : []),
    ...(gatheringId ? [gatheringKey(gatheringId)] : []),
    ...(thanks ? [thanks] : []),
    ...(volunteerId && intent.message.kind === 'check-in-question' ? [checkInsKey(volunteerId)] : []),
  ]);
  const town = first(townKind);
  const mission = first(missionKind);
  const batch = first(callBatchKind);
  const call = first(callTaskKind);
  const round = first(deliveryRoundKind);
  const purpose = town?.programmes.find((programme) => programme.code === mission?.programme)?.consent;
  const thankYou = first(thankYouKind);
  const seniorId = mission?.seniorId ?? thankYou?.seniorId;
  const second = seniorId
    ? await read([seniorKey(seniorId), ...(purpose ? [consentKey(seniorId, purpose)] : [])])
    : undefined;
  const facts: Facts = {
    volunteer: first(volunteerKind),
    mission,
    offer: first(offerKind),
    senior: second?.(seniorKind),
    consent: second?.(consentKind),
    batch,
    gathering: first(gatheringKind),
    thankYou,
    checkIns: first(checkInsKind),
    ...(round ? { round, stops: await readStops(world, round) } : {}),
    ...(batch ? { calls: await readCalls(world, batch, now) } : call ? { calls: [call] } : {}),
  };
  const staffPhone = phoneSchema.safeParse(first(staffKind)?.phone).data;
  return { town, restoredAt: first(epochKind)?.at, facts, staffPhone };
};

/** The missions of a round, as they are now. */
const readStops = async (world: Checking, round: DeliveryRound): Promise<readonly Mission[]> => {
  const rows = await world.table.getRows(round.stops.map(({ missionId }) => missionKey(missionId)));
  return rowsOf(
    missionKind,
    rows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
};

/**
 * The obligations of a batch, as they are now. Whoever left the register is stopped in that same write; whether those of a
 * friendly list still agree and are followed is read from their files.
 */
const readCalls = async (world: Checking, batch: CallBatch, now: Instant): Promise<readonly CallTask[]> => {
  const rows = await world.table.getRows([
    roundKey(batch.roundId),
    ...batch.people.map((person) => callTaskKey(callTaskIdOf(batch.roundId, person))),
  ]);
  const found = rows.flatMap((row) => row ?? []);
  const calls = rowsOf(callTaskKind, found).map(({ value }) => value);
  const round = rowsOf(callRoundKind, found)[0]?.value;
  if (round?.source.kind !== 'cadence') return calls;
  const still = await membersOf(round).people(world.table, calls, now, round);
  return calls.filter(({ personId }) => still.has(personId));
};

/** Several records in one consistent request, then found by kind. */
const rowReader = (table: Checking['table']) => async (keys: readonly Key[]) => {
  const rows: readonly (Row | undefined)[] = await table.getRows(keys);
  return <T>(kind: Kind<T>): T | undefined => {
    const row = rows.find((found) => found?.kind === kind.name);
    return row ? readAs(kind, row)?.value : undefined;
  };
};
