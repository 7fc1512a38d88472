/** A failure that a person can act on: `message` is a whole French sentence, printed without a stack. */
export class Sentence extends Error {
  override readonly name = 'Sentence';
}
