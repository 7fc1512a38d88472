import { sha256 } from '../../../shared/ids/digest.ts';

/** Something that can be begun again and again, and each time does the same when the same is chosen. */
export type Run<Choice> = {
  /** Everything that decides what may still happen: two runs of one mark have the same future. */
  readonly mark: () => string;
  readonly choices: () => readonly Choice[];
  readonly choose: (choice: Choice) => Promise<void>;
  /** What must never be and is: undefined while all is well. */
  readonly wrong: () => string | undefined;
  /** Nothing is left to choose: goes on without any fault, and says what is wrong then. */
  readonly end: () => Promise<string | undefined>;
};

export type Explored<Choice> = {
  readonly states: number;
  readonly transitions: number;
  readonly ends: number;
  readonly wrong: { readonly what: string; readonly by: readonly Choice[] } | undefined;
};

/**
 * Every state that any choices lead to, each once (depth first; a state is left by its first choice as it stands, and found
 * again for the others by choosing the same from the beginning, because a promise half way cannot be copied). Stops at the
 * first thing wrong, with the choices that led there. Above `most` states it throws: half of a proof is none.
 */
export const explore = async <Choice>(
  begin: () => Promise<Run<Choice>>,
  most: number,
): Promise<Explored<Choice>> => {
  const seen = new Set<string>();
  const waiting: (readonly Choice[])[] = [[]];
  let transitions = 0;
  let ends = 0;
  for (let path = waiting.pop(); path; path = waiting.pop()) {
    const run = await begin();
    for (const choice of path) await run.choose(choice);
    const by = [...path];
    for (;;) {
      const what = run.wrong();
      if (what !== undefined) return { states: seen.size, transitions, ends, wrong: { what, by } };
      const mark = sha256(run.mark()).slice(0, 32);
      if (seen.has(mark)) break;
      if (seen.size >= most) throw new Error(`more than ${most} states`);
      seen.add(mark);
      const [first, ...others] = run.choices();
      transitions += others.length + 1;
      for (const other of others) waiting.push([...by, other]);
      if (first === undefined) {
        ends += 1;
        const lost = await run.end();
        if (lost !== undefined) return { states: seen.size, transitions, ends, wrong: { what: lost, by } };
        break;
      }
      by.push(first);
      await run.choose(first);
    }
  }
  return { states: seen.size, transitions, ends, wrong: undefined };
};
