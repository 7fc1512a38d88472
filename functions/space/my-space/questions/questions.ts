import { contact } from './contact.tsx';
import { travel } from './travel.tsx';
import { availability, rhythm } from './when.tsx';
import { languages, places, programmes, subjects } from './wishes.tsx';

/** In the order in which they matter to a match. */
export const QUESTIONS = [
  availability,
  rhythm,
  travel,
  programmes,
  languages,
  subjects,
  places,
  contact,
] as const;
