import * as z from 'zod';
import { missionIdSchema } from '../../../../shared/ids/ids.ts';
import { pickLoan } from '../../../../shared/library/change-loan.ts';
import { librarySettingsOf } from '../../../../shared/library/reading.ts';
import { type CivilDay, civilDay, isCivilDay } from '../../../../shared/time/civil.ts';
import { day, type FormState, freshForm, readForm, textIfAny, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { dayOfBags, handOf, loanAsked } from '../read.ts';
import { allowScan } from '../scan.ts';
import { bagsPath, doneWords, LIBRARY, REFUSALS } from '../words.ts';
import { BagsPage } from './bags-page.tsx';
import { SlipsPage } from './slips-page.tsx';

const dayAsked = (c: DeskContext): CivilDay => {
  const asked = c.req.param('day') ?? '';
  return isCivilDay(asked) ? civilDay(asked) : missing(c);
};

const showBags = async (
  c: DeskContext,
  on: CivilDay,
  form: FormState = freshForm(),
  status: PageStatus = 200,
): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [settings, shown] = await Promise.all([
    librarySettingsOf(table, town.id),
    dayOfBags(table, town.id, on),
  ]);
  allowScan(c);
  return show(
    c,
    <BagsPage
      frame={frameOf(c)}
      town={town}
      settings={settings}
      shown={shown}
      form={form}
      done={doneWords(c.req.query('dit'))}
    />,
    status,
  );
};

const showSlips = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const [settings, shown] = await Promise.all([
    librarySettingsOf(table, town.id),
    dayOfBags(table, town.id, dayAsked(c)),
  ]);
  return show(c, <SlipsPage frame={frameOf(c)} town={town} settings={settings} shown={shown} />);
};

const pickForm = z.object({
  missionId: missionIdSchema,
  identifier: textIfAny(40),
  day: day('Choisissez le jour de la livraison.'),
});

const pick = async (c: DeskContext): Promise<Response> => {
  const loan = await loanAsked(c);
  const read = await readForm(c, pickForm);
  if (!read.ok) return seeOther(c, LIBRARY);
  const done = await pickLoan(c.var.world, loan.id, read.value, handOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${bagsPath(read.value.day)}?dit=sac`);
  const form = withProblem({ problems: [], typed: read.typed }, `code-${loan.id}`, REFUSALS[done.refusal]);
  return showBags(c, read.value.day, form, 409);
};

/** « Préparer les sacs de mardi »: the day's bags, their slips, what is taken from the shelf. */
export const bagRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: `${LIBRARY}/sacs/:day`,
    action: 'library.view',
    handler: (c) => showBags(c, dayAsked(c)),
  },
  { method: 'GET', path: `${LIBRARY}/bordereaux/:day`, action: 'library.view', handler: showSlips },
  {
    method: 'POST',
    path: `${LIBRARY}/prets/:id/prendre`,
    action: 'library.lend',
    about: 'handler',
    handler: pick,
  },
];
