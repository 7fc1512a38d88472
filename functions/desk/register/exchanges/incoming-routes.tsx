import * as z from 'zod';
import { importRefusalSentence } from '../../../../shared/imports/refusals.ts';
import { letterToBeneficiary } from '../../../../shared/letters/incoming-letter.ts';
import {
  type Incoming,
  incomingIdSchema,
  listIncoming,
  MOST_AT_ONCE,
  moveIncoming,
  type ReceiveListRefusal,
  receiveList,
  SOURCES,
} from '../../../../shared/register/exchanges/incoming.ts';
import { openReading } from '../../../../shared/register/readers/reading.ts';
import { ok } from '../../../../shared/result/result.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Notice, Pagination } from '../../../web/components.tsx';
import { formOf } from '../../../web/csrf.ts';
import {
  Choice,
  ErrorSummary,
  FileField,
  Hidden,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { choice, type FormState, freshForm, readForm, textIfAny, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { LetterSheet } from '../../letters/letter-page.tsx';
import type { DeskRoute } from '../../router.ts';
import { demandReader, isOpened, showClosedDoor } from '../readers/reader.tsx';
import { isClosed } from '../rules-routes.tsx';
import { readFile, readLines } from './incoming-lines.ts';

const SUBJECT = 'incoming';
const PAGE = 50;
const SOURCE: Readonly<Record<Incoming['source'], string>> = { departement: 'Département', carsat: 'CARSAT' };
const SENTENCES: Readonly<Record<ReceiveListRefusal['reason'], string>> = {
  closed: 'La réception des listes est fermée\u00a0: elle s’ouvre sur un texte écrit.',
  nobody: 'Choisissez un fichier, ou collez au moins une ligne.',
  'too-many': `${MOST_AT_ONCE} lignes au plus à la fois : coupez la liste.`,
};
const listForm = z.object({
  source: choice(SOURCES, 'Dites qui envoie cette liste.'),
  lines: textIfAny(100_000),
});

const door = (c: DeskContext) =>
  showClosedDoor(c, {
    title: 'Listes reçues',
    what: 'Des noms et des adresses venus du département ou de la CARSAT, pour une lettre et rien d’autre.',
    action: '/registre/recues/ouvrir',
    back: '/registre',
  });

const page = async (c: DeskContext, form: FormState, status: 200 | 422 = 200): Promise<Response> => {
  await demandReader(c);
  if (!(await isOpened(c, SUBJECT))) return door(c);
  const { table } = c.var.world;
  const town = townOf(c).id;
  const after = c.req.query('after')?.slice(0, 600);
  const told = c.req.query('liste') === 'ecrites';
  const [closed, found] = await Promise.all([
    isClosed(c, 'incoming'),
    listIncoming(table, town, told ? 'informed' : 'to-inform', c.var.now, { limit: PAGE, after }),
  ]);
  const frame = frameOf(c);
  const counts = ['ajoutees', 'connues', 'inscrites'].map((name) => Number(c.req.query(name) ?? 'NaN'));
  const [added = 0, known = 0, registered = 0] = counts;
  return show(
    c,
    <DeskPage frame={frame} title="Listes reçues" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/registre">Registre d’alerte</a>
      </p>
      <ErrorSummary form={form} />
      <h1>Listes reçues du département et de la CARSAT</h1>
      <p>
        Ces personnes ne sont pas au registre et n’y entrent jamais d’elles-mêmes. Chacune reçoit une lettre.
        Si elle le demande, <a href="/registre/nouvelle">inscrivez-la</a> comme toute autre.
      </p>
      {counts.every(Number.isSafeInteger) && (
        <Notice tone="good" title="Liste reçue">
          <p>
            {added} à qui écrire ; {known} déjà d’une liste, ou qui ont dit non ; {registered} déjà connues du
            registre, non gardées.
          </p>
        </Notice>
      )}
      <nav class="pages" aria-label="Listes reçues">
        <a href="/registre/recues" {...(told ? {} : { 'aria-current': 'page' })}>
          À qui écrire
        </a>
        <a href="/registre/recues?liste=ecrites" {...(told ? { 'aria-current': 'page' } : {})}>
          Lettre partie
        </a>
      </nav>
      {!told && found.items.length > 0 && (
        <p>
          <a class="button" href="/registre/recues/lettres">
            Imprimer les lettres
          </a>
        </p>
      )}
      <DataTable
        caption={told ? 'Lettre partie' : 'À qui écrire'}
        hideCaption
        rows={found.items}
        empty={<EmptyState title={told ? 'Aucune lettre partie.' : 'Personne à qui écrire.'} />}
        columns={[
          {
            title: 'Nom',
            heads: true,
            cell: ({ person }) => (person ? `${person.lastName} ${person.firstName}` : ''),
          },
          { title: 'Adresse', cell: ({ person }) => person?.address.line ?? '' },
          { title: 'Venue de', cell: ({ source }) => SOURCE[source] },
          {
            title: 'Lettre',
            cell: ({ informedAt }) =>
              informedAt ? `le ${frenchDate(dayOf(informedAt))}` : <Badge tone="warn">à envoyer</Badge>,
          },
          {
            title: 'Opposition',
            cell: ({ id, person }) => (
              <details>
                <summary>
                  Ne veut pas<span class="hidden"> : {person?.lastName}</span>
                </summary>
                <p>Son nom et son adresse sont effacés, pour toujours. Une autre liste ne les ramène pas.</p>
                <PostForm action={`/registre/recues/${id}/opposition`} csrf={frame.csrf}>
                  <SubmitButton tone="second">Effacer</SubmitButton>
                </PostForm>
              </details>
            ),
          },
        ]}
      />
      <Pagination
        path="/registre/recues"
        query={told ? { liste: 'ecrites' } : {}}
        next={found.next}
        isFirst={!after}
      />
      <section class="card">
        <h2>Recevoir une liste</h2>
        {closed ? (
          <Notice tone="warn" title="Fermé">
            <p>
              {SENTENCES.closed} La coordination ou la protection des données{' '}
              <a href="/registre/regles">l’ouvre ici</a>.
            </p>
          </Notice>
        ) : (
          <PostForm action="/registre/recues" csrf={frame.csrf} multipart>
            <Choice
              form={form}
              name="source"
              label="Qui l’envoie ?"
              options={SOURCES.map((value) => ({ value, label: SOURCE[value] }))}
            />
            <p>
              Nom, prénom, naissance, rue, code postal, commune&nbsp;: rien d’autre n’est lu ni gardé.{' '}
              {MOST_AT_ONCE} lignes au plus à la fois.
            </p>
            <FileField
              form={form}
              name="file"
              label="Le fichier CSV reçu"
              hint="Tel quel, avec sa ligne de titres. Depuis un tableur : « Enregistrer sous », puis CSV."
            />
            <TextArea
              form={form}
              name="lines"
              label="Ou collez des lignes de votre tableur"
              hint="Dans l’ordre ci-dessus, sans fichier."
              max={100_000}
              rows={4}
              optional
            />
            <SubmitButton>Recevoir</SubmitButton>
          </PostForm>
        )}
      </section>
    </DeskPage>,
    status,
  );
};

/** A list is short: what is larger is not one. */
const MOST_BYTES = 1024 * 1024;
const fileOf = async (c: DeskContext): Promise<Uint8Array | undefined> => {
  const file = (await formOf(c)).get('file');
  return file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined;
};

const receive = async (c: DeskContext): Promise<Response> => {
  await demandReader(c, 'register.change');
  const read = await readForm(c, listForm);
  if (!read.ok) return page(c, read.refusal, 422);
  const typed: FormState = { problems: [], typed: read.typed };
  const given = await fileOf(c);
  const from = given ? 'file' : 'lines';
  if (given && given.byteLength > MOST_BYTES)
    return page(c, withProblem(typed, from, SENTENCES['too-many']), 422);
  const list = given
    ? readFile(given, { today: dayOf(c.var.now), sectors: [], townName: townOf(c).name })
    : ok(readLines(read.value.lines));
  if (!list.ok) return page(c, withProblem(typed, from, importRefusalSentence(list.refusal)), 422);
  const { people, problems } = list.value;
  if (problems.length > 0) {
    const said = problems.map(({ line, sentence }) => `ligne ${line}, ${sentence}`).join(' ; ');
    return page(c, withProblem(typed, from, `Rien n’a été gardé : ${said}.`), 422);
  }
  const done = await receiveList(c.var.world, read.value.source, people, staffOf(c).id, c.var.now);
  if (!done.ok) return page(c, withProblem(typed, from, SENTENCES[done.refusal.reason]), 422);
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
  if (!(await isOpened(c, SUBJECT))) return door(c);
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
  route('GET', '', 'register.read', (c) => page(c, freshForm({}))),
  route('POST', '', 'register.change', receive),
  route('POST', '/ouvrir', 'register.read', open),
  route('GET', '/lettres', 'register.read', letters),
  route('POST', '/lettres/envoyees', 'register.change', sent),
  route('POST', '/:id/opposition', 'register.change', oppose),
];
