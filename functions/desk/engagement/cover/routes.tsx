import { whatIf } from '../../../../shared/engagement/cover/cover.ts';
import {
  ANY_WEEKS,
  coverWeeks,
  leavesOf,
  mondayOf,
  SUMMER_WEEKS,
  summerFrom,
} from '../../../../shared/engagement/cover/weeks.ts';
import { readHeatSettings } from '../../../../shared/heat/read-settings.ts';
import { addDays, type CivilDay, dayOf, daysBetween, isCivilDay } from '../../../../shared/time/civil.ts';
import { freshForm, withProblem } from '../../../web/form.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { volunteerOf } from '../../volunteers/one.ts';
import { askingFor, askRoutes } from './ask.tsx';
import { introduceRoutes } from './introduce-routes.tsx';
import { alonePeople, byName, coverFor, namesIn } from './read.ts';
import { RelayPage } from './relay-page.tsx';
import { SummerPage } from './summer-page.tsx';
import { WhatIfPage } from './what-if-page.tsx';
import { RELAY, SUMMER } from './words.ts';

const ACTION = 'engagement.cover';
/** A fortnight, to begin with; a quarter at most. */
const USUAL_DAYS = 14;
const MOST_DAYS = 92;
/** Nobody plans leave further ahead. */
const FURTHEST_DAYS = 550;

const relay = async (c: DeskContext): Promise<Response> => {
  const page = Math.min(1_000, Math.max(1, Number(c.req.query('page')) || 1)) - 1;
  return show(
    c,
    <RelayPage frame={frameOf(c)} all={await alonePeople(c, Math.floor(page))} said={c.req.query('dit')} />,
  );
};

const dayIn = (c: DeskContext, name: string): CivilDay | undefined => {
  const typed = c.req.query(name) ?? '';
  return isCivilDay(typed) ? typed : undefined;
};

const suppose = async (c: DeskContext): Promise<Response> => {
  const volunteer = await volunteerOf(c, ACTION);
  const today = dayOf(c.var.now);
  const from = dayIn(c, 'du') ?? addDays(today, 1);
  const to = dayIn(c, 'au') ?? addDays(from, USUAL_DAYS - 1);
  const known = freshForm({ du: from, au: to });
  const problem =
    to < from
      ? 'Le dernier jour vient avant le premier.'
      : to < today
        ? 'Ces jours sont passés.'
        : daysBetween(from, to) > MOST_DAYS || daysBetween(today, to) > FURTHEST_DAYS
          ? 'Trois mois au plus à la fois, dans les dix-huit mois qui viennent.'
          : undefined;
  const form = problem ? withProblem(known, 'au', problem) : known;
  const covered = problem ? undefined : await coverFor(c, { planned: { from, to } });
  const found = covered && whatIf(covered, volunteer.id, from, to);
  const names = covered ? namesIn(covered) : new Map();
  const props = { frame: frameOf(c), volunteer, form, found, names };
  return show(c, <WhatIfPage {...props} />, problem ? 422 : 200);
};

const summer = async (c: DeskContext): Promise<Response> => {
  const { world, now } = c.var;
  const today = dayOf(now);
  const asked = dayIn(c, 'du');
  const isNear = asked !== undefined && Math.abs(daysBetween(today, asked)) <= FURTHEST_DAYS;
  const from = isNear ? mondayOf(asked) : summerFrom(today);
  const count = isNear ? ANY_WEEKS : SUMMER_WEEKS;
  const [covered, { hours }, asking] = await Promise.all([
    coverFor(c, { planned: { from, to: addDays(from, 7 * count - 1) } }),
    readHeatSettings(world.table, townOf(c).id),
    askingFor(c),
  ]);
  const names = namesIn(covered);
  const callers = covered.callers.flatMap((wish) => {
    const volunteer = names.get(wish.volunteerId);
    return volunteer ? [{ volunteer, wish }] : [];
  });
  return show(
    c,
    <SummerPage
      frame={frameOf(c)}
      weeks={coverWeeks(covered, callers, hours.from, from, count)}
      leaves={leavesOf(covered, from, count).toSorted(byName)}
      names={names}
      from={from}
      soon={mondayOf(today)}
      asking={asking}
      said={c.req.query('dit')}
    />,
  );
};

/** Who has one visitor alone, what an absence would leave, and the weeks of summer: for the coordination. */
export const coverRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: RELAY, action: ACTION, handler: relay },
  { method: 'GET', path: SUMMER, action: ACTION, handler: summer },
  { method: 'GET', path: `${RELAY}/si/:id`, action: ACTION, about: 'handler', handler: suppose },
  ...introduceRoutes,
  ...askRoutes,
];
