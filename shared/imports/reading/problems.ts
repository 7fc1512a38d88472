import type { DateNote, DateProblem } from './values/dates.ts';

/** Why a row was refused: it could not become a person. */
export type RejectionCode =
  | 'empty-row'
  | 'name-missing'
  | 'first-name-missing'
  | 'phone-missing'
  | 'no-way-to-reach'
  | 'text-too-long';

/** What was not taken from an accepted row, or was taken with a doubt: said, never hidden. */
export type NoteCode =
  | DateProblem
  | DateNote
  | 'phone-unreadable'
  | 'phone-too-many'
  | 'email-unreadable'
  | 'postcode-unreadable'
  | 'sector-unknown'
  | 'language-unknown'
  | 'availability-unread'
  | 'travel-unread'
  | 'number-unread'
  | 'name-order-assumed'
  | 'first-name-absent'
  | 'contact-without-phone'
  | 'yes-no-unread'
  | 'health-left-out'
  | 'text-cut'
  | 'no-sms-number'
  | 'too-many-cells';

export type ProblemCode = RejectionCode | NoteCode;

export type Noted = {
  readonly code: NoteCode;
  /** The column's name in the file. */
  readonly column: string;
  readonly value: string;
};

const SENTENCES: Readonly<Record<ProblemCode, string>> = {
  'empty-row': 'La ligne est vide.',
  'name-missing': 'Il manque le nom de famille.',
  'first-name-missing': 'Il manque le prénom.',
  'phone-missing': 'Aucun téléphone lisible : sans lui, on ne peut rien proposer à ce bénévole.',
  'no-way-to-reach': 'Ni adresse ni téléphone : on ne pourrait pas joindre cette personne.',
  'text-too-long': 'Le texte est trop long pour un nom.',
  'date-unreadable': 'La date n’a pas pu être lue ; elle est laissée vide.',
  'date-impossible': 'Cette date n’existe pas dans le calendrier ; elle est laissée vide.',
  'date-incomplete': 'La date est incomplète ; elle est laissée vide.',
  'date-out-of-range': 'La date n’est pas vraisemblable ; elle est laissée vide.',
  'date-american-order': 'La date a été lue mois puis jour : à vérifier.',
  'date-century-deduced': 'L’année est écrite sur deux chiffres : le siècle a été déduit.',
  'date-spreadsheet-number': 'La date était un numéro de tableur ; elle a été convertie.',
  'phone-unreadable': 'Ce numéro de téléphone n’existe pas ; il n’est pas repris.',
  'phone-too-many': 'Trop de numéros ; seuls les premiers sont repris.',
  'email-unreadable': 'L’adresse électronique n’est pas valable ; elle n’est pas reprise.',
  'postcode-unreadable': 'Le code postal n’a pas pu être lu ; il est laissé vide.',
  'sector-unknown': 'Ce secteur n’existe pas dans les réglages de la ville ; il est laissé vide.',
  'language-unknown': 'Une langue n’a pas été reconnue ; elle n’est pas reprise.',
  'availability-unread': 'Une partie des disponibilités n’a pas été comprise.',
  'travel-unread': 'Le moyen de déplacement n’a pas été compris ; à pied est retenu.',
  'number-unread': 'Le nombre n’a pas été compris ; la valeur habituelle est retenue.',
  'name-order-assumed': 'Nom et prénom dans la même colonne : l’ordre « nom puis prénom » a été supposé.',
  'first-name-absent': 'Il manque le prénom ; la personne est reprise sans.',
  'contact-without-phone': 'Personne à prévenir sans téléphone lisible ; elle n’est pas reprise.',
  'yes-no-unread': 'Ni oui ni non n’a été reconnu ; la réponse est laissée inconnue.',
  'health-left-out': 'Un mot touche à la santé : ce passage n’est pas repris.',
  'text-cut': 'Le texte était trop long ; la fin n’est pas reprise.',
  'no-sms-number': 'Pas de mobile : cette personne sera appelée, elle ne recevra pas de SMS.',
  'too-many-cells':
    'La ligne a plus de cellules que l’en-tête : un séparateur est sans doute resté dans un texte.',
};

/** What a person reads about a problem: what happened, and what was done with the cell. */
export const problemSentence = (code: ProblemCode): string => SENTENCES[code];

/** Readings that worked but leaned on a convention: counted apart, so that real problems stand out. */
const READINGS: ReadonlySet<string> = new Set<ProblemCode>([
  'date-century-deduced',
  'date-spreadsheet-number',
  'no-sms-number',
]);
export const isReading = (code: string): boolean => READINGS.has(code);
