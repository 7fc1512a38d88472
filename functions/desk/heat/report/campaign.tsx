import {
  discreet,
  figuresOf,
  REPORT_COLUMNS,
  type ReportCells,
  type ReportColumn,
  totals,
} from '../../../../shared/heat/board/campaign-report.ts';
import { type DayReport, dayReport, FEWEST_SHOWN } from '../../../../shared/heat/board/day-report.ts';
import { readBoard } from '../../../../shared/heat/board/read-board.ts';
import { callRoundKind, roundsOf } from '../../../../shared/heat/calls/round.ts';
import { type Campaign, campaignKind } from '../../../../shared/heat/campaign/campaign.ts';
import { levelSchema } from '../../../../shared/heat/level.ts';
import { LEVEL_NAMES } from '../../../../shared/heat/words.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { dayOf, isCivilDay } from '../../../../shared/time/civil.ts';
import { frenchDay, frenchFullDay } from '../../../../shared/time/french.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { show } from '../../../web/http.ts';
import { csvOf } from '../../csv.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { REPORT } from './page.tsx';

const TITLES: Readonly<Record<ReportColumn, string>> = {
  owed: 'À appeler',
  reached: 'Jointes',
  byVolunteers: 'par des bénévoles',
  byAgents: 'par des agents',
  notReached: 'Non jointes',
  attempts: 'Tentatives',
  visits: 'Visites',
  passedOn: 'Police ou secours',
  distress: 'Détresses',
};

type Line = { readonly day: string; readonly level: string; readonly cells: ReportCells };
type Report = { readonly campaign: Campaign; readonly lines: readonly Line[]; readonly total: ReportCells };

/** Days of one campaign at most in a report: a whole season. */
const MOST_LISTS = 200;

const campaignsOf = async (c: DeskContext): Promise<readonly Campaign[]> => {
  const page = await c.var.world.table.index('list', {
    partition: `${townOf(c).id}#campaigns`,
    newestFirst: true,
    limit: 20,
  });
  return rowsOf(campaignKind, page.items).map(({ value }) => value);
};

const levelWords = (level: string): string => {
  const known = levelSchema.safeParse(level);
  return known.success ? LEVEL_NAMES[known.data] : level;
};

const reportOf = async (c: DeskContext, campaign: Campaign): Promise<Report> => {
  const { world, now } = c.var;
  const last = campaign.closed ? dayOf(campaign.closed.at) : dayOf(now);
  const page = await world.table.index('list', {
    partition: roundsOf(campaign.town),
    from: `${campaign.startsOn}#`,
    to: `${last}$`,
    limit: MOST_LISTS,
  });
  const rounds = rowsOf(callRoundKind, page.items)
    .map(({ value }) => value)
    .filter(
      ({ source, state }) =>
        source.kind === 'heat' && source.campaignId === campaign.id && state !== 'called-off',
    );
  const reports: DayReport[] = [];
  for (const { id } of rounds) {
    const board = await readBoard(world, id, now);
    if (board) reports.push(dayReport(board));
  }
  const figures = reports.map(figuresOf);
  return {
    campaign,
    lines: reports.map((report) => ({
      day: `${isCivilDay(report.day) ? frenchDay(report.day) : report.day}${report.turn === 2 ? ', second tour' : ''}`,
      level: levelWords(report.level),
      cells: discreet(figuresOf(report)),
    })),
    total: totals(figures),
  };
};

const asked = async (c: DeskContext): Promise<{ all: readonly Campaign[]; report: Report | undefined }> => {
  const all = await campaignsOf(c);
  const chosen = all.find(({ id }) => id === c.req.query('campagne')) ?? all[0];
  return { all, report: chosen && (await reportOf(c, chosen)) };
};

export const showCampaignReport = async (c: DeskContext): Promise<Response> => {
  const { all, report } = await asked(c);
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Rapport de campagne">
      <p class="crumbs no-print">
        <a href={REPORT}>Bilan du jour</a>
      </p>
      {!report ? (
        <>
          <h1>Rapport de campagne</h1>
          <EmptyState title="Aucune campagne d’appels pour le moment." />
        </>
      ) : (
        <>
          <h1>
            {report.campaign.label}, rapport du {frenchFullDay(report.campaign.startsOn)}
            {report.campaign.closed
              ? ` au ${frenchFullDay(dayOf(report.campaign.closed.at))}`
              : `, situation du ${frenchFullDay(dayOf(c.var.now))}`}
          </h1>
          <p>
            {townOf(c).name}. Appels aux personnes inscrites au registre (article L. 121-6-1 du code de
            l’action sociale et des familles). Aucun nom&nbsp;; de un à quatre, «&nbsp;moins de {FEWEST_SHOWN}
            &nbsp;»&nbsp;; les chiffres qui permettraient de le retrouver sont arrondis.
          </p>
          <p class="quick no-print">
            <a class="button second" href={`${REPORT}/campagne.csv?campagne=${report.campaign.id}`}>
              Télécharger pour un tableur
            </a>
          </p>
          <DataTable
            caption="Jour par jour"
            rows={[...report.lines, { day: 'En tout', level: '', cells: report.total }]}
            empty=""
            columns={[
              { title: 'Jour', heads: true, cell: ({ day }) => day },
              { title: 'Vigilance', cell: ({ level }) => level },
              ...REPORT_COLUMNS.map((column) => ({
                title: TITLES[column],
                numeric: true,
                cell: ({ cells }: Line) => cells[column],
              })),
            ]}
          />
          <p class="quiet">
            «&nbsp;En tout&nbsp;» additionne des appels dus, jour après jour&nbsp;: une même personne y compte
            plusieurs fois.
          </p>
        </>
      )}
      {all.length > 1 && (
        <nav class="pages no-print" aria-label="Campagnes">
          {all.map((one) => (
            <a
              href={`${REPORT}/campagne?campagne=${one.id}`}
              {...(one.id === report?.campaign.id ? { 'aria-current': 'page' as const } : {})}
            >
              {one.label}, {frenchFullDay(one.startsOn)}
            </a>
          ))}
        </nav>
      )}
    </DeskPage>,
  );
};

export const campaignCsv = async (c: DeskContext): Promise<Response> => {
  const { report } = await asked(c);
  const rows = report ? [...report.lines, { day: 'En tout', level: '', cells: report.total }] : [];
  return c.body(
    csvOf(
      ['Jour', 'Vigilance', ...REPORT_COLUMNS.map((column) => TITLES[column])],
      rows.map(({ day, level, cells }) => [day, level, ...REPORT_COLUMNS.map((column) => cells[column])]),
    ),
    200,
    {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="appels-${report?.campaign.startsOn ?? 'aucun'}.csv"`,
      'cache-control': 'no-store',
    },
  );
};
