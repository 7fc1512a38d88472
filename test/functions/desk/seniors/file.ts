import { seniorWrites } from '../../../../shared/seniors/write-senior.ts';
import { aSenior, JEANNE, TUESDAY_NOON } from '../../../builders/chain.ts';
import { staffIdOf, type TestBrowser, type TestDesk } from '../../../support/desk.ts';

export const read = async (browser: TestBrowser, path: string) => (await browser.get(path)).text();
export const JEANNE_PAGE = `/personnes/${JEANNE}`;
const happening = { action: 'senior-created', actor: { kind: 'system' as const, id: '' }, at: TUESDAY_NOON };

export const withSenior = async (desk: TestDesk, more: Parameters<typeof aSenior>[0] = {}) => {
  const senior = aSenior({ referentId: staffIdOf('coordinator'), ...more });
  await desk.table.commit(seniorWrites(desk.world, undefined, senior, happening));
  return senior;
};
