import { can } from '../../../shared/access/table.ts';
import { show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { namedFor } from '../tasks/routes.tsx';
import { DayPage } from './day-page.tsx';
import { hasBegun, readBeginnings } from './first-steps.tsx';
import { readDay } from './read.ts';

/** The day, at its own address and as the first page of whoever works it. */
export const showDay = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const canArrange = can(staffOf(c), 'message.list');
  const [day, begun] = await Promise.all([
    readDay(table, staffOf(c), c.var.now),
    canArrange ? readBeginnings(table, townOf(c)) : undefined,
  ]);
  const isNamed = await namedFor(c, [...day.distress, ...day.tasks.rows]);
  return show(
    c,
    <DayPage
      frame={{ ...frameOf(c), path: '/journee' }}
      day={day}
      town={townOf(c)}
      now={c.var.now}
      isNamed={isNamed}
      canArrange={canArrange}
      begun={begun && !hasBegun(begun) ? begun : undefined}
    />,
  );
};

export const dayRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/journee', action: 'day.view', handler: showDay },
];
