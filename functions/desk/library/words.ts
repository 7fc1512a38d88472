import type { ChangeRefusal } from '../../../shared/library/loans/change-loan.ts';
import type { LoanState, Opinion } from '../../../shared/library/loans/loan.ts';
import type { Against, For } from '../../../shared/library/readers/choose.ts';
import type { Genre, Reader } from '../../../shared/library/readers/reader.ts';
import type { ItemKind } from '../../../shared/library/work.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import { saidIn } from '../../web/said.tsx';

export const LIBRARY = '/bibliotheque';
export const bagsPath = (day: CivilDay): string => `${LIBRARY}/sacs/${day}`;
export const slipsPath = (day: CivilDay): string => `${LIBRARY}/bordereaux/${day}`;
export const shelfListPath = (day: CivilDay): string => `${LIBRARY}/rayons/${day}`;
export const readerPath = (id: string): string => `${LIBRARY}/lecteurs/${id}`;
export const RETURNS = `${LIBRARY}/retours`;

export const KIND_WORDS: Readonly<Record<ItemKind, string>> = {
  book: 'livre',
  'large-print': 'livre en gros caractères',
  audio: 'livre audio',
  magazine: 'revue',
  film: 'film',
  music: 'musique',
  game: 'jeu',
};
export const GENRE_WORDS: Readonly<Record<Genre, string>> = {
  novel: 'romans',
  regional: 'terroir, région',
  crime: 'policiers',
  history: 'histoire',
  romance: 'romans d’amour',
  biography: 'biographies, témoignages',
  travel: 'voyages',
  nature: 'nature, animaux',
  art: 'arts, musique',
  humour: 'humour',
  'science-fiction': 'science-fiction, fantastique',
  poetry: 'poésie',
  comics: 'bandes dessinées',
  spirituality: 'spiritualité',
  cooking: 'cuisine',
  documentary: 'documentaires',
};
export const FORMAT_WISH_WORDS: Readonly<Record<Reader['audio'], string>> = {
  only: 'seulement',
  welcome: 'volontiers',
  no: 'non',
};
export const STATE_WORDS: Readonly<Record<LoanState, string>> = {
  requested: 'choisi',
  picked: 'dans le sac',
  out: 'chez elle ou lui',
  overdue: 'en retard',
  returned: 'rendu',
  lost: 'perdu',
  dropped: 'abandonné',
};
export const OPINION_WORDS: Readonly<Record<Opinion, string>> = {
  liked: 'aimé',
  'so-so': 'lu',
  disliked: 'pas aimé',
};
export const FOR_WORDS: Readonly<Record<For, string>> = {
  wished: 'correspond à une envie',
  'author-liked': 'auteur aimé',
  genre: 'genre aimé',
  'large-print': 'gros caractères',
  audio: 'audio',
};
export const AGAINST_WORDS: Readonly<Record<Against, string>> = {
  'had-before': 'déjà prêté',
  avoided: 'sujet à éviter',
  'author-disliked': 'auteur pas aimé',
  'not-large-print': 'pas en gros caractères',
  'not-audio': 'pas en audio',
  language: 'autre langue',
};

/** « 1,4 kg » or « 350 g » */
export const weightWords = (grams: number): string =>
  grams < 1_000 ? `${grams}\u00a0g` : `${(Math.round(grams / 100) / 10).toLocaleString('fr-FR')}\u00a0kg`;
export const countOf = (n: number, one: string, many: string): string => `${n}\u00a0${n > 1 ? many : one}`;

/** What to do about each thing that could not be done. */
export const REFUSALS: Readonly<Record<ChangeRefusal, string>> = {
  unknown: 'Ce document n’est plus là. Rechargez la page.',
  'not-a-reader': 'Cette personne n’a pas, ou plus, de fiche de lecture ouverte.',
  'had-before': 'Déjà prêté à cette personne. Cochez « le relire » si elle le demande.',
  'already-chosen': 'Ce titre est déjà choisi, dans le sac ou chez elle.',
  'too-many': 'Vingt-quatre documents sont déjà en cours pour cette personne. Notez d’abord les retours.',
  'bag-full': 'Ce sac contient déjà douze documents.',
  'no-delivery': 'Cette livraison n’est plus à venir. Choisissez une autre date.',
  'copy-taken': 'Cet exemplaire est déjà prêté. Vérifiez le code, ou notez d’abord son retour.',
  'other-title':
    'Ce code est celui d’un autre titre. Prenez le bon document ; si c’est bien lui, laissez le code vide.',
  'other-label':
    'Ce code n’est pas connu, et l’exemplaire choisi a le sien. Vérifiez-le, ou laissez le code vide.',
  empty: 'Écrivez le code-barres ou l’ISBN.',
  'isbn-wrong': 'Cet ISBN contient une erreur : vérifiez chaque chiffre.',
  'ean-wrong': 'Ce code à treize chiffres contient une erreur : vérifiez chaque chiffre.',
  unreadable: 'Ce code ne se lit pas. Écrivez-le comme sur l’étiquette.',
  'not-allowed-here': 'Ce document a changé d’état entre-temps. Relisez la page.',
  'not-your-role': 'Ce geste n’est pas ouvert à votre rôle.',
  'too-many-renewals': 'Ce prêt a déjà été prolongé autant de fois que la bibliothèque le permet.',
  forgotten: 'Ce prêt est terminé depuis longtemps : plus rien n’y mène.',
  'not-due': 'Ce prêt n’est pas en retard.',
};
export const ISBN_NAMES_NO_COPY =
  'Un ISBN dit le titre, pas l’exemplaire : lisez le code de l’étiquette, ou notez le retour sur la fiche du lecteur.';
export const NO_SUCH_COPY = 'Aucun exemplaire connu ici ne porte ce code. Vérifiez chaque signe.';

const DONE: Readonly<Record<string, string>> = {
  reglages: 'Les réglages sont enregistrés.',
  sac: 'C’est dans le sac.',
  note: 'C’est noté.',
};
/** What the last act did, as the address of the page says it. */
export const doneWords = (said: string | undefined): string | undefined => saidIn(DONE, said);
