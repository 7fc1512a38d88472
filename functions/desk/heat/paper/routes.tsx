import { makePaper } from '../../../../shared/heat/board/make-paper.ts';
import { NO_SECTOR, type PaperLine, paperLines, readPaper } from '../../../../shared/heat/board/paper.ts';
import { readBoard, readRound } from '../../../../shared/heat/board/read-board.ts';
import { type CallRound, roundIdSchema } from '../../../../shared/heat/calls/round.ts';
import { registerEntryIdSchema } from '../../../../shared/ids/ids.ts';
import { isActiveEntry } from '../../../../shared/register/entry.ts';
import { openReading } from '../../../../shared/register/readers/reading.ts';
import { entryKey, entryKind } from '../../../../shared/register/store.ts';
import { readAs } from '../../../../shared/table/kind.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { formOf } from '../../../web/guard/csrf.ts';
import { seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { isOpened, isReader } from '../../register/readers/reader.tsx';
import { type DeskRoute, missing } from '../../router.ts';
import { demandCaller } from '../call-routes.tsx';
import { PaperPage, sectorWords } from './page.tsx';
import { chosenRound, PAPER, paperRounds, plural } from './rounds.ts';
import { Age, Sheet } from './sheets.tsx';

const showPaper = async (c: DeskContext): Promise<Response> => {
  // The menu cannot know who is named: the register's own page says so, and how one is.
  if (!(await isReader(c))) {
    c.set('asked', true);
    return seeOther(c, '/registre');
  }
  await demandCaller(c);
  const { world, now } = c.var;
  const rounds = await paperRounds(c);
  const round = chosenRound(rounds, c.req.query('liste'), now);
  const [head, board] = round
    ? await Promise.all([readPaper(world, round.id), readBoard(world, round.id, now)])
    : [];
  const tasks = board ? [...board.owed, ...board.settled] : [];
  return show(
    c,
    <PaperPage
      frame={frameOf(c)}
      town={townOf(c)}
      rounds={rounds}
      round={round}
      head={head}
      isShut={c.req.query('dit') === 'ferme'}
      conflicts={tasks.filter((task) => task.conflicts.length > 0).length}
      now={now}
    />,
  );
};

type Asked = { readonly liste: string; readonly secteur: string; readonly appelant: string };

const roundOf = async (c: DeskContext, asked: string): Promise<CallRound> => {
  const id = roundIdSchema.safeParse(asked);
  const round = id.success ? await readRound(c.var.world, id.data) : undefined;
  return round && round.town === townOf(c).id ? round : missing(c);
};

const sheetsPath = (asked: Asked): string =>
  `${PAPER}/feuilles?${new URLSearchParams(
    Object.entries(asked).filter(([, value]) => value !== ''),
  ).toString()}`;

const postedTo = async (c: DeskContext): Promise<Asked> => {
  const data = await formOf(c);
  const word = (name: string): string => String(data.get(name) ?? '').slice(0, 90);
  return { liste: word('liste'), secteur: word('secteur'), appelant: word('appelant') };
};

/** Opening a paper list is reading the register: written down before anything is shown (G11). */
const openPaper = async (c: DeskContext): Promise<Response> => {
  await demandCaller(c);
  const asked = await postedTo(c);
  const round = await roundOf(c, asked.liste);
  await openReading(c.var.world, staffOf(c).id, 'list', round.id, c.var.now);
  return seeOther(c, sheetsPath(asked));
};

const remake = async (c: DeskContext): Promise<Response> => {
  await demandCaller(c);
  const round = await roundOf(c, (await postedTo(c)).liste);
  if (round.state === 'open') await makePaper(c.var.world, round, c.var.now);
  return seeOther(c, `${PAPER}?liste=${round.id}`);
};

/** Whoever left the register since the paper was made is shown to nobody any more (G8, law 4). */
const stillRegistered = async (
  c: DeskContext,
  lines: readonly PaperLine[],
): Promise<readonly PaperLine[]> => {
  const kept: PaperLine[] = [];
  for (let i = 0; i < lines.length; i += 100) {
    const some = lines.slice(i, i + 100);
    const ids = some.flatMap(({ task }) => registerEntryIdSchema.safeParse(task.personId).data ?? []);
    const rows = ids.length > 0 ? await c.var.world.table.getRows(ids.map(entryKey)) : [];
    const active = new Set<string>(
      rows.flatMap((row) => {
        const entry = row && readAs(entryKind, row)?.value;
        return entry && isActiveEntry(entry) ? [entry.id] : [];
      }),
    );
    kept.push(...some.filter(({ task }) => active.has(task.personId)));
  }
  return kept;
};

const callerOf = (line: PaperLine): string => line.holder.id ?? line.holder.by;

const showSheets = async (c: DeskContext): Promise<Response> => {
  await demandCaller(c);
  const { world, now } = c.var;
  const town = townOf(c);
  const asked: Asked = {
    liste: c.req.query('liste') ?? '',
    secteur: c.req.query('secteur') ?? '',
    appelant: c.req.query('appelant') ?? '',
  };
  const round = await roundOf(c, asked.liste);
  if (!(await isOpened(c, round.id))) return seeOther(c, `${PAPER}?liste=${round.id}&dit=ferme`);
  const head = await readPaper(world, round.id);
  if (!head) return seeOther(c, `${PAPER}?liste=${round.id}`);
  const { lines: stored, missing: unread } = await paperLines(world, head, asked.secteur || undefined);
  const wanted = asked.appelant ? stored.filter((line) => callerOf(line) === asked.appelant) : stored;
  const lines = await stillRegistered(c, wanted);
  const left = wanted.length - lines.length;
  const first = lines[0];
  const sheets =
    asked.appelant && first
      ? [{ title: first.holder.by === 'desk' ? 'Le bureau' : first.holder.name, lines }]
      : [...new Set(lines.map(({ task }) => task.sector ?? NO_SECTOR))].map((sector) => ({
          title: sectorWords(town, sector),
          lines: lines.filter(({ task }) => (task.sector ?? NO_SECTOR) === sector),
        }));
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Feuilles d’appels">
      <div class="no-print">
        <p class="crumbs">
          <a href={`${PAPER}?liste=${round.id}`}>Listes papier</a>
        </p>
        <h1>Feuilles d’appels</h1>
        <Age head={head} now={now} />
        <p>Imprimez cette page&nbsp;: une feuille par secteur, une ligne par personne.</p>
        {unread > 0 && (
          <Notice tone="warn">
            Cette liste est incomplète&nbsp;: {plural(unread, 'ligne manque', 'lignes manquent')}. Refaites-la
            avant de l’imprimer.
          </Notice>
        )}
        {left > 0 && (
          <Notice tone="warn">
            {plural(left, 'personne a quitté', 'personnes ont quitté')} le registre depuis&nbsp;: ne les
            appelez plus, barrez leur ligne sur les feuilles déjà imprimées.
          </Notice>
        )}
      </div>
      {sheets.length === 0 && <EmptyState title="Plus personne à joindre sur cette feuille." />}
      {sheets.map((sheet) => (
        <Sheet
          {...sheet}
          round={round}
          head={head}
          town={town}
          forVolunteer={asked.appelant.startsWith('vol_')}
          now={now}
        />
      ))}
    </DeskPage>,
  );
};

const named = { action: 'heat.call', about: 'handler' } as const;
export const paperListRoutes: readonly DeskRoute[] = [
  { ...named, method: 'GET', path: PAPER, handler: showPaper },
  { ...named, method: 'POST', path: `${PAPER}/ouvrir`, handler: openPaper },
  { ...named, method: 'POST', path: `${PAPER}/refaire`, handler: remake },
  { ...named, method: 'GET', path: `${PAPER}/feuilles`, handler: showSheets },
];
