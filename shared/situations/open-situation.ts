import type { Actor } from '../audit/audit.ts';
import { type Consent, consentKey, consentKind, isConsentGiven, PURPOSES } from '../consents/consent.ts';
import {
  type ConsentAnswer,
  type ConsentRefusal,
  decideConsent,
  isServicePurpose,
} from '../consents/decide-consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import { type AdvanceRefusal, advance, type FlagActor } from '../flags/advance-flag.ts';
import { flagWrites } from '../flags/change-flag.ts';
import type { Flag } from '../flags/flag.ts';
import { flagKey, flagKind } from '../flags/store.ts';
import type { FlagId, SeniorId, StaffId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type EditRefusal, editSenior, newSenior } from '../seniors/edit-senior.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import { staffKey, staffKind } from '../staff/staff.ts';
import { type Row, readAs, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { put } from '../table/write.ts';
import { type Instant, plus } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';

/** Days between two calls to somebody who waits for a service (domain.md §5, design). */
export const BRIDGE_DAYS = 14;

export type TakeUp = {
  /** The file she already has, or what a new one begins with. */
  readonly who:
    | { readonly known: SeniorId }
    | { readonly fresh: Omit<Parameters<typeof newSenior>[0], 'town'> };
  readonly referentId: StaffId;
  readonly answers: readonly ConsentAnswer[];
};

export type TakeUpRefusal =
  | AdvanceRefusal
  | ConsentRefusal
  | EditRefusal
  | 'no-such-flag'
  | 'no-such-senior'
  | 'no-such-referent'
  | 'no-answer';

/**
 * Decides the file of somebody who is taken up: active, with a referent (mandatory from here on), her answers purpose
 * by purpose, and the date of the first bridge call when she agreed to something that does not exist yet. Pure.
 */
export const openSituation = (
  senior: Senior,
  before: readonly Consent[],
  take: Pick<TakeUp, 'referentId' | 'answers'>,
  by: Actor,
  now: Instant,
): Result<
  { readonly senior: Senior; readonly consents: readonly Consent[] },
  { readonly reason: ConsentRefusal | EditRefusal | 'no-answer' }
> => {
  const checked = editSenior(senior, { lastContactAt: now });
  if (!checked.ok) return checked;
  if (take.answers.length === 0) return refused({ reason: 'no-answer' });
  const consents: Consent[] = [];
  for (const answer of take.answers) {
    const held = before.find((consent) => consent.purpose === answer.purpose);
    const decided = decideConsent(held, answer, senior.id, by, now);
    if (!decided.ok) return decided;
    consents.push(decided.value);
  }
  const waits = consents.some((c) => isServicePurpose(c.purpose) && isConsentGiven(c, now));
  const next: Senior = {
    ...checked.value,
    state: 'active',
    referentId: take.referentId,
    ...(waits && !senior.bridgeAt ? { bridgeAt: plus(now, { days: BRIDGE_DAYS }) } : {}),
  };
  return ok({ senior: next, consents });
};

/** Rows of a person's answers, as writes of her own transaction: the audit event is on her file. */
export const consentWrites = (consents: readonly Consent[]): readonly Write[] =>
  consents.map((consent) => put(consentKind, consent, 'any', { label: `consent:${consent.purpose}` }));

/** « FRIENDLY_VISIT:given SENIOR_NEWS:refused »: what the audit keeps of a conversation. */
const answersDetail = (consents: readonly Consent[]): string =>
  consents
    .map((c) => `${c.purpose}:${c.state}`)
    .join(' ')
    .slice(0, 300);

const consentsIn = (rows: readonly (Row | undefined)[]): readonly Consent[] =>
  rows.flatMap((row) => (row ? (readAs(consentKind, row)?.value ?? []) : []));

const readAll = async (world: Surroundings, seniorId: SeniorId, take: TakeUp) => {
  const rows = await world.table.getRows([
    seniorKey(seniorId),
    townKey(world.config.townId),
    staffKey(take.referentId),
    ...PURPOSES.map((purpose) => consentKey(seniorId, purpose)),
  ]);
  const [seniorRow, townRow, staffRow, ...consentRows] = rows;
  return {
    stored: seniorRow ? readAs(seniorKind, seniorRow) : undefined,
    town: townRow ? readAs(townKind, townRow)?.value : undefined,
    referent: staffRow ? readAs(staffKind, staffRow)?.value : undefined,
    consents: consentsIn(consentRows),
  };
};

type TakenUp = Result<SeniorId, { readonly reason: TakeUpRefusal }>;
type TakingUp = Result<Decision<SeniorId>, { readonly reason: TakeUpRefusal }>;

/** Takes somebody up: from a flag (which it settles in the same transaction), from an import, or met at the desk. */
export const takeUp = (
  world: Surroundings,
  flagId: FlagId | undefined,
  take: TakeUp,
  by: FlagActor,
  now: Instant,
): Promise<TakenUp> => {
  const seniorId = 'known' in take.who ? take.who.known : world.ids.next('sen');
  const actor: Actor = { kind: 'staff', id: by.id };
  return decideAndCommit(world.table, async (): Promise<TakingUp> => {
    const [{ stored, town, referent, consents }, flag] = await Promise.all([
      readAll(world, seniorId, take),
      flagId ? world.table.get(flagKind, flagKey(flagId)) : undefined,
    ]);
    if (!town) throw new Error('this town has no settings yet');
    if (flagId && !flag) return refused({ reason: 'no-such-flag' });
    if (!referent?.active) return refused({ reason: 'no-such-referent' });
    if ('known' in take.who && !stored) return refused({ reason: 'no-such-senior' });
    const base =
      stored?.value ??
      ('fresh' in take.who ? fresh(take.who.fresh, town.id, seniorId, now, flag) : undefined);
    if (!base) return refused({ reason: 'no-such-senior' });
    const opened = openSituation(base, consents, take, actor, now);
    if (!opened.ok) return opened;
    const settled = flag ? advance(flag.value, { do: 'take-up', seniorId }, by, now) : undefined;
    if (settled && !settled.ok) return settled;
    const happening = {
      action: 'situation-opened',
      actor,
      at: now,
      details: { referent: take.referentId, answers: answersDetail(opened.value.consents) },
    };
    return ok({
      value: seniorId,
      writes: [
        ...seniorWrites(world, stored, opened.value.senior, happening),
        ...consentWrites(opened.value.consents),
        ...(flag && settled
          ? flagWrites(world, flag, settled.value, { action: 'flag-take-up', actor, at: now }, town.name)
          : []),
      ],
    });
  });
};

const fresh = (
  given: Omit<Parameters<typeof newSenior>[0], 'town'>,
  town: string,
  id: SeniorId,
  now: Instant,
  flag: Stored<Flag> | undefined,
): Senior => {
  const senior = newSenior({ ...given, town }, id, now);
  // A safe path asked for in the flag stays on the file: nothing ever forgets it by itself.
  return flag?.value.sensitive && !senior.sensitive ? { ...senior, sensitive: flag.value.sensitive } : senior;
};
