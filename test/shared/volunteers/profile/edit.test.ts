import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import type { Phone } from '../../../../shared/phone/phone.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import { addDays, civilDay } from '../../../../shared/time/civil.ts';
import { newVolunteerWrites } from '../../../../shared/volunteers/enrol.ts';
import { lookUpPhone } from '../../../../shared/volunteers/phone-lookup.ts';
import {
  addExceptionOf,
  editVolunteer,
  excludeSenior,
  removeExceptionOf,
} from '../../../../shared/volunteers/profile/edit-volunteer.ts';
import { pairVolunteers, unpairVolunteer } from '../../../../shared/volunteers/profile/pair-volunteers.ts';
import { leaveVolunteer } from '../../../../shared/volunteers/rest/leave-volunteer.ts';
import { storySentence } from '../../../../shared/volunteers/story.ts';
import { aVolunteer, JEANNE, TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { townOf } from '../../../builders/volunteers.ts';

const HIMSELF = { kind: 'volunteer', id: PAUL } as const;
const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;
const MARIE = volunteerIdSchema.parse(`vol_${'D'.repeat(26)}`);
const LEA = volunteerIdSchema.parse(`vol_${'F'.repeat(26)}`);
const phone = (typed: string): Phone => readPhone(typed) ?? ('' as Phone);
const marie = aVolunteer({ id: MARIE, firstName: 'Marie', phone: phone('06 39 98 00 02') });

describe('what a volunteer changes', () => {
  it('is kept, and the story names the fields, never their content', async () => {
    const stage = await townOf();
    await editVolunteer(stage.world, PAUL, { rangeMetres: 900, email: 'paul@example.org' }, HIMSELF, NOW);
    expect((await stage.volunteer(PAUL)).rangeMetres).toBe(900);
    const [event] = stage.all(auditKind);
    expect(event && storySentence(event)).toBe('Fiche modifiée : adresse électronique, distance');
    expect(JSON.stringify(event)).not.toMatch(/example|\b900\b/);
  });

  it('saved again as it was, writes nothing', async () => {
    const stage = await townOf();
    await editVolunteer(stage.world, PAUL, { rangeMetres: 3_000 }, HIMSELF, NOW);
    expect(stage.all(auditKind)).toEqual([]);
  });

  it('cannot rest less than the town asks, nor choose what the town does not offer', async () => {
    const stage = await townOf();
    await editVolunteer(
      stage.world,
      PAUL,
      { restDays: 0, programmes: ['FRIENDLY_CALL', 'INVENTED'] },
      HIMSELF,
      NOW,
    );
    const paul = await stage.volunteer(PAUL);
    expect([paul.restDays, paul.programmes]).toEqual([1, ['FRIENDLY_CALL']]);
  });

  it('stops with the departure, except by a person', async () => {
    const stage = await townOf();
    await leaveVolunteer(stage.world, PAUL, 'moved', HIMSELF, NOW);
    expect(await editVolunteer(stage.world, PAUL, { lastName: 'Loup' }, HIMSELF, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'gone' },
    });
    expect((await editVolunteer(stage.world, PAUL, { lastName: 'Loup' }, CLAIRE, NOW)).ok).toBe(true);
  });
});

describe('absences', () => {
  const day = civilDay('2026-12-01');
  const away = { from: day, to: addDays(day, 7), kind: 'away' as const };
  it('are added once, in order, and taken away', async () => {
    const stage = await townOf();
    await addExceptionOf(stage.world, PAUL, away, HIMSELF, NOW);
    await addExceptionOf(stage.world, PAUL, away, HIMSELF, NOW);
    const earlier = { ...away, from: addDays(day, -3), to: addDays(day, -2) };
    await addExceptionOf(stage.world, PAUL, earlier, HIMSELF, NOW);
    expect((await stage.volunteer(PAUL)).exceptions).toEqual([earlier, away]);
    await removeExceptionOf(stage.world, PAUL, away, HIMSELF, NOW);
    expect((await stage.volunteer(PAUL)).exceptions).toEqual([earlier]);
  });
  it('are refused backwards or in the past', async () => {
    const stage = await townOf();
    const add = (from: string, to: string) =>
      addExceptionOf(
        stage.world,
        PAUL,
        { from: civilDay(from), to: civilDay(to), kind: 'away' },
        HIMSELF,
        NOW,
      );
    expect(await add('2026-12-09', '2026-12-01')).toMatchObject({ refusal: { reason: 'dates-reversed' } });
    expect(await add('2026-11-01', '2026-11-20')).toMatchObject({ refusal: { reason: 'day-past' } });
  });
});

describe('a new number', () => {
  it('is found at once, and the old one finds nobody', async () => {
    const stage = await townOf([]);
    const secret = stage.world.config.appSecret;
    await stage.world.table.commit(
      newVolunteerWrites(secret, aVolunteer(), { action: 'imported', actor: CLAIRE, at: NOW }),
    );
    await editVolunteer(stage.world, PAUL, { phone: phone('06 39 98 55 55') }, CLAIRE, NOW);
    const found = await lookUpPhone(stage.world.table, secret, phone('06 39 98 55 55'));
    expect(found?.value.volunteerIds).toEqual([PAUL]);
    expect(await lookUpPhone(stage.world.table, secret, aVolunteer().phone)).toBeUndefined();
  });
  it('may be shared by two people of one house', async () => {
    const stage = await townOf([marie]);
    const secret = stage.world.config.appSecret;
    await stage.world.table.commit(
      newVolunteerWrites(secret, aVolunteer(), { action: 'imported', actor: CLAIRE, at: NOW }),
    );
    await editVolunteer(stage.world, MARIE, { phone: aVolunteer().phone }, CLAIRE, NOW);
    const found = await lookUpPhone(stage.world.table, secret, aVolunteer().phone);
    expect(found?.value.volunteerIds).toEqual([PAUL, MARIE]);
  });
});

describe('a binôme', () => {
  it('is made on both sides at once, and ended on both', async () => {
    const stage = await townOf([aVolunteer(), marie]);
    await pairVolunteers(stage.world, PAUL, MARIE, CLAIRE, NOW);
    expect([(await stage.volunteer(PAUL)).partnerId, (await stage.volunteer(MARIE)).partnerId]).toEqual([
      MARIE,
      PAUL,
    ]);
    await unpairVolunteer(stage.world, MARIE, CLAIRE, NOW);
    expect([(await stage.volunteer(PAUL)).partnerId, (await stage.volunteer(MARIE)).partnerId]).toEqual([
      undefined,
      undefined,
    ]);
  });
  it('is refused with oneself, with somebody taken, with nobody', async () => {
    const stage = await townOf([aVolunteer(), marie, aVolunteer({ id: LEA, firstName: 'Léa' })]);
    await pairVolunteers(stage.world, PAUL, MARIE, CLAIRE, NOW);
    const reason = async (a: typeof PAUL, b: typeof PAUL) => {
      const answer = await pairVolunteers(stage.world, a, b, CLAIRE, NOW);
      return answer.ok ? 'made' : answer.refusal.reason;
    };
    expect(await reason(PAUL, PAUL)).toBe('same-person');
    expect(await reason(LEA, MARIE)).toBe('already-in-a-pair');
    expect(await reason(LEA, volunteerIdSchema.parse(`vol_${'G'.repeat(26)}`))).toBe('unknown');
    expect(await reason(MARIE, PAUL)).toBe('made');
  });
  it('asked by two people at once for the same partner, is one', async () => {
    const stage = await townOf([aVolunteer(), marie, aVolunteer({ id: LEA, firstName: 'Léa' })]);
    const both = await Promise.all([
      pairVolunteers(stage.world, PAUL, MARIE, CLAIRE, NOW),
      pairVolunteers(stage.world, LEA, MARIE, CLAIRE, NOW),
    ]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('an exclusion', () => {
  it('is kept without a reason and can be taken back', async () => {
    const stage = await townOf();
    await excludeSenior(stage.world, PAUL, JEANNE, 'apart', HIMSELF, NOW);
    await excludeSenior(stage.world, PAUL, JEANNE, 'apart', HIMSELF, NOW);
    expect((await stage.volunteer(PAUL)).exclusions).toEqual([JEANNE]);
    await excludeSenior(stage.world, PAUL, JEANNE, 'together', CLAIRE, NOW);
    expect((await stage.volunteer(PAUL)).exclusions).toEqual([]);
  });
});
