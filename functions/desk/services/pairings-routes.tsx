import * as z from 'zod';
import { proposeTownPairings } from '../../../shared/services/pairings/propose-pairings.ts';
import { show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { PairingsPage } from './pairings-page.tsx';
import { PAIRINGS_PATH } from './paths.ts';

/** Seconds until the page's answer is calculated, what was read included; */
const ANSWER_SECONDS = 1.8;
/** but the calculation has at least this long, however slow the reading was: it proposes nobody if it cannot begin. */
const LEAST_SECONDS = 0.5;

const fromSchema = z.coerce.number().int().min(0).max(100_000).catch(0);

const DONE: Readonly<Record<string, string>> = {
  associe: 'C’est noté. Pensez à les présenter l’un à l’autre. La proposition tient compte de ce choix.',
};

const pairings = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  // Work done is time that passes on this machine, whatever the hour of the town. First asked when the calculation begins.
  const asked = performance.now();
  let from: number | undefined;
  const elapsed = (): number => {
    const here = performance.now();
    from ??= Math.max(asked, here - (ANSWER_SECONDS - LEAST_SECONDS) * 1_000);
    return (here - from) / 1_000;
  };
  const found = await proposeTownPairings(c.var.world, town, c.var.now, {
    from: fromSchema.parse(c.req.query('apres')),
    budget: { elapsed, seconds: ANSWER_SECONDS },
  });
  return show(
    c,
    <PairingsPage frame={frameOf(c)} town={town} found={found} done={saidIn(DONE, c.req.query('dit'))} />,
  );
};

export const pairingsRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: PAIRINGS_PATH, action: 'service.arrange', handler: pairings },
];
