/**
 * Runs work again and again without ever running it twice at once: a round that is asked for while one is under
 * way starts after it. What a round throws is reported, and the next round comes all the same.
 */
export type Ticker = {
  /** One round now, after the one under way; resolves when it is done, rejects when it failed. */
  readonly run: () => Promise<void>;
  readonly start: () => void;
  /** No round starts after this; resolves when the one under way is over. */
  readonly stop: () => Promise<void>;
};

export const openTicker = ({
  everyMs,
  work,
  report,
}: {
  readonly everyMs: number;
  readonly work: () => Promise<void>;
  readonly report: (error: unknown) => void;
}): Ticker => {
  let tail: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const run = (): Promise<void> => {
    const round = tail.then(work);
    tail = round.catch(() => {});
    return round;
  };
  const plan = (): void => {
    if (stopped) return;
    timer = setTimeout(() => {
      void run().catch(report).finally(plan);
    }, everyMs);
  };
  return {
    run,
    start: plan,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await tail;
    },
  };
};
