import { errorPage } from '../web/error-page.tsx';
import type { ErrorPage } from '../web/http.ts';
import { LINKS_STYLES } from './frame.ts';

/** The link is open for a while (a visit half an hour, a round a half-day): whoever comes back to the tab later has the SMS, and is sent to it. */
const AGAIN = 'Rouvrez le lien de votre SMS';
const NOT_KEPT = {
  title: AGAIN,
  sentence:
    'Cette page était ouverte depuis trop longtemps : votre dernière réponse n’est pas enregistrée. Touchez de nouveau le lien reçu par SMS, puis recommencez.',
};

const missionErrors = errorPage({
  styles: LINKS_STYLES,
  home: { href: '/lien-perdu', label: 'Je n’ai plus ce SMS : recevoir un lien' },
  words: {
    'no-link': {
      title: AGAIN,
      sentence:
        'Par prudence, cette page se ferme au bout d’un moment. Rien n’est perdu : touchez de nouveau le lien reçu par SMS.',
    },
    'unknown-link': {
      title: 'Ce lien ne s’ouvre pas',
      sentence:
        'Il n’est peut-être pas entier, ou un plus récent le remplace. Touchez le lien du dernier SMS reçu.',
    },
    'no-session': NOT_KEPT,
    'stale-form': NOT_KEPT,
  },
});
const otherErrors = errorPage({
  styles: LINKS_STYLES,
  home: { href: '/lien-perdu', label: 'Vous êtes bénévole ? Recevoir un lien' },
});

/** The error pages of the links host. Only under /m, /a and /t has the visitor an SMS to go back to. */
export const linksErrors: ErrorPage = (c, problem) =>
  (/^\/[mat](\/|$)/.test(c.req.path) ? missionErrors : otherErrors)(c, problem);
