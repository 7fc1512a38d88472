/** What a report and a door of a round are answered with: the words of the form, and of what is given back when it could not be taken. */
export const OUTCOMES = [
  { value: 'done', label: 'Oui, c’est fait' },
  { value: 'not-home', label: 'Non, personne n’a répondu' },
  { value: 'refused', label: 'Non, la personne n’a pas souhaité' },
  { value: 'put-off', label: 'Non, reporté ensemble' },
  { value: 'prevented', label: 'Non, je n’ai pas pu' },
  { value: 'other', label: 'Non, autre raison' },
];
export const HER = [
  { value: 'well', label: 'Bien' },
  { value: 'as-usual', label: 'Comme d’habitude' },
  { value: 'low', label: 'Pas le moral' },
];
export const ME = [
  { value: 'glad', label: 'Content·e' },
  { value: 'fine', label: 'Bien' },
  { value: 'tired', label: 'Fatigué·e' },
  { value: 'heavy', label: 'C’était lourd' },
];
export const WISHES = [
  { value: 'book', label: 'Un livre, une lecture' },
  { value: 'visit', label: 'Plus de visites' },
  { value: 'outing', label: 'Une sortie' },
  { value: 'other', label: 'Autre chose' },
];
export const HANDED = [
  { value: 'herself', label: 'À la personne' },
  { value: 'relative', label: 'À un proche' },
  { value: 'neighbour', label: 'À un voisin' },
  { value: 'caretaker', label: 'Au gardien, à l’accueil' },
];
/** Of a book that was at her home. */
export const TOLD = [
  { value: 'liked', label: 'Repris, elle ou il a aimé' },
  { value: 'so-so', label: 'Repris' },
  { value: 'disliked', label: 'Repris, pas son goût' },
  { value: 'kept', label: 'Gardé encore un peu' },
];
