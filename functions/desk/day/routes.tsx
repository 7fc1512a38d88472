import { can } from '../../../shared/access/table.ts';
import { show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { DayPage } from './day-page.tsx';
import { readDay } from './read.ts';

/** The day, at its own address and as the first page of whoever works it. */
export const showDay = async (c: DeskContext): Promise<Response> => {
  const day = await readDay(c.var.world.table, staffOf(c), c.var.now);
  return show(
    c,
    <DayPage
      frame={{ ...frameOf(c), path: '/journee' }}
      day={day}
      town={townOf(c)}
      now={c.var.now}
      canArrange={can(staffOf(c), 'message.list')}
    />,
  );
};

export const dayRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/journee', action: 'day.view', handler: showDay },
];
