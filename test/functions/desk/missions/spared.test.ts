import { expect, it } from 'vitest';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKind } from '../../../../shared/offers/store.ts';
import { put } from '../../../../shared/table/write.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { instant } from '../../../../shared/time/instant.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import { TUESDAY_NOON } from '../../../builders/chain.ts';
import { asRead } from '../../../support/as-read.ts';
import { aReadyVolunteer, missionNow, volunteerNumber } from '../../../support/chain.ts';
import { busyDesk, read, VISIT_PATH } from '../day/town.ts';

const ASKED = {
  missionId: missionIdSchema.parse(`mis_${'E'.repeat(26)}`),
  day: civilDay('2026-12-09'),
  startsAt: instant('2026-12-09T13:30:00Z'),
  minutes: 60,
  state: 'offered' as const,
};

/** A visit for which everybody who could go has another question to answer first, looked at by hand. */
const lookedAt = async (many: number) => {
  const desk = await busyDesk();
  const ids = Array.from({ length: many }, (_, n) => volunteerNumber(n + 1)).filter((_, n) => n !== 2);
  for (const [n, id] of ids.entries())
    await desk.table.commit([
      ...(n > 1 ? [put(volunteerKind, aReadyVolunteer(Number(id.slice(-2))), 'any')] : []),
      put(loadKind, { ...emptyLoad(id), entries: [ASKED], offersSentAt: [TUESDAY_NOON] }, 'absent'),
    ]);
  const claire = await desk.as('coordinator');
  await claire.post(`${VISIT_PATH}/relancer`, {});
  return { desk, page: asRead(await read(claire, VISIT_PATH)) };
};

it('a search whose every answer sets it going says so', async () => {
  const { page } = await lookedAt(5);
  expect(page).toContain('la recherche reprend dès qu’une réponse arrive, au plus tard');
});

it('a search that more people keep waiting than it can follow says which answers set it going', async () => {
  const { desk, page } = await lookedAt(8);
  const { search } = await missionNow(desk.table);
  expect(search?.waitsFor).toHaveLength(4);
  expect(page).not.toContain('dès qu’une réponse arrive');
  expect(page).toContain('<summary>Le suivant</summary>');
  expect(page).toContain('la recherche reprend dès que l’un des 4 mieux placés répond, au plus tard');
});
