type Event = { readonly at: number; readonly order: number; readonly run: () => void };

/** Seeded random numbers (mulberry32) and a clock that only moves when the next thing happens. Seconds. */
export const virtualTime = (seed: number) => {
  let state = (seed * 0x9e3779b1) >>> 0;
  const random = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };

  const events: Event[] = [];
  let now = 0;
  let order = 0;
  const isBefore = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);
  const push = (event: Event): void => {
    let index = events.length;
    events.push(event);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = events[parent];
      if (!above || !isBefore(event, above)) break;
      events[index] = above;
      index = parent;
    }
    events[index] = event;
  };
  const pop = (): Event | undefined => {
    const first = events[0];
    const last = events.pop();
    if (!first || !last || first === last) return first;
    let index = 0;
    for (;;) {
      const left = events[index * 2 + 1];
      const right = events[index * 2 + 2];
      const isRight = left !== undefined && right !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (!child || !isBefore(child, last)) break;
      events[index] = child;
      index = index * 2 + (isRight ? 2 : 1);
    }
    events[index] = last;
    return first;
  };

  const after = (seconds: number, run: () => void): void => push({ at: now + seconds, order: ++order, run });
  return {
    random,
    below: (limit: number): number => Math.floor(random() * limit),
    chance: (probability: number): boolean => random() < probability,
    now: () => now,
    after,
    sleep: (seconds: number): Promise<void> => new Promise((resolve) => after(seconds, resolve)),
    /** Runs everything in order until `limit`, or until `isOver` holds. Promises settle between two events. */
    run: async (limit: number, isOver: () => boolean): Promise<void> => {
      for (let event = pop(); event && event.at <= limit; event = pop()) {
        now = event.at;
        event.run();
        await new Promise((resolve) => setImmediate(resolve));
        if (isOver()) return;
      }
    },
  };
};
