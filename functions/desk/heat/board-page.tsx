import { capital } from '../../../shared/french/french.ts';
import type { Board } from '../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import type { Campaign, StillOpen } from '../../../shared/heat/campaign/campaign.ts';
import { LEVEL_NAMES } from '../../../shared/heat/words.ts';
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
import { SettingLinks, Staffing } from './staffing.tsx';

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

const noListWords = (campaign: Campaign, today: CivilDay): string =>
  campaign.startsOn > today ? 'La liste de demain se prépare ce soir.' : 'Pas d’appels aujourd’hui.';

const isBefore = (board: BoardProps['board']): boolean =>
  board !== undefined && board.round.opensAt > board.now;

const Acts = ({ campaign, board, mayAct, mayCall }: BoardProps) => (
  <div class="quick no-print">
    {mayCall && board && !isBefore(board) && (
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
  const todays = rounds.filter(({ opensAt }) => opensAt <= now).at(-1) ?? rounds[0];
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
          {capital(frenchFullDay(day))}&nbsp;: {plural(open + unsettled, 'personne')} encore à joindre ou à
          régler.{' '}
          {board?.round.id === roundId ? (
            <a href={todays ? `${HEAT}?liste=${todays.id}` : HEAT}>Voir la liste du jour</a>
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
          {isBefore(board) && (
            <Notice>La liste est prête. Les appels commencent à {hourOf(board.round.opensAt)}.</Notice>
          )}
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
