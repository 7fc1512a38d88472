/** What a page says, whichever space stands before « ; : ! ? » and inside guillemets: that is typeset.test.ts's to say. */
export const asRead = (words: string): string =>
  words.replaceAll(/[\u00a0\u202f](?=[;:!?»])|(?<=«)\u00a0/g, ' ');

/** The same answer; a page's text is as it is read, all else (a file, a feed, an address) to the letter. */
export const readingPages = (answer: Response): Response => {
  if (!answer.headers.get('content-type')?.startsWith('text/html')) return answer;
  const text = answer.text.bind(answer);
  return Object.defineProperty(answer, 'text', { value: async () => asRead(await text()) });
};
