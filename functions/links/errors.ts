import { type Town, townKey, townKind } from '../../shared/town/settings.ts';
import { type ErrorPageOptions, errorPage } from '../web/error-page.tsx';
import type { ErrorPage, WebContext } from '../web/http.ts';
import { LINKS_STYLES, lastTown } from './frame.ts';

/** The link is open for a while (a visit half an hour, a round a half-day): whoever comes back to the tab later has the SMS, and is sent to it. */
const AGAIN = 'Rouvrez le lien de votre SMS';
const NOT_KEPT = {
  title: AGAIN,
  sentence:
    'Cette page était ouverte depuis trop longtemps : votre dernière réponse n’est pas enregistrée. Touchez de nouveau le lien reçu par SMS, puis recommencez.',
};
/** Also of an address that a telephone cut in two, or whose end was not copied. */
const NOT_OPENED = {
  title: 'Ce lien ne s’ouvre pas',
  sentence:
    'Il n’est peut-être pas entier, ou un plus récent le remplace. Touchez le lien du dernier SMS reçu.',
};

const MISSION: ErrorPageOptions = {
  styles: LINKS_STYLES,
  home: { href: '/lien-perdu', label: 'Je n’ai plus ce SMS : recevoir un lien' },
  words: {
    'no-link': {
      title: AGAIN,
      sentence:
        'Par prudence, cette page se ferme au bout d’un moment. Rien n’est perdu : touchez de nouveau le lien reçu par SMS.',
    },
    'unknown-link': NOT_OPENED,
    'not-found': NOT_OPENED,
    'no-session': NOT_KEPT,
    'stale-form': NOT_KEPT,
  },
  isOpenToAll: true,
};
const OTHER: ErrorPageOptions = {
  styles: LINKS_STYLES,
  home: { href: '/lien-perdu', label: 'Vous êtes bénévole ? Recevoir un lien' },
  isOpenToAll: true,
};

/**
 * Whose number to ring, for whoever is lost: read whatever was tried, so that it tells nothing of a link. From memory where something
 * broke, or where the table does not answer; undefined in a process that never saw it answer.
 */
export const townToCall = async (c: WebContext, status: number): Promise<Town | undefined> => {
  const world = c.get('world');
  if (!world) return undefined;
  try {
    const read = status === 500 ? undefined : world.table.get(townKind, townKey(world.config.townId));
    return (await read)?.value ?? lastTown(world);
  } catch {
    return lastTown(world);
  }
};

/** The error pages of the links host. Only under /m, /a and /t has the visitor an SMS to go back to. */
export const linksErrors: ErrorPage = async (c, problem) => {
  const options = /^\/[mat](\/|$)/.test(c.req.path) ? MISSION : OTHER;
  return errorPage({ ...options, town: await townToCall(c, problem.status) })(c, problem);
};
