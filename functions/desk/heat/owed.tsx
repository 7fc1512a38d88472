import { type Board, isLate } from '../../../shared/heat/board/read-board.ts';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import { CALL_STATE_NAMES, dueWords, OUTCOME_NAMES } from '../../../shared/heat/words.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable } from '../../web/components.tsx';
import type { Team } from '../seniors/team.ts';
import { depthOf, WeightedMap } from '../settings/map.tsx';
import type { BoardProps } from './board-page.tsx';
import { hourOf, plural } from './paper/rounds.ts';
import { HEAT } from './read.ts';

const holderWords = (task: CallTask, team: Team): string => {
  if (task.holder.by === 'volunteer') return 'un bénévole';
  if (task.holder.by === 'staff') return team.get(task.holder.staffId)?.name ?? 'un agent';
  return task.batchId ? 'le bureau (proposée à un bénévole)' : 'le bureau';
};

/** What one look takes in; the rest a tap further, or by sector. */
const FIRST_ROWS = 40;
/** On a telephone each row is a card: so many are shown (`style.ts` hides the others). */
const FIRST_ON_PHONE = 10;

/** Owed, nearest deadline first. No name here: names are the register's. */
export const Owed = ({
  board,
  team,
  sector,
  town,
  mayCall,
  isWhole,
}: Omit<BoardProps, 'board'> & { board: Board }) => {
  const rows = board.owed.filter((task) => sector === undefined || (task.sector ?? '') === sector);
  const late = rows.filter((task) => isLate(task, board.now)).length;
  const shown = rows.slice(0, isWhole ? 3_000 : FIRST_ROWS);
  return (
    <section class={isWhole ? '' : 'few'}>
      <h2>
        À joindre et à suivre <span class="count">{rows.length}</span>
      </h2>
      {late > 0 && (
        <p>
          <Badge tone="alert">{plural(late, 'personne')} en retard</Badge>
        </p>
      )}
      <DataTable
        caption="Personnes à joindre ou à suivre, l’échéance la plus proche d’abord"
        hideCaption
        rows={shown}
        empty="Plus personne à joindre dans ce secteur."
        rowClass={(task) => (isLate(task, board.now) ? 'late' : '')}
        columns={[
          {
            title: 'Personne',
            heads: true,
            cell: (task) =>
              mayCall ? (
                <a href={`${HEAT}/appels/${task.id}`}>{task.personId.slice(-6)}</a>
              ) : (
                task.personId.slice(-6)
              ),
          },
          {
            title: 'Secteur',
            cell: (task) => town.sectors.find(({ code }) => code === task.sector)?.name ?? 'à préciser',
          },
          {
            title: 'Où en est-on',
            cell: (task) => (
              <>
                {task.state === 'escalated' && <Badge tone="alert">{CALL_STATE_NAMES.escalated}</Badge>}{' '}
                {dueWords(task)}
                {task.lastOutcome && ` (${OUTCOME_NAMES[task.lastOutcome]})`}
              </>
            ),
          },
          { title: 'Avec qui', cell: (task) => holderWords(task, team) },
          {
            title: 'Avant',
            cell: (task) => (
              <>
                {task.deadline && hourOf(task.deadline)}{' '}
                {isLate(task, board.now) && <Badge tone="alert">en retard</Badge>}
              </>
            ),
          },
        ]}
      />
      {rows.length > FIRST_ON_PHONE && !isWhole && (
        <p class="phone-only no-print">
          Les {FIRST_ON_PHONE} plus pressantes.{' '}
          <a
            class="more-link"
            href={`${HEAT}?liste=${board.round.id}&tout=1${sector ? `&secteur=${sector}` : ''}`}
          >
            Tout montrer ({rows.length})
          </a>
        </p>
      )}
      {rows.length > shown.length && (
        <p class="desk-only">
          … et {plural(rows.length - shown.length, 'autre')} après{' '}
          {rows.length - shown.length > 1 ? 'celles-ci' : 'celle-ci'}.{' '}
          <a
            class="more-link no-print"
            href={`${HEAT}?liste=${board.round.id}&tout=1${sector ? `&secteur=${sector}` : ''}`}
          >
            Tout montrer
          </a>
        </p>
      )}
    </section>
  );
};

export const Sectors = ({
  board,
  town,
  sector,
}: {
  board: Board;
  town: Town;
  sector: string | undefined;
}) => {
  const rows = town.sectors.map((one) => {
    const mine = (task: CallTask): boolean => task.sector === one.code;
    const owed = board.owed.filter(mine);
    return {
      sector: one,
      open: owed.filter(({ state }) => state === 'open').length,
      escalated: owed.filter(({ state }) => state === 'escalated').length,
      reached: board.settled.filter((task) => mine(task) && task.state === 'reached').length,
    };
  });
  const most = Math.max(0, ...rows.map(({ open }) => open));
  return (
    <section class="by-sector">
      <h2>Par secteur</h2>
      {town.sectors.length > 1 && (
        <>
          <WeightedMap
            sectors={town.sectors}
            depths={new Map(rows.map((row) => [row.sector.code, depthOf(row.open, most)]))}
            numbers={new Map(town.sectors.map(({ code }, at) => [code, at + 1]))}
            label="Carte des secteurs, d’autant plus foncés qu’il y reste de personnes à joindre ; numéros et nombres sont dans le tableau"
          />
          <p class="quiet">Plus un secteur est foncé, plus il y reste de personnes à joindre.</p>
        </>
      )}
      <DataTable
        caption="Où en est chaque secteur"
        hideCaption
        rows={rows}
        empty="Aucun secteur."
        columns={[
          {
            title: 'Secteur',
            heads: true,
            cell: (row) => (
              <a
                href={`${HEAT}?liste=${board.round.id}&secteur=${row.sector.code}`}
                {...(row.sector.code === sector ? { 'aria-current': 'true' } : {})}
              >
                {rows.indexOf(row) + 1}. {row.sector.name}
              </a>
            ),
          },
          { title: 'À joindre', numeric: true, cell: (row) => row.open },
          { title: 'Confiées', numeric: true, cell: (row) => row.escalated },
          { title: 'Jointes', numeric: true, cell: (row) => row.reached },
        ]}
      />
      {sector !== undefined && (
        <p class="no-print">
          <a href={`${HEAT}?liste=${board.round.id}`}>Tous les secteurs</a>
        </p>
      )}
    </section>
  );
};
