import { callBatchSchema } from '../../../shared/heat/batches/batch.ts';
import { forecast } from '../../../shared/heat/board/forecast.ts';
import type { Board } from '../../../shared/heat/board/read-board.ts';
import { BATCH_STATE_NAMES } from '../../../shared/heat/words.ts';
import { hourOf, plural } from './paper/rounds.ts';
import { HEAT } from './read.ts';

/** « 2 lots acceptés, 1 lot proposé »: where what volunteers were asked stands. */
const batchWords = (board: Board): string =>
  callBatchSchema.shape.state.options
    .flatMap((state) => {
      const n = board.batches.filter((batch) => batch.state === state).length;
      const [one, several] = BATCH_STATE_NAMES[state];
      return n > 0 ? [plural(n, `lot ${one}`, `lots ${several}`)] : [];
    })
    .join(', ');

export const SettingLinks = () => (
  <p class="no-print">
    <a href={`${HEAT}/appelants`}>Bénévoles d’été</a> · <a href={`${HEAT}/reglages`}>Réglages des appels</a>
  </p>
);

/** Who is left to call, by whom, and whether there is time for it. */
export const Staffing = ({ board, agents, maySet }: { board: Board; agents: number; maySet: boolean }) => {
  const { round, now } = board;
  // After noon the calls are agents' until the hour at which everybody left is handed up.
  const by = now < round.handOverAt ? round.handOverAt : round.escalateAt;
  const seen = forecast(board, agents, by);
  return (
    <section class="card">
      <h2>Qui appelle</h2>
      {seen.toCall === 0 ? (
        <p>
          {board.counts.unsettled > 0
            ? `Plus de premier appel à faire : ${plural(board.counts.unsettled, 'personne confiée', 'personnes confiées')} à suivre une par une.`
            : 'Plus personne à appeler dans cette liste.'}
        </p>
      ) : (
        <>
          <p>
            {plural(seen.toCall, 'personne')} à appeler, {plural(seen.volunteersConfirmed, 'bénévole')}{' '}
            {seen.volunteersConfirmed > 1 ? 'confirmés' : 'confirmé'} ({plural(seen.covered, 'appel')}),{' '}
            {plural(seen.deskCalls, 'appel')} pour les agents (environ {Math.ceil(seen.deskMinutes / 60)} h).
          </p>
          <p>
            Avec {plural(agents, 'agent')} au téléphone,{' '}
            {seen.uncovered === 0 ? (
              <>tous les appels peuvent être faits avant {hourOf(by)}.</>
            ) : (
              <>
                <strong>{plural(seen.uncovered, 'appel')}</strong> {seen.uncovered > 1 ? 'restent' : 'reste'}{' '}
                sans personne à {hourOf(by)}.
              </>
            )}
            {seen.agentsNeeded !== undefined &&
              seen.agentsNeeded > agents &&
              ` Il en faudrait ${seen.agentsNeeded}.`}
          </p>
        </>
      )}
      {batchWords(board) && <p>Lots d’appels proposés aux bénévoles&nbsp;: {batchWords(board)}.</p>}
      {maySet && <SettingLinks />}
      {seen.toCall > 0 && (
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
      )}
    </section>
  );
};
