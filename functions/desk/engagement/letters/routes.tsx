import * as z from 'zod';
import { yearlyLetter, yearSchema } from '../../../../shared/engagement/recognition/letters/letter.ts';
import {
  letterSendingKey,
  letterSendingKind,
} from '../../../../shared/engagement/recognition/letters/letter-sending.ts';
import { startLetters, stopLetters } from '../../../../shared/engagement/recognition/letters/send-letters.ts';
import {
  alreadySent,
  readRecipients,
  readYears,
  yearOfLetter,
} from '../../../../shared/engagement/recognition/letters/year-letters.ts';
import {
  changeRecognition,
  letterTextOf,
  MOST_LETTER,
  readRecognition,
  withLetterText,
} from '../../../../shared/engagement/recognition/settings.ts';
import { type FormState, freshForm, integer, readForm, text, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { LETTERS } from '../thanks/tabs.tsx';
import { A_LOT, LettersPage, PrintPage, TextPage } from './pages.tsx';
import { SENDING, SendPage, STOP } from './sending.tsx';

const ACTION = 'engagement.recognition';

const yearAsked = (c: DeskContext): string => {
  const typed = yearSchema.safeParse(c.req.query('annee'));
  return typed.success ? typed.data : yearOfLetter(c.var.now);
};

const yearsOf = async (c: DeskContext, year: string) => {
  const { table } = c.var.world;
  const all = await readYears(table, townOf(c), year, c.var.now);
  const ids = all.map(({ volunteer }) => volunteer.id);
  return { all, sent: await alreadySent(table, ids, year) };
};

const list = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const { table } = c.var.world;
  const town = townOf(c).id;
  const [{ all, sent }, { settings }, sending] = await Promise.all([
    yearsOf(c, year),
    readRecognition(table, town),
    table.get(letterSendingKind, letterSendingKey(town, year)),
  ]);
  return show(
    c,
    <LettersPage
      frame={frameOf(c)}
      year={year}
      all={all}
      sent={sent}
      sending={sending?.value}
      text={letterTextOf(settings)}
      now={c.var.now}
      said={c.req.query('dit')}
    />,
  );
};

const print = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const town = townOf(c);
  const [{ all }, { settings }] = await Promise.all([
    yearsOf(c, year),
    readRecognition(c.var.world.table, town.id),
  ]);
  const one = c.req.query('pour');
  const lot = Math.max(1, Number.parseInt(c.req.query('lot') ?? '1', 10) || 1);
  const chosen = one
    ? all.filter(({ volunteer }) => volunteer.id === one)
    : all.slice((lot - 1) * A_LOT, lot * A_LOT);
  const words = letterTextOf(settings);
  const letters = chosen.map(({ volunteer, facts }) =>
    yearlyLetter(volunteer, facts, year, words, town, c.var.now),
  );
  return show(c, <PrintPage frame={frameOf(c)} year={year} letters={letters} />);
};

const send = async (c: DeskContext): Promise<Response> => {
  const year = yearAsked(c);
  const count = (await readRecipients(c.var.world.table, townOf(c).id, year)).length;
  const microEuros = count * townOf(c).smsPartMicroEuros;
  return show(c, <SendPage frame={frameOf(c)} year={year} count={count} microEuros={microEuros} />);
};

const yearForm = z.object({ year: yearSchema });
const postSend = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, yearForm);
  if (!read.ok) return seeOther(c, LETTERS);
  const done = await startLetters(c.var.world, read.value.year, actorOf(c), c.var.now);
  return seeOther(c, `${LETTERS}?annee=${read.value.year}&dit=${done.ok ? 'envoye' : 'rien'}`);
};
const postStop = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, yearForm);
  if (!read.ok) return seeOther(c, LETTERS);
  const done = await stopLetters(c.var.world, read.value.year, actorOf(c), c.var.now);
  return seeOther(c, `${LETTERS}?annee=${read.value.year}${done.ok ? '&dit=arrete' : ''}`);
};

const textForm = z.object({
  version: integer(0, 1_000_000, 'Ouvrez de nouveau cette page.'),
  opening: text(MOST_LETTER, 'Écrivez le début de la lettre.'),
  closing: text(MOST_LETTER, 'Écrivez la fin de la lettre.'),
});

const textPage = async (c: DeskContext, form: FormState | undefined, status: 200 | 409 | 422 = 200) => {
  const { settings, version } = await readRecognition(c.var.world.table, townOf(c).id);
  const { opening, closing } = letterTextOf(settings);
  return show(
    c,
    <TextPage
      frame={frameOf(c)}
      form={form ?? freshForm({ opening, closing })}
      version={version}
      before={settings.letters}
    />,
    status,
  );
};

const postText = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, textForm);
  if (!read.ok) return textPage(c, read.refusal, 422);
  const { version, ...words } = read.value;
  const actor = actorOf(c);
  const done = await changeRecognition(
    c.var.world,
    (settings) => withLetterText(settings, words, actor, c.var.now),
    version,
    actor,
    c.var.now,
  );
  if (done.ok) return seeOther(c, `${LETTERS}?dit=texte`);
  const form = { problems: [], typed: read.typed };
  return textPage(
    c,
    withProblem(form, '', 'Quelqu’un a changé ce texte entre-temps : vérifiez, puis enregistrez de nouveau.'),
    409,
  );
};

/** A letter a year for each volunteer: printed, or opened by link; in the town's own words. */
export const letterRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: LETTERS, action: ACTION, handler: list },
  { method: 'GET', path: `${LETTERS}/imprimer`, action: ACTION, handler: print },
  { method: 'GET', path: SENDING, action: ACTION, handler: send },
  { method: 'POST', path: SENDING, action: ACTION, handler: postSend },
  { method: 'POST', path: STOP, action: ACTION, handler: postStop },
  { method: 'GET', path: `${LETTERS}/texte`, action: ACTION, handler: (c) => textPage(c, undefined) },
  { method: 'POST', path: `${LETTERS}/texte`, action: ACTION, handler: postText },
];
