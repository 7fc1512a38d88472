import * as z from 'zod';
import {
  milestonesSince,
  stopMilestone,
} from '../../../../shared/engagement/recognition/milestones/look-at-milestones.ts';
import { changeRecognition, readRecognition } from '../../../../shared/engagement/recognition/settings.ts';
import { volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import {
  choice,
  type FormState,
  freshForm,
  integer,
  readForm,
  ticked,
  withProblem,
} from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { MILESTONES } from '../thanks/tabs.tsx';
import { MilestoneSettingsPage, MilestonesPage } from './pages.tsx';

const ACTION = 'engagement.recognition';
const SHOWN_DAYS = 90;
const MOST_SHOWN = 100;

const list = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [all, { settings }] = await Promise.all([
    milestonesSince(table, town.id, minus(c.var.now, { days: SHOWN_DAYS })),
    readRecognition(table, town.id),
  ]);
  const shown = all.slice(-MOST_SHOWN);
  const ids = [...new Set(shown.map(({ volunteerId }) => volunteerId))];
  const rows = ids.length === 0 ? [] : await table.getRows(ids.map(volunteerKey));
  const people = new Map(
    rowsOf(
      volunteerKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.id, value]),
  );
  const told = shown.map((milestone) => ({ milestone, volunteer: people.get(milestone.volunteerId) }));
  return show(
    c,
    <MilestonesPage
      frame={frameOf(c)}
      town={town}
      planned={told.filter(({ milestone }) => milestone.state === 'planned')}
      past={told.filter(({ milestone }) => milestone.state !== 'planned').reverse()}
      isOn={settings.milestones.isOn}
      said={c.req.query('dit')}
    />,
  );
};

const stopForm = z.object({
  volunteer: volunteerIdSchema,
  what: choice(['years', 'missions'], 'Ouvrez de nouveau cette page.'),
  count: integer(1, 9_999, 'Ouvrez de nouveau cette page.'),
});
const postStop = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, stopForm);
  if (!read.ok) return seeOther(c, MILESTONES);
  const { volunteer: volunteerId, what, count } = read.value;
  const done = await stopMilestone(c.var.world, { volunteerId, what, count }, staffOf(c).id, c.var.now);
  return seeOther(c, `${MILESTONES}?dit=${done.ok ? 'note' : 'parti'}`);
};

const NUMBERS = 'Écrivez des nombres séparés par des virgules, comme 10, 50, 100.';
const settingsForm = z.object({
  version: integer(0, 1_000_000, 'Ouvrez de nouveau cette page.'),
  isOn: ticked(),
  years: ticked(),
  missions: z
    .string()
    .max(100, NUMBERS)
    .regex(/^\s*\d{1,4}(\s*[,;]\s*\d{1,4})*\s*$/, NUMBERS)
    .default('')
    .transform((typed) =>
      [...new Set(typed.split(/[,;]/).map(Number))].filter((n) => n > 0).sort((a, b) => a - b),
    )
    .refine(
      (numbers) => numbers.length <= 12 && numbers.every((n) => n <= 5_000),
      'Douze nombres au plus, jusqu’à 5 000.',
    ),
});

const settingsPage = async (c: DeskContext, form: FormState | undefined, status: 200 | 409 | 422 = 200) => {
  const { settings, version } = await readRecognition(c.var.world.table, townOf(c).id);
  const { isOn, years, missions } = settings.milestones;
  const known = freshForm({ isOn, years, missions: missions.join(', ') });
  return show(c, <MilestoneSettingsPage frame={frameOf(c)} form={form ?? known} version={version} />, status);
};

const postSettings = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, settingsForm);
  if (!read.ok) return settingsPage(c, read.refusal, 422);
  const { version, ...milestones } = read.value;
  const done = await changeRecognition(
    c.var.world,
    (settings) => ({ ...settings, milestones }),
    version,
    actorOf(c),
    c.var.now,
  );
  if (done.ok) return seeOther(c, `${MILESTONES}?dit=regle`);
  const form = { problems: [], typed: read.typed };
  return settingsPage(
    c,
    withProblem(
      form,
      '',
      'Quelqu’un a changé ces réglages entre-temps : vérifiez, puis enregistrez de nouveau.',
    ),
    409,
  );
};

/** What is told by itself: this week's list, the way to say no, the town's choice. */
export const milestoneRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: MILESTONES, action: ACTION, handler: list },
  { method: 'POST', path: `${MILESTONES}/non`, action: ACTION, handler: postStop },
  {
    method: 'GET',
    path: `${MILESTONES}/reglages`,
    action: ACTION,
    handler: (c) => settingsPage(c, undefined),
  },
  { method: 'POST', path: `${MILESTONES}/reglages`, action: ACTION, handler: postSettings },
];
