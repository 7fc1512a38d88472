import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import { dayReport } from '../../../../shared/heat/board/day-report.ts';
import { arrangeFollowUps, FOLLOW_UPS, listFollowUps } from '../../../../shared/heat/board/follow-up.ts';
import { listRounds, readBoard } from '../../../../shared/heat/board/read-board.ts';
import { roundIdSchema } from '../../../../shared/heat/calls/round.ts';
import { type CivilDay, dayOf, isCivilDay } from '../../../../shared/time/civil.ts';
import { choice, type FormState, freshForm, readForm } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { plural } from '../paper/rounds.ts';
import { campaignCsv, showCampaignReport } from './campaign.tsx';
import { DayReportPage, REPORT } from './page.tsx';

const showDay = async (
  c: DeskContext,
  day: CivilDay,
  wrong?: { readonly liste: string; readonly form: FormState },
  status: PageStatus = 200,
): Promise<Response> => {
  const { world, now } = c.var;
  const rounds = (await listRounds(world, day)).filter(({ state }) => state !== 'called-off');
  const lists = await Promise.all(
    rounds.map(async (round) => {
      const [board, arranged] = await Promise.all([
        readBoard(world, round.id, now),
        listFollowUps(world, round.id),
      ]);
      return board ? [{ round, report: dayReport(board), arranged }] : [];
    }),
  );
  const made = Number(c.req.query('taches') ?? '');
  return show(
    c,
    <DayReportPage
      frame={frameOf(c)}
      day={day}
      today={dayOf(now)}
      lists={lists.flat()}
      mayArrange={can(staffOf(c), 'heat.hand-over')}
      maySet={can(staffOf(c), 'heat.settings')}
      wrong={wrong}
      fresh={freshForm({ how: 'letter' })}
      done={made > 0 && made < 1_000 ? `${plural(made, 'tâche créée', 'tâches créées')}.` : undefined}
    />,
    status,
  );
};

const dayAsked = (c: DeskContext): CivilDay => {
  const asked = c.req.query('jour') ?? '';
  return isCivilDay(asked) ? asked : dayOf(c.var.now);
};

const followForm = z.object({
  liste: roundIdSchema,
  people: z.array(z.string().max(40)).min(1, 'Cochez au moins une personne.').max(200),
  how: choice(FOLLOW_UPS, 'Choisissez une lettre, un appel ou une visite.'),
});

const arrange = async (c: DeskContext): Promise<Response> => {
  const { world, now } = c.var;
  const read = await readForm(c, followForm);
  const liste = roundIdSchema.safeParse(read.typed.liste?.[0]);
  const board = liste.success ? await readBoard(world, liste.data, now) : undefined;
  if (!board) return seeOther(c, REPORT);
  const { day } = board.round;
  if (!read.ok) return showDay(c, day, { liste: board.round.id, form: read.refusal }, 422);
  const made = await arrangeFollowUps(world, board, read.value, staffOf(c).id, now);
  return seeOther(c, `${REPORT}?jour=${day}&taches=${made}`);
};

export const reportRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: REPORT, action: 'heat.view', handler: (c) => showDay(c, dayAsked(c)) },
  { method: 'POST', path: `${REPORT}/suites`, action: 'heat.hand-over', handler: arrange },
  { method: 'GET', path: `${REPORT}/campagne`, action: 'heat.view', handler: showCampaignReport },
  { method: 'GET', path: `${REPORT}/campagne.csv`, action: 'heat.view', handler: campaignCsv },
];
