import { describe, expect, it } from 'vitest';
import { type Session, sessionKind, sessionState } from '../../../shared/access/session.ts';
import {
  closeAllSessions,
  closeSession,
  openSession,
  rememberActivity,
  sessionsOf,
} from '../../../shared/access/sessions.ts';
import { plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { all, CLAIRE, SOFIA, smallWorld } from '../../support/situations.ts';

const open = async () => {
  const world = await smallWorld();
  const desk = await openSession(world, { staffId: CLAIRE, device: 'Firefox sur Linux' }, NOW);
  const phone = await openSession(world, { staffId: CLAIRE, device: 'Safari' }, plus(NOW, { minutes: 5 }));
  await openSession(world, { staffId: SOFIA, device: 'Firefox' }, NOW);
  return { world, desk, phone };
};
const devicesOf = async (world: Awaited<ReturnType<typeof open>>['world'], id = CLAIRE) =>
  (await sessionsOf(world.table, id)).map(({ value }) => value.device);

describe('being signed in', () => {
  it('keeps no secret in the table, only what recognises it', async () => {
    const { world, desk } = await open();
    expect(JSON.stringify(world.table.dump())).not.toContain(desk.secret);
  });

  it('lists where, the latest first', async () => {
    const { world } = await open();
    expect(await devicesOf(world)).toEqual(['Safari', 'Firefox sur Linux']);
  });

  it('ends on one device and not on the other', async () => {
    const { world, phone } = await open();
    await closeSession(world.table, CLAIRE, phone.session.hash);
    expect(await devicesOf(world)).toEqual(['Firefox sur Linux']);
  });

  it('ends everywhere at once, for this person alone, even while one of them is in use', async () => {
    const { world } = await open();
    const [used] = await sessionsOf(world.table, CLAIRE);
    if (!used) throw new Error('nobody');
    const later = plus(NOW, { minutes: 20 });
    await Promise.all([closeAllSessions(world.table, CLAIRE), rememberActivity(world.table, used, later)]);
    expect([await devicesOf(world), await devicesOf(world, SOFIA)]).toEqual([[], ['Firefox']]);
  });

  it('is written down at most once in five minutes', async () => {
    const { world } = await open();
    const [used] = await sessionsOf(world.table, SOFIA);
    if (!used) throw new Error('nobody');
    await rememberActivity(world.table, used, plus(NOW, { minutes: 4 }));
    const activity = () => all(world, sessionKind).find(({ staffId }) => staffId === SOFIA)?.activeAt;
    expect(activity()).toBe(NOW);
    await rememberActivity(world.table, used, plus(NOW, { minutes: 5 }));
    expect(activity()).toBe(plus(NOW, { minutes: 5 }));
  });

  const session: Session = {
    staffId: CLAIRE,
    hash: 'a'.repeat(64),
    openedAt: NOW,
    activeAt: NOW,
    device: '',
  };
  it.each([
    ['open', 'for half an hour', { minutes: 29 }, undefined],
    ['idle-too-long', 'after half an hour without a sign', { minutes: 30 }, undefined],
    ['open', 'when the browser was seen since', { minutes: 45 }, { minutes: 20 }],
    ['too-old', 'after twelve hours, however busy', { hours: 12 }, { hours: 11 }],
  ] as const)('is %s %s', (state, _, now, seen) => {
    expect(sessionState(session, seen && plus(NOW, seen), plus(NOW, now))).toBe(state);
  });
});
