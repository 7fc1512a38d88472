import { describe, expect, it } from 'vitest';
import { advance, tellPerson } from '../../../shared/flags/advance-flag.ts';
import { advanceFlag } from '../../../shared/flags/change-flag.ts';
import { contactDueAt, receiveFlag } from '../../../shared/flags/receive-flag.ts';
import { rewordFlag } from '../../../shared/flags/reword-flag.ts';
import { flagKind } from '../../../shared/flags/store.ts';
import { flagReading } from '../../../shared/flags/who-reads.ts';
import { civilDay } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { aTown, JEANNE, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { aFlag, aFlagRequest, FLAG } from '../../builders/flags.ts';
import { all, CLAIRE, given, SOFIA, smallWorld } from '../../support/situations.ts';

const claire = { id: CLAIRE, role: 'coordinator' } as const;
const sofia = { id: SOFIA, role: 'social-worker' } as const;
const refusalOf = (done: ReturnType<typeof advance>) => (done.ok ? undefined : done.refusal.reason);

describe('a flag goes forward', () => {
  it('whoever of the house acts first answers for it, and speaking with her tells her', () => {
    const done = advance(aFlag({ state: 'acknowledged' }), { do: 'contact' }, claire, NOW);
    expect(done.ok && done.value).toMatchObject({
      state: 'contacted',
      handlerId: CLAIRE,
      toldPersonAt: NOW,
      toldBy: 'spoken',
    });
  });
  it('of somebody at risk she is told by the safe channel', () => {
    const flag = aFlag({ state: 'acknowledged', sensitive: { safeChannel: 'Par sa fille' } });
    const done = advance(flag, { do: 'contact' }, claire, NOW);
    expect(done.ok && done.value.toldBy).toBe('safe-channel');
    expect(tellPerson(flag, 'letter', NOW)).toEqual({
      ok: false,
      refusal: { reason: 'sensitive-no-letter' },
    });
  });
  it('reopened, it forgets its end and the day agreed', () => {
    const closed = aFlag({ state: 'declined-by-person', closedAt: NOW, recontactOn: civilDay('2026-12-24') });
    const done = advance(closed, { do: 'reopen' }, claire, NOW);
    expect(done.ok && [done.value.state, done.value.closedAt, done.value.recontactOn]).toEqual([
      'acknowledged',
      undefined,
      undefined,
    ]);
  });
  it('keeps the last thirty calls without an answer', () => {
    const attempts = Array.from({ length: 30 }, () => ({ at: NOW, by: CLAIRE }));
    const later = plus(NOW, { days: 1 });
    const done = advance(aFlag({ state: 'acknowledged', attempts }), { do: 'try' }, claire, later);
    expect(done.ok && [done.value.attempts?.length, done.value.attempts?.at(-1)?.at]).toEqual([30, later]);
  });
  it('is refused to whoever may not, from where it cannot, without words, for a day gone by', () => {
    const open = aFlag({ state: 'acknowledged' });
    expect(refusalOf(advance(open, { do: 'contact' }, sofia, NOW))).toBe('not-yours');
    expect(refusalOf(advance(aFlag({ state: 'closed' }), { do: 'contact' }, claire, NOW))).toBe(
      'not-from-here',
    );
    expect(refusalOf(advance(open, { do: 'redirect', words: ' ' }, claire, NOW))).toBe('words-missing');
    expect(
      refusalOf(advance(open, { do: 'decline', recontactOn: civilDay('2026-11-24') }, claire, NOW)),
    ).toBe('day-not-ahead');
  });
  it('known already, it points at her file and closes', async () => {
    const world = await smallWorld();
    await given(world, flagKind, aFlag({ state: 'acknowledged' }));
    await advanceFlag(world, FLAG, { do: 'know', seniorId: JEANNE }, claire, NOW);
    expect(all(world, flagKind)).toMatchObject([{ state: 'already-known', seniorId: JEANNE, closedAt: NOW }]);
  });
});

describe('telling her that somebody spoke of her', () => {
  it('is done once', () => {
    const told = tellPerson(aFlag(), 'letter', NOW);
    expect(told.ok && told.value.toldBy).toBe('letter');
    expect(told.ok && tellPerson(told.value, 'spoken', NOW)).toEqual({
      ok: false,
      refusal: { reason: 'already-told' },
    });
  });
  it('is not owed any more once the flag is closed', () => {
    expect(tellPerson(aFlag({ state: 'closed' }), 'letter', NOW)).toEqual({
      ok: false,
      refusal: { reason: 'closed' },
    });
  });
});

describe('what was noticed is received', () => {
  const minted = { id: FLAG, number: 'S-4821', known: false };
  const receive = (more: Parameters<typeof aFlagRequest>[0]) =>
    receiveFlag(aFlagRequest(more), minted, SOFIA, aTown(), NOW);
  it.each([
    [
      'nobody could be reached from it',
      'nobody-to-reach',
      { person: { name: '', address: ' ', phone: '', birth: '1940' } },
    ],
    ['it says nothing', 'nothing-noticed', { reasons: [], noticed: ' ' }],
    ['it would be the only alert of a danger', 'danger-not-handled', { urgency: 'P0' }],
    ['it is sensitive without a safe way', 'safe-channel-missing', { sensitive: { safeChannel: ' ' } }],
  ] as const)('not when %s', (_, reason, more) => {
    expect(receive(more as never)).toEqual({ ok: false, refusal: { reason } });
  });
  it('with a first contact due in one hour, one day, eight days, thirty days', () => {
    const due = (['P0', 'P1', 'P2', 'P3'] as const).map((urgency) => contactDueAt(urgency, NOW, aTown()));
    expect(due).toEqual([1, 24, 192, 720].map((hours) => plus(NOW, { hours })));
  });
});

describe('words written better', () => {
  const reword = async (by: typeof claire | typeof sofia, words: string, more = {}) => {
    const world = await smallWorld();
    await given(world, flagKind, aFlag(more));
    const done = await rewordFlag(world, FLAG, words, by, NOW);
    return { said: all(world, flagKind)[0]?.noticed, done: done.ok ? 'reworded' : done.refusal.reason };
  };
  it('by who wrote them, or by a coordinator, while it is open', async () => {
    for (const by of [sofia, claire])
      expect(await reword(by, ' Elle ne sort plus. ')).toEqual({
        said: 'Elle ne sort plus.',
        done: 'reworded',
      });
  });
  it('not by another, not once it is settled, not into nothing', async () => {
    const said = aFlag().noticed;
    expect(await reword({ ...sofia, id: CLAIRE } as never, 'x')).toEqual({ said, done: 'not-yours' });
    expect(await reword(sofia, 'x', { state: 'closed' })).toEqual({ said, done: 'settled' });
    expect(await reword(sofia, ' ', { reasons: [] })).toEqual({ said, done: 'nothing-noticed' });
  });
});

describe('who reads a flag', () => {
  const duty = { id: CLAIRE, role: 'duty-officer' } as const;
  const other = { id: CLAIRE, role: 'social-worker' } as const;
  const sensitive = aFlag({ sensitive: { safeChannel: 'Par sa fille' } });
  it('an ordinary one: the house and the referent whole, who flagged their own, nobody else', () => {
    const readers = [claire, duty, sofia, other].map((reader) => flagReading(aFlag(), reader, undefined));
    expect(readers).toEqual(['whole', 'whole', 'own', 'nothing']);
    expect(flagReading(aFlag(), other, CLAIRE)).toBe('whole');
  });
  it('a sensitive one: not the duty officer, unless it is theirs to handle', () => {
    expect(flagReading(sensitive, duty, undefined)).toBe('nothing');
    expect(flagReading({ ...sensitive, handlerId: CLAIRE }, duty, undefined)).toBe('whole');
  });
});
