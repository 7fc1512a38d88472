import * as z from 'zod';
import { itemIdSchema } from '../../../../shared/ids/ids.ts';
import type {
  Catalogue,
  CatalogueRecord,
  CatalogueRefusal,
} from '../../../../shared/library/catalogue/catalogue.ts';
import { requestLoan } from '../../../../shared/library/change-loan.ts';
import { addWish, changeTastes, openReader, settleWish } from '../../../../shared/library/change-reader.ts';
import { judge, suggest } from '../../../../shared/library/choose.ts';
import { readIdentifier } from '../../../../shared/library/identifier.ts';
import type { Item } from '../../../../shared/library/item.ts';
import { isOpenLoan } from '../../../../shared/library/loan.ts';
import { hadMarks } from '../../../../shared/library/loan-writes.ts';
import { eraseReading, readingFileOf } from '../../../../shared/library/privacy.ts';
import type { Reader } from '../../../../shared/library/reader.ts';
import { openLoans } from '../../../../shared/library/reading.ts';
import { ITEM_KINDS } from '../../../../shared/library/work.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { Confirm } from '../../../web/components.tsx';
import {
  choice,
  type FormState,
  freshForm,
  readForm,
  textIfAny,
  ticked,
  withProblem,
} from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { handOf, nextDeliveries, type ReaderAsked, readerAsked, shelfBy, shelfLike } from '../read.ts';
import { LIBRARY, REFUSALS, readerPath } from '../words.ts';
import { ProfilePage, profileForm, tastesFrom, typedProfile } from './profile-page.tsx';
import { type Found, NoProfilePage, ReaderPage, type ReaderView } from './reader-page.tsx';

const MOST_SUGGESTED = 8;

const SILENCES: Readonly<Record<CatalogueRefusal['reason'], string | undefined>> = {
  off: undefined,
  'query-unusable': undefined,
  unreachable:
    'Le catalogue ne répond pas pour l’instant. Écrivez le titre à la main, ou réessayez plus tard.',
  'answer-unreadable': 'Le catalogue a répondu, mais sa réponse ne se lit pas. Écrivez le titre à la main.',
  'refused-there': 'Le catalogue a refusé cette recherche. Essayez avec d’autres mots.',
};

const DONE: Readonly<Record<string, string>> = {
  choisi: 'C’est choisi : il attend d’être pris en rayon.',
  fiche: 'La fiche est enregistrée.',
  ouverte: 'La fiche est ouverte. Commencez par ses goûts.',
  envie: 'L’envie est notée.',
  effacee: 'Sa fiche et ses lectures passées sont effacées.',
};

/** Copies by authors she likes or wishes, else the head of the shelf: a few requests, whatever the library’s size. */
const shelfFor = async (c: DeskContext, reader: Reader): Promise<readonly Item[]> => {
  const { table } = c.var.world;
  const names = reader.likedAuthors.slice(-8);
  const parts = await Promise.all([
    ...names.map((name) => shelfBy(table, reader.town, name, 20)),
    shelfBy(table, reader.town, '', 300),
  ]);
  return [...new Map(parts.flat().map((item) => [item.id, item])).values()];
};

const viewOf = async (
  c: DeskContext,
  { senior, reader }: { senior: ReaderAsked['senior']; reader: Reader },
  catalogue: Catalogue,
): Promise<ReaderView> => {
  const { table, config } = c.var.world;
  const words = (c.req.query('q') ?? '').trim().slice(0, 100);
  const [loans, next, around, file, shelf, searched, asked] = await Promise.all([
    openLoans(table, reader.open),
    nextDeliveries(table, senior.id, c.var.now),
    table.index('senior', { partition: senior.id, from: 'service#', to: 'service$' }),
    readingFileOf(table, senior.id),
    shelfFor(c, reader),
    words ? shelfLike(table, reader.town, words) : [],
    words ? catalogue.find(words) : undefined,
  ]);
  const had = (work: Pick<Item, 'title' | 'author' | 'isbn'>): boolean =>
    hadMarks(config.appSecret, work).some((mark) => reader.had.includes(mark));
  const open = new Set(
    loans.flatMap(({ value }) => (value.work ? hadMarks(config.appSecret, value.work) : [])),
  );
  const isOpen = (work: Pick<Item, 'title' | 'author' | 'isbn'>): boolean =>
    hadMarks(config.appSecret, work).some((mark) => open.has(mark));
  const found = <T extends Item | CatalogueRecord>(item: T): Found => ({
    item,
    ...judge(item, reader, had(item)),
  });
  const carried = new Set(
    townOf(c)
      .programmes.filter(({ act }) => act === 'books')
      .map(({ code }) => code),
  );
  return {
    senior,
    reader,
    loans: loans.map(({ value }) => value),
    recent: file.loans
      .filter((loan) => !isOpenLoan(loan) && loan.state !== 'dropped')
      .reverse()
      .slice(0, 12),
    next: next[0],
    service: rowsOf(serviceKind, around.items)
      .map(({ value }) => value)
      .find(({ programme, state }) => carried.has(programme) && state !== 'closed'),
    suggestions: suggest(
      shelf.filter((item) => !isOpen(item)),
      reader,
      had,
      MOST_SUGGESTED,
    ),
    search: {
      words,
      shelf: searched.map(found),
      catalogue: asked?.ok ? asked.value.map(found) : undefined,
      silence: asked && !asked.ok ? SILENCES[asked.refusal.reason] : undefined,
    },
  };
};

const showReader = async (
  c: DeskContext,
  asked: ReaderAsked,
  catalogue: Catalogue,
  form: FormState = freshForm({ kind: 'book' }),
  status: PageStatus = 200,
): Promise<Response> => {
  const { senior, reader } = asked;
  if (!reader) return show(c, <NoProfilePage frame={frameOf(c)} senior={senior} />, status);
  c.set('scripted', true);
  c.set('camera', true);
  const view = await viewOf(c, { senior, reader }, catalogue);
  return show(
    c,
    <ReaderPage frame={frameOf(c)} view={view} form={form} done={DONE[c.req.query('dit') ?? '']} />,
    status,
  );
};

const chooseForm = z.object({
  itemId: itemIdSchema.optional(),
  title: textIfAny(200),
  author: textIfAny(120),
  kind: choice(ITEM_KINDS, 'Choisissez la sorte de document.').default('book'),
  identifier: textIfAny(40),
  again: ticked(),
});

const choose = async (c: DeskContext, catalogue: Catalogue): Promise<Response> => {
  const asked = await readerAsked(c, 'library.lend');
  const read = await readForm(c, chooseForm);
  if (!read.ok) return showReader(c, asked, catalogue, read.refusal, 422);
  const { itemId, title, author, kind, identifier, again } = read.value;
  const typed: FormState = { problems: [], typed: read.typed };
  if (!itemId && title === '')
    return showReader(c, asked, catalogue, withProblem(typed, 'title', 'Écrivez le titre.'), 422);
  const known = identifier ? readIdentifier(identifier) : undefined;
  if (known && !known.ok)
    return showReader(c, asked, catalogue, withProblem(typed, 'identifier', REFUSALS[known.refusal]), 422);
  const number = known?.value;
  const done = await requestLoan(
    c.var.world,
    asked.senior.id,
    {
      work: {
        title: title || 'Un document',
        author,
        ...(number?.is === 'isbn' ? { isbn: number.isbn } : {}),
        ...(number?.is === 'barcode' ? { barcode: number.barcode } : {}),
      },
      kind,
      itemId,
      again,
    },
    handOf(c),
    c.var.now,
  );
  if (done.ok) return seeOther(c, `${readerPath(asked.senior.id)}?dit=choisi`);
  const field = done.refusal === 'had-before' ? 'again' : itemId ? '' : 'title';
  return showReader(c, asked, catalogue, withProblem(typed, field, REFUSALS[done.refusal]), 409);
};

const wishForm = z.object({
  words: textIfAny(300),
  settled: z.string().max(40).optional(),
});

const wish = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const read = await readForm(c, wishForm);
  if (read.ok && read.value.settled)
    await settleWish(c.var.world, senior.id, read.value.settled, actorOf(c), c.var.now);
  else if (read.ok && read.value.words)
    await addWish(c.var.world, senior.id, read.value.words, actorOf(c), c.var.now);
  return seeOther(c, `${readerPath(senior.id)}?dit=envie`);
};

const profile = async (c: DeskContext): Promise<Response> => {
  const { senior, reader } = await readerAsked(c, 'library.profile');
  if (!reader) return seeOther(c, readerPath(senior.id));
  return show(c, <ProfilePage frame={frameOf(c)} senior={senior} form={typedProfile(reader)} />);
};

const saveProfile = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const read = await readForm(c, profileForm);
  if (!read.ok) return show(c, <ProfilePage frame={frameOf(c)} senior={senior} form={read.refusal} />, 422);
  await changeTastes(c.var.world, senior.id, tastesFrom(read.value), actorOf(c), c.var.now);
  return seeOther(c, `${readerPath(senior.id)}?dit=fiche`);
};

const openProfile = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const opened = await openReader(c.var.world, senior.id, actorOf(c), c.var.now);
  return seeOther(c, opened.ok ? `${readerPath(senior.id)}/fiche` : readerPath(senior.id));
};

const askErase = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Effacer ses lectures">
      <Confirm
        question={`Effacer la fiche et les lectures de ${seniorName(senior)} ?`}
        consequences={[
          'Ses goûts, ses envies, ses avis et les marques de ce qu’elle a eu sont effacés.',
          'Ce qui était choisi ou dans un sac retourne en rayon.',
          'Ce qui est chez elle reste noté jusqu’à son retour, puis s’efface.',
        ]}
        action={`${readerPath(senior.id)}/effacer`}
        csrf={frameOf(c).csrf}
        yes="Effacer"
        back={readerPath(senior.id)}
        irreversible
      />
    </DeskPage>,
  );
};

const erase = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  await eraseReading(c.var.world, senior.id, actorOf(c), c.var.now);
  return seeOther(c, `${readerPath(senior.id)}?dit=effacee`);
};

/** Her own copy (GDPR 15 and 20): what is kept of her reading, as a file that a machine also reads. */
const copy = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const { reader, loans } = await readingFileOf(c.var.world.table, senior.id);
  const body = JSON.stringify({ lecteur: seniorName(senior), fiche: reader, prets: loans }, undefined, 2);
  return c.body(body, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="lectures-${senior.id}.json"`,
  });
};

export const readerRoutes = (catalogue: Catalogue): readonly DeskRoute[] => {
  const at = (rest = ''): string => `${LIBRARY}/lecteurs/:id${rest}`;
  const own = { about: 'handler' } as const;
  return [
    {
      method: 'GET',
      path: at(),
      action: 'library.view',
      ...own,
      handler: async (c) => showReader(c, await readerAsked(c, 'library.view'), catalogue),
    },
    {
      method: 'POST',
      path: at('/choisir'),
      action: 'library.lend',
      ...own,
      handler: (c) => choose(c, catalogue),
    },
    { method: 'POST', path: at('/envies'), action: 'library.profile', ...own, handler: wish },
    { method: 'POST', path: at('/ouvrir'), action: 'library.profile', ...own, handler: openProfile },
    { method: 'GET', path: at('/fiche'), action: 'library.profile', ...own, handler: profile },
    { method: 'POST', path: at('/fiche'), action: 'library.profile', ...own, handler: saveProfile },
    { method: 'GET', path: at('/effacer'), action: 'library.profile', ...own, handler: askErase },
    { method: 'POST', path: at('/effacer'), action: 'library.profile', ...own, handler: erase },
    { method: 'GET', path: at('/copie'), action: 'library.profile', ...own, handler: copy },
  ];
};
