import type { Hono } from 'hono';
import { sha256 } from '../../../shared/ids/digest.ts';
import { LINKS_STYLES } from '../../links/frame.ts';
import type { WebEnv } from '../../web/http.ts';
import { PAPERS_STYLE } from '../../web/papers/style.ts';
import { VOLUNTEER_STYLE } from '../../web/style/volunteer-style.ts';

/** What only « Mon espace » and the application need beside the sheet of the links host. */
const SHEET = `
form+p{margin-top:1.25rem}.visits form{margin-top:.6rem}@media(max-width:30rem){.facts{grid-template-columns:1fr;gap:0}.facts dd{margin:0 0 .7rem}}
.asked{list-style:none;padding:0;margin:0 0 1.5rem;max-width:none;border-top:1px solid var(--line)}.asked li{margin:0;border-bottom:1px solid var(--line)}
.asked a{display:grid;grid-template-columns:1fr auto;gap:.1rem 1rem;min-height:56px;align-content:center;padding:.6rem 0;text-decoration:none;color:inherit}
.asked a>strong{grid-column:1}.asked a>span{grid-column:1;color:var(--soft);font-size:.95rem}.asked a::after{content:"›";grid-column:2;grid-row:1/span 2;align-self:center;color:var(--brand);font-size:1.5rem}
.asked a:hover strong{text-decoration:underline}
.visits{list-style:none;padding:0;max-width:none}.visits>li{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:.9rem 1.1rem;margin:0 0 .75rem}.visits p{margin:0 0 .3rem}.visits h2{margin-top:.1rem}
.back{margin:0 0 .5rem}.back a{display:inline-flex;align-items:center;min-height:44px}
.choices{display:grid;gap:.75rem;margin:1.25rem 0}.choices button{width:100%;flex-direction:column;gap:0}.choices .until{font-weight:400}
.twin{display:grid;gap:.75rem;margin:1rem 0 0}.twin form,.twin .button,.twin button{width:100%}@media(min-width:30rem){.twin{grid-template-columns:1fr 1fr}}
.code{display:block;margin:0 0 1.25rem;font-family:ui-monospace,monospace;font-size:.9rem;background:#fff;border:1px solid var(--line);border-radius:8px;padding:.7rem;overflow-wrap:anywhere}
table.data{width:100%;border-collapse:collapse;margin:1.5rem 0;background:var(--card);border:1px solid var(--line)}table.data caption{text-align:left;font-weight:600;padding:0 0 .5rem}table.data th,table.data td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-top:1px solid var(--line)}
@media(max-width:40rem){table.data,table.data caption,table.data tbody,table.data tr,table.data th,table.data td{display:block}table.data{border:0;background:none}table.data thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.data tr{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:.5rem .9rem;margin:0 0 .75rem}table.data tbody th,table.data td{border:0;padding:.2rem 0}table.data td[data-title]:not(:empty)::before{content:attr(data-title)"\\a0: ";color:var(--soft)}}
.trap{position:absolute;left:-200vw}
${PAPERS_STYLE}${VOLUNTEER_STYLE}`;
const SHEET_PATH = `/espace/feuille-${sha256(SHEET).slice(0, 10)}.css`;
export const SPACE_STYLES = [...LINKS_STYLES, SHEET_PATH];

/** Kept for a year under a name that changes with its content. */
export const serveSpaceSheet = (app: Hono<WebEnv>): void => {
  app.get(SHEET_PATH, (c) =>
    c.body(SHEET, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    }),
  );
};
