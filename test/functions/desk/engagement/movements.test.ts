import { describe, expect, it } from 'vitest';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import { put } from '../../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import {
  type Movement,
  movementKind,
  movementSchema,
} from '../../../../shared/volunteers/movements/movement.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { type TestDesk, testDesk } from '../../../support/desk.ts';

const TODAY = dayOf(TUESDAY_NOON);
const ago = (days: number) => addDays(TODAY, -days);

const walk = async (
  desk: TestDesk,
  n: number,
  steps: readonly (readonly [Movement['to'], number])[],
  reason = 'moved',
) => {
  const writes = steps.map(([to, days], i) =>
    put(
      movementKind,
      movementSchema.parse({
        volunteerId: `vol_${String(n).padStart(26, '0')}` as VolunteerId,
        town: 'besancon',
        seq: i + 1,
        ...(i > 0 ? { from: steps[i - 1]?.[0] } : {}),
        to,
        at: instantOf(ago(days), civilTime('10:00')),
        on: ago(days),
        ...(to === 'leaving' ? { reason } : {}),
        band: '60-74',
        programmes: ['FRIENDLY_VISIT'],
        paired: false,
      }),
      'absent',
    ),
  );
  await desk.table.commit(writes);
};

const stayed = async (desk: TestDesk, count: number, left: number) => {
  for (let n = 0; n < count; n += 1)
    await walk(desk, n, [
      ['candidate', 330],
      ['interviewed', 322],
      ['active', 300],
      ...(n < left ? [['leaving', 200 - 10 * n] as const] : []),
    ]);
};
const PAGE = '/engagement/mouvements';
const read = async (desk: TestDesk, role: 'coordinator' | 'reviewer', path = PAGE) =>
  (await (await desk.as(role)).get(path)).text().then((text) => text.replaceAll(/[\u00a0\u202f]/g, ' '));

describe('who came and who left', () => {
  it('says that nothing is written down yet, in a town that begins', async () => {
    expect(await read(await testDesk(), 'coordinator')).toContain('Aucun mouvement n’est encore noté.');
  });

  it('is counted month by month for the coordination, with reasons, and as a file', async () => {
    const desk = await testDesk();
    await stayed(desk, 12, 2);
    const page = await read(desk, 'coordinator');
    expect(page).toContain('10 bénévoles, dont 0 en pause');
    expect(page).toContain('12 arrivées et 2 départs');
    expect(page).toContain('déménagement');
    expect(page).toContain('2 départs pour ');
    expect(page).toMatch(/12 bénévoles suivis, dont 2 départs/);
    expect(page.match(/<svg class="chart"/g)?.length).toBeGreaterThanOrEqual(3);
    const months = await read(desk, 'coordinator', `${PAGE}/mois.csv`);
    expect(months.split('\r\n')[0]).toBe(
      'Mois;Arrivées;Retours;Départs;Actifs;En pause;Sans mission depuis trois mois',
    );
    expect(months).toContain(`${ago(300).slice(0, 7)};12;0;0;12;0;inconnu`);
    const curve = await read(desk, 'coordinator', `${PAGE}/maintien.csv`);
    // 1 less 1/12, as a French spreadsheet reads it.
    expect(curve).toContain('100;12;1;0,9166666666666666;');
  });

  it('tells the direction no month, no reason, and nothing of one to four people', async () => {
    const desk = await testDesk();
    await stayed(desk, 12, 2);
    const page = await read(desk, 'reviewer');
    expect(page).not.toContain('Mois par mois');
    expect(page).not.toContain('déménagement');
    expect(page).not.toMatch(/\b2 départs/);
    expect(page).toContain('moins de 5');
    // 10 of 12 stayed: the share would tell of the two.
    expect(page).not.toContain('10 sur 12');
    // Six left in all, five of one age: the sixth would be found by subtraction, so no group says how many left.
    for (const n of [20, 21, 22, 23, 24, 25, 26, 27])
      await walk(desk, n, [['active', 300], ...(n < 24 ? [['leaving', 100] as const] : [])]);
    const more = await read(desk, 'reviewer');
    expect(more).toContain('20 bénévoles suivis, dont 6 départs');
    expect(more).toContain('60 à 74 ans : 20 bénévoles suivis');
    expect(more.match(/dont (\d+|moins de 5) départs/g)).toEqual(['dont 6 départs']);
    expect((await read(desk, 'coordinator')).match(/dont 6 départs/g)?.length).toBeGreaterThan(1);
    expect((await (await desk.as('reviewer')).get(`${PAGE}/mois.csv`)).status).toBe(403);
    expect((await (await desk.as('reviewer')).get(`${PAGE}/maintien.csv`)).status).toBe(200);
    expect((await (await desk.as('social-worker')).get(PAGE)).status).toBe(403);
  });

  it('calculates no share and draws no curve for a handful', async () => {
    const desk = await testDesk();
    await stayed(desk, 4, 1);
    const page = await read(desk, 'coordinator');
    expect(page).toContain('trop peu de personnes');
    expect(page).toContain('Moins de cinq bénévoles suivis');
    expect(page).toContain('Pas encore de courbe.');
    expect(page).not.toMatch(/sur 4\b/);
  });
});
