import { healthWordsIn } from '../../seniors/health-words.ts';
import { fold } from './fold.ts';

/**
 * A form warns and lets the person decide (`seniors/health-words.ts`); an import asks nobody, so it leaves out more:
 * those words, and these that a town writes beside a name (domain.md §4: no health data is held; G3). Stems, folded.
 */
const ALSO =
  /\b(sourd|malentend|dure? d oreille|aveugl|malvoy|fauteuil roulant|oxygene|operee?\b|psy|apa\b|pch\b|aah\b|chute|douleur)/;

const touchesHealth = (text: string): boolean => healthWordsIn(text).length > 0 || ALSO.test(fold(text));

/** A remark without the passages that speak of health; passages end at a dash, a comma, a stop, a semicolon. */
export const withoutHealth = (text: string): { readonly kept: string; readonly leftOut: boolean } => {
  const passages = text.split(/\s*(?:[;.,\n]|\s[-–—]\s)\s*/).filter((passage) => passage !== '');
  const kept = passages.filter((passage) => !touchesHealth(passage));
  return kept.length === passages.length
    ? { kept: text, leftOut: false }
    : { kept: kept.join(' ; '), leftOut: true };
};
