import * as z from 'zod';
import { registerEntryIdSchema } from '../../../../shared/ids/ids.ts';
import type { Letter } from '../../../../shared/letters/letter.ts';
import { letterOfRegister } from '../../../../shared/letters/register-letter.ts';
import { acknowledge } from '../../../../shared/register/acknowledge-entry.ts';
import { changeEntry } from '../../../../shared/register/change-entry.ts';
import { type RegisterEntry, registeredName } from '../../../../shared/register/entry.ts';
import { listEntries, listToAskAgain } from '../../../../shared/register/list-entries.ts';
import { openReading } from '../../../../shared/register/readers/reading.ts';
import { readRules } from '../../../../shared/register/rules.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { readAs } from '../../../../shared/table/kind.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { readForm } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { LetterPage, LetterSheet } from '../../letters/letter-page.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { demandReader, entryAsked, isOpened, showClosedDoor } from '../readers/reader.tsx';

const SETS = {
  accuses: { title: 'Accusés de réception à imprimer', subject: 'letters:accuses' },
  recontacts: { title: 'Lettres « toujours d’accord ? » à imprimer', subject: 'letters:recontacts' },
} as const;
type SetName = keyof typeof SETS;
const setOf = (c: DeskContext): SetName => {
  const name = c.req.param('lot');
  return name === 'accuses' || name === 'recontacts' ? name : missing(c);
};

/** Sheets printed at a time: one envelope session, and one page that a browser prints. */
const SHEETS = 50;

/** Nobody writes to the home of somebody whose file says that only one path is safe (domain.md §5). */
const unsafeHomes = async (
  c: DeskContext,
  entries: readonly RegisterEntry[],
): Promise<ReadonlySet<string>> => {
  const tied = entries.flatMap(({ seniorId }) => seniorId ?? []);
  const rows = tied.length === 0 ? [] : await c.var.world.table.getRows(tied.map(seniorKey));
  const unsafe = new Set(
    rows.flatMap((row) => {
      const senior = row ? readAs(seniorKind, row)?.value : undefined;
      return senior?.sensitive ? [senior.id] : [];
    }),
  );
  return new Set(entries.flatMap(({ id, seniorId }) => (seniorId && unsafe.has(seniorId) ? [id] : [])));
};

const one = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c);
  const back = `/registre/${entry.id}`;
  if (!(await isOpened(c, entry.id))) return seeOther(c, back);
  const isUnsafe = (await unsafeHomes(c, [entry])).has(entry.id);
  const rules = await readRules(c.var.world.table, entry.town);
  const letter = letterOfRegister(entry, townOf(c), rules, c.var.now);
  if (letter.ok && !isUnsafe)
    return show(
      c,
      <LetterPage
        frame={frameOf(c)}
        letter={letter.value}
        back={{ href: back, label: registeredName(entry) }}
      />,
    );
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Pas de lettre">
      <p class="crumbs">
        <a href={back}>{registeredName(entry)}</a>
      </p>
      <h1>Pas de lettre</h1>
      <Notice tone="warn">
        {isUnsafe
          ? 'Son dossier demande de ne pas écrire à son domicile : prévenez-la par le chemin indiqué dans son dossier.'
          : 'Sa fiche n’a pas d’adresse : prévenez-la par téléphone ou au guichet.'}
      </Notice>
    </DeskPage>,
  );
};

type Sheets = {
  readonly letters: readonly { readonly id: string; readonly letter: Letter }[];
  readonly without: number;
  readonly more: boolean;
};

const sheetsOf = async (c: DeskContext, name: SetName): Promise<Sheets> => {
  const { table } = c.var.world;
  const town = townOf(c);
  const page =
    name === 'accuses'
      ? await listEntries(table, town.id, 'pending-acknowledgment', { limit: 300 })
      : await listToAskAgain(table, town.id, { limit: 300 });
  const waiting = page.items.filter((entry) => name === 'recontacts' || !entry.acknowledgment?.sentAt);
  const [unsafe, rules] = await Promise.all([
    unsafeHomes(c, waiting.slice(0, 100)),
    readRules(table, town.id),
  ]);
  const written = waiting.slice(0, 100).map((entry) => ({
    id: entry.id,
    letter: unsafe.has(entry.id) ? undefined : letterOfRegister(entry, town, rules, c.var.now),
  }));
  const letters = written.flatMap(({ id, letter }) => (letter?.ok ? [{ id, letter: letter.value }] : []));
  return {
    letters: letters.slice(0, SHEETS),
    without: written.length - letters.length,
    more: letters.length > SHEETS || waiting.length > 100 || page.next !== undefined,
  };
};

const sheets = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  const name = setOf(c);
  const { title, subject } = SETS[name];
  if (!(await isOpened(c, subject)))
    return showClosedDoor(c, {
      title,
      what: 'Chaque lettre porte un nom et une adresse du registre.',
      action: `/registre/lettres/${name}/ouvrir`,
      back: '/registre',
    });
  const { letters, without, more } = await sheetsOf(c, name);
  const frame = frameOf(c);
  return show(
    c,
    <DeskPage frame={frame} title={title}>
      <div class="no-print">
        <p class="crumbs">
          <a href={`/registre?liste=${name === 'accuses' ? 'accuses' : 'recontacter'}`}>Registre d’alerte</a>
        </p>
        <h1>{title}</h1>
        {letters.length === 0 ? (
          <EmptyState title="Aucune lettre à imprimer.">
            {without > 0 && <p>{without} sans adresse où écrire : à prévenir par téléphone.</p>}
          </EmptyState>
        ) : (
          <>
            <Notice>
              <p>
                {letters.length} {letters.length === 1 ? 'lettre' : 'lettres'}, une par feuille : seules les
                lettres apparaissent sur le papier.
                {without > 0 && ` ${without} sans adresse où écrire : à prévenir par téléphone.`}
                {more && ' D’autres suivront : revenez après avoir noté ces envois.'}
              </p>
            </Notice>
            {name === 'accuses' && (
              <PostForm action="/registre/lettres/accuses/envoyes" csrf={frame.csrf}>
                {letters.map(({ id }) => (
                  <Hidden name="sent" value={id} />
                ))}
                <SubmitButton>Noter ces envois</SubmitButton>
              </PostForm>
            )}
          </>
        )}
      </div>
      {letters.map(({ letter }) => (
        <LetterSheet letter={letter} />
      ))}
    </DeskPage>,
  );
};

const openSheets = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  const name = setOf(c);
  await openReading(c.var.world, staffOf(c).id, 'letters', SETS[name].subject, c.var.now);
  return seeOther(c, `/registre/lettres/${name}`);
};

const sentForm = z.object({ sent: z.array(registerEntryIdSchema).max(SHEETS) });

const sent = async (c: DeskContext): Promise<Response> => {
  await demandReader(c, 'register.change');
  const read = await readForm(c, sentForm);
  // One that opposed meanwhile refuses, and that is right.
  for (const id of read.ok ? read.value.sent : [])
    await changeEntry(
      c.var.world,
      id,
      'register-acknowledged',
      (entry) => acknowledge(entry, 'letter', c.var.now),
      actorOf(c),
      c.var.now,
    );
  return seeOther(c, '/registre?liste=accuses');
};

/** Before the routes of one entry: `lettres` is no entry. */
export const registerSheetRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/registre/lettres/:lot',
    action: 'register.read',
    about: 'handler',
    handler: sheets,
  },
  {
    method: 'POST',
    path: '/registre/lettres/:lot/ouvrir',
    action: 'register.read',
    about: 'handler',
    handler: openSheets,
  },
  {
    method: 'POST',
    path: '/registre/lettres/accuses/envoyes',
    action: 'register.change',
    about: 'handler',
    handler: sent,
  },
  { method: 'GET', path: '/registre/:id/lettre', action: 'register.read', about: 'handler', handler: one },
];
