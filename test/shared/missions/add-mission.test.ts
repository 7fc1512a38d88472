import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../../shared/audit/audit.ts';
import { consentKind } from '../../../shared/consents/consent.ts';
import { addMission, type MissionWish } from '../../../shared/missions/add-mission.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { aConsent, aSenior, JEANNE, TUESDAY_NOON as NOW } from '../../builders/chain.ts';
import { ODETTE } from '../../builders/situations.ts';
import { all, given, smallWorld } from '../../support/situations.ts';

const wish = (more: Partial<MissionWish> = {}): MissionWish => ({
  programme: 'FRIENDLY_VISIT',
  day: civilDay('2026-11-25'),
  time: civilTime('14:30'),
  durationMinutes: 60,
  urgent: false,
  ...more,
});
const worldWith = async (senior = aSenior(), consent = aConsent()) => {
  const world = await smallWorld();
  await given(world, seniorKind, senior);
  await given(world, consentKind, consent);
  return world;
};

describe('adding one visit by hand', () => {
  it('plans it, and its search is due at once', async () => {
    const world = await worldWith();
    const added = await addMission(world, JEANNE, wish(), SYSTEM, NOW);
    expect(added.ok).toBe(true);
    expect(all(world, missionKind)).toMatchObject([{ state: 'planned', seniorId: JEANNE, lookAt: NOW }]);
  });

  it('pressed twice at once is one visit', async () => {
    const world = await worldWith();
    const done = await Promise.all([0, 1].map(() => addMission(world, JEANNE, wish(), SYSTEM, NOW)));
    expect(done.map((one) => (one.ok ? 'added' : one.refusal)).sort()).toEqual(['added', 'already-planned']);
    expect(all(world, missionKind)).toHaveLength(1);
  });

  it.each([
    ['somebody unknown', 'unknown', {}, {}, {}, ODETTE],
    ['a programme the town does not have', 'programme-off', { programme: 'HOME_LIBRARY' }, {}, {}, JEANNE],
    ['somebody not accompanied yet', 'senior-not-active', {}, { state: 'waiting' }, {}, JEANNE],
    [
      'an hour already past',
      'in-the-past',
      { day: civilDay('2026-11-24'), time: civilTime('09:00') },
      {},
      {},
      JEANNE,
    ],
    [
      'a day on which she is away',
      'senior-away',
      {},
      { absences: [{ from: civilDay('2026-11-24'), to: civilDay('2026-11-25') }] },
      {},
      JEANNE,
    ],
    ['somebody who took her yes back', 'no-consent', {}, {}, { state: 'withdrawn' }, JEANNE],
    ['a purpose she was never asked about', 'no-consent', { programme: 'FRIENDLY_CALL' }, {}, {}, JEANNE],
  ] as const)('is refused for %s', async (_, refusal, asked, senior, consent, who) => {
    const world = await worldWith(aSenior(senior as never), aConsent(consent));
    const added = await addMission(world, who, wish(asked), SYSTEM, NOW);
    expect(added).toEqual({ ok: false, refusal });
    expect(all(world, missionKind)).toEqual([]);
  });
});
