import type { Town } from '../../shared/town/settings.ts';
import type { World } from '../compose.ts';
import { csrfToken } from '../web/guard/csrf.ts';
import type { WebContext } from '../web/http.ts';
import { DEMONSTRATION } from '../web/layout.tsx';
import { asset } from '../web/style/assets.ts';
import { BASE_STYLE } from '../web/style/base-style.ts';

/** The one sheet of the links host: the shared look and the little that only these pages need. */
export const LINKS_SHEET = asset(
  'links',
  'css',
  `${BASE_STYLE}
.notice{max-width:none}.when{font-family:var(--serif);font-size:1.5rem;line-height:1.25;margin:0 0 .2em;text-wrap:balance}
form+p{margin-top:1.25rem}.facts{grid-template-columns:minmax(4rem,auto) minmax(0,1fr)}.when+.facts,.address+.facts{margin-top:.9rem}
.answers{display:grid;gap:.75rem;margin:1.5rem 0}.answers form,.answers button,.answers .button{width:100%}
.quiet-links{list-style:none;padding:0;max-width:none;margin:1.5rem 0 0;border-top:1px solid var(--line)}.quiet-links li{margin:0;border-bottom:1px solid var(--line)}
.quiet-links a{display:flex;align-items:center;min-height:48px;padding:.4rem 0}
details{margin:0 0 1rem;border:1px solid var(--line);border-radius:var(--radius);background:var(--card)}
summary{min-height:48px;padding:.75rem 1rem;cursor:pointer;font-weight:600}details>div{padding:0 1rem 1rem}
.line{display:block}.line+.line{margin-top:.9rem}
main p>a:not(.button),main dd a,.notice a:not(.button),.foot a,.call a:not(.button){padding:.72rem 0}
.quiet-links+p{margin-top:1rem}
@media(max-width:20rem){h1{font-size:1.5rem}.facts{grid-template-columns:1fr;gap:0}.facts dd{margin:0 0 .6rem}.option{padding:.6rem .4rem;gap:.4rem;overflow-wrap:anywhere}}
.address{font-size:1.2rem;font-weight:600;font-style:normal}
.three{display:grid;gap:.5rem}@media(min-width:30rem){.three{grid-template-columns:1fr 1fr 1fr}}
`,
);
export const LINKS_STYLES = [LINKS_SHEET.path];

/** What every page of this host is given: whose it is, and the token of its forms. */
export type LinksFrame = {
  readonly town: Town;
  readonly styles: readonly string[];
  readonly csrf: string;
  readonly ribbon: string | undefined;
};

const towns = new WeakMap<World, Town>();
/** The town as a page of this process last showed it, for the pages that show when the table does not answer. */
export const lastTown = (world: World): Town | undefined => towns.get(world);

export const linksFrame = (c: WebContext, town: Town): LinksFrame => {
  const world = c.get('world');
  const { config } = world;
  towns.set(world, town);
  return {
    town,
    styles: LINKS_STYLES,
    csrf: csrfToken(config.appSecret, c.get('binding') ?? ''),
    ribbon: config.smsNumbers === 'fiction' ? DEMONSTRATION : undefined,
  };
};
