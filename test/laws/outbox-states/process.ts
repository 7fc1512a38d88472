/**
 * A piece of the product that stops at each request to the world until it is let through: what it has been answered so far is
 * all that it knows, so two of the same answers are in the same place.
 */
export type Process = {
  readonly name: string;
  /** The request it waits at; undefined once it has ended. */
  readonly at: () => string | undefined;
  readonly answers: () => readonly string[];
  /** Lets the request through, with an answer that was chosen for it if there is one. */
  readonly step: (chosen?: unknown) => Promise<void>;
  /** Never heard of again. */
  readonly kill: () => void;
};

export type World = {
  readonly ask: <T>(request: string, perform: (chosen: unknown) => Promise<T>) => Promise<T>;
  /** What it learns without asking: the hour. */
  readonly learn: <T>(fact: T) => T;
};

export const startProcess = async (
  name: string,
  body: (world: World) => Promise<unknown>,
): Promise<Process> => {
  let waiting: { readonly request: string; readonly pass: (chosen: unknown) => Promise<void> } | undefined;
  let stopped = (): void => undefined;
  const answers: string[] = [];
  const untilItStops = (): Promise<void> =>
    new Promise((resolve) => {
      stopped = resolve;
    });
  const ask: World['ask'] = (request, perform) =>
    new Promise((resolve, reject) => {
      const pass = async (chosen: unknown): Promise<void> => {
        try {
          const answer = await perform(chosen);
          answers.push(JSON.stringify(answer) ?? '');
          resolve(answer);
        } catch (error) {
          reject(error);
        }
      };
      waiting = { request, pass };
      stopped();
    });
  const learn: World['learn'] = (fact) => {
    answers.push(JSON.stringify(fact) ?? '');
    return fact;
  };
  const first = untilItStops();
  const ended = (): void => stopped();
  void body({ ask, learn }).then(ended, ended);
  await first;
  return {
    name,
    at: () => waiting?.request,
    answers: () => answers,
    step: async (chosen) => {
      const { pass } = waiting ?? {};
      if (!pass) throw new Error(`${name} has ended`);
      waiting = undefined;
      const next = untilItStops();
      await pass(chosen);
      await next;
    },
    kill: () => {
      waiting = undefined;
    },
  };
};
