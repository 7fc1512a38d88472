import { join } from 'node:path';
import * as z from 'zod';
import { ok, refused } from '../../../shared/result/result.ts';
import type { Clock } from '../../../shared/time/clock.ts';
import { instantSchema } from '../../../shared/time/instant.ts';
import type { VigilanceFeed } from '../../../shared/vigilance/feed.ts';
import { readJson, writeWhole } from '../files.ts';
import { type Standing, standingOf, waveMap } from './wave.ts';

/** The heat wave of August 2023, played on the town's moved clock. */
export type Replay = {
  /** Where the wave stands today; `over` after its last day, `off` when nobody plays it. */
  readonly standing: () => Standing | 'over' | 'off';
  /** Today becomes 16 August 2023, again if it was being played already. */
  readonly start: () => void;
  readonly stop: () => void;
  /** The map in force, while it is being played. */
  readonly feed: VigilanceFeed;
};

const stored = z.object({ startedAt: instantSchema.optional() });

/** Opens the replay kept in a data folder, so that a restart goes on with the wave; without a folder it is forgotten (tests). */
export const openReplay = ({
  folder,
  clock,
}: {
  readonly folder?: string | undefined;
  readonly clock: Clock;
}): Replay => {
  const file = folder === undefined ? undefined : join(folder, 'replay.json');
  let startedAt = file && readJson(file, stored)?.startedAt;
  const keep = (next: typeof startedAt): void => {
    startedAt = next;
    if (file) writeWhole(file, `${JSON.stringify({ startedAt })}\n`);
  };
  return {
    standing: () => (startedAt ? (standingOf(startedAt, clock.now()) ?? 'over') : 'off'),
    start: () => keep(clock.now()),
    stop: () => keep(undefined),
    feed: {
      current: async () => {
        const map = startedAt && waveMap(startedAt, clock.now());
        return map ? ok(map) : refused('unreachable');
      },
    },
  };
};
