import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKind, firstBrokenLink } from '../../shared/audit/audit.ts';
import { acknowledge, approve } from '../../shared/register/acknowledge-entry.ts';
import { changeEntry, registerAtDesk } from '../../shared/register/change-entry.ts';
import { reconfirm } from '../../shared/register/decide-entry.ts';
import { isOwedCall, type RegisterEntry } from '../../shared/register/entry.ts';
import { oppose, remove } from '../../shared/register/leave-entry.ts';
import { listActiveEntries, listToAskAgain } from '../../shared/register/list-entries.ts';
import { lookAtEntry } from '../../shared/register/look-at-entry.ts';
import { entryKind, entryOfSeniorKind, markKind, toAskAgainKind } from '../../shared/register/store.ts';
import { tieToSenior } from '../../shared/register/tie/follow-senior.ts';
import { seniorWrites } from '../../shared/seniors/write-senior.ts';
import { closeSenior } from '../../shared/situations/close-senior.ts';
import { mergeSeniors } from '../../shared/situations/merge-seniors.ts';
import { civilDay, dayOf } from '../../shared/time/civil.ts';
import { type Instant, instant, plus } from '../../shared/time/instant.ts';
import { aSenior, JEANNE } from '../builders/chain.ts';
import { aRegistered } from '../builders/register.ts';
import { ODETTE } from '../builders/situations.ts';
import { all, CLAIRE, killedAfter, type SmallWorld, smallWorld } from '../support/situations.ts';

const START = instant('2026-06-01T08:00:00.000Z');
const by = { kind: 'staff', id: CLAIRE } as const;

const ACTS = [
  'register-self',
  'register-other',
  'acknowledge',
  'approve',
  'oppose',
  'remove',
  'reconfirm',
  'tie',
  'look',
  'die',
  'move',
  'merge',
] as const;
type Act = (typeof ACTS)[number];
/** `dies`: the process is killed at the first commit of this act, which is then done again. */
type Step = { readonly act: Act; readonly which: number; readonly days: number; readonly dies: boolean };

const stepArb: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...ACTS),
  which: fc.nat(3),
  days: fc.constantFrom(0, 1, 5, 8, 31, 366),
  dies: fc.boolean(),
});

const PEOPLE = [
  aRegistered({ firstName: 'Jeanne', lastName: 'Martin' }),
  aRegistered({ lastName: 'Roy', birthDay: civilDay('1930-01-01') }),
  aRegistered({ lastName: 'Zimmer', birthDay: civilDay('1933-05-05'), phones: [] }),
];

const daughter = {
  by: 'third-party',
  channel: 'letter',
  asker: { name: 'Anne', quality: 'fille' },
  proof: 'courrier',
} as const;

const play = async (world: SmallWorld, step: Step, now: Instant): Promise<void> => {
  const entries = [...all(world, entryKind)].sort((a, b) => (a.id < b.id ? -1 : 1));
  const entry = entries[step.which % Math.max(1, entries.length)];
  const person = PEOPLE[step.which % PEOPLE.length] ?? aRegistered();
  const senior = step.which % 2 === 0 ? JEANNE : ODETTE;
  const change = (
    act: Parameters<typeof changeEntry>[2],
    decide: Parameters<typeof changeEntry>[3],
  ): Promise<unknown> => (entry ? changeEntry(world, entry.id, act, decide, by, now) : Promise.resolve());
  switch (step.act) {
    case 'register-self':
      await registerAtDesk(world, { person, request: { by: 'self', channel: 'phone', at: now } }, by, now);
      return;
    case 'register-other':
      await registerAtDesk(world, { person, request: { ...daughter, at: now } }, by, now);
      return;
    case 'acknowledge':
      await change('register-acknowledged', (one) => acknowledge(one, 'letter', now));
      return;
    case 'approve':
      await change('register-approved', (one) => approve(one, 'phone', now));
      return;
    case 'oppose':
      await change('register-opposed', (one) => oppose(one, 'self', 'phone', now));
      return;
    case 'remove':
      await change('register-removed', (one) => remove(one, 'request', now));
      return;
    case 'reconfirm':
      await change('register-reconfirmed', (one) => reconfirm(one, now));
      return;
    case 'tie':
      if (entry) await tieToSenior(world, entry.id, senior, by, now);
      return;
    case 'look':
      if (entry) await lookAtEntry(world, entry.id, now);
      return;
    case 'die':
      await closeSenior(world, senior, 'died', by, now);
      return;
    case 'move':
      await closeSenior(world, senior, 'moved', by, now);
      return;
    case 'merge':
      await mergeSeniors(world, JEANNE, ODETTE, by, now);
      return;
  }
};

/** What must hold of the whole register between any two acts. */
const faults = async (
  world: SmallWorld,
  gone: ReadonlyMap<string, RegisterEntry['state']>,
  now: Instant,
): Promise<readonly string[]> => {
  const found: string[] = [];
  const entries = all(world, entryKind);
  const active = (await listActiveEntries(world.table, 'besancon', { limit: 100 })).items.map(({ id }) => id);
  const again = (await listToAskAgain(world.table, 'besancon', { limit: 100 })).items.map(({ id }) => id);
  const marked = new Set(all(world, markKind).map(({ entryId }) => entryId));
  const ties = all(world, entryOfSeniorKind);
  for (const entry of entries) {
    const left = entry.state === 'opposed' || entry.state === 'removed';
    if (active.includes(entry.id) !== (entry.state === 'confirmed')) found.push(`${entry.id} listed wrongly`);
    if (left && isOwedCall(entry, dayOf(now))) found.push(`${entry.id} left and is owed a call`);
    if (left && (entry.seniorId || entry.volunteerCalls || entry.reconfirmSince))
      found.push(`${entry.id} left and keeps something`);
    if (again.includes(entry.id) !== (entry.reconfirmSince !== undefined))
      found.push(`${entry.id} asked again wrongly`);
    if (marked.has(entry.id) !== (entry.state !== 'removed'))
      found.push(`${entry.id} found by marks wrongly`);
    if (entry.seniorId && !ties.some((tie) => tie.entryId === entry.id && tie.seniorId === entry.seniorId))
      found.push(`${entry.id} tied on one side`);
    // Only the end of an opposition leads out of these two, and it leads to removed.
    const before = gone.get(entry.id);
    if (before && entry.state !== before && !(before === 'opposed' && entry.state === 'removed'))
      found.push(`${entry.id} came back from ${before}`);
  }
  if (ties.length !== entries.filter(({ seniorId }) => seniorId).length) found.push('a tie leads nowhere');
  if (all(world, toAskAgainKind).length !== again.length)
    found.push('a list of people to ask again is wrong');
  return found;
};

describe('laws 4, 6 and 12: the register, whatever happens and wherever the process dies', () => {
  it('calls nobody who opposed, left, moved or died; keeps its two sides and its trail whole', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArb, { minLength: 4, maxLength: 16 }), async (steps) => {
        const world = await smallWorld();
        for (const id of [JEANNE, ODETTE])
          await world.table.commit(
            seniorWrites(world, undefined, aSenior({ id, referentId: CLAIRE }), {
              action: 'senior-created',
              actor: by,
              at: START,
            }),
          );
        let now = START;
        for (const step of steps) {
          now = plus(now, { days: step.days });
          const gone = new Map(
            all(world, entryKind)
              .filter(({ state }) => state === 'opposed' || state === 'removed')
              .map(({ id, state }) => [id, state] as const),
          );
          if (step.dies) {
            await play(killedAfter(world, 0), step, now).catch(() => undefined);
            expect(await faults(world, gone, now)).toEqual([]);
          }
          await play(world, step, now);
          expect(await faults(world, gone, now)).toEqual([]);
        }
        const events = all(world, auditKind);
        for (const { id } of all(world, entryKind))
          expect(firstBrokenLink(events.filter(({ pk }) => pk === id))).toBeUndefined();
      }),
      { seed: 4121, numRuns: 120 },
    );
  });
});
