import { can } from '../../../../shared/access/table.ts';
import {
  type Activity,
  activityKey,
  activityKind,
  yearSchema,
} from '../../../../shared/engagement/report/activity.ts';
import { countNeeds } from '../../../../shared/engagement/report/count-needs.ts';
import { type ActivityRefusal, countActivity } from '../../../../shared/engagement/report/count-year.ts';
import {
  type SocialNeeds,
  socialNeedsKey,
  socialNeedsKind,
} from '../../../../shared/engagement/report/needs.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { dayOf, yearOf } from '../../../../shared/time/civil.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { csvFile } from '../csv-file.ts';
import { ActivityPage, activityPath, REPORTS } from './activity-page.tsx';
import { toldCsv } from './csv.ts';
import { ReportsPage } from './home-page.tsx';
import { NeedsPage, needsPath } from './needs-page.tsx';

const SEE = 'engagement.report';
const MAKE = 'engagement.report-make';
/** Years shown. */
const MOST_YEARS = 10;

const listOf = (c: DeskContext, what: string) =>
  c.var.world.table.index('list', {
    partition: `${townOf(c).id}#${what}`,
    newestFirst: true,
    limit: MOST_YEARS,
  });

const home = async (c: DeskContext, problem?: string, status: PageStatus = 200): Promise<Response> => {
  const [years, needs] = await Promise.all([listOf(c, 'activity'), listOf(c, 'needs')]);
  return show(
    c,
    <ReportsPage
      frame={frameOf(c)}
      years={rowsOf(activityKind, years.items).map(({ value }) => value)}
      needs={rowsOf(socialNeedsKind, needs.items).map(({ value }) => value)}
      thisYear={yearOf(dayOf(c.var.now))}
      mayMake={can(staffOf(c), MAKE)}
      problem={problem}
    />,
    status,
  );
};

const yearAsked = (c: DeskContext): string | undefined => yearSchema.safeParse(c.req.param('year')).data;
const activityIn = async (c: DeskContext, year: string): Promise<Activity | undefined> =>
  (await c.var.world.table.get(activityKind, activityKey(townOf(c).id, year)))?.value;
const needsIn = async (c: DeskContext, year: string): Promise<SocialNeeds | undefined> =>
  (await c.var.world.table.get(socialNeedsKind, socialNeedsKey(townOf(c).id, year)))?.value;

const activity = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const found = year && (await activityIn(c, year));
  if (!found) return missing(c);
  // Counted for the first time, and not whole yet: nothing is told of it.
  if (!found.told) return home(c);
  const last = await activityIn(c, String(Number(year) - 1));
  return show(
    c,
    <ActivityPage
      frame={frameOf(c)}
      town={townOf(c)}
      activity={found}
      told={found.told}
      lastYear={last?.told}
      mayMake={can(staffOf(c), MAKE)}
    />,
  );
};

const activityCsv = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const found = year ? await activityIn(c, year) : undefined;
  return found?.told
    ? csvFile(c, `rapport-activite-${year}.csv`, toldCsv(townOf(c), found.told))
    : missing(c);
};

const SENTENCES: Readonly<Record<ActivityRefusal['reason'], string>> = {
  'not-a-year': 'Cette année n’existe pas.',
  'not-begun': 'Cette année n’a pas commencé.',
};

const countYear = async (c: DeskContext): Promise<Response> => {
  const year = c.req.param('year') ?? '';
  const counted = await countActivity(c.var.world, year, staffOf(c).id, c.var.now);
  return counted.ok ? seeOther(c, activityPath(year)) : home(c, SENTENCES[counted.refusal.reason], 409);
};

const needs = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const found = year && (await needsIn(c, year));
  return found ? show(c, <NeedsPage frame={frameOf(c)} town={townOf(c)} needs={found} />) : missing(c);
};

const needsCsv = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const found = year && (await needsIn(c, year));
  return found ? csvFile(c, `analyse-besoins-${year}.csv`, toldCsv(townOf(c), found.told)) : missing(c);
};

const makeNeeds = async (c: DeskContext): Promise<Response> => {
  const counted = await countNeeds(c.var.world, staffOf(c).id, c.var.now);
  return counted.ok
    ? seeOther(c, needsPath(counted.value.year))
    : home(
        c,
        'Plus de 5 000 dossiers ou de 600 missions un même jour : l’analyse n’est pas faite d’une partie de la ville.',
        409,
      );
};

export const yearlyRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: REPORTS, action: SEE, handler: (c) => home(c) },
  { method: 'GET', path: `${REPORTS}/activite/:year`, action: SEE, handler: activity },
  { method: 'POST', path: `${REPORTS}/activite/:year`, action: MAKE, handler: countYear },
  { method: 'GET', path: `${REPORTS}/activite/:year/chiffres.csv`, action: SEE, handler: activityCsv },
  { method: 'POST', path: `${REPORTS}/besoins`, action: MAKE, handler: makeNeeds },
  { method: 'GET', path: `${REPORTS}/besoins/:year`, action: SEE, handler: needs },
  { method: 'GET', path: `${REPORTS}/besoins/:year/chiffres.csv`, action: SEE, handler: needsCsv },
];
