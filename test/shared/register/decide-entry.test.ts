import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acknowledge, approve, silence } from '../../../shared/register/acknowledge-entry.ts';
import { nextEntryLook } from '../../../shared/register/clocks.ts';
import {
  accept,
  answerVolunteerCalls,
  ask,
  clearDoubt,
  edit,
  FROM,
  type RegisterCommand,
  reconfirm,
  setAway,
} from '../../../shared/register/decide-entry.ts';
import {
  isOwedCall,
  mayVolunteersCall,
  type RegisterEntry,
  type RegisteredPerson,
  STATES,
} from '../../../shared/register/entry.ts';
import { emptied, oppose, remove } from '../../../shared/register/leave-entry.ts';
import { mergedEntry } from '../../../shared/register/merge-entry.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { anEntry, aRegistered, ODILE } from '../../builders/register.ts';

const NOW = instant('2026-06-01T08:00:00.000Z');
const CLAIRE = { kind: 'staff', id: 'stf_1' } as const;
const looked = { looked: true, opposedBefore: false, now: NOW };
const herself = { by: 'self', channel: 'phone', at: NOW } as const;
const daughter = {
  by: 'third-party',
  channel: 'letter',
  at: NOW,
  asker: { name: 'Anne Perrin', quality: 'fille' },
  proof: 'courrier du 30 mai',
} as const;
const made = (result: ReturnType<typeof ask>): RegisterEntry => {
  if (!result.ok) throw new Error(result.refusal.reason);
  return result.value;
};
const asked = (request: typeof herself | typeof daughter, more = {}) =>
  ask({ person: aRegistered(), request, ...more }, ODILE, 'besancon', looked);

describe('a request', () => {
  it('holds on declaration when the person asks herself', () => {
    expect(made(asked(herself))).toMatchObject({
      state: 'confirmed',
      confirmed: { at: NOW, how: 'declaration' },
      reconfirmOn: '2027-06-01',
      request: { notice: '2026-1' },
    });
  });

  it('waits for an acknowledgment within eight days when somebody else asks', () => {
    const entry = made(asked(daughter));
    expect(entry).toMatchObject({ state: 'pending-acknowledgment' });
    expect(entry.acknowledgment?.dueAt).toBe('2026-06-09T08:00:00.000Z');
    expect(nextEntryLook(entry)).toBe('2026-06-06T08:00:00.000Z');
    expect(isOwedCall(entry, civilDay('2026-06-02'))).toBe(false);
  });

  it('waits for somebody to look at it when it came in by itself', () => {
    const entry = made(
      ask({ person: aRegistered(), request: { ...herself, channel: 'online' } }, ODILE, 'besancon', {
        ...looked,
        looked: false,
      }),
    );
    expect(entry.state).toBe('requested');
  });

  it.each([
    ['a third party without a writing', { ...daughter, proof: ' ' }, 'proof-missing'],
    [
      'a third party without a quality',
      { ...daughter, asker: { name: 'Anne', quality: '' } },
      'asker-missing',
    ],
    [
      'a representative without a name',
      { by: 'legal-representative', channel: 'phone', at: NOW },
      'asker-missing',
    ],
  ] as const)('is refused from %s', (_, request, reason) => {
    expect(ask({ person: aRegistered(), request }, ODILE, 'besancon', looked)).toMatchObject({
      refusal: { reason },
    });
  });

  it.each([
    ['without a name', { lastName: ' ' }, 'name-missing'],
    [
      'whom nothing reaches',
      { phones: [], address: aRegistered({ address: { line: '', precision: 'unknown' } }).address },
      'no-way-to-reach',
    ],
    ['too young for the quality given', { birthDay: civilDay('1970-01-01') }, 'too-young'],
    ['with a word of health in the note', { callNotes: 'diabétique, sonner fort' }, 'health-words'],
  ] as const)('is refused for somebody %s', (_, more, reason) => {
    const person: RegisteredPerson = {
      ...aRegistered(),
      ...more,
      phones: [...('phones' in more ? more.phones : aRegistered().phones)],
    };
    expect(ask({ person, request: herself }, ODILE, 'besancon', looked)).toMatchObject({
      refusal: { reason },
    });
  });

  it('of somebody else is blocked once the person has said no, her own is not', () => {
    const before = { ...looked, opposedBefore: true };
    expect(ask({ person: aRegistered(), request: daughter }, ODILE, 'besancon', before)).toMatchObject({
      refusal: { reason: 'opposed-before' },
    });
    expect(made(ask({ person: aRegistered(), request: herself }, ODILE, 'besancon', before)).state).toBe(
      'confirmed',
    );
  });

  it('of somebody else says nothing about calls by volunteers', () => {
    const volunteerCalls = { state: 'given', at: NOW, how: 'form', by: CLAIRE } as const;
    expect(made(asked(daughter, { volunteerCalls })).volunteerCalls).toBeUndefined();
    expect(made(asked(herself, { volunteerCalls })).volunteerCalls).toEqual(volunteerCalls);
  });
});

describe('the acknowledgment', () => {
  const told = made(acknowledge(made(asked(daughter)), 'letter', NOW));

  it('makes silence a yes eight days after it left, and not a minute before', () => {
    const at = plus(NOW, { days: 8 });
    expect(silence(told, plus(at, { minutes: -1 }))).toBeUndefined();
    expect(silence(told, at)).toMatchObject({ state: 'confirmed', confirmed: { at, how: 'silence' } });
    expect(silence(made(asked(daughter)), plus(NOW, { days: 60 }))).toBeUndefined();
  });

  it('is sent once, and a spoken yes ends the wait', () => {
    expect(acknowledge(told, 'letter', NOW)).toMatchObject({ ok: false });
    expect(made(approve(told, 'phone', NOW))).toMatchObject({
      state: 'confirmed',
      confirmed: { how: 'acknowledged' },
      acknowledgment: { how: 'letter', sentAt: NOW },
    });
  });
});

describe('leaving', () => {
  it('by opposition keeps her name, birth day and door, and nothing else of anybody', () => {
    const entry = anEntry({
      ...made(asked(daughter)),
      person: aRegistered({
        homeHelp: 'Eliad',
        callNotes: 'sonner deux fois',
        contacts: [{ name: 'Anne', link: 'fille', phone: aRegistered().phones[0]?.phone ?? ('' as never) }],
      }),
      volunteerCalls: { state: 'given', at: NOW, how: 'phone', by: CLAIRE },
      away: [{ from: civilDay('2026-08-01'), to: civilDay('2026-08-09') }],
    });
    const said = made(oppose(entry, 'self', 'phone', NOW));
    expect(said).toMatchObject({ state: 'opposed', away: [] });
    expect(said.person).toEqual({
      firstName: 'Odile',
      lastName: 'Perrin',
      birthDay: '1941-03-07',
      address: { line: '4 rue Battant', city: 'Besançon', precision: 'unknown' },
      phones: [],
      homeHelp: '',
      contacts: [],
      languages: [],
      callNotes: '',
    });
    expect(JSON.stringify(said)).not.toMatch(/Anne|Eliad|courrier|volunteer/);
  });

  it('by removal empties everything about her a month later', () => {
    const left = made(remove(anEntry(), 'request', NOW));
    expect(left).toMatchObject({ state: 'removed', removed: { reason: 'request' } });
    expect(nextEntryLook(left)).toBe('2026-07-02T08:00:00.000Z');
    const gone = emptied(left);
    expect(JSON.stringify(gone)).not.toMatch(/Perrin|Odile|Battant/);
    expect(nextEntryLook(gone)).toBeUndefined();
  });
});

describe('every year', () => {
  it('asks again, and a yes is worth a year', () => {
    const entry = anEntry({ reconfirmOn: civilDay('2026-06-01') });
    expect(nextEntryLook(entry)).toBe('2026-06-01T07:00:00.000Z');
    const again = made(reconfirm({ ...entry, reconfirmSince: NOW }, NOW));
    expect(again.reconfirmSince).toBeUndefined();
    expect(again.reconfirmOn).toBe('2027-06-01');
  });
});

/** Every act on one entry, whatever its state. */
const ACTS: Readonly<Record<RegisterCommand, (entry: RegisterEntry) => ReturnType<typeof ask>>> = {
  accept: (entry) => accept(entry, false, NOW),
  edit: (entry) => edit(entry, aRegistered(), NOW),
  acknowledge: (entry) => acknowledge(entry, 'letter', NOW),
  approve: (entry) => approve(entry, 'phone', NOW),
  oppose: (entry) => oppose(entry, 'self', 'phone', NOW),
  remove: (entry) => remove(entry, 'request', NOW),
  reconfirm: (entry) => reconfirm(entry, NOW),
  'volunteer-calls': (entry) => answerVolunteerCalls(entry, { state: 'given', how: 'phone' }, CLAIRE, NOW),
  away: (entry) => setAway(entry, [{ from: civilDay('2026-07-01'), to: civilDay('2026-07-03') }]),
  'clear-doubt': (entry) => clearDoubt({ ...entry, doubt: { reason: 'death', at: NOW } }),
  link: (entry) =>
    ({ ok: FROM.link.includes(entry.state), value: entry, refusal: { reason: 'not-now' } }) as never,
};
const COMMANDS = Object.keys(ACTS) as RegisterCommand[];
const inState = (state: RegisterEntry['state']): RegisterEntry =>
  anEntry({
    state,
    ...(state === 'pending-acknowledgment' ? { acknowledgment: { dueAt: plus(NOW, { days: 8 }) } } : {}),
  });

describe('the table of states', () => {
  it.each(STATES.flatMap((state) => COMMANDS.map((command) => [state, command] as const)))(
    'says of %s whether to %s',
    (state, command) => {
      expect(ACTS[command](inState(state)).ok).toBe(FROM[command].includes(state));
    },
  );

  it('lets somebody leave from every state but the last', () => {
    for (const state of STATES)
      expect(COMMANDS.some((command) => FROM[command].includes(state))).toBe(state !== 'removed');
  });

  it('owes no call, has no volunteer and keeps no clock but its emptying once she opposed or left, whatever follows', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATES),
        fc.array(fc.constantFrom(...COMMANDS), { maxLength: 12 }),
        fc.constantFrom('oppose' as const, 'remove' as const),
        fc.array(fc.constantFrom(...COMMANDS), { maxLength: 12 }),
        (state, before, way, after) => {
          const step = (entry: RegisterEntry, command: RegisterCommand): RegisterEntry => {
            const done = ACTS[command](entry);
            return done.ok ? done.value : entry;
          };
          const reached = before.reduce(step, inState(state));
          const out = ACTS[way](reached);
          if (!out.ok) return;
          const end = after.reduce(step, out.value);
          expect(['opposed', 'removed']).toContain(end.state);
          expect(isOwedCall(end, civilDay('2026-06-02'))).toBe(false);
          expect(mayVolunteersCall(end)).toBe(false);
          expect(silence(end, plus(NOW, { days: 400 }))).toBeUndefined();
          expect(end.seniorId).toBeUndefined();
        },
      ),
      { seed: 4, numRuns: 400 },
    );
  });
});

describe('two entries of one person', () => {
  it('become one, the surer state and the latest answer kept', () => {
    const kept = anEntry({
      ...inState('pending-acknowledgment'),
      volunteerCalls: { state: 'given', at: NOW, how: 'phone', by: CLAIRE },
    });
    const other = anEntry({
      volunteerCalls: { state: 'withdrawn', at: plus(NOW, { hours: 1 }), how: 'phone', by: CLAIRE },
      person: aRegistered({ homeHelp: 'Eliad' }),
    });
    expect(mergedEntry(kept, other)).toMatchObject({
      state: 'confirmed',
      volunteerCalls: { state: 'withdrawn' },
      person: { homeHelp: 'Eliad' },
    });
    expect(mergedEntry(kept, other).acknowledgment).toBeUndefined();
  });
});
