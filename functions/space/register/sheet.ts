import type { Hono } from 'hono';
import { sha256 } from '../../../shared/ids/digest.ts';
import type { WebEnv } from '../../web/http.ts';
import { SPACE_STYLES } from '../my-space/sheet.ts';

/** What only the paper form needs: lines to write on and boxes to tick. */
const SHEET = `
.blank{display:flex;align-items:baseline;gap:.5rem;margin:.9rem 0;max-width:none}.blank span{flex:1;border-bottom:1px solid #333;min-width:6rem;height:1.4em}
.box{display:flex;align-items:baseline;gap:.6rem;margin:.5rem 0}.box span{flex:none;width:1em;height:1em;border:1.5px solid #333;border-radius:2px;transform:translateY(.15em)}
@media print{.blank{margin:.45rem 0}h1{font-size:1.3rem}h2{font-size:1.05rem;margin:.5rem 0 .1rem}li,p{font-size:10.5pt;margin-top:.15rem;margin-bottom:.15rem}}
`;
const SHEET_PATH = `/inscription-registre/feuille-${sha256(SHEET).slice(0, 10)}.css`;
export const PAPER_STYLES = [...SPACE_STYLES, SHEET_PATH];

/** Kept for a year under a name that changes with its content. */
export const servePaperSheet = (app: Hono<WebEnv>): void => {
  app.get(SHEET_PATH, (c) =>
    c.body(SHEET, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
};
