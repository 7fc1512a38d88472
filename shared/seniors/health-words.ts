import { plain } from '../geo/street-name.ts';

/**
 * Words that say something of a person's health. A note that holds one is kept as typed, never blocked: the writer is
 * told which word, and how else to say it (domain.md §4, G3). Stems, without accents: « alzheim » finds « Alzheimer ».
 */
const STEMS: readonly string[] = [
  'alzheim',
  'parkinson',
  'demence',
  'dement',
  'senil',
  'cancer',
  'tumeur',
  'chimio',
  'diabet',
  'insulin',
  'avc',
  'infarct',
  'cardia',
  'hypertens',
  'epilep',
  'depress',
  'suicid',
  'bipolair',
  'schizo',
  'psycho',
  'psychiatr',
  'paranoi',
  'delir',
  'halluci',
  'alcool',
  'drogue',
  'toxico',
  'addict',
  'ivrogne',
  'sevrage',
  'sida',
  'vih',
  'hepatit',
  'covid',
  'tubercul',
  'asthm',
  'bpco',
  'dialys',
  'handicap',
  'invalid',
  'paraly',
  'hemipleg',
  'amput',
  'prothes',
  'incontinen',
  'dependan',
  'gir',
  'grabatair',
  'malad',
  'pathologi',
  'diagnost',
  'symptom',
  'medicament',
  'traitement',
  'ordonnance',
  'antidepress',
  'anxioly',
  'morphin',
  'perfusion',
  'sonde',
  'pansement',
  'escarre',
  'ulcere',
  'fractur',
  'opere',
  'operation',
  'hospitalis',
  'hopital',
  'clinique',
  'urgences',
  'ehpad',
  'aphasi',
  'cecite',
  'surdit',
  'dmla',
  'glaucom',
  'cataract',
  'denutri',
  'anorexi',
  'obes',
  'trouble',
  'cognitif',
  'memoire',
  'confus',
  'desorient',
];

/** Everyday words that begin alike and say nothing of health. */
const INNOCENT: ReadonlySet<string> = new Set([
  'girouette',
  'girolle',
  'girolles',
  'girafe',
  'giratoire',
  'operateur',
  'operatrice',
  'cardigan',
  'memoires',
  'maladroit',
  'maladroite',
  'sonder',
]);
/** Too short to be a stem: the whole word only. */
const WHOLE = new Set(['avc', 'gir', 'vih', 'bpco', 'sida', 'opere', 'ehpad', 'dmla', 'sonde', 'obes']);

/** The words of a text that speak of health, as they were typed, each once. */
export const healthWordsIn = (text: string): readonly string[] => {
  const words = text.split(/[^\p{L}\p{M}0-9]+/u).filter((word) => word.length > 2);
  const found = words.filter((word) => {
    const bare = plain(word);
    if (INNOCENT.has(bare)) return false;
    return STEMS.some((stem) => (WHOLE.has(stem) ? bare === stem : bare.startsWith(stem)));
  });
  return [...new Set(found)];
};

/** What the page says under such a text; undefined when there is nothing to say. */
export const healthAdvice = (text: string): string | undefined => {
  const [first, ...others] = healthWordsIn(text);
  if (first === undefined) return undefined;
  const which =
    others.length === 0 ? `Le mot « ${first} »` : `Les mots « ${[first, ...others].join(' », « ')} »`;
  const verb = others.length === 0 ? 'parle' : 'parlent';
  return `${which} ${verb} de santé. Dites ce que vous avez vu, pas une maladie : « elle cherche ses mots », « il marche avec peine ».`;
};
