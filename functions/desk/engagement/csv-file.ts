import type { DeskContext } from '../env.ts';

/** A table handed over as a file, never kept by anybody on the way. */
export const csvFile = (c: DeskContext, name: string, body: string): Response =>
  c.body(body, 200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });
