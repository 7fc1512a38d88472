import { describe, expect, it } from 'vitest';
import { staffIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import type { Phone } from '../../../../shared/phone/phone.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { civilDay, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import type { Application } from '../../../../shared/volunteers/joining/application.ts';
import { applyAsVolunteer } from '../../../../shared/volunteers/joining/apply-as-volunteer.ts';
import { activateVolunteer, recordRequirementOf } from '../../../../shared/volunteers/joining/join.ts';
import { LIMITS } from '../../../../shared/volunteers/limits.ts';
import { lookAtVolunteer } from '../../../../shared/volunteers/look-at-volunteer.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { everyRequirement, townOf } from '../../../builders/volunteers.ts';

const phone = (typed: string): Phone => readPhone(typed) ?? ('' as Phone);
const anApplication = (more: Partial<Application> = {}): Application => ({
  firstName: 'Inès',
  lastName: 'Diallo',
  phone: phone('06 39 98 10 10'),
  sector: 'planoise',
  availability: ['wed-pm'],
  languages: ['fr', 'fr', 'ar'],
  travel: 'walk',
  rangeMetres: 2_000,
  programmes: ['FRIENDLY_VISIT', 'SOMETHING_ELSE'],
  weeklyCap: 1,
  motivation: 'J’ai du temps.',
  source: 'affiche',
  ...more,
});

describe('somebody applies', () => {
  it('becomes a candidate, with one SMS and one task for the coordinator', async () => {
    const stage = await townOf([]);
    expect(await applyAsVolunteer(stage.world, anApplication(), NOW)).toEqual({
      ok: true,
      value: 'received',
    });
    const [candidate] = stage.all(volunteerKind);
    expect(candidate).toMatchObject({
      state: 'candidate',
      channel: 'sms',
      languages: ['fr', 'ar'],
      programmes: ['FRIENDLY_VISIT'],
      address: { sector: 'planoise', precision: 'sector' },
    });
    expect(stage.all(intentKind).map((m) => m.message.kind)).toEqual(['application-received']);
    expect(stage.all(taskKind).map((t) => [t.kind, t.dueAt])).toEqual([
      ['application', instantOf(civilDay('2026-12-01'), civilTime('18:00'))],
    ]);
  });

  it('with a landline is called, never texted', async () => {
    const stage = await townOf([]);
    await applyAsVolunteer(stage.world, anApplication({ phone: phone('03 53 01 12 12') }), NOW);
    expect(stage.all(volunteerKind)[0]?.channel).toBe('voice');
    expect(stage.all(intentKind)).toEqual([]);
    expect(stage.all(taskKind)[0]?.sentence).toMatch(/téléphone fixe/);
  });

  it('twice with the same form is one candidate, one SMS, one task', async () => {
    const stage = await townOf([]);
    await Promise.all([1, 2, 3].map(() => applyAsVolunteer(stage.world, anApplication(), NOW)));
    expect(stage.all(volunteerKind)).toHaveLength(1);
    expect(stage.all(intentKind)).toHaveLength(1);
    expect(stage.all(taskKind)).toHaveLength(1);
  });

  it('again weeks later gets the same answer, changes nobody, and tells the coordinator once that day', async () => {
    const stage = await townOf([]);
    await applyAsVolunteer(stage.world, anApplication(), NOW);
    const later = plus(NOW, { days: 30 });
    const before = JSON.stringify(stage.all(volunteerKind));
    for (let i = 0; i < 3; i += 1)
      expect(await applyAsVolunteer(stage.world, anApplication({ firstName: 'Autre' }), later)).toEqual({
        ok: true,
        value: 'received',
      });
    expect(JSON.stringify(stage.all(volunteerKind))).toBe(before);
    expect(stage.all(intentKind)).toHaveLength(1);
    expect(stage.all(taskKind)).toHaveLength(2);
  });

  it('is bounded: a flood of made-up numbers costs at most sixty texts a day', async () => {
    const stage = await townOf([]);
    const answers = [];
    for (let i = 0; i < LIMITS['applications-in-town'] + 5; i += 1)
      answers.push(
        await applyAsVolunteer(
          stage.world,
          anApplication({
            phone: phone(`06 39 98 ${20 + Math.floor(i / 100)} ${String(i % 100).padStart(2, '0')}`),
          }),
          NOW,
        ),
      );
    expect(answers.filter(({ ok }) => !ok)).toHaveLength(5);
    expect(stage.all(intentKind)).toHaveLength(LIMITS['applications-in-town']);
    const tomorrow = await applyAsVolunteer(
      stage.world,
      anApplication({ phone: phone('06 39 98 77 77') }),
      plus(NOW, { days: 1 }),
    );
    expect(tomorrow.ok).toBe(true);
  });
});

describe('from candidate to active', () => {
  const staff = staffIdSchema.parse(`stf_${'A'.repeat(26)}`);
  const claire = { kind: 'staff', id: staff } as const;
  const day = civilDay('2026-11-24');
  const candidate = aVolunteer({ state: 'candidate', requirements: [] });

  it('is refused with the list of what is missing, then opened once all is recorded', async () => {
    const stage = await townOf([candidate]);
    expect(await activateVolunteer(stage.world, PAUL, claire, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'not-from-here' },
    });
    await recordRequirementOf(stage.world, PAUL, { kind: 'interview', on: day }, staff, NOW);
    expect((await stage.volunteer(PAUL)).state).toBe('interviewed');
    const refused = await activateVolunteer(stage.world, PAUL, claire, NOW);
    expect(refused).toEqual({
      ok: false,
      refusal: {
        reason: 'requirements-missing',
        missing: [
          { kind: 'charter', why: 'never' },
          { kind: 'criminal-record', why: 'never' },
          { kind: 'training', why: 'never' },
        ],
      },
    });
    for (const kind of ['charter', 'criminal-record', 'training'] as const)
      await recordRequirementOf(stage.world, PAUL, { kind, on: day }, staff, NOW);
    expect((await activateVolunteer(stage.world, PAUL, claire, NOW)).ok).toBe(true);
    const active = await stage.volunteer(PAUL);
    expect([active.state, active.activeSince]).toEqual(['active', NOW]);
    expect(active.requirements.find(({ kind }) => kind === 'charter')).toEqual({
      kind: 'charter',
      on: day,
      by: staff,
      version: '2026-1',
    });
    expect(stage.all(intentKind).map((m) => m.message.kind)).toEqual(['welcome']);
  });

  it('refuses a requirement of tomorrow, or that ends before it starts', async () => {
    const stage = await townOf([candidate]);
    const record = (on: string, validUntil?: string) =>
      recordRequirementOf(
        stage.world,
        PAUL,
        { kind: 'training', on: civilDay(on), ...(validUntil ? { validUntil: civilDay(validUntil) } : {}) },
        staff,
        NOW,
      );
    expect(await record('2026-11-25')).toEqual({ ok: false, refusal: { reason: 'day-ahead' } });
    expect(await record('2026-11-20', '2026-11-19')).toEqual({
      ok: false,
      refusal: { reason: 'ends-before-it-starts' },
    });
  });

  it('has its end announced thirty days before, once', async () => {
    const stage = await townOf([aVolunteer({ requirements: everyRequirement() })]);
    const morning = plus(NOW, { days: 391 });
    await lookAtVolunteer(stage.world, PAUL, plus(NOW, { days: 300 }));
    expect(stage.all(taskKind)).toEqual([]);
    await lookAtVolunteer(stage.world, PAUL, morning);
    await lookAtVolunteer(stage.world, PAUL, plus(morning, { days: 1 }));
    expect(stage.all(taskKind).map(({ kind, sentence }) => [kind, sentence])).toEqual([
      [
        'requirement-expires',
        'Dossier d’un bénévole à renouveler : formation, se termine le 19 janvier 2028. Ensuite, les missions qui le demandent ne lui sont plus proposées.',
      ],
    ]);
  });
});
