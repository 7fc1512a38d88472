import { describe, expect, it } from 'vitest';
import { linkSchema } from '../../../shared/links/link.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { type Instant, minus, plus } from '../../../shared/time/instant.ts';
import { mayRevealDetails, mayRevealDoorCode, situationOf } from '../../../shared/visits/situation.ts';
import { arrive, confirm, leavePlace, reportVisit } from '../../../shared/visits/visit.ts';
import { aMission, anOffer, PAUL, TUESDAY_NOON, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { volunteerNumber } from '../../support/chain.ts';

const link = linkSchema.parse({
  hash: 'a'.repeat(64),
  town: 'besancon',
  purpose: 'mission',
  volunteerId: PAUL,
  missionId: VISIT,
  createdAt: TUESDAY_NOON,
  expiresAt: plus(VISIT_STARTS, { days: 30 }),
});
const mine: Partial<Mission> = {
  state: 'filled',
  holder: { volunteerId: PAUL, since: TUESDAY_NOON, via: 'link', devices: [] },
};
const theirs: Partial<Mission> = {
  state: 'filled',
  holder: { volunteerId: volunteerNumber(3), since: TUESDAY_NOON, via: 'link', devices: [] },
};
const end = plus(VISIT_STARTS, { minutes: 60 });
const at = (mission: Partial<Mission>, now: Instant, offer: Offer | undefined = anOffer()) =>
  situationOf(link, aMission(mission), offer, now);

describe('what the bearer of a link is looking at', () => {
  it.each<[string, Partial<Mission>, Instant, Offer | undefined]>([
    ['open', { state: 'offered' }, TUESDAY_NOON, anOffer()],
    ['open', { state: 'planned' }, TUESDAY_NOON, anOffer({ state: 'expired' })],
    ['declined', { state: 'offered' }, TUESDAY_NOON, anOffer({ state: 'declined' })],
    ['handed-back', { state: 'planned' }, TUESDAY_NOON, anOffer({ state: 'handed-back' })],
    ['unknown', { state: 'offered' }, TUESDAY_NOON, undefined],
    ['taken', theirs, TUESDAY_NOON, anOffer()],
    ['taken', { ...theirs, state: 'done' }, end, anOffer()],
    ['cancelled', { state: 'cancelled' }, TUESDAY_NOON, anOffer()],
    ['cancelled', { ...mine, state: 'cancelled' }, TUESDAY_NOON, anOffer()],
    [
      'taken',
      { state: 'cancelled', cancelled: { at: TUESDAY_NOON, reason: 'one-is-enough' } },
      TUESDAY_NOON,
      anOffer(),
    ],
    ['nobody', { state: 'unfilled' }, VISIT_STARTS, anOffer()],
    ['nobody', { state: 'planned' }, VISIT_STARTS, anOffer()],
    ['upcoming', mine, minus(VISIT_STARTS, { minutes: 181 }), anOffer()],
    ['now', mine, minus(VISIT_STARTS, { minutes: 180 }), anOffer()],
    ['now', mine, minus(end, { seconds: 1 }), anOffer()],
    ['to-report', mine, end, anOffer()],
    ['link-over', mine, plus(end, { days: 14 }), anOffer()],
    ['reported', { ...mine, state: 'done' }, end, anOffer()],
    ['reported', { ...mine, state: 'not-done' }, end, anOffer()],
  ])('%s', (situation, mission, now, offer) => {
    expect(situationOf(link, aMission(mission), offer, now)).toBe(situation);
  });

  it('is over with its link, whatever the mission', () => {
    for (const mission of [mine, theirs, { state: 'offered' as const }]) {
      expect(
        situationOf({ ...link, revokedAt: TUESDAY_NOON }, aMission(mission), anOffer(), TUESDAY_NOON),
      ).toBe('link-over');
      expect(
        situationOf({ ...link, expiresAt: TUESDAY_NOON }, aMission(mission), anOffer(), TUESDAY_NOON),
      ).toBe('link-over');
    }
    expect(at(mine, TUESDAY_NOON)).toBe('upcoming');
  });
});

describe('when an address may be seen (law 7)', () => {
  it('by the holder, until two hours after the slot, and by nobody else', () => {
    expect(mayRevealDetails(aMission(mine), PAUL, TUESDAY_NOON)).toBe(true);
    expect(mayRevealDetails(aMission(mine), PAUL, plus(end, { minutes: 119 }))).toBe(true);
    expect(mayRevealDetails(aMission(mine), PAUL, plus(end, { hours: 2 }))).toBe(false);
    expect(mayRevealDetails(aMission(theirs), PAUL, TUESDAY_NOON)).toBe(false);
    for (const state of ['offered', 'planned', 'cancelled', 'done', 'not-done', 'unfilled'] as const)
      expect(mayRevealDetails(aMission({ ...mine, state }), PAUL, TUESDAY_NOON)).toBe(false);
  });

  it('the door code only from the day before', () => {
    expect(mayRevealDoorCode(aMission(mine), minus(VISIT_STARTS, { minutes: 24 * 60 + 1 }))).toBe(false);
    expect(mayRevealDoorCode(aMission(mine), minus(VISIT_STARTS, { hours: 24 }))).toBe(true);
  });
});

describe('the acts of a visit', () => {
  const held = aMission(mine);
  it('confirm once, and again without effect', () => {
    const first = confirm(held, PAUL, TUESDAY_NOON);
    if (!first.ok) throw new Error(first.refusal);
    expect(first.value).toMatchObject({ state: 'confirmed', holder: { confirmedAt: TUESDAY_NOON } });
    expect(confirm(first.value, PAUL, VISIT_STARTS)).toEqual(first);
  });

  it('are refused to anybody else, and on a mission that was called off', () => {
    for (const act of [confirm, arrive, leavePlace]) {
      expect(act(held, volunteerNumber(9), VISIT_STARTS)).toEqual({ ok: false, refusal: 'not-yours' });
      expect(act({ ...held, state: 'cancelled' }, PAUL, VISIT_STARTS)).toEqual({
        ok: false,
        refusal: 'cancelled',
      });
    }
  });

  it('arrive not before the day, keep the first arrival and the last exit', () => {
    expect(arrive(held, PAUL, minus(VISIT_STARTS, { hours: 4 }))).toEqual({
      ok: false,
      refusal: 'too-early',
    });
    // The morning after, « j’y suis » would only set the agenda asking where they are.
    expect(arrive(held, PAUL, plus(VISIT_STARTS, { hours: 20 }))).toEqual({ ok: false, refusal: 'too-late' });
    const inside = arrive(held, PAUL, VISIT_STARTS);
    if (!inside.ok) throw new Error(inside.refusal);
    const again = arrive(inside.value, PAUL, plus(VISIT_STARTS, { minutes: 5 }));
    expect(again).toMatchObject({ ok: true, value: { presence: { inAt: VISIT_STARTS } } });
    expect(leavePlace(inside.value, PAUL, end)).toMatchObject({
      ok: true,
      value: { presence: { inAt: VISIT_STARTS, outAt: end } },
    });
  });

  it('report not before the slot, correct a report, and close a presence left open', () => {
    expect(reportVisit(held, PAUL, 'done', TUESDAY_NOON)).toEqual({ ok: false, refusal: 'too-early' });
    const inside = { ...held, presence: { inAt: VISIT_STARTS } };
    const done = reportVisit(inside, PAUL, 'done', end);
    if (!done.ok) throw new Error(done.refusal);
    expect(done.value).toMatchObject({ state: 'done', outcome: 'done', presence: { outAt: end } });
    expect(reportVisit(done.value, PAUL, 'not-home', end)).toMatchObject({
      ok: true,
      value: { state: 'not-done', outcome: 'not-home' },
    });
  });
});
