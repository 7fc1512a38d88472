import { join } from 'node:path';
import * as z from 'zod';
import type { Clock } from '../../../shared/time/clock.ts';
import { fromMillis, type Instant, toMillis } from '../../../shared/time/instant.ts';
import { readJson, writeWhole } from '../files.ts';

/** The demonstration's clock: the machine's time plus what was skipped so far. It never goes backwards. */
export type TownClock = Clock & {
  /** How far ahead of the machine the town is. */
  readonly offsetMillis: () => number;
  /** Jumps forward to this instant and remembers it; an instant already past changes nothing. */
  readonly jumpTo: (instant: Instant) => void;
};

const stored = z.object({ offsetMillis: z.number().int().min(0) });

/** Opens the clock kept in a data folder, or one that forgets when there is none (tests). */
export const openClock = ({
  folder,
  system = Date.now,
}: {
  readonly folder?: string | undefined;
  readonly system?: () => number;
}): TownClock => {
  const file = folder === undefined ? undefined : join(folder, 'clock.json');
  let offset = (file && readJson(file, stored)?.offsetMillis) || 0;
  const now = (): Instant => fromMillis(system() + offset);
  return {
    now,
    offsetMillis: () => offset,
    jumpTo: (instant) => {
      const next = toMillis(instant) - system();
      if (next <= offset) return;
      offset = next;
      if (file) writeWhole(file, `${JSON.stringify({ offsetMillis: offset })}\n`);
    },
  };
};
