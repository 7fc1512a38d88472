import * as z from 'zod';
import { itemIdSchema } from '../../../../shared/ids/ids.ts';
import type { Catalogue } from '../../../../shared/library/catalogue/catalogue.ts';
import { readIdentifier } from '../../../../shared/library/identifier.ts';
import { requestLoan } from '../../../../shared/library/loans/change-loan.ts';
import { addWish, settleWish } from '../../../../shared/library/readers/change-reader.ts';
import { ITEM_KINDS } from '../../../../shared/library/work.ts';
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
import { saidIn } from '../../../web/said.tsx';
import { peopleOf } from '../../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { handOf, type ReaderAsked, readerAsked, readersOf } from '../read.ts';
import { allowScan } from '../scan.ts';
import { LIBRARY, REFUSALS, readerPath } from '../words.ts';
import { profileRoutes } from './profile-routes.tsx';
import { NoProfilePage, ReaderPage } from './reader-page.tsx';
import { ReadersPage } from './readers-page.tsx';
import { viewOf } from './view.ts';

const DONE: Readonly<Record<string, string>> = {
  choisi: 'C’est choisi : il attend d’être pris en rayon.',
  fiche: 'La fiche est enregistrée.',
  ouverte: 'La fiche est ouverte. Commencez par ses goûts.',
  envie: 'L’envie est notée.',
  effacee: 'Sa fiche et ses lectures passées sont effacées.',
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
  allowScan(c);
  const view = await viewOf(c, { senior, reader }, catalogue);
  return show(
    c,
    <ReaderPage frame={frameOf(c)} view={view} form={form} done={saidIn(DONE, c.req.query('dit'))} />,
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

const readers = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const after = c.req.query('after');
  const page = await readersOf(table, townOf(c).id, after);
  const people = await peopleOf(
    table,
    page.readers.map(({ seniorId }) => seniorId),
  );
  return show(
    c,
    <ReadersPage
      frame={frameOf(c)}
      readers={page.readers}
      people={people}
      next={page.next}
      isFirst={after === undefined}
    />,
  );
};

/** Those who are read to: the list, and each reader’s own page. */
export const readerRoutes = (catalogue: Catalogue): readonly DeskRoute[] => {
  const at = (rest = ''): string => `${LIBRARY}/lecteurs/:id${rest}`;
  const own = { about: 'handler' } as const;
  return [
    { method: 'GET', path: `${LIBRARY}/lecteurs`, action: 'library.view', handler: readers },
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
    ...profileRoutes(at),
  ];
};
