import { Hono } from 'hono';
import { geoplateformeAddressFinder } from '../../shared/geo/address-finder.geoplateforme.ts';
import type { AddressFinder } from '../../shared/geo/address-finder.ts';
import { sruCatalogue } from '../../shared/library/catalogue/catalogue.sru.ts';
import { type Catalogue, noCatalogue } from '../../shared/library/catalogue/catalogue.ts';
import type { ActiveActivation } from '../../shared/register/exchanges/prefect-export.ts';
import { ok } from '../../shared/result/result.ts';
import type { Clock } from '../../shared/time/clock.ts';
import { geoApiCommunes } from '../../shared/town/communes.geo-api.ts';
import type { CommuneFinder } from '../../shared/town/communes.ts';
import { withAdvice } from '../advice.ts';
import type { World } from '../compose.ts';
import { outward } from '../outward.ts';
import { withTravel } from '../travel.ts';
import { errorPage } from '../web/error-page.tsx';
import { csrfGuard } from '../web/guard/csrf.ts';
import { securityHeaders } from '../web/guard/security.ts';
import {
  beginRequest,
  type ErrorPage,
  knownMethodsOnly,
  limitBody,
  logRequests,
  notFoundShow,
  onErrorShow,
} from '../web/http.ts';
import { keptForm } from '../web/kept-form.tsx';
import type { TownFace } from '../web/layout.tsx';
import { serveAssets } from '../web/style/assets.ts';
import { concernRoutes } from './concerns/routes.tsx';
import { dayRoutes } from './day/routes.tsx';
import { attentionRoutes } from './engagement/attentions/routes.tsx';
import { coverRoutes } from './engagement/cover/routes.tsx';
import { forecastRoutes } from './engagement/forecast/routes.tsx';
import { gatheringRoutes } from './engagement/gatherings/routes.tsx';
import { letterRoutes } from './engagement/letters/routes.tsx';
import { milestoneRoutes } from './engagement/milestones/routes.tsx';
import { movementRoutes } from './engagement/movements/routes.tsx';
import { attestationRoutes } from './engagement/recognition/attestations/routes.tsx';
import { attestationSheetRoutes } from './engagement/recognition/attestations/sheet-routes.tsx';
import { expenseRoutes } from './engagement/recognition/expenses/routes.tsx';
import { recruitmentRoutes } from './engagement/recruitment/routes.tsx';
import { yearlyRoutes } from './engagement/report/routes.tsx';
import { restRoutes } from './engagement/rests/routes.tsx';
import { reviewRoutes } from './engagement/review/routes.tsx';
import { thanksRoutes } from './engagement/thanks/routes.tsx';
import type { DeskEnv } from './env.ts';
import { FIRST_RUN } from './first-run/path.ts';
import { firstRunRoutes } from './first-run/routes.tsx';
import { flagRoutes } from './flags/routes.tsx';
import { friendlyRoutes } from './friendly/routes.tsx';
import { heatPaperRoutes } from './heat/paper/paper.ts';
import { heatRoutes } from './heat/routes.tsx';
import { homeRoutes } from './home/routes.tsx';
import { importRoutes } from './imports/routes.tsx';
import { DESK_SHEET, DESK_STYLES } from './layout.tsx';
import { libraryRoutes } from './library/routes.tsx';
import { SCAN_SCRIPT } from './library/scan.ts';
import { matchingRoutes } from './matching/routes.tsx';
import { messageRoutes } from './messages/routes.tsx';
import { missionRoutes } from './missions/routes.tsx';
import { planRoutes } from './plan/routes.tsx';
import { WAITS_SCRIPT } from './plan/week/waits.ts';
import { campaignThatRuns } from './register/exchanges/activation.ts';
import { registerRoutes } from './register/routes.tsx';
import { DRAG_SCRIPT } from './rounds/half-day/drag.ts';
import { roundRoutes } from './rounds/routes.tsx';
import { type DeskRoute, mount } from './router.ts';
import { seniorRoutes } from './seniors/routes.tsx';
import { serviceRoutes } from './services/routes.tsx';
import { deskCookies } from './session/browser.ts';
import { type IdentityProvider, identityProvider } from './session/identity.ts';
import { knowPerson } from './session/person.ts';
import { type SessionParts, sessionRoutes } from './session/routes.tsx';
import { settingsRoutes } from './settings/routes.tsx';
import { taskRoutes } from './tasks/routes.tsx';
import { teamRoutes } from './team/routes.tsx';
import { vigilanceRoutes } from './vigilance/routes.tsx';
import { volunteerRoutes } from './volunteers/routes.tsx';

export { SIGNED_IN_PATH } from './session/identity.ts';

export type DeskOptions = {
  readonly identity?: IdentityProvider;
  /** Sessions age by this clock. The demonstration gives the machine's, so that moving the town's time signs nobody out. */
  readonly sessionClock?: Clock;
  /** On one machine, the list that needs no network. */
  readonly communes?: CommuneFinder;
  /** On one machine, the town's own list of streets. */
  readonly addresses?: AddressFinder;
  /** The catalogue that librarians search besides their shelf; none unless the settings name one. */
  readonly catalogue?: Catalogue;
  /** Which alert runs now: the register leaves the town hall only then. */
  readonly activation?: ActiveActivation;
  /** In the demonstration, the page where a past heat wave is replayed. */
  readonly replay?: string | undefined;
};

/** Every page of the desk. A slice adds one line here, one in `shared/access/table.ts`, one in `navigation.ts`. */
const routesOf = (
  parts: SessionParts & {
    readonly communes: CommuneFinder;
    readonly addresses: AddressFinder;
    readonly activation: ActiveActivation;
    readonly replay: string | undefined;
    readonly catalogue: Catalogue;
  },
): readonly DeskRoute[] => [
  ...homeRoutes,
  ...dayRoutes,
  ...missionRoutes,
  ...serviceRoutes,
  ...concernRoutes,
  ...taskRoutes,
  ...messageRoutes,
  ...matchingRoutes,
  ...planRoutes,
  ...libraryRoutes(parts),
  ...roundRoutes(parts),
  ...vigilanceRoutes(parts),
  ...friendlyRoutes,
  ...heatRoutes,
  ...heatPaperRoutes,
  ...firstRunRoutes(parts),
  ...sessionRoutes(parts),
  ...settingsRoutes,
  ...teamRoutes,
  ...flagRoutes,
  ...seniorRoutes(parts),
  ...registerRoutes(parts),
  ...importRoutes,
  ...volunteerRoutes,
  ...movementRoutes,
  ...reviewRoutes,
  ...yearlyRoutes,
  ...forecastRoutes,
  ...attentionRoutes,
  ...restRoutes,
  ...recruitmentRoutes,
  ...attestationRoutes,
  ...attestationSheetRoutes,
  ...expenseRoutes,
  ...gatheringRoutes,
  ...thanksRoutes,
  ...milestoneRoutes,
  ...letterRoutes,
  ...coverRoutes,
];

/** A form with a file is the largest thing anybody sends: a register of 100,000 rows (ASVS 5.1.1). */
const MAX_BODY_BYTES = 21 * 1024 * 1024;

/**
 * Somebody who is not signed in is led to the door, and brought back to the page they wanted. The town's face comes
 * from memory: these pages show when the table does not answer.
 */
const deskErrors =
  (townInMemory: () => TownFace | undefined): ErrorPage =>
  async (c, problem) => {
    const town = townInMemory();
    const kept = await keptForm(c, problem, {
      origin: c.get('world').config.deskOrigin,
      styles: DESK_STYLES,
      town,
      title: 'Vous n’êtes plus connecté',
      first: (
        <p>
          <a class="button" href="/connexion" target="_blank" rel="noopener">
            1. Se connecter dans un autre onglet
          </a>
        </p>
      ),
    });
    if (kept) return kept;
    if (problem.name === 'signed-out' && c.req.method === 'GET') {
      if (!town) return c.redirect(FIRST_RUN, 303);
      const { pathname, search, searchParams } = new URL(c.req.url);
      // The provider brings back to the first page somebody who has just signed out there.
      if (pathname === '/')
        return c.redirect(searchParams.has('state') ? '/connexion?sortie=oui' : '/connexion', 303);
      return c.redirect(`/connexion?${new URLSearchParams({ retour: pathname + search })}`, 303);
    }
    const home =
      problem.name === 'no-session' || problem.name === 'signed-out'
        ? { href: '/connexion', label: 'Se connecter de nouveau' }
        : { href: '/', label: 'Revenir à l’accueil' };
    return errorPage({ styles: DESK_STYLES, home, town })(c, problem);
  };

/** The public geocoder where the settings name it; else nothing is known, and a person chooses the sector. */
const addressesOf = (world: World): AddressFinder =>
  world.config.addressFinder === 'geoplateforme'
    ? geoplateformeAddressFinder(outward)
    : { find: async () => ok([]) };

/** The catalogue that the settings name; else none is asked. */
const catalogueOf = ({ config }: World): Catalogue =>
  config.catalogueServer === undefined ? noCatalogue : sruCatalogue(config.catalogueServer, outward);

/** The desk's web application: the same on Lambda and on one machine. */
export const deskApp = (base: World, options: DeskOptions = {}): Hono<DeskEnv> => {
  const world = withAdvice(withTravel(base));
  const cookies = deskCookies(world);
  const sessionClock = options.sessionClock ?? world.clock;
  const communes = options.communes ?? geoApiCommunes(outward);
  const addresses = options.addresses ?? addressesOf(world);
  const activation = options.activation ?? campaignThatRuns;
  const identity = options.identity ?? identityProvider(world.config);
  const app = new Hono<DeskEnv>({ strict: false });

  let face: TownFace | undefined;
  const errors = deskErrors(() => face);
  app.onError(onErrorShow(errors));
  app.notFound(notFoundShow(errors));
  app.use(beginRequest(world));
  app.use(logRequests);
  app.use(securityHeaders());
  app.use(knownMethodsOnly);
  app.get('/health', (c) => c.json({ status: 'ok', host: 'desk' }));
  serveAssets(app, [DESK_SHEET, SCAN_SCRIPT, DRAG_SCRIPT, WAITS_SCRIPT]);
  app.use(limitBody(MAX_BODY_BYTES));
  app.use(knowPerson(cookies, sessionClock));
  app.use(async (c, next) => {
    face = c.get('town')?.value ?? face;
    await next();
  });
  app.use(csrfGuard(({ config }) => ({ origin: config.deskOrigin, secret: config.appSecret })));
  const { replay } = options;
  const catalogue = options.catalogue ?? catalogueOf(world);
  mount(
    app,
    routesOf({ cookies, identity, sessionClock, communes, addresses, activation, replay, catalogue }),
  );
  return app;
};
