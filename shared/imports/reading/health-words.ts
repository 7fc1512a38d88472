import { fold } from './fold.ts';

/**
 * Words that speak of health. An import leaves such a passage out (domain.md §4: no health data is held; the
 * register's content is closed, G3). Stems, folded; short on purpose: what a town writes beside a name.
 */
const STEMS =
  /\b(malad|alzheim|parkinson|demen|depress|diabet|cancer|cardia|avc|sourd|malentend|dure? d oreille|aveugl|malvoy|cecit|handicap|invalid|fauteuil roulant|oxygene|dialys|hospital|operation|opere|traitement|medicament|insulin|incontinen|alcool|addict|psy|gir \d|apa\b|pch\b|aah\b|chute|fractur|douleur|memoire|troubles?)/;

const touchesHealth = (text: string): boolean => STEMS.test(fold(text));

/** A remark without the passages that speak of health; passages end at a dash, a comma, a stop, a semicolon. */
export const withoutHealth = (text: string): { readonly kept: string; readonly leftOut: boolean } => {
  const passages = text.split(/\s*(?:[;.,\n]|\s[-–—]\s)\s*/).filter((passage) => passage !== '');
  const kept = passages.filter((passage) => !touchesHealth(passage));
  return kept.length === passages.length
    ? { kept: text, leftOut: false }
    : { kept: kept.join(' ; '), leftOut: true };
};
