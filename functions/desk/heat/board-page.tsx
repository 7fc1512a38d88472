import { callBatchSchema } from '../../../shared/heat/batches/batch.ts';
import { forecast } from '../../../shared/heat/board/forecast.ts';
import type { Board } from '../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import type { Campaign, StillOpen } from '../../../shared/heat/campaign/campaign.ts';
import { BATCH_STATE_NAMES, LEVEL_NAMES } from '../../../shared/heat/words.ts';
import { type CivilDay, civilOf } from '../../../shared/time/civil.ts';
import { frenchFullDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, EmptyState, Notice } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';
import { Law } from './law.tsx';
import { Owed, Sectors } from './owed.tsx';
import { hourOf, plural } from './paper/rounds.ts';
import { HEAT } from './read.ts';

export type BoardProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly campaign: Campaign | undefined;
  readonly rounds: readonly CallRound[];
  /** Lists of earlier days of which somebody is still owed something. */
  readonly before: StillOpen['lists'];
  readonly board: Board | undefined;
  readonly team: Team;
  /** A sector's code, or every sector. */
  readonly sector: string | undefined;
  readonly agents: number;
  readonly isFixed: boolean;
  /** Every row, not only the most pressing. */
  readonly isWhole: boolean;
  /** Somebody’s mobile would ring for a distress. */
  readonly canTextDuty: boolean;
  readonly mayAct: boolean;
  /** Settings, and who calls in summer: the coordination's. */
  readonly maySet: boolean;
  readonly mayCall: boolean;
  readonly now: Instant;
  readonly done: string | undefined;
};

/** « 2 lots acceptés, 1 lot proposé »: where what volunteers were asked stands. */
const batchWords = (board: Board): string =>
  callBatchSchema.shape.state.options
    .flatMap((state) => {
      const n = board.batches.filter((batch) => batch.state === state).length;
      const [one, several] = BATCH_STATE_NAMES[state];
      return n > 0 ? [plural(n, `lot ${one}`, `lots ${several}`)] : [];
    })
    .join(', ');

const SettingLinks = () => (
  <p class="no-print">
    <a href={`${HEAT}/appelants`}>Bénévoles d’été</a> · <a href={`${HEAT}/reglages`}>Réglages des appels</a>
  </p>
);

const Staffing = ({ board, agents, maySet }: Pick<BoardProps, 'agents' | 'maySet'> & { board: Board }) => {
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
        Avec {plural(agents, 'agent')} au téléphone,{' '}
        {seen.uncovered === 0 ? (
          <>tous les appels peuvent être faits avant {hourOf(board.round.handOverAt)}.</>
        ) : (
          <>
            <strong>{plural(seen.uncovered, 'appel')}</strong> {seen.uncovered > 1 ? 'restent' : 'reste'} sans
            personne à {hourOf(board.round.handOverAt)}.
          </>
        )}
        {seen.agentsNeeded !== undefined &&
          seen.agentsNeeded > agents &&
          ` Il en faudrait ${seen.agentsNeeded}.`}
      </p>
      {batchWords(board) && <p>Lots d’appels proposés aux bénévoles&nbsp;: {batchWords(board)}.</p>}
      {maySet && <SettingLinks />}
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

const noListWords = (campaign: Campaign, today: CivilDay): string =>
  campaign.startsOn > today ? 'La liste de demain se prépare ce soir.' : 'Pas d’appels aujourd’hui.';

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
      {!props.canTextDuty && (
        <Notice tone="warn">
          Aucun portable d’astreinte n’est connu&nbsp;: en cas de détresse, aucun SMS ne partira, seul ce
          tableau le dira. Notez le téléphone d’astreinte dans les réglages de la ville.
        </Notice>
      )}
      <Acts {...props} />
      {props.before.map(({ roundId, day, open, unsettled }) => (
        <Notice tone="alert">
          {frenchFullDay(day)}&nbsp;: {plural(open + unsettled, 'personne')} encore à joindre ou à régler.{' '}
          {board?.round.id === roundId ? (
            <a href={HEAT}>Revenir à la liste du jour</a>
          ) : (
            <a href={`${HEAT}?liste=${roundId}`}>Voir cette liste</a>
          )}
        </Notice>
      ))}
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
        <EmptyState title={campaign ? noListWords(campaign, civilOf(now).day) : 'Aucun appel en cours.'}>
          <p>
            {campaign
              ? campaign.startsOn > civilOf(now).day
                ? `Les appels commencent le ${frenchFullDay(campaign.startsOn)}.`
                : 'En vigilance jaune, les appels ne sont pas faits chaque jour. Montez le niveau pour appeler tout le monde aussitôt.'
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
          {props.maySet && <SettingLinks />}
        </EmptyState>
      ) : (
        <>
          <Law board={board} />
          <div class="columns">
            <Owed {...props} board={board} />
            <div>
              <Staffing board={board} agents={agents} maySet={props.maySet} />
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
