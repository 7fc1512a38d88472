import type { ChangeRefusal } from '../../../shared/register/change-entry.ts';
import type {
  Capacity,
  Channel,
  EntryState,
  RegisterEntry,
  RemovalReason,
} from '../../../shared/register/entry.ts';
import type { NamingRefusal } from '../../../shared/register/readers/reader.ts';
import type { Tone } from '../../web/components.tsx';

export const ENTRY_STATE: Readonly<Record<EntryState, string>> = {
  requested: 'Demande à lire',
  'pending-acknowledgment': 'Attend l’accusé de réception',
  confirmed: 'Au registre',
  opposed: 'Opposition',
  removed: 'Radiée',
};
export const STATE_TONE: Readonly<Record<EntryState, Tone>> = {
  requested: 'warn',
  'pending-acknowledgment': 'info',
  confirmed: 'good',
  opposed: 'alert',
  removed: 'neutral',
};
export const CAPACITY: Readonly<Record<Capacity, string>> = {
  AGE_65: '65 ans ou plus, à domicile',
  UNFIT_60: 'Plus de 60 ans, inapte au travail, à domicile',
  DISABLED_ADULT: 'Adulte en situation de handicap, à domicile',
  LOCAL_OTHER: 'Autre situation (pratique locale, hors de la liste du code)',
};
export const REQUESTED_BY: Readonly<Record<RegisterEntry['request']['by'], string>> = {
  self: 'La personne elle-même',
  'legal-representative': 'Son représentant légal',
  'third-party': 'Quelqu’un d’autre, par écrit',
};
export const CHANNEL: Readonly<Record<Channel, string>> = {
  counter: 'au guichet',
  phone: 'par téléphone',
  letter: 'par courrier',
  online: 'en ligne',
  import: 'repris d’un fichier',
};
export const REMOVAL: Readonly<Record<RemovalReason, string>> = {
  request: 'à sa demande',
  death: 'décès',
  'moved-away': 'départ de la commune',
  duplicate: 'fiche en double',
  'not-eligible': 'ne relève pas du registre',
  'no-longer-eligible': 'ne vit plus à domicile',
};
export const CONFIRMED_HOW: Readonly<Record<NonNullable<RegisterEntry['confirmed']>['how'], string>> = {
  declaration: 'sur sa déclaration',
  acknowledged: 'elle a dit oui',
  silence: 'sans opposition après l’accusé de réception',
};
export const TOLD_HOW: Readonly<Record<'letter' | 'phone' | 'counter', string>> = {
  letter: 'par courrier',
  phone: 'au téléphone',
  counter: 'au guichet',
};
export const CALLS_STATE: Readonly<Record<NonNullable<RegisterEntry['volunteerCalls']>['state'], string>> = {
  given: 'D’accord',
  refused: 'Pas d’accord',
  withdrawn: 'N’est plus d’accord',
};

export const ENTRY_SENTENCES: Readonly<
  Record<
    ChangeRefusal | 'no-such-senior' | 'tied-elsewhere',
    { readonly field: string; readonly sentence: string }
  >
> = {
  'no-such-entry': { field: '', sentence: 'Cette fiche n’existe plus.' },
  'not-now': { field: '', sentence: 'Cette fiche a changé entre-temps : relisez-la.' },
  'name-missing': { field: 'lastName', sentence: 'Écrivez son nom.' },
  'no-way-to-reach': { field: 'phone1', sentence: 'Écrivez un téléphone ou une adresse.' },
  'asker-missing': { field: 'askerName', sentence: 'Écrivez le nom et la qualité de qui demande.' },
  'proof-missing': {
    field: 'proof',
    sentence: 'Une demande pour quelqu’un d’autre se fait par écrit : dites où l’écrit est rangé.',
  },
  'too-young': { field: 'birthDay', sentence: 'Cette date de naissance ne va pas avec la qualité choisie.' },
  'health-words': {
    field: 'callNotes',
    sentence:
      'Le registre ne dit rien de la santé. Écrivez ce qu’il faut faire : « laisser sonner longtemps ».',
  },
  'away-reversed': { field: 'to', sentence: 'Le retour est avant le départ.' },
  'opposed-before': {
    field: '',
    sentence:
      'Cette personne s’est opposée à son inscription. Personne ne peut la demander pour elle ; elle-même le peut, quand elle veut.',
  },
  'local-practice-closed': {
    field: 'capacity',
    sentence: 'La commune n’a pas ouvert de catégorie à elle : choisissez une des trois de la loi.',
  },
  'no-such-senior': { field: '', sentence: 'Ce dossier est clos ou n’existe plus.' },
  'tied-elsewhere': { field: '', sentence: 'Ce dossier est déjà celui d’une autre fiche du registre.' },
};

export const NAMING_SENTENCES: Readonly<
  Record<NamingRefusal['reason'], { readonly field: string; readonly sentence: string }>
> = {
  oneself: {
    field: 'staffId',
    sentence: 'Personne ne s’ouvre le registre à soi-même : une autre personne de la coordination le note.',
  },
  'no-such-agent': { field: 'staffId', sentence: 'Ce compte est fermé.' },
  'wrong-role': { field: 'staffId', sentence: 'Ce rôle ne lit pas de dossier de personne.' },
  'days-reversed': { field: 'to', sentence: 'La fin est avant le début.' },
  'too-long': { field: 'to', sentence: 'Deux ans au plus : une nomination se revoit.' },
  'not-named': { field: '', sentence: 'Cette personne n’était pas nommée.' },
};

const ACTS: Readonly<Record<string, string>> = {
  'register-asked': 'Demande reçue',
  'register-imported': 'Reprise d’un fichier',
  'register-accepted': 'Demande lue et acceptée',
  'register-acknowledged': 'Accusé de réception envoyé',
  'register-approved': 'Elle a dit oui',
  'register-silence': 'Confirmée : pas d’opposition dans les huit jours',
  'register-acknowledgment-soon': 'Rappel : accusé de réception à envoyer',
  'register-acknowledgment-late': 'Délai de huit jours dépassé',
  'register-opposed': 'Opposition',
  'register-removed': 'Radiation',
  'register-reconfirmed': 'Toujours d’accord',
  'register-ask-again': 'Un an : à recontacter',
  'register-volunteer-calls': 'Réponse sur les appels par des bénévoles',
  'register-away': 'Absences notées',
  'register-edited': 'Fiche corrigée',
  'register-doubt': 'Un dossier qui lui ressemble a été clos',
  'register-doubt-cleared': 'Vérifiée : ce n’est pas la même personne',
  'register-tied': 'Rapprochée de son dossier',
  'register-untied': 'Séparée de son dossier',
  'register-merged': 'Réunie avec une autre fiche',
  'register-emptied': 'Données effacées',
  'register-transferred': 'Transmise à un autre service',
};
export const actWords = (action: string): string => ACTS[action] ?? action;
