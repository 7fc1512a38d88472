import { describe, expect, it } from 'vitest';
import { auditKind } from '../../../../shared/audit/audit.ts';
import { expenseKind } from '../../../../shared/engagement/recognition/expenses/expense.ts';
import { mileageYearKind } from '../../../../shared/engagement/recognition/mileage/statement.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { replace } from '../../../../shared/table/write.ts';
import {
  hiddenOf,
  missionOf,
  pageOf,
  send,
  smsOpened,
  recognitionTown as town,
} from '../../../support/recognition.ts';

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
    const phone = await smsOpened(stage, 'expense-paid');
    expect(phone.path).toBe('/espace/heures#frais');
    expect(phone.page).toMatch(/<h2 id="frais">Mes frais<\/h2>[\s\S]*payé/);
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
    const silent = await stage.claire.post(`/engagement/frais/${second}/refuser`, { sentence: '' });
    // Where the field is folded away, its error is not.
    expect(await silent.text()).toMatch(/<details class="more" open=""><summary>Refuser/);
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

  it('of kilometres say on the note what evens out those before it, and on the page what is still to even out', async () => {
    const stage = await town();
    const { browser, table } = stage;
    await browser.go('/espace/kilometres');
    const clio = { kind: 'car', name: 'Clio', power: '5', lineIds: missionOf(28) };
    await browser.submit('/espace/kilometres', clio);
    const [sent] = rowsOf(expenseKind, table.dump());
    const [year] = rowsOf(mileageYearKind, table.dump());
    if (!sent?.value.statement || !year) throw new Error('nothing was stated');
    const page = () => pageOf(stage, `/engagement/frais/${sent.value.id}`);
    expect(await page()).not.toMatch(/Régularisation|à lui payer/);
    const evened = { ...sent.value.statement, evenedCents: -1_128 };
    const [first, ...others] = year.value.statements;
    if (!first) throw new Error('nothing stands');
    const lacking = [{ ...first, cents: (first.cents ?? 0) - 250 }, ...others];
    await table.commit([
      replace(expenseKind, sent, { ...sent.value, statement: evened }),
      replace(mileageYearKind, year, { ...year.value, statements: lacking }),
    ]);
    expect(await page()).toContain('pour 2026, il reste 2,50 € à lui payer. Son prochain relevé le règle.');
    expect(await page()).toContain('Régularisation des relevés d’avant −11,28 €');
  });
});
