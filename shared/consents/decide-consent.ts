import type { Actor } from '../audit/audit.ts';
import type { SeniorId } from '../ids/ids.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import type { Consent, ConsentState, Purpose } from './consent.ts';

/** The answer a person gave, to one purpose, and how it was obtained. */
export type ConsentAnswer = Pick<Consent, 'purpose' | 'how'> & {
  readonly state: ConsentState;
  readonly note?: string;
  readonly endsAt?: Instant;
};

export type ConsentRefusal = 'nothing-to-withdraw' | 'ends-in-the-past' | 'register-is-apart';

/**
 * Decides the row that an answer becomes. Each purpose stands alone (domain.md §4). Refuses to withdraw what was never
 * given, an end already past, and the alert register: it rests on the law, not on this consent, and has its own
 * file (G1, law 6). A refusal or a withdrawal is never softened into « asked ».
 */
export const decideConsent = (
  before: Consent | undefined,
  answer: ConsentAnswer,
  seniorId: SeniorId,
  by: Actor,
  now: Instant,
): Result<Consent, { readonly reason: ConsentRefusal }> => {
  if (answer.purpose === 'ALERT_REGISTER') return refused({ reason: 'register-is-apart' });
  if (answer.state === 'withdrawn' && before?.state !== 'given')
    return refused({ reason: 'nothing-to-withdraw' });
  if (answer.endsAt !== undefined && answer.endsAt <= now) return refused({ reason: 'ends-in-the-past' });
  if (answer.state === 'asked' && before && before.state !== 'asked') return ok(before);
  return ok({ ...answer, seniorId, at: now, by });
};

/**
 * Two rows about one purpose when two files become one: the latest real answer is hers; « asked » never covers an
 * answer; at the same instant the no wins.
 */
export const mergedConsent = (a: Consent | undefined, b: Consent | undefined): Consent | undefined => {
  if (!a || !b) return a ?? b;
  if ((a.state === 'asked') !== (b.state === 'asked')) return a.state === 'asked' ? b : a;
  if (a.at === b.at) return a.state === 'given' ? b : a;
  return a.at > b.at ? a : b;
};

/** Programme purposes that a coordinator asks about, in the order a conversation takes them. */
export const ASKED_PURPOSES: readonly Purpose[] = [
  'PREVENANCE',
  'FRIENDLY_VISIT',
  'FRIENDLY_CALL',
  'HOME_LIBRARY',
  'CHRISTMAS_PARCEL',
  'SUMMER_OUTING',
  'HEATWAVE_CALL_BY_VOLUNTEER',
  'PARTNER_REFERRAL',
  'SENIOR_NEWS',
  'HEALTH_CAMPAIGN',
];

export const PURPOSE_WORDS: Readonly<Record<Purpose, { readonly name: string; readonly question: string }>> =
  {
    PREVENANCE: {
      name: 'Dossier d’accompagnement',
      question: 'Acceptez-vous que la maison garde un dossier pour vous accompagner ?',
    },
    FRIENDLY_VISIT: {
      name: 'Visites de convivialité',
      question: 'Acceptez-vous qu’une personne bénévole vienne vous voir ?',
    },
    FRIENDLY_CALL: {
      name: 'Appels de convivialité',
      question: 'Acceptez-vous qu’une personne vous appelle pour prendre des nouvelles ?',
    },
    HOME_LIBRARY: {
      name: 'Livres à domicile',
      question: 'Acceptez-vous qu’une personne vous apporte des livres ?',
    },
    CHRISTMAS_PARCEL: {
      name: 'Colis de Noël',
      question: 'Voulez-vous recevoir le colis de Noël, apporté par une personne bénévole ?',
    },
    SUMMER_OUTING: {
      name: 'Sorties d’été',
      question: 'Voulez-vous être invitée ou invité aux sorties d’été ?',
    },
    HEATWAVE_CALL_BY_VOLUNTEER: {
      name: 'Appel d’un bénévole pendant la canicule',
      question: 'Quand il fait très chaud, une personne bénévole peut-elle vous appeler ?',
    },
    ALERT_REGISTER: { name: 'Registre d’alerte de la commune', question: '' },
    PARTNER_REFERRAL: {
      name: 'Orientation vers un partenaire',
      question: 'Pouvons-nous parler de votre situation à un autre service, que nous nommerons ?',
    },
    SENIOR_NEWS: {
      name: 'Nouvelles de la maison',
      question: 'Voulez-vous recevoir nos nouvelles par courrier ?',
    },
    HEALTH_CAMPAIGN: {
      name: 'Campagnes de prévention',
      question: 'Voulez-vous recevoir les informations de prévention ?',
    },
  };

export const CONSENT_STATE_WORDS: Readonly<Record<ConsentState, string>> = {
  asked: 'Demandé, pas encore de réponse',
  given: 'D’accord',
  refused: 'Pas d’accord',
  withdrawn: 'Retiré',
};

export const HOW_WORDS: Readonly<Record<Consent['how'], string>> = {
  spoken: 'de vive voix',
  phone: 'au téléphone',
  written: 'par écrit, signé',
  form: 'par formulaire',
  import: 'repris d’un fichier',
  'third-party': 'par un représentant',
};

const SERVICE_PURPOSES: ReadonlySet<Purpose> = new Set([
  'FRIENDLY_VISIT',
  'FRIENDLY_CALL',
  'HOME_LIBRARY',
  'SUMMER_OUTING',
]);
/** Agreeing to one of these asks for something to be arranged; the others only say what may be done. */
export const isServicePurpose = (purpose: Purpose): boolean => SERVICE_PURPOSES.has(purpose);
