import * as z from 'zod';

/**
 * What two people may like to talk about or do together, noted in her file and in the volunteer's (matching.md §1, affinity). A closed
 * list: free words would hold beliefs, opinions and health, which nobody matches by (GDPR, art. 9).
 */
export const SUBJECTS = [
  'animals',
  'cinema',
  'cooking',
  'crafts',
  'games',
  'garden',
  'history',
  'music',
  'reading',
  'sewing',
  'sport',
  'travel',
  'walks',
] as const;
export const subjectSchema = z.enum(SUBJECTS);
export type Subject = z.infer<typeof subjectSchema>;

/** As they go on in a sentence: « en commun : le jardin et la lecture ». */
export const SUBJECT_NAMES: Readonly<Record<Subject, string>> = {
  animals: 'les animaux',
  cinema: 'le cinéma',
  cooking: 'la cuisine',
  crafts: 'le bricolage',
  games: 'les jeux de société',
  garden: 'le jardin',
  history: 'l’histoire d’ici et d’autrefois',
  music: 'la musique',
  reading: 'la lecture',
  sewing: 'la couture',
  sport: 'le sport',
  travel: 'les voyages',
  walks: 'les promenades',
};

/** In a list, for the desk: « le jardin, la lecture »; nothing noted, nothing said. */
export const subjectWords = (subjects: readonly Subject[] = []): string =>
  SUBJECTS.filter((one) => subjects.includes(one))
    .map((one) => SUBJECT_NAMES[one])
    .join(', ');
