import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../shared/audit/audit.ts';
import { concernKind } from '../../../shared/concerns/concern.ts';
import { consentKind, consentStateSchema } from '../../../shared/consents/consent.ts';
import { mergedConsent } from '../../../shared/consents/decide-consent.ts';
import { flagKind } from '../../../shared/flags/store.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { missionKind } from '../../../shared/missions/store.ts';
import { phoneSchema } from '../../../shared/phone/phone.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { seniorWrites } from '../../../shared/seniors/write-senior.ts';
import { serviceKind } from '../../../shared/services/store.ts';
import { lookAtSenior } from '../../../shared/situations/look-at-senior.ts';
import { mergeSeniors } from '../../../shared/situations/merge-seniors.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { type Instant, instant, plus } from '../../../shared/time/instant.ts';
import { reportKind } from '../../../shared/visits/report.ts';
import { aConsent, aMission, aSenior, JEANNE, PAUL } from '../../builders/chain.ts';
import { aFlag } from '../../builders/flags.ts';
import { aConcern, aService, aTask, missionId, ODETTE } from '../../builders/situations.ts';
import { all, CLAIRE, given, killedAfter, type SmallWorld, smallWorld } from '../../support/situations.ts';

const NOW = instant('2026-11-24T12:00:00.000Z');
const claire = { kind: 'staff', id: CLAIRE } as const;
const phone = (text: string) => ({ phone: phoneSchema.parse(text), label: 'fixe' });

/** Two files of one person; everything that happened is around the second. */
const twoFiles = async (): Promise<SmallWorld> => {
  const world = await smallWorld();
  const happening = { action: 'senior-created', actor: claire, at: NOW };
  const kept = aSenior({
    id: ODETTE,
    state: 'waiting',
    phones: [phone('+33353010021')],
    wishes: 'les cartes',
  });
  const other = aSenior({
    phones: [phone('+33353010022')],
    wishes: 'la lecture',
    sensitive: { safeChannel: 'par sa sœur' },
    referentId: CLAIRE,
  });
  await world.table.commit(seniorWrites(world, undefined, kept, happening));
  await world.table.commit(seniorWrites(world, undefined, other, happening));
  await given(
    world,
    consentKind,
    aConsent(),
    aConsent({ seniorId: ODETTE, purpose: 'SENIOR_NEWS', state: 'refused' }),
  );
  await given(world, serviceKind, aService());
  await given(
    world,
    missionKind,
    aMission({
      state: 'filled',
      serviceId: aService().id,
      holder: { volunteerId: PAUL, since: NOW, via: 'link', devices: [] },
    }),
  );
  await given(world, flagKind, aFlag({ seniorId: JEANNE, state: 'contacted' }));
  await given(world, concernKind, aConcern());
  await given(world, taskKind, aTask());
  await given(world, reportKind, {
    missionId: missionId('G'),
    seniorId: JEANNE,
    volunteerId: PAUL,
    town: 'besancon',
    at: NOW,
    outcome: 'done' as const,
    words: '',
    thanks: '',
  });
  return world;
};

const drive = async (world: SmallWorld, from: Instant): Promise<void> => {
  for (let minute = 1; minute <= 30; minute += 1) {
    const now = plus(from, { minutes: minute });
    for (const { key } of await world.table.due('agenda', now, 50))
      if (key.sk === 'SENIOR') await lookAtSenior(world, seniorIdSchema.parse(key.pk), now);
  }
};

const around = (world: SmallWorld) => ({
  service: all(world, serviceKind).map((r) => [r.seniorId, r.state]),
  mission: all(world, missionKind).map((r) => [r.seniorId, r.state]),
  flag: all(world, flagKind).map((r) => [r.seniorId, r.state]),
  concern: all(world, concernKind).map((r) => [r.seniorId, r.state]),
  task: all(world, taskKind).map((r) => [r.seniorId, r.subjectId, r.state]),
  report: all(world, reportKind).map((r) => r.seniorId),
  messages: all(world, intentKind).length,
});

const everythingAtOdette = {
  service: [[ODETTE, 'open']],
  mission: [[ODETTE, 'filled']],
  flag: [[ODETTE, 'contacted']],
  concern: [[ODETTE, 'raised']],
  task: [[ODETTE, ODETTE, 'open']],
  report: [ODETTE],
  messages: 0,
};

describe('two files become one', () => {
  it('moves every record to the kept file and cancels nothing', async () => {
    const world = await twoFiles();
    const merged = await mergeSeniors(world, ODETTE, JEANNE, claire, NOW);
    expect(merged.ok).toBe(true);
    expect(around(world)).toEqual(everythingAtOdette);
    await drive(world, NOW);
    const closed = await world.table.get(seniorKind, seniorKey(JEANNE));
    expect(closed?.value).toMatchObject({ state: 'closed', closed: { reason: 'merged', into: ODETTE } });
    expect(closed?.value.settling).toBeUndefined();
  });

  it('loses nothing that was known of the person', async () => {
    const world = await twoFiles();
    await mergeSeniors(world, ODETTE, JEANNE, claire, NOW);
    const kept = await world.table.get(seniorKind, seniorKey(ODETTE));
    expect(kept?.value).toMatchObject({
      state: 'active',
      referentId: CLAIRE,
      wishes: 'les cartes\nla lecture',
      sensitive: { safeChannel: 'par sa sœur' },
      mergedFrom: [JEANNE],
    });
    expect(kept?.value.phones).toHaveLength(2);
    const answers = all(world, consentKind).filter((consent) => consent.seniorId === ODETTE);
    expect(answers.map((c) => [c.purpose, c.state]).sort()).toEqual([
      ['FRIENDLY_VISIT', 'given'],
      ['SENIOR_NEWS', 'refused'],
    ]);
  });

  it('keeps both audit trails readable, each where it was', async () => {
    const world = await twoFiles();
    await mergeSeniors(world, ODETTE, JEANNE, claire, NOW);
    await drive(world, NOW);
    const trails = all(world, auditKind).filter((event) => event.action === 'senior-created');
    expect(trails.map((event) => event.pk).sort()).toEqual([JEANNE, ODETTE].sort());
  });

  it.each([
    ['with itself', ODETTE, 'same-file'],
    ['with a closed file', JEANNE, 'closed'],
  ] as const)('is refused %s', async (_, other, reason) => {
    const world = await smallWorld();
    await given(world, seniorKind, aSenior({ id: ODETTE }));
    await given(world, seniorKind, aSenior({ state: 'closed', closed: { reason: 'moved', at: NOW } }));
    const merged = await mergeSeniors(world, ODETTE, other, claire, NOW);
    expect(merged).toEqual({ ok: false, refusal: { reason } });
  });

  it('is finished by the agenda after a kill at any step, every row reachable all along', async () => {
    let kills = 0;
    for (let step = 1; ; step += 1) {
      const world = await twoFiles();
      const survived = await mergeSeniors(killedAfter(world, step), ODETTE, JEANNE, claire, NOW).then(
        () => true,
        () => false,
      );
      // Half way: each record names one of the two files, and the kept one leads to the other.
      for (const row of all(world, missionKind)) expect([JEANNE, ODETTE]).toContain(row.seniorId);
      const kept = await world.table.get(seniorKind, seniorKey(ODETTE));
      expect(kept?.value.mergedFrom).toEqual([JEANNE]);
      await drive(world, plus(NOW, { hours: 1 }));
      expect({ step, ...around(world) }).toEqual({ step, ...everythingAtOdette });
      if (survived) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(3);
  });
});

it('an answer is never lost nor softened when two rows become one, from either side', () => {
  const row = fc
    .record({
      state: fc.constantFrom(...consentStateSchema.options),
      at: fc.constantFrom('2026-01-01T00:00:00.000Z', '2026-02-01T00:00:00.000Z').map(instant),
    })
    .map((more) => aConsent(more));
  fc.assert(
    fc.property(row, row, (a, b) => {
      const [there, back] = [mergedConsent(a, b), mergedConsent(b, a)];
      if (a.state !== b.state && a.at === b.at && a.state !== 'asked' && b.state !== 'asked')
        expect([there?.state, back?.state]).not.toContain('given');
      if (a.state !== 'asked' || b.state !== 'asked') expect(there?.state).not.toBe('asked');
      expect(there?.at).toBe(back?.at);
    }),
    { seed: 20_261_122 },
  );
});
