/** ISO 639-2 codes of catalogues, both spellings, for the languages that a shelf is likely to hold. */
const TWO_LETTERS: Readonly<Record<string, string>> = {
  fre: 'fr',
  fra: 'fr',
  eng: 'en',
  ger: 'de',
  deu: 'de',
  ita: 'it',
  spa: 'es',
  por: 'pt',
  ara: 'ar',
  tur: 'tr',
  pol: 'pl',
  dut: 'nl',
  nld: 'nl',
  rus: 'ru',
  chi: 'zh',
  zho: 'zh',
};

/** « fre », « fra » or « fr » as the two letters that profiles use; undefined when it is none we know. */
export const languageOf = (code: string): string | undefined => {
  const known = code.trim().toLowerCase();
  return TWO_LETTERS[known] ?? (/^[a-z]{2}$/.test(known) ? known : undefined);
};
