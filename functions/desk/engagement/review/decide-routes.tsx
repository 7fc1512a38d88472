import * as z from 'zod';
import type { ReviewRefusal } from '../../../../shared/engagement/review/change-book.ts';
import {
  answerDecision,
  takeBackDecision,
  takeDecision,
} from '../../../../shared/engagement/review/hold-decision.ts';
import { BY_SECTOR, MEASURES } from '../../../../shared/engagement/review/measures.ts';
import { findNamed } from '../../../../shared/engagement/review/name-somebody.ts';
import { ANSWERS } from '../../../../shared/engagement/review/review.ts';
import { staffIdSchema } from '../../../../shared/ids/ids.ts';
import { civilDay } from '../../../../shared/time/civil.ts';
import { choice, day, type FormState, integer, readForm, text, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { type DeskRoute, missing } from '../../router.ts';
import { HOLD, home, namedSentence, SENTENCES } from './home.tsx';
import { REVIEW } from './paths.ts';
import { staffIn } from './read.ts';

const takeForm = z.object({
  number: integer(1, 100_000, 'Ouvrez de nouveau cette page.'),
  what: text(300, 'Écrivez ce que vous décidez.'),
  owner: z.string({ error: 'Choisissez qui s’en charge.' }).pipe(staffIdSchema),
  due: day('Écrivez pour quand.'),
  measure: choice(MEASURES, 'Choisissez une mesure.').optional(),
  sector: z.string().max(40).optional(),
});

const FIELD: Readonly<Partial<Record<ReviewRefusal['reason'], string>>> = { 'day-past': 'due' };

const take = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, takeForm);
  const again = (form: FormState, status: PageStatus) => home(c, { failed: { of: 'new', form } }, status);
  if (!read.ok) return again(read.refusal, 422);
  const { world, now } = c.var;
  const town = townOf(c);
  const { number, what, owner, due, measure, sector } = read.value;
  const typed: FormState = { problems: [], typed: read.typed };
  const named = await findNamed(world.table, town.id, what);
  if (named) return again(withProblem(typed, 'what', namedSentence(named)), 422);
  const staff = await staffIn(c);
  if (!staff.some(({ id, active }) => id === owner && active))
    return again(withProblem(typed, 'owner', 'Choisissez qui s’en charge.'), 422);
  const known = town.sectors.find(({ code }) => code === sector)?.code;
  const within = measure && BY_SECTOR.includes(measure) && known ? { sector: known } : {};
  const taken = await takeDecision(
    world,
    { number, what, owner, due, measure: measure && { what: measure, ...within } },
    staffOf(c).id,
    now,
  );
  if (taken.ok) return seeOther(c, `${REVIEW}?dit=decidee#decisions`);
  // Sent twice: it is there already.
  if (taken.refusal.reason === 'moved-on') return seeOther(c, `${REVIEW}#decisions`);
  const { reason } = taken.refusal;
  return again(withProblem(typed, FIELD[reason] ?? '', SENTENCES[reason]), reason === 'day-past' ? 422 : 409);
};

const numberOf = (c: DeskContext): number | undefined => {
  const asked = c.req.param('number') ?? '';
  return /^\d{1,6}$/.test(asked) ? Number(asked) : undefined;
};

const takeBack = async (c: DeskContext): Promise<Response> => {
  const number = numberOf(c);
  if (number === undefined) return missing(c);
  const done = await takeBackDecision(c.var.world, number, staffOf(c).id, c.var.now);
  return seeOther(c, `${REVIEW}${done.ok ? '?dit=retiree' : ''}#decisions`);
};

const answer = async (c: DeskContext): Promise<Response> => {
  const number = numberOf(c);
  if (number === undefined) return missing(c);
  const [verdictName, wordsName, dueName] = [`verdict-${number}`, `mots-${number}`, `delai-${number}`];
  const read = await readForm(
    c,
    z.object({
      [verdictName]: choice(ANSWERS, 'Dites ce qu’elle est devenue : faite, poursuivie ou abandonnée.'),
      [wordsName]: text(300, 'Écrivez en une phrase ce qu’il en est.'),
      [dueName]: day('Écrivez jusqu’à quand.').optional(),
    }),
  );
  const again = (form: FormState, status: PageStatus) =>
    home(c, { failed: { of: String(number), form } }, status);
  if (!read.ok) return again(read.refusal, 422);
  const { world, now } = c.var;
  const typed: FormState = { problems: [], typed: read.typed };
  const values = z
    .object({ verdict: z.enum(ANSWERS), words: z.string(), due: z.string().optional() })
    .parse({ verdict: read.value[verdictName], words: read.value[wordsName], due: read.value[dueName] });
  const named = await findNamed(world.table, townOf(c).id, values.words);
  if (named) return again(withProblem(typed, wordsName, namedSentence(named)), 422);
  const done = await answerDecision(
    world,
    {
      number,
      verdict: values.verdict,
      words: values.words,
      due: values.due === undefined ? undefined : civilDay(values.due),
    },
    staffOf(c).id,
    now,
  );
  if (done.ok) return seeOther(c, `${REVIEW}?dit=repondue#decision-${number}`);
  const { reason } = done.refusal;
  if (reason === 'day-past') return again(withProblem(typed, dueName, SENTENCES[reason]), 422);
  return home(c, { problem: SENTENCES[reason] }, 409);
};

export const decideRoutes: readonly DeskRoute[] = [
  { method: 'POST', path: `${REVIEW}/decisions`, action: HOLD, handler: take },
  { method: 'POST', path: `${REVIEW}/decisions/:number/retirer`, action: HOLD, handler: takeBack },
  { method: 'POST', path: `${REVIEW}/decisions/:number/reponse`, action: HOLD, handler: answer },
];
