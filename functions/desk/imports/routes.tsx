import { can } from '../../../shared/access/table.ts';
import { importIdSchema } from '../../../shared/ids/ids.ts';
import { dropImport, keepRows } from '../../../shared/imports/change-import.ts';
import { commitImport, continueImport } from '../../../shared/imports/commit-import.ts';
import type { Choices, Import } from '../../../shared/imports/import.ts';
import { inspectFile, openFile } from '../../../shared/imports/inspect-file.ts';
import { importRefusalSentence } from '../../../shared/imports/refusals.ts';
import { type RejectedRow, rejectedCsv } from '../../../shared/imports/report.ts';
import {
  importKey,
  importKind,
  importList,
  PROBLEMS_A_PAGE,
  reportPageKey,
  reportPageKind,
} from '../../../shared/imports/store.ts';
import { fileOf, readingFor, type TryRefusal, tryImport } from '../../../shared/imports/try-import.ts';
import { readAs } from '../../../shared/table/kind.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { formOf } from '../../web/guard/csrf.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { demandReader, isReader } from '../register/readers/reader.tsx';
import { type DeskRoute, demand, missing } from '../router.ts';
import { ConfirmImportPage, ImportPage } from './import-page.tsx';
import { ImportsPage, NewImportPage } from './list-page.tsx';
import { ReportPage, reportPath } from './report-page.tsx';
import {
  choicesFrom,
  confirmForm,
  duplicatesForm,
  kindForm,
  readGroup,
  readingForm,
  readPage,
} from './schemas.ts';

type ImportAction = 'import.list' | 'import.make';

/** The import of the address, if it is of this town and open to this person; else the page of what does not exist. */
const importOf = async (c: DeskContext, action: ImportAction): Promise<Import> => {
  const id = importIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await c.var.world.table.get(importKind, importKey(id.data)) : undefined;
  if (!stored) return missing(c);
  demand(c, action, { town: stored.value.town });
  // A file of the register is read by whom the mayor named, like the register.
  if (stored.value.kind === 'register') await demandReader(c);
  return stored.value;
};
const mayMake = (c: DeskContext): boolean => can(staffOf(c), 'import.make', { town: townOf(c).id });

const LISTED = 50;

const list = async (c: DeskContext): Promise<Response> => {
  const partition = importList(townOf(c).id);
  const page = await c.var.world.table.index('list', { partition, limit: LISTED, newestFirst: true });
  const imports = page.items.flatMap((row) => readAs(importKind, row)?.value ?? []);
  return show(c, <ImportsPage frame={frameOf(c)} imports={imports} mayMake={mayMake(c)} />);
};

const newPage = (c: DeskContext, form: FormState) => <NewImportPage frame={frameOf(c)} form={form} />;

/** A file already imported is no mistake: its import is shown. */
const refusedPage = (c: DeskContext, form: FormState, refusal: TryRefusal): Response | Promise<Response> =>
  refusal.reason === 'already-imported'
    ? seeOther(c, `/imports/${refusal.import.id}`)
    : show(c, newPage(c, withProblem(form, 'file', importRefusalSentence(refusal))), 422);

const receive = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, kindForm);
  const file = (await formOf(c)).get('file');
  const given = file instanceof File && file.size > 0 ? file : undefined;
  const form: FormState = read.ok ? { problems: [], typed: read.typed } : read.refusal;
  if (!given) return show(c, newPage(c, withProblem(form, 'file', 'Choisissez un fichier CSV.')), 422);
  if (!read.ok) return show(c, newPage(c, form), 422);
  if (read.value.kind === 'register' && !(await isReader(c))) {
    const sentence = 'Le registre ne se reprend que par un agent que le maire a nommé pour le lire.';
    return show(c, newPage(c, withProblem(form, 'kind', sentence)), 422);
  }
  const bytes = new Uint8Array(await given.arrayBuffer());
  const fileName = given.name.replace(/^.*[\\/]/, '').slice(0, 120) || 'fichier.csv';
  const request = { kind: read.value.kind, bytes, fileName, choices: {} };
  const tried = await tryImport(c.var.world, request, actorOf(c), c.var.now);
  return tried.ok ? seeOther(c, `/imports/${tried.value.id}`) : refusedPage(c, form, tried.refusal);
};

const view = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.list');
  const bytes = one.state === 'tried' ? await fileOf(c.var.world.table, one) : undefined;
  const opened = bytes && openFile(one.kind, bytes, one.choices);
  const file = opened?.ok ? opened.value : undefined;
  const isRedone = c.req.query('refait') !== undefined;
  return show(
    c,
    <ImportPage frame={frameOf(c)} one={one} file={file} isRedone={isRedone} mayMake={mayMake(c)} />,
  );
};

const report = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.list');
  const group = readGroup(c.req.query('groupe'));
  const page = Math.min(readPage(c.req.query('page')), Math.max(1, one.reportPages[group]));
  const stored = await c.var.world.table.get(reportPageKind, reportPageKey(one.id, group, page - 1));
  const lines = page <= one.reportPages[group] ? (stored?.value.lines ?? []) : [];
  return show(
    c,
    <ReportPage frame={frameOf(c)} one={one} group={group} page={page} lines={lines} mayMake={mayMake(c)} />,
  );
};

/** The same file tried again, read otherwise or against the people of now. */
const tryAgain = async (c: DeskContext, one: Import, choices: Choices) => {
  const bytes = await fileOf(c.var.world.table, one);
  if (!bytes) return undefined;
  const request = { kind: one.kind, bytes, fileName: one.fileName, choices };
  return tryImport(c.var.world, request, actorOf(c), c.var.now);
};

const readOtherwise = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  const bytes = await fileOf(c.var.world.table, one);
  const opened = bytes && openFile(one.kind, bytes, one.choices);
  if (!opened?.ok) return seeOther(c, `/imports/${one.id}`);
  const width = opened.value.columns.length;
  const read = await readForm(c, readingForm(width));
  if (!read.ok) return seeOther(c, `/imports/${one.id}`);
  const chosen = choicesFrom(read.typed, read.value, width);
  // Another encoding or separator makes other columns: what was chosen of the old ones means nothing.
  const isOther = chosen.encoding !== one.encoding || chosen.separator !== one.separator;
  const { columns, ...rest } = chosen;
  const tried = await tryAgain(c, one, isOther ? rest : { ...rest, ...(columns ? { columns } : {}) });
  if (tried && !tried.ok && tried.refusal.reason !== 'already-imported') {
    return refusedPage(c, freshForm({ kind: one.kind }), tried.refusal);
  }
  return seeOther(c, `/imports/${one.id}`);
};

const decideDuplicates = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  const read = await readForm(c, duplicatesForm);
  if (!read.ok) return seeOther(c, reportPath(one, 'duplicate'));
  // Only rows that this page of the report shows as duplicates can be kept.
  const page = await c.var.world.table.get(
    reportPageKind,
    reportPageKey(one.id, 'duplicate', read.value.page - 1),
  );
  const shown = (page?.value.lines ?? []).slice(0, PROBLEMS_A_PAGE).map((line) => line.row);
  await keepRows(c.var.world, one.id, shown, read.value.kept);
  return seeOther(c, reportPath(one, 'duplicate', read.value.page));
};

const confirm = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  if (one.state !== 'tried') return seeOther(c, `/imports/${one.id}`);
  return show(c, <ConfirmImportPage frame={frameOf(c)} one={one} town={townOf(c)} />);
};

const commit = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  const read = await readForm(c, confirmForm);
  if (!read.ok) return seeOther(c, `/imports/${one.id}/confirmer`);
  const done = await commitImport(c.var.world, one.id, read.value, actorOf(c), c.var.now);
  if (done.ok || done.refusal.reason !== 'report-changed') return seeOther(c, `/imports/${one.id}`);
  await tryAgain(c, one, one.choices);
  return seeOther(c, `/imports/${one.id}?refait=1`);
};

const goOn = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  await continueImport(c.var.world, one.id, c.var.now);
  return seeOther(c, `/imports/${one.id}`);
};

const drop = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  await dropImport(c.var.world, one.id, actorOf(c), c.var.now);
  return seeOther(c, '/imports');
};

const rejectedRows = async (c: DeskContext): Promise<Response> => {
  const one = await importOf(c, 'import.make');
  const bytes = await fileOf(c.var.world.table, one);
  if (!bytes) return seeOther(c, `/imports/${one.id}`);
  const { kind, choices } = one;
  const rejected: RejectedRow[] = [];
  const seen = inspectFile(
    { kind, bytes, choices, reading: readingFor(townOf(c), one.readOn), known: [] },
    ([first], { outcome, row }) => {
      if (outcome === 'rejected') rejected.push({ cells: row.cells, reason: first?.reason ?? '' });
    },
  );
  if (!seen.ok) return seeOther(c, `/imports/${one.id}`);
  const name = one.fileName.replace(/[^\w.-]+/g, '_').replace(/\.\w{2,4}$/, '');
  return c.body(rejectedCsv(seen.value.sheet.header, rejected), 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}-refusees.csv"`,
  });
};

/** Everything about a file of people, from the form to the flip. */
export const importRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/imports', action: 'import.list', handler: list },
  {
    method: 'GET',
    path: '/imports/nouveau',
    action: 'import.make',
    handler: (c) => show(c, newPage(c, freshForm())),
  },
  { method: 'POST', path: '/imports', action: 'import.make', handler: receive },
  { method: 'GET', path: '/imports/:id', action: 'import.list', about: 'handler', handler: view },
  { method: 'GET', path: '/imports/:id/rapport', action: 'import.list', about: 'handler', handler: report },
  {
    method: 'GET',
    path: '/imports/:id/confirmer',
    action: 'import.make',
    about: 'handler',
    handler: confirm,
  },
  {
    method: 'GET',
    path: '/imports/:id/refuses.csv',
    action: 'import.make',
    about: 'handler',
    handler: rejectedRows,
  },
  {
    method: 'POST',
    path: '/imports/:id/lecture',
    action: 'import.make',
    about: 'handler',
    handler: readOtherwise,
  },
  {
    method: 'POST',
    path: '/imports/:id/doublons',
    action: 'import.make',
    about: 'handler',
    handler: decideDuplicates,
  },
  {
    method: 'POST',
    path: '/imports/:id/confirmer',
    action: 'import.make',
    about: 'handler',
    handler: commit,
  },
  { method: 'POST', path: '/imports/:id/suite', action: 'import.make', about: 'handler', handler: goOn },
  { method: 'POST', path: '/imports/:id/abandonner', action: 'import.make', about: 'handler', handler: drop },
];
