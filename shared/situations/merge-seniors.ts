import type { Actor } from '../audit/audit.ts';
import { type Consent, consentKey, consentKind, PURPOSES } from '../consents/consent.ts';
import { mergedConsent } from '../consents/decide-consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { SeniorId } from '../ids/ids.ts';
import { entryFollowsMerge } from '../register/tie/follow-senior.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { SUBJECTS } from '../seniors/subjects.ts';
import { seniorWrites } from '../seniors/write-senior.ts';
import { type Row, readAs } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';
import { consentWrites } from './open-situation.ts';
import { settleSenior } from './settle-senior.ts';

export type MergeRefusal = 'no-such-senior' | 'same-file' | 'closed' | 'merging' | 'too-many-merges';

const MERGES_KEPT = 20;

const unique = <T>(items: readonly T[], keyOf: (item: T) => string, most: number): T[] =>
  [...new Map(items.map((item) => [keyOf(item), item] as const)).values()].slice(0, most);

/** Two notes about one person stand one after the other; the same note is kept once. */
const both = (a: string, b: string, max: number): string =>
  (b.trim() === '' || a.includes(b.trim())
    ? a
    : [a, b].filter((text) => text.trim() !== '').join('\n')
  ).slice(0, max);

const newest = <T extends { readonly at: Instant }>(
  one: T | undefined,
  other: T | undefined,
): T | undefined => (one && other && one.at < other.at ? other : (one ?? other));

/**
 * The file that is kept: its own words first, completed by the other's. A safe channel of either binds both; an
 * active file stays active. Nothing that was known of the person is lost. Pure.
 */
export const mergedFile = (kept: Senior, other: Senior): Senior => ({
  ...other,
  ...kept,
  circles: newest(kept.circles, other.circles),
  state: kept.state === 'active' || other.state === 'active' ? 'active' : 'waiting',
  address: kept.address.line === '' ? other.address : kept.address,
  firstName: kept.firstName === '' ? other.firstName : kept.firstName,
  phones: unique([...kept.phones, ...other.phones], ({ phone }) => phone, 5),
  practicalNotes: both(kept.practicalNotes, other.practicalNotes, 500),
  wishes: both(kept.wishes, other.wishes, 500),
  gives: both(kept.gives, other.gives, 300),
  needs: unique([...kept.needs, ...other.needs], (need) => need, 8),
  languages: unique([...kept.languages, ...other.languages], (language) => language, 6),
  subjects: unique(
    [...(kept.subjects ?? []), ...(other.subjects ?? [])],
    (subject) => subject,
    SUBJECTS.length,
  ),
  emergencyContacts: unique([...kept.emergencyContacts, ...other.emergencyContacts], (c) => c.phone, 5),
  absences: unique([...kept.absences, ...other.absences], (a) => `${a.from}${a.to}`, 20),
  exclusions: unique([...(kept.exclusions ?? []), ...(other.exclusions ?? [])], (id) => id, 50),
  mergedFrom: [...(kept.mergedFrom ?? []), ...(other.mergedFrom ?? []), other.id].slice(-MERGES_KEPT),
  createdAt: kept.createdAt < other.createdAt ? kept.createdAt : other.createdAt,
  id: kept.id,
});

/**
 * Two files are one person. First, in one transaction, the kept file takes what the other knew, answers included, and the
 * other is marked as being emptied; then each record around it changes file; last, the other closes as `merged` and
 * leads to the kept one. Missions stay justified all along: nothing is cancelled by a merge. Both audit trails
 * stay where they are and are read together. Killed anywhere, the agenda finishes.
 */
export const mergeSeniors = async (
  world: Surroundings,
  keptId: SeniorId,
  otherId: SeniorId,
  by: Actor,
  now: Instant,
): Promise<Result<Senior, { readonly reason: MergeRefusal }>> => {
  if (keptId === otherId) return refused({ reason: 'same-file' });
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Senior>, { readonly reason: MergeRefusal }>> => {
      const rows = await world.table.getRows([
        seniorKey(keptId),
        seniorKey(otherId),
        ...[keptId, otherId].flatMap((id) => PURPOSES.map((purpose) => consentKey(id, purpose))),
      ]);
      const [keptRow, otherRow, ...consentRows] = rows;
      const kept = keptRow ? readAs(seniorKind, keptRow) : undefined;
      const other = otherRow ? readAs(seniorKind, otherRow) : undefined;
      if (!kept || kept.value.town !== other?.value.town) return refused({ reason: 'no-such-senior' });
      if (kept.value.state === 'closed' || other.value.state === 'closed')
        return refused({ reason: 'closed' });
      // One thing at a time: a file that is being emptied or stopped finishes first.
      if ([kept.value, other.value].some((senior) => senior.settling || senior.mergingInto))
        return refused({ reason: 'merging' });
      const next = mergedFile(kept.value, other.value);
      if ((kept.value.mergedFrom?.length ?? 0) + (other.value.mergedFrom?.length ?? 0) >= MERGES_KEPT)
        return refused({ reason: 'too-many-merges' });
      const emptied: Senior = {
        ...other.value,
        mergingInto: keptId,
        settling: { since: now, by, nextAt: now, told: [] },
      };
      const details = { kept: keptId, other: otherId };
      return ok({
        value: next,
        writes: [
          ...seniorWrites(
            world,
            kept,
            next,
            { action: 'file-merged-here', actor: by, at: now, details },
            'kept',
          ),
          ...seniorWrites(
            world,
            other,
            emptied,
            { action: 'file-merging', actor: by, at: now, details },
            'other',
          ),
          ...consentWrites(mergedConsents(consentRows, keptId, otherId)),
          ...(await entryFollowsMerge(world, keptId, otherId, by, now)),
        ],
      });
    },
  );
  if (done.ok) await settleSenior(world, otherId, now);
  return done;
};

const mergedConsents = (
  rows: readonly (Row | undefined)[],
  keptId: SeniorId,
  otherId: SeniorId,
): readonly Consent[] => {
  const all = rows.flatMap((row) => (row ? (readAs(consentKind, row)?.value ?? []) : []));
  const of = (id: SeniorId, purpose: string) =>
    all.find((consent) => consent.seniorId === id && consent.purpose === purpose);
  return PURPOSES.flatMap((purpose) => {
    const mine = of(keptId, purpose);
    const merged = mergedConsent(mine, of(otherId, purpose));
    return merged === undefined || merged === mine ? [] : [{ ...merged, seniorId: keptId }];
  });
};
