import { roleWords } from '../../../functions/desk/words.ts';
import type { Permission, Reach, Who } from '../../../shared/access/permission.ts';
import { ROLES } from '../../../shared/staff/staff.ts';

const COLUMNS: readonly Who[] = [...ROLES, 'visitor'];
const RELATION_WORDS = {
  own: 'le sien',
  flagger: 's’il a signalé',
  referent: 's’il est référent',
  named: 's’il est nommé',
};
const cell = (reach: Reach | undefined): string =>
  reach === undefined ? '' : reach === 'any' ? 'oui' : reach.map((one) => RELATION_WORDS[one]).join(', ');
const heading = (who: Who): string => (who === 'visitor' ? 'sans compte' : roleWords(who));

/** The permission table as people read it; `docs/permissions.md` is exactly this. */
export const matrix = (table: Readonly<Record<string, Permission>>): string => {
  const rows = Object.entries(table)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([action, { what, who }]) =>
        `| \`${action}\` | ${what} | ${COLUMNS.map((one) => cell(who[one])).join(' | ')} |`,
    );
  return [
    '# Qui peut faire quoi',
    '',
    'Imprimé depuis `shared/access/table.ts` ; un test compare. Pour l’imprimer de nouveau :',
    '`PRINT=1 npx vitest run test/shared/access`. Case vide : refusé. « oui » : dans sa ville seulement.',
    '',
    `| action | quoi | ${COLUMNS.map(heading).join(' | ')} |`,
    `|---|---|${COLUMNS.map(() => '---').join('|')}|`,
    ...rows,
    '',
  ].join('\n');
};
