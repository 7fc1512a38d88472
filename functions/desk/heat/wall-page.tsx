import { LEVEL_NAMES } from '../../../shared/heat/words.ts';
import { Badge } from '../../web/components.tsx';
import { DeskPage } from '../layout.tsx';
import type { BoardProps } from './board-page.tsx';
import { Law } from './law.tsx';
import { hourOf } from './paper-rounds.ts';
import { HEAT } from './read.ts';

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
          Prochaine échéance&nbsp;: <strong>{hourOf(board.owed[0].deadline)}</strong>
        </p>
      )}
      <p class="no-print">
        <a href={HEAT}>Revenir au suivi</a>
      </p>
    </div>
  </DeskPage>
);
