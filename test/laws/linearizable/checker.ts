/** One act of a history: when it was asked and answered (places in one order of all events), and what was answered. */
export type Recorded<Act> = {
  readonly act: Act;
  readonly asked: number;
  /** Infinity: nobody knows. It may have happened at any time since, or never. */
  readonly answered: number;
  readonly said: string;
};

/** What an object is, one act at a time: the next state, and what whoever acts is answered. */
export type Model<State, Act> = {
  readonly first: State;
  readonly act: (state: State, act: Act) => { readonly state: State; readonly says: string };
};

/**
 * Whether the answers of a concurrent history are those of some order of its acts in which none comes before one that had been
 * answered when it was asked (Herlihy and Wing 1990; search of Wing and Gong 1993 with Lowe's memory of what was tried, 2017).
 * `ANY` as what was said fits whatever the model says. At most 1,000,000 steps: more is a history too large to judge, and throws.
 */
export const isLinearizable = <State, Act>(
  model: Model<State, Act>,
  history: readonly Recorded<Act>[],
): boolean => {
  const tried = new Set<string>();
  let steps = 0;
  const search = (state: State, left: readonly Recorded<Act>[]): boolean => {
    const firstAnswer = Math.min(...left.map(({ answered }) => answered));
    // What is left without an answer need never have happened.
    if (firstAnswer === Number.POSITIVE_INFINITY) return true;
    const place = `${JSON.stringify(state)} ${left.map(({ asked }) => asked).join(' ')}`;
    if (tried.has(place)) return false;
    tried.add(place);
    steps += 1;
    if (steps > 1_000_000) throw new Error('a history too large to judge');
    return left.some((one) => {
      if (one.asked > firstAnswer) return false;
      const next = model.act(state, one.act);
      const isUnknown = one.answered === Number.POSITIVE_INFINITY;
      if (!isUnknown && one.said !== ANY && one.said !== next.says) return false;
      return search(
        next.state,
        left.filter((other) => other !== one),
      );
    });
  };
  return search(
    model.first,
    [...history].sort((a, b) => a.asked - b.asked),
  );
};

export const ANY = 'any answer';
