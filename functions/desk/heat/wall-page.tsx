import { type Board, isLate } from '../../../shared/heat/board/read-board.ts';
import { LEVEL_NAMES } from '../../../shared/heat/words.ts';
import { Badge } from '../../web/components.tsx';
import { DeskPage } from '../layout.tsx';
import type { BoardProps } from './board-page.tsx';
import { Law } from './law.tsx';
import { hourOf, plural } from './paper/rounds.ts';
import { HEAT } from './read.ts';

/** What is late is told before what comes next: from across the room nobody looks further. */
const Deadlines = ({ board }: { board: Board }) => {
  const late = board.owed.filter((task) => isLate(task, board.now)).length;
  const next = board.owed.find((task) => task.deadline && !isLate(task, board.now))?.deadline;
  return (
    <>
      {late > 0 && (
        <p class="next">
          <Badge tone="alert">{plural(late, 'personne')} en retard</Badge>
        </p>
      )}
      {next && (
        <p class="next">
          Prochaine échéance&nbsp;: <strong>{hourOf(next)}</strong>
        </p>
      )}
    </>
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
      {board && <Deadlines board={board} />}
      <p class="no-print">
        <a href={HEAT}>Revenir au suivi</a>
      </p>
    </div>
  </DeskPage>
);
