import type { Board } from '../../../shared/heat/board/read-board.ts';
import { WHO_WORDS } from '../../../shared/heat/words.ts';
import { Badge, Notice } from '../../web/components.tsx';
import { hourOf, plural } from './paper/rounds.ts';

/** The law of the day, as a sum that anybody can add up: red when it does not hold. */
export const Law = ({ board }: { board: Board }) => {
  const { counts, balance, round } = board;
  const missing = balance.checked !== undefined && balance.registered !== balance.checked;
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
      {counts.unsettled > 0 && (
        <p class="next">
          <Badge tone="alert">{plural(counts.unsettled, 'confiée', 'confiées')} encore à régler</Badge>
        </p>
      )}
      {holds ? (
        <p class="quiet">
          Le compte est juste
          {balance.registeredAt ? `, vérifié avec le registre à ${hourOf(balance.registeredAt)}` : ''}.
          {counts.stopped > 0 &&
            ` ${plural(counts.stopped, 'personne sortie', 'personnes sorties')} de la liste (absence, radiation).`}
        </p>
      ) : (
        <Notice tone="alert">
          Le compte n’est pas juste&nbsp;: {balance.registered ?? '?'} au registre,{' '}
          {balance.checked ?? balance.owed} dans la liste
          {balance.rows !== undefined && balance.rows !== balance.owed ? `, ${balance.rows} lignes` : ''}.
          Prenez la liste papier et prévenez l’équipe technique&nbsp;: personne ne doit manquer.
        </Notice>
      )}
      {board.isSilent && (
        <Notice tone="alert">
          Le suivi ne tourne plus{round.lookedAt ? ` depuis ${hourOf(round.lookedAt)}` : ''}&nbsp;: les délais
          ne passent plus seuls. Suivez la liste papier.
        </Notice>
      )}
      {round.who === 'most-isolated' && (
        <p>Vigilance jaune&nbsp;: {WHO_WORDS['most-isolated'].label}, pas tout le registre.</p>
      )}
      <p class="quiet">
        Page de {hourOf(board.now)}. Dernier passage du suivi&nbsp;:{' '}
        {round.lookedAt ? hourOf(round.lookedAt) : 'jamais'}.
      </p>
    </section>
  );
};
