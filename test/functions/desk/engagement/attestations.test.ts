import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { attestationKind } from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import { expenseKind } from '../../../../shared/engagement/recognition/expenses/expense.ts';
import { hourEntriesKind } from '../../../../shared/engagement/recognition/hours/entry.ts';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { blindIndex } from '../../../../shared/seniors/store.ts';
import { type Kind, rowsOf } from '../../../../shared/table/kind.ts';
import { put } from '../../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { LIMITS, limitKind } from '../../../../shared/volunteers/limits.ts';
import { aMission, TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { memoryTable } from '../../../doubles/memory-table.ts';
import { aReadyVolunteer } from '../../../support/chain.ts';
import { testDesk } from '../../../support/desk.ts';
import { openLinksTown } from '../../../support/links.ts';

const TODAY = dayOf(NOW);
const missionOf = (days: number) => missionIdSchema.parse(`mis_${String(days).padStart(26, '0')}`);
const HOME = { lat: 47.24, lon: 6.02 };

/** Paul drives; he did two visits of an hour, two and four weeks ago. Seen from his link, from the desk, and by a stranger. */
const town = async () => {
  const table = memoryTable();
  const paul = aReadyVolunteer(1, {
    id: PAUL,
    firstName: 'Paul',
    lastName: 'Renard',
    travel: 'car',
    phone: '+33639980001' as ReturnType<typeof aReadyVolunteer>['phone'],
    address: { line: '3 rue Battant', precision: 'housenumber', sector: 'planoise', point: HOME },
  });
  const links = await openLinksTown([paul], { over: table });
  const desk = await testDesk({ table, town: 'none' });
  const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
  await table.commit(
    [14, 28].map((days) =>
      put(
        missionKind,
        aMission({
          id: missionOf(days),
          state: 'done',
          outcome: 'done',
          holder,
          day: addDays(TODAY, -days),
          startsAt: instantOf(addDays(TODAY, -days), civilTime('14:30')),
          area: { lat: 47.22, lon: 5.96 },
        }),
        'absent',
      ),
    ),
  );
  const browser = links.browser();
  await browser.go(`/e/${await links.spaceLink(PAUL)}`);
  const claire = await desk.as('coordinator');
  const all = <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value);
  return { table, links, desk, browser, claire, all };
};
type Stage = Awaited<ReturnType<typeof town>>;

const pageOf = async (stage: Stage, path: string): Promise<string> =>
  (await (await stage.claire.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
const hiddenOf = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

const issue = async (stage: Stage, query = ''): Promise<string> => {
  const path = `/engagement/attestations/heures/${PAUL}`;
  const page = await (await stage.claire.get(`${path}?du=2026-10-01&au=2026-11-24${query}`)).text();
  const fields = ['from', 'to', 'withKilometres', 'seen', 'replaces'].flatMap((name) => {
    const value = hiddenOf(page, name);
    return value ? [[name, value]] : [];
  });
  const answer = await stage.claire.post(`${path}/etablir`, Object.fromEntries(fields));
  return answer.headers.get('location') ?? '';
};
const codeOn = (sheet: string): string => /<span class="code">([^<]+)</.exec(sheet)?.[1] ?? '';

describe('hours, from the chain to a paper that a stranger verifies', () => {
  it('come by themselves, are corrected by the volunteer, and count once the coordinator agrees', async () => {
    const stage = await town();
    const { browser } = stage;
    await browser.go('/espace/heures');
    expect(browser.text).toContain('2\u00a0h'.replace('\u00a0', ' '));
    expect(browser.text).toContain('(prévue)');
    expect(browser.text).toContain('en voiture (estimés)');
    const line = `/espace/heures/ligne/${missionOf(14)}`;
    await browser.go(`${line}?jour=${addDays(TODAY, -14)}`);
    await browser.submit(line, {
      hours: '1',
      minutes: '45',
      kilometres: '12,4',
      mode: 'car',
      words: 'Un long café.',
    });
    expect(browser.text).toContain('à relire par la coordination');
    expect(browser.text).toContain('2 h Visite de convivialité');
    await browser.submit(line, {});
    expect(await pageOf(stage, '/engagement/attestations')).toContain('Paul Renard 2026 1');
    const path = `/engagement/attestations/heures/${PAUL}`;
    const page = await (await stage.claire.get(`${path}?annee=2026`)).text();
    const fields = { lineId: missionOf(14), day: addDays(TODAY, -14), saidAt: hiddenOf(page, 'saidAt') };
    const without = await stage.claire.post(`${path}/repondre`, { ...fields, verdict: 'answer' });
    expect(without.status).toBe(422);
    await stage.claire.post(`${path}/repondre`, { ...fields, verdict: 'accept' });
    const twice = await stage.claire.post(`${path}/repondre`, { ...fields, verdict: 'accept' });
    expect(twice.headers.get('location')).toContain('dit=passe');
    await browser.go('/espace/heures');
    expect(browser.text).toContain('2 h 45');
    expect(stage.all(hourEntriesKind)[0]?.entries).toHaveLength(1);
  });

  it('a line added twice by one form is one line, and counts nowhere until it is agreed', async () => {
    const stage = await town();
    const { browser } = stage;
    await browser.go('/espace/heures/ajouter');
    const key = hiddenOf(browser.page, 'formKey');
    const csrf = hiddenOf(browser.page, '_csrf');
    const fields = {
      _csrf: csrf,
      formKey: key,
      activity: 'training',
      day: '2026-11-02',
      hours: '3',
      mode: 'walk',
    };
    await browser.post('/espace/heures/ajouter', fields);
    await browser.post('/espace/heures/ajouter', fields);
    expect(stage.all(hourEntriesKind)[0]?.entries).toHaveLength(1);
    expect(browser.text).toContain('Sans durée connue : 1');
    await browser.go('/espace/heures/ajouter');
    await browser.submit('/espace/heures/ajouter', {
      activity: 'training',
      day: '2026-12-25',
      hours: '1',
      mode: 'walk',
    });
    expect([browser.status, browser.text]).toEqual([
      422,
      expect.stringContaining('Ce jour n’est pas encore venu'),
    ]);
  });

  it('an attestation is asked for, issued once, printed, and verified without telling more', async () => {
    const stage = await town();
    const { browser } = stage;
    await browser.go('/espace/attestation');
    await browser.submit('/espace/attestation', {
      from: '2026-10-01',
      to: '2026-11-24',
      withKilometres: 'yes',
      tellBySms: 'yes',
    });
    expect(browser.text).toContain('votre demande d’attestation est arrivée');
    expect(await pageOf(stage, '/engagement/attestations')).toContain('avec les kilomètres');
    const sheet = await issue(stage, '&km=yes');
    expect(sheet).toBe('/engagement/attestations/feuille/2026-0001');
    expect(await issue(stage, '&km=yes')).toBe(sheet);
    expect(stage.all(attestationKind)).toHaveLength(1);
    expect(stage.all(intentKind).map(({ message }) => message.kind)).toEqual(['attestation-ready']);
    const paper = await (await stage.claire.get(sheet)).text();
    const code = codeOn(paper);
    expect(code).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/);
    expect(paper).toContain('Paul Renard');
    expect(paper).not.toMatch(/Jeanne|Martin|Battant/);
    // This host has another secret than the desk's, as after a change of secret: nothing is printed from a guess.
    await browser.go('/espace/attestations/2026-0001');
    expect(browser.text).toContain('ne peut plus être imprimée');
    expect(JSON.stringify(stage.all(attestationKind))).not.toMatch(/Renard|Paul/);
    const stranger = stage.links.browser();
    const verify = async (number: string, typed: string) => {
      await stranger.go('/verifier');
      await stranger.submit('/verifier', { number, code: typed });
      return stranger.status;
    };
    expect(await verify('2026 1', code.toLowerCase())).toBe(200);
    expect(stranger.text).toContain('P. R.');
    expect(stranger.text).toContain('2 h');
    expect(stranger.text).not.toMatch(/Renard|Visite de convivialité|km/);
    const wrong = `${code.startsWith('A') ? 'B' : 'A'}${code.slice(1)}`;
    expect([await verify('2026-0001', wrong), stranger.text]).toEqual([
      422,
      expect.stringContaining('mal recopié'),
    ]);
    expect(await verify('2026-0002', code)).toBe(422);
    const unknown = stranger.text;
    const other = await issue(stage);
    const otherCode = codeOn(await (await stage.claire.get(other)).text());
    expect(await verify('2026-0001', otherCode)).toBe(422);
    expect(stranger.text.replace(/value="[^"]*"/g, '')).toBe(unknown);
  });

  it('is refused when the hours changed since the page; a correction revokes the old one, and the door says so', async () => {
    const stage = await town();
    const sheet = await issue(stage);
    const code = codeOn(await (await stage.claire.get(sheet)).text());
    const path = `/engagement/attestations/heures/${PAUL}`;
    const changed = await stage.claire.post(`${path}/etablir`, {
      from: '2026-10-01',
      to: '2026-11-24',
      withKilometres: 'no',
      seen: 'x'.repeat(64),
    });
    expect(changed.headers.get('location')).toContain('dit=change');
    const next = await issue(stage, '&km=yes&remplace=2026-0001');
    expect(next).toContain('2026-0002');
    expect(await pageOf(stage, sheet)).toContain('sans valeur');
    const stranger = stage.links.browser();
    await stranger.go('/verifier');
    await stranger.submit('/verifier', { number: '2026-0001', code });
    expect(stranger.text).toContain('Annulée le 24 novembre 2026');
    await stage.claire.post(`${next}/annuler`);
    await stage.claire.post(`${next}/annuler`);
    expect(stage.all(attestationKind).every(({ revoked }) => revoked)).toBe(true);
    expect(stage.all(auditKind).filter(({ action }) => action === 'attestation-revoked')).toHaveLength(3);
  });

  it('after too many tries of one number in a day, nothing is looked up any more', async () => {
    const stage = await town();
    const code = codeOn(await (await stage.claire.get(await issue(stage))).text());
    const stranger = stage.links.browser();
    await stranger.go('/verifier');
    const csrf = hiddenOf(stranger.page, '_csrf');
    const { appSecret } = stage.links.world.config;
    const tried = blindIndex(appSecret, 'limit-attestation-tried', 'besancon|2026-0007');
    const almost = { hash: tried, day: TODAY, count: LIMITS['attestation-tried'] - 1 };
    await stage.table.commit([put(limitKind, almost, 'absent')]);
    await stranger.post('/verifier', { _csrf: csrf, number: '2026-0007', code });
    expect(stranger.status).toBe(422);
    await stranger.post('/verifier', { _csrf: csrf, number: '2026-0007', code });
    expect(stranger.status).toBe(429);
    await stranger.post('/verifier', { _csrf: csrf, number: '2026-0001', code });
    expect(stranger.status).toBe(200);
  });
});

const send = async (stage: Stage, fields: Record<string, string> = {}): Promise<string> => {
  const { browser } = stage;
  await browser.go('/espace/frais');
  await browser.submit('/espace/frais', {
    kind: 'transport',
    day: '2026-11-10',
    amount: '3,40',
    tellBySms: 'yes',
    ...fields,
  });
  return /exp_\w{26}/.exec(browser.path)?.[0] ?? '';
};

describe('expenses', () => {
  it('are checked with the paper in hand, paid once with a reference, and told by SMS', async () => {
    const stage = await town();
    const id = await send(stage, { lineId: missionOf(14), words: '=HYPERLINK("x")' });
    const path = `/engagement/frais/${id}`;
    expect(await pageOf(stage, '/engagement/frais')).toContain('À vérifier (1, 3,40 €)');
    expect((await stage.claire.post(`${path}/payer`, { on: '2026-11-24', reference: 'M1' })).status).toBe(
      409,
    );
    expect((await stage.claire.post(`${path}/accepter`)).status).toBe(422);
    await stage.claire.post(`${path}/accepter`, { seen: 'yes' });
    const csv = await (await stage.claire.get('/engagement/frais.csv?etat=a-payer')).text();
    expect(csv).toContain('Paul Renard');
    expect(csv).toContain(';3,40;');
    expect(csv).toContain("'=HYPERLINK");
    expect((await stage.claire.post(`${path}/payer`, { on: '2026-12-24', reference: 'M1' })).status).toBe(
      422,
    );
    const [first, second] = await Promise.all([
      stage.claire.post(`${path}/payer`, { on: '2026-11-24', reference: 'Mandat 12' }),
      stage.claire.post(`${path}/payer`, { on: '2026-11-24', reference: 'Mandat 13' }),
    ]);
    expect([first?.status, second?.status].sort()).toEqual([303, 409]);
    expect(stage.all(auditKind).filter(({ action }) => action === 'expense-pay')).toHaveLength(1);
    expect(stage.all(intentKind).map(({ message }) => message.kind)).toEqual(['expense-paid']);
    await stage.browser.go(`/espace/frais/${id}`);
    expect(stage.browser.text).toMatch(/Payé le 24 novembre 2026, référence Mandat 1[23]/);
  });

  it('that look the same are asked about, never lost; sums are never guessed', async () => {
    const stage = await town();
    await send(stage);
    expect(await send(stage)).toBe('');
    expect(stage.browser.text).toContain('Une dépense du même jour et du même montant est déjà envoyée');
    expect(await send(stage, { isAnother: 'yes' })).not.toBe('');
    expect(stage.all(expenseKind)).toHaveLength(2);
    expect(await pageOf(stage, '/engagement/frais')).toContain('ressemble à une autre');
    await send(stage, { amount: '3,405' });
    expect(stage.browser.text).toContain('Écrivez un montant en euros');
    await send(stage, { day: '2026-12-25' });
    expect(stage.browser.text).toContain('Ce jour n’est pas encore venu');
  });

  it('sent twice by one tap too many are one', async () => {
    const stage = await town();
    const { browser } = stage;
    const twice = async (path: string, fields: Record<string, string>) => {
      await browser.go(path);
      const hidden = Object.fromEntries(
        ['_csrf', 'formKey', 'wish', 'year'].map((name) => [name, hiddenOf(browser.page, name)]),
      );
      await browser.post(path, { ...hidden, ...fields });
      await browser.post(path, { ...hidden, ...fields });
      expect(browser.text).toContain('C’est envoyé');
    };
    await twice('/espace/frais', { kind: 'transport', day: '2026-11-10', amount: '3,40' });
    await twice('/espace/kilometres', { kind: 'car', name: 'Clio', power: '5', lineIds: missionOf(28) });
    expect(stage.all(expenseKind)).toHaveLength(2);
  });

  it('may be withdrawn until somebody checked them, and refused with a sentence that the volunteer reads', async () => {
    const stage = await town();
    const first = await send(stage);
    await stage.browser.submit(`/espace/frais/${first}/retirer`);
    expect(stage.browser.text).toContain('C’est retiré');
    const second = await send(stage);
    await stage.claire.post(`/engagement/frais/${second}/refuser`, { sentence: 'Le ticket est illisible.' });
    await stage.browser.go(`/espace/frais/${second}`);
    expect(stage.browser.text).toContain('« Le ticket est illisible. »');
    expect(
      stage
        .all(expenseKind)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['refused', 'withdrawn']);
  });

  it('are left as a gift only where the town wrote who confirmed it, with the sentence to sign', async () => {
    const stage = await town();
    await send(stage, { wish: 'waive' });
    expect(stage.browser.text).toContain('ne peut pas être laissée en don');
    const bad = await stage.claire.post('/engagement/frais/regles', { waiver: 'open', beneficiary: 'CCAS' });
    expect(bad.status).toBe(422);
    await stage.claire.post('/engagement/frais/regles', {
      waiver: 'open',
      beneficiary: 'au CCAS de Besançon',
      confirmedBy: 'La trésorerie',
      confirmedOn: '2026-11-01',
    });
    const id = await send(stage, { wish: 'waive' });
    expect(stage.browser.text).toContain(
      'Je soussigné(e) Paul Renard certifie renoncer au remboursement des frais ci-dessus et les laisser au CCAS de Besançon en tant que don.',
    );
    expect(await pageOf(stage, `/engagement/frais/${id}`)).toContain(
      'La trésorerie l’a confirmé le 1er novembre 2026',
    );
    await stage.claire.post(`/engagement/frais/${id}/accepter`, { seen: 'yes' });
    expect(stage.all(expenseKind).find((one) => one.id === id)?.state).toBe('waived');
    await stage.claire.post('/engagement/frais/regles', { waiver: 'close' });
    expect(await pageOf(stage, `/engagement/frais/${id}`)).toContain('les laisser au CCAS de Besançon en');
  });

  it('of kilometres: each trip once, priced on the year of the vehicle, taken back in any order', async () => {
    const stage = await town();
    const { browser } = stage;
    const state = async (line: string, more: Record<string, string> = {}) => {
      await browser.go('/espace/kilometres');
      await browser.submit('/espace/kilometres', {
        kind: 'car',
        name: 'Clio',
        power: '5',
        lineIds: line,
        ...more,
      });
      return /exp_\w{26}/.exec(browser.path)?.[0] ?? '';
    };
    const first = await state(missionOf(28));
    const [km = 0, cents = 0] = stage
      .all(expenseKind)
      .map((one) => [one.statement?.trips[0]?.metres ?? 0, one.cents])[0] as [number, number];
    expect(cents).toBe(Math.round((km * 636) / 10_000));
    expect(await state(missionOf(28))).toBe('');
    expect(browser.text).toContain('Relisez la liste');
    expect(await state(missionOf(14), { power: '' })).toBe('');
    expect(browser.text).toContain('Écrivez la puissance fiscale');
    const second = await state(missionOf(14));
    expect(browser.text).toContain('Signature'.toLowerCase());
    // The later one is paid; the one before it may still be withdrawn, stated again, and refused.
    const desk = (id: string, act: string, fields: Record<string, string>) =>
      stage.claire.post(`/engagement/frais/${id}/${act}`, fields);
    await desk(second, 'accepter', { seen: 'yes' });
    expect((await desk(second, 'payer', { on: '2025-11-24', reference: 'M7' })).status).toBe(422);
    expect((await desk(second, 'payer', { on: '2026-11-24', reference: 'M7' })).status).toBe(303);
    await browser.go(`/espace/frais/${first}`);
    await browser.submit(`/espace/frais/${first}/retirer`);
    expect(browser.text).toContain('C’est retiré');
    const again = await state(missionOf(28));
    expect((await desk(again, 'refuser', { sentence: 'Non.' })).status).toBe(303);
    expect(await state(missionOf(28))).not.toBe('');
  });
});

it('a volunteer takes all of it home with their data', async () => {
  const stage = await town();
  await send(stage);
  await issue(stage);
  await stage.browser.go('/espace/donnees.json');
  const data = JSON.parse(stage.browser.page);
  expect([data.heures.length, data.frais.length, data.attestations.recues.length]).toEqual([2, 1, 1]);
  expect(stage.browser.page).not.toMatch(/sen_|stf_/);
});
