import * as z from 'zod';
import { importRefusalSentence } from '../../../../shared/imports/refusals.ts';
import { letterToBeneficiary } from '../../../../shared/letters/incoming-letter.ts';
import {
  incomingIdSchema,
  listIncoming,
  moveIncoming,
  receiveList,
  SOURCES,
} from '../../../../shared/register/exchanges/incoming.ts';
import { openReading } from '../../../../shared/register/readers/reading.ts';
import { ok } from '../../../../shared/result/result.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { EmptyState } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { choice, type FormState, freshForm, readForm, textIfAny, withProblem } from '../../../web/form.ts';
import { formOf } from '../../../web/guard/csrf.ts';
import { seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { LetterSheet } from '../../letters/letter-page.tsx';
import type { DeskRoute } from '../../router.ts';
import { demandReader, isOpened } from '../readers/reader.tsx';
import { readFile, readLines } from './incoming-lines.ts';
import { incomingDoor, incomingPage, PAGE, SENTENCES, SUBJECT } from './incoming-page.tsx';

const listForm = z.object({
  source: choice(SOURCES, 'Dites qui envoie cette liste.'),
  lines: textIfAny(100_000),
});

/** A list is short: what is larger is not one. */
const MOST_BYTES = 1024 * 1024;
const fileOf = async (c: DeskContext): Promise<Uint8Array | undefined> => {
  const file = (await formOf(c)).get('file');
  return file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
};

const receive = async (c: DeskContext): Promise<Response> => {
  await demandReader(c, 'register.change');
  const read = await readForm(c, listForm);
  if (!read.ok) return incomingPage(c, read.refusal, 422);
  const typed: FormState = { problems: [], typed: read.typed };
  const given = await fileOf(c);
  const from = given ? 'file' : 'lines';
  if (given && given.byteLength > MOST_BYTES)
    return incomingPage(c, withProblem(typed, from, SENTENCES['too-many']), 422);
  const list = given
    ? readFile(given, { today: dayOf(c.var.now), sectors: [], townName: townOf(c).name })
    : ok(readLines(read.value.lines));
  if (!list.ok) return incomingPage(c, withProblem(typed, from, importRefusalSentence(list.refusal)), 422);
  const { people, problems } = list.value;
  if (problems.length > 0) {
    const said = problems.map(({ line, sentence }) => `ligne ${line}, ${sentence}`).join(' ; ');
    return incomingPage(c, withProblem(typed, from, `Rien n’a été gardé : ${said}.`), 422);
  }
  const done = await receiveList(c.var.world, read.value.source, people, staffOf(c).id, c.var.now);
  if (!done.ok) return incomingPage(c, withProblem(typed, from, SENTENCES[done.refusal.reason]), 422);
  const { added, known, registered } = done.value;
  return seeOther(c, `/registre/recues?ajoutees=${added}&connues=${known}&inscrites=${registered}`);
};

const open = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  await openReading(c.var.world, staffOf(c).id, 'incoming', SUBJECT, c.var.now);
  return seeOther(c, '/registre/recues');
};

const letters = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  if (!(await isOpened(c, SUBJECT))) return incomingDoor(c);
  const town = townOf(c);
  const found = await listIncoming(c.var.world.table, town.id, 'to-inform', c.var.now, { limit: PAGE });
  const frame = frameOf(c);
  return show(
    c,
    <DeskPage frame={frame} title="Lettres à imprimer">
      <div class="no-print">
        <p class="crumbs">
          <a href="/registre/recues">Listes reçues</a>
        </p>
        <h1>Lettres à imprimer</h1>
        {found.items.length === 0 ? (
          <EmptyState title="Aucune lettre à imprimer." />
        ) : (
          <PostForm action="/registre/recues/lettres/envoyees" csrf={frame.csrf}>
            <p>
              {found.items.length} {found.items.length === 1 ? 'lettre' : 'lettres'}, une par feuille.
              {found.next && ' D’autres suivront.'}
            </p>
            {found.items.map(({ id }) => (
              <Hidden name="sent" value={id} />
            ))}
            <SubmitButton>Noter ces envois</SubmitButton>
          </PostForm>
        )}
      </div>
      {found.items.map(
        ({ source, person }) =>
          person && <LetterSheet letter={letterToBeneficiary(source, person, town, c.var.now)} />,
      )}
    </DeskPage>,
  );
};

const sentForm = z.object({ sent: z.array(incomingIdSchema).max(PAGE) });

const sent = async (c: DeskContext): Promise<Response> => {
  await demandReader(c, 'register.change');
  const read = await readForm(c, sentForm);
  // Whoever said no meanwhile refuses, and that is right.
  for (const id of read.ok ? read.value.sent : [])
    await moveIncoming(c.var.world, id, 'informed', staffOf(c).id, c.var.now);
  return seeOther(c, '/registre/recues?liste=ecrites');
};

const oppose = async (c: DeskContext): Promise<Response> => {
  await demandReader(c, 'register.change');
  const id = incomingIdSchema.safeParse(c.req.param('id'));
  if (id.success) await moveIncoming(c.var.world, id.data, 'opposed', staffOf(c).id, c.var.now);
  return seeOther(c, '/registre/recues');
};

const route = (
  method: DeskRoute['method'],
  path: string,
  action: 'register.read' | 'register.change',
  handler: DeskRoute['handler'],
): DeskRoute => ({ method, path: `/registre/recues${path}`, action, about: 'handler', handler });

/** Before the routes of one entry: `recues` is no entry. */
export const registerIncomingRoutes: readonly DeskRoute[] = [
  route('GET', '', 'register.read', (c) => incomingPage(c, freshForm({}))),
  route('POST', '', 'register.change', receive),
  route('POST', '/ouvrir', 'register.read', open),
  route('GET', '/lettres', 'register.read', letters),
  route('POST', '/lettres/envoyees', 'register.change', sent),
  route('POST', '/:id/opposition', 'register.change', oppose),
];
