import * as z from 'zod';
import { proposeTownPairings } from '../../../shared/services/propose-pairings.ts';
import { show } from '../../web/http.ts';
import { type DeskContext, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { PairingsPage } from './pairings-page.tsx';
import { PAIRINGS_PATH } from './paths.ts';

/** Seconds of calculation a page may take, what was read beside; the proposal says how far it may be from the best. */
const SOLVE_SECONDS = 1.2;

const fromSchema = z.coerce.number().int().min(0).max(100_000).catch(0);

const DONE: Readonly<Record<string, string>> = {
  associe: 'C’est noté. Pensez à les présenter l’un à l’autre. La proposition tient compte de ce choix.',
};

const pairings = async (c: DeskContext): Promise<Response> => {
  const town = townOf(c);
  // Work done is time that passes on this machine, whatever the hour of the town.
  let startedAt: number | undefined;
  const elapsed = (): number => {
    startedAt ??= performance.now();
    return (performance.now() - startedAt) / 1_000;
  };
  const found = await proposeTownPairings(c.var.world, town, c.var.now, {
    from: fromSchema.parse(c.req.query('apres')),
    budget: { elapsed, seconds: SOLVE_SECONDS },
  });
  return show(
    c,
    <PairingsPage frame={frameOf(c)} town={town} found={found} done={DONE[c.req.query('dit') ?? '']} />,
  );
};

export const pairingsRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: PAIRINGS_PATH, action: 'service.arrange', handler: pairings },
];
