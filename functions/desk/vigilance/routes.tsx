import * as z from 'zod';
import { can } from '../../../shared/access/table.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { civilDaySchema } from '../../../shared/time/civil.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import { departmentOfCommune } from '../../../shared/vigilance/level.ts';
import { setProposalAside } from '../../../shared/vigilance/note-vigilance.ts';
import { proposalKind, proposalList } from '../../../shared/vigilance/proposal.ts';
import { sayLevel } from '../../../shared/vigilance/say-level.ts';
import { newWatch, watchKey, watchKind } from '../../../shared/vigilance/watch.ts';
import { choice, day, type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { campaignNow } from '../heat/read.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, missing } from '../router.ts';
import { shownSince, VIGILANCE, VigilancePage } from './page.tsx';

const DONE: Readonly<Record<string, string>> = {
  niveau: 'Le niveau est noté.',
  'de-cote': 'La proposition est mise de côté, avec sa raison.',
};

/** Where a past heat wave is replayed, in the demonstration. */
type Replay = string | undefined;

const showVigilance = async (
  c: DeskContext,
  replay: Replay,
  form: FormState = freshForm(),
  status: PageStatus = 200,
) => {
  const { world, now } = c.var;
  const town = townOf(c);
  const [watch, proposals, covered] = await Promise.all([
    world.table.get(watchKind, watchKey(town.id)),
    world.table.index('list', { partition: proposalList(town.id), from: shownSince(now) }),
    campaignNow(c),
  ]);
  return show(
    c,
    <VigilancePage
      frame={frameOf(c)}
      watch={watch?.value ?? newWatch(town.id, departmentOfCommune(town.communeCode))}
      proposals={rowsOf(proposalKind, proposals.items).map(({ value }) => value)}
      coveredFrom={covered?.startsOn}
      now={now}
      maySay={can(staffOf(c), 'vigilance.say')}
      form={form}
      replay={replay}
      done={saidIn(DONE, c.req.query('dit'))}
    />,
    status,
  );
};

const sayForm = z.object({
  day: day('Choisissez le jour.'),
  level: choice(['green', 'yellow', 'orange', 'red'], 'Choisissez le niveau.'),
});

const say = async (c: DeskContext, replay: Replay): Promise<Response> => {
  const read = await readForm(c, sayForm);
  if (!read.ok) return showVigilance(c, replay, read.refusal, 422);
  const by = { actor: actorOf(c), staffId: staffOf(c).id, source: 'person' } as const;
  const { day: civil, level } = read.value;
  const said = await sayLevel(c.var.world, { day: civil, level }, by, c.var.now);
  if (said.ok) return seeOther(c, `${VIGILANCE}?dit=niveau`);
  const sentence = `Le niveau du ${frenchFullDay(civil)} ne se note plus, ou pas encore : aujourd’hui ou demain seulement.`;
  return showVigilance(c, replay, withProblem({ problems: [], typed: read.typed }, 'day', sentence), 422);
};

const asideForm = z.object({ reason: text(200, 'Écrivez pourquoi les appels ne sont pas ouverts.') });

const setAside = async (c: DeskContext, replay: Replay): Promise<Response> => {
  const asked = civilDaySchema.safeParse(c.req.param('day'));
  if (!asked.success) return missing(c);
  const read = await readForm(c, asideForm);
  if (!read.ok) return showVigilance(c, replay, read.refusal, 422);
  const by = { actor: actorOf(c), staffId: staffOf(c).id, reason: read.value.reason };
  const done = await setProposalAside(c.var.world, asked.data, by, c.var.now);
  if (done.ok) return seeOther(c, `${VIGILANCE}?dit=de-cote`);
  if (done.refusal === 'unknown') return missing(c);
  return showVigilance(c, replay, withProblem(freshForm(), '', 'Quelqu’un vient de la mettre de côté.'), 409);
};

export const vigilanceRoutes = ({ replay }: { readonly replay: Replay }): readonly DeskRoute[] => [
  {
    method: 'GET',
    path: VIGILANCE,
    action: 'vigilance.view',
    handler: (c) => showVigilance(c, replay),
  },
  { method: 'POST', path: VIGILANCE, action: 'vigilance.say', handler: (c) => say(c, replay) },
  {
    method: 'POST',
    path: `${VIGILANCE}/:day/de-cote`,
    action: 'vigilance.say',
    handler: (c) => setAside(c, replay),
  },
];
