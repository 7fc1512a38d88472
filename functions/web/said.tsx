import { Notice, type Tone } from './components.tsx';

/** What a page says of the word in its address (`?dit=`): nothing for a word that is not its own, whatever stands there. */
export const saidIn = <T,>(words: Readonly<Record<string, T>>, said: string | undefined): T | undefined =>
  said !== undefined && Object.hasOwn(words, said) ? words[said] : undefined;

/** What was just done, in a sentence at the head of the page. */
export const Said = ({
  words,
  said,
  tone = 'good',
}: {
  words: Readonly<Record<string, string>>;
  said: string | undefined;
  tone?: Tone;
}) => {
  const sentence = saidIn(words, said);
  return sentence ? <Notice tone={tone}>{sentence}</Notice> : null;
};
