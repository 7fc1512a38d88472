import { callBatchSchema } from '../../../shared/heat/batches/batch.ts';
import { forecast } from '../../../shared/heat/board/forecast.ts';
import type { Board } from '../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import type { CallTask } from '../../../shared/heat/calls/task.ts';
import type { Campaign } from '../../../shared/heat/campaign/campaign.ts';
import {
  BATCH_STATE_NAMES,
  CALL_STATE_NAMES,
  LEVEL_NAMES,
  OUTCOME_NAMES,
  RUNG_NAMES,
} from '../../../shared/heat/words.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';
import { SectorMap } from '../settings/map.tsx';
import { HEAT } from './read.ts';

const hour = (at: Instant): string => frenchTime(civilOf(at).time);
const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n > 1 ? many : one}`;

export type BoardProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly campaign: Campaign | undefined;
  readonly rounds: readonly CallRound[];
  readonly board: Board | undefined;
  readonly team: Team;
  /** A sector's code, or every sector. */
  readonly sector: string | undefined;
  readonly agents: number;
  readonly isFixed: boolean;
  /** Every row, not only the most pressing. */
  readonly isWhole: boolean;
  readonly mayAct: boolean;
  readonly mayCall: boolean;
  readonly now: Instant;
  readonly done: string | undefined;
};

/** The law of the day, as a sum that anybody can add up: red when it does not hold. */
export const Law = ({ board }: { board: Board }) => {
  const { counts, balance, round } = board;
  const missing = balance.registered !== undefined && balance.registered !== balance.owed;
  const holds = balance.holds && !missing;
  return (
    <section class={`card law ${holds ? '' : 'broken'}`} aria-label="Compte du jour">
      <dl class="tally">
        <div>
          <dt>à appeler</dt>
          <dd>{balance.owed}</dd>
        </div>
        <div>
          <dt>jointes</dt>
          <dd>{counts.reached}</dd>
        </div>
        <div>
          <dt>confiées à quelqu’un</dt>
          <dd>{counts.escalated}</dd>
        </div>
        <div>
          <dt>à joindre</dt>
          <dd>{counts.open}</dd>
        </div>
      </dl>
      {holds ? (
        <p class="quiet">
          Le compte est juste
          {balance.registeredAt ? `, vérifié avec le registre à ${hour(balance.registeredAt)}` : ''}.
          {counts.stopped > 0 &&
            ` ${plural(counts.stopped, 'personne')} sorties de la liste (absence, radiation).`}
        </p>
      ) : (
        <Notice tone="alert">
          Le compte n’est pas juste&nbsp;: {balance.registered ?? '?'} au registre, {balance.owed} dans la
          liste
          {balance.rows !== undefined && balance.rows !== balance.owed ? `, ${balance.rows} lignes` : ''}.
          Prenez la liste papier et prévenez l’équipe technique&nbsp;: personne ne doit manquer.
        </Notice>
      )}
      {board.isSilent && (
        <Notice tone="alert">
          Le suivi ne tourne plus{round.lookedAt ? ` depuis ${hour(round.lookedAt)}` : ''}&nbsp;: les délais
          ne passent plus seuls. Suivez la liste papier.
        </Notice>
      )}
      <p class="quiet">
        Page de {hour(board.now)}. Dernier passage du suivi&nbsp;:{' '}
        {round.lookedAt ? hour(round.lookedAt) : 'jamais'}.
      </p>
    </section>
  );
};

/** « 2 lots acceptés, 1 lot proposé »: where what volunteers were asked stands. */
const batchWords = (board: Board): string =>
  callBatchSchema.shape.state.options
    .flatMap((state) => {
      const n = board.batches.filter((batch) => batch.state === state).length;
      return n > 0 ? [`${plural(n, 'lot')} ${BATCH_STATE_NAMES[state]}`] : [];
    })
    .join(', ');

const Staffing = ({ board, agents }: { board: Board; agents: number }) => {
  const seen = forecast(board, agents, board.round.handOverAt);
  return (
    <section class="card">
      <h2>Qui appelle</h2>
      <p>
        {plural(seen.toCall, 'personne')} à appeler, {plural(seen.volunteersConfirmed, 'bénévole')}{' '}
        {seen.volunteersConfirmed > 1 ? 'confirmés' : 'confirmé'} ({plural(seen.covered, 'appel')}),{' '}
        {plural(seen.deskCalls, 'appel')} pour les agents (environ {Math.ceil(seen.deskMinutes / 60)} h).
      </p>
      <p>
        Avec {plural(agents, 'agent')} au téléphone, <strong>{plural(seen.uncovered, 'appel')}</strong>{' '}
        {seen.uncovered > 1 ? 'restent' : 'reste'} sans personne à {hour(board.round.handOverAt)}.
        {seen.agentsNeeded !== undefined &&
          seen.agentsNeeded > agents &&
          ` Il en faudrait ${seen.agentsNeeded}.`}
      </p>
      {batchWords(board) && <p>Lots d’appels proposés aux bénévoles&nbsp;: {batchWords(board)}.</p>}
      <form method="get" action={HEAT} class="filter no-print">
        <input type="hidden" name="liste" value={board.round.id} />
        <div class="field">
          <label for="f-agents">Agents au téléphone</label>
          <input
            id="f-agents"
            name="agents"
            type="number"
            min="0"
            max="200"
            value={String(agents)}
            class="short"
          />
        </div>
        <button type="submit" class="second">
          Recalculer
        </button>
      </form>
    </section>
  );
};

const holderWords = (task: CallTask, team: Team): string => {
  if (task.holder.by === 'volunteer') return 'un bénévole';
  if (task.holder.by === 'staff') return team.get(task.holder.staffId)?.name ?? 'un agent';
  return task.batchId ? 'le bureau (proposée à un bénévole)' : 'le bureau';
};

/** What one look takes in; the rest a tap further, or by sector. */
const FIRST_ROWS = 40;

/** Owed, nearest deadline first. No name here: names are the register's. */
const Owed = ({
  board,
  team,
  sector,
  town,
  mayCall,
  isWhole,
}: Omit<BoardProps, 'board'> & { board: Board }) => {
  const rows = board.owed.filter((task) => sector === undefined || (task.sector ?? '') === sector);
  const shown = rows.slice(0, isWhole ? 3_000 : FIRST_ROWS);
  return (
    <section>
      <h2>
        À joindre et à suivre <span class="count">{rows.length}</span>
      </h2>
      <DataTable
        caption="Personnes à joindre ou à suivre, l’échéance la plus proche d’abord"
        hideCaption
        rows={shown}
        empty="Plus personne à joindre dans ce secteur."
        rowClass={(task) => (task.deadline && task.deadline < board.now ? 'late' : '')}
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
                {RUNG_NAMES[task.rung]}
                {task.lastOutcome && ` (${OUTCOME_NAMES[task.lastOutcome]})`}
              </>
            ),
          },
          { title: 'Avec qui', cell: (task) => holderWords(task, team) },
          { title: 'Avant', cell: (task) => (task.deadline ? hour(task.deadline) : '') },
        ]}
      />
      {rows.length > shown.length && (
        <p>
          … et {rows.length - shown.length} autres, aux échéances plus lointaines.{' '}
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

const Sectors = ({ board, town, sector }: { board: Board; town: Town; sector: string | undefined }) => {
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
  return (
    <section>
      <h2>Par secteur</h2>
      {town.sectors.length > 1 && (
        <SectorMap sectors={town.sectors} label="Carte des secteurs, numérotés comme dans le tableau" />
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

const Acts = ({ campaign, board, mayAct, mayCall }: BoardProps) => (
  <div class="quick no-print">
    {mayCall && board && (
      <a class="button" href={`${HEAT}/appeler?liste=${board.round.id}`}>
        Appeler la personne suivante
      </a>
    )}
    <a class="button second" href={`${HEAT}/mur`}>
      Grand écran
    </a>
    {mayAct && (
      <a class="button second" href={`${HEAT}/releve`}>
        Relève
      </a>
    )}
    {mayAct && campaign && (
      <>
        <a class="button second" href={`${HEAT}/conduite`}>
          Changer le niveau ou l’astreinte
        </a>
        <a class="button second danger" href={`${HEAT}/clore`}>
          Clore
        </a>
      </>
    )}
  </div>
);

/** The live board of a hot day: the sum that must balance, who calls, who is owed what and until when. */
export const BoardPage = (props: BoardProps) => {
  const { frame, campaign, rounds, board, town, sector, agents, isFixed, mayAct, now, done } = props;
  const label = campaign?.label ?? board?.round.label ?? 'Appels chaleur';
  return (
    <DeskPage frame={frame} title={label}>
      {done && <Notice tone="good">{done}</Notice>}
      <div class="head">
        <h1>{label}</h1>
        {campaign && <Badge tone="alert">vigilance {LEVEL_NAMES[campaign.level]}</Badge>}
      </div>
      {campaign?.closing && (
        <Notice tone="warn">
          La clôture est demandée&nbsp;: une deuxième personne doit la confirmer.{' '}
          <a href={`${HEAT}/clore`}>Voir</a>
        </Notice>
      )}
      {campaign && campaign.expectedEnd < civilOf(now).day && (
        <Notice tone="warn">La fin prévue est passée&nbsp;: prolongez, ou demandez la clôture.</Notice>
      )}
      <Acts {...props} />
      {rounds.length > 1 && (
        <p class="no-print">
          Listes du jour&nbsp;:{' '}
          {rounds.map((round) => (
            <a class="more-link" href={`${HEAT}?liste=${round.id}`}>
              {round.source.kind === 'heat'
                ? `${round.turn === 1 ? 'premier' : 'second'} tour`
                : round.label}{' '}
            </a>
          ))}
        </p>
      )}
      {!board ? (
        <EmptyState title={campaign ? 'La liste de demain se prépare ce soir.' : 'Aucun appel en cours.'}>
          <p>
            {campaign
              ? `Les appels commencent le ${frenchFullDay(campaign.startsOn)}.`
              : 'Les appels s’ouvrent par une personne, quand la vigilance le demande.'}
          </p>
          {mayAct && !campaign && (
            <p class="quick no-print">
              <a class="button" href={`${HEAT}/ouvrir`}>
                Ouvrir les appels
              </a>{' '}
              <a class="button second" href={`${HEAT}/vigilance`}>
                Voir la vigilance
              </a>
            </p>
          )}
        </EmptyState>
      ) : (
        <>
          <Law board={board} />
          <div class="columns">
            <Owed {...props} board={board} />
            <div>
              <Staffing board={board} agents={agents} />
              <Sectors board={board} town={town} sector={sector} />
            </div>
          </div>
          <p class="quiet no-print">
            {isFixed ? (
              <a href={HEAT}>Actualiser chaque minute</a>
            ) : (
              <>
                La page s’actualise chaque minute. <a href={`${HEAT}?fixe=1`}>Arrêter</a>
              </>
            )}
          </p>
        </>
      )}
    </DeskPage>
  );
};

/** For a screen on the wall: five numbers, large, and nothing to touch. No name, ever. */
export const WallPage = ({ frame, board, campaign }: Pick<BoardProps, 'frame' | 'board' | 'campaign'>) => (
  <DeskPage frame={frame} title="Grand écran">
    <div class="wall">
      <h1>
        {campaign?.label ?? 'Appels chaleur'}{' '}
        {campaign && <Badge tone="alert">{LEVEL_NAMES[campaign.level]}</Badge>}
      </h1>
      {board ? <Law board={board} /> : <p>Aucune liste aujourd’hui.</p>}
      {board?.owed[0]?.deadline && (
        <p class="next">
          Prochaine échéance&nbsp;: <strong>{hour(board.owed[0].deadline)}</strong>
        </p>
      )}
      <p class="no-print">
        <a href={HEAT}>Revenir au suivi</a>
      </p>
    </div>
  </DeskPage>
);
