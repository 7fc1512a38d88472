import { importItems, readStockFile } from '../../../../shared/library/catalogue/import-items.ts';
import { type FormState, freshForm, withProblem } from '../../../web/form.ts';
import { formOf } from '../../../web/guard/csrf.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { shelfLike } from '../read.ts';
import { doneWords, LIBRARY } from '../words.ts';
import { ShelfPage } from './shelf-page.tsx';
import { reportFrom, reportPath, STOCK_REPORT, StockReportPage, stockRefusal } from './stock-report.tsx';

const shelf = async (c: DeskContext, form: FormState = freshForm(), status: PageStatus = 200) => {
  const words = (c.req.query('q') ?? '').slice(0, 100);
  const items = await shelfLike(c.var.world.table, townOf(c).id, words);
  return show(
    c,
    <ShelfPage
      frame={frameOf(c)}
      items={items}
      words={words}
      form={form}
      done={doneWords(c.req.query('dit'))}
    />,
    status,
  );
};

const NO_FILE = 'Choisissez un fichier exporté par le logiciel de la bibliothèque.';

const receiveStock = async (c: DeskContext): Promise<Response> => {
  const file = (await formOf(c)).get('file');
  const refuse = (sentence: string) => shelf(c, withProblem(freshForm(), 'file', sentence), 422);
  if (!(file instanceof File) || file.size === 0) return refuse(NO_FILE);
  const read = readStockFile(new Uint8Array(await file.arrayBuffer()));
  if (!read.ok) return refuse(stockRefusal(read.refusal));
  const done = await importItems(c.var.world, townOf(c).id, read.value, c.var.now);
  return seeOther(c, reportPath(done));
};

/** The copies known here, and the files of the library system that bring them. */
export const shelfRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: `${LIBRARY}/fonds`, action: 'library.view', handler: (c) => shelf(c) },
  { method: 'POST', path: `${LIBRARY}/fonds`, action: 'library.stock', handler: receiveStock },
  {
    method: 'GET',
    path: STOCK_REPORT,
    action: 'library.stock',
    handler: (c) => show(c, <StockReportPage frame={frameOf(c)} report={reportFrom(c.req.query())} />),
  },
];
