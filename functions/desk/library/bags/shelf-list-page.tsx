import type { ToFetch } from '../../../../shared/library/bags/shelf-list.ts';
import { workWords } from '../../../../shared/library/work.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDay, frenchFullDay } from '../../../../shared/time/french.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { bagsPath, countOf, KIND_WORDS } from '../words.ts';

/** « Liste pour les rayons »: one walk along the shelves for all the bags of a day, on paper or on a phone; no name on it. */
export const ShelfListPage = ({
  frame,
  day,
  list,
}: {
  frame: Frame;
  day: CivilDay;
  list: readonly ToFetch[];
}) => {
  const copies = list.reduce((sum, one) => sum + one.copies, 0);
  return (
    <DeskPage frame={frame} title={`À prendre en rayon, ${frenchDay(day)}`}>
      <p class="crumbs no-print">
        <a href={bagsPath(day)}>Les sacs du {frenchDay(day)}</a>
      </p>
      <h1>À prendre en rayon pour le {frenchFullDay(day)}</h1>
      {copies > 0 && (
        <p>
          {countOf(copies, 'document', 'documents')}, dans l’ordre des cotes, puis des auteurs.{' '}
          <span class="no-print">
            À imprimer (Ctrl+P), ou à lire sur un téléphone. Aucun nom n’y est écrit : au retour, chaque code
            lu dit dans quel sac le document va.
          </span>
        </p>
      )}
      <div class="walk">
        <DataTable
          caption="À prendre en rayon"
          hideCaption
          rows={list}
          empty={
            <EmptyState title="Rien à prendre.">
              Tout ce qui est choisi pour ce jour-là est dans les sacs.
            </EmptyState>
          }
          columns={[
            { title: 'Cote', cell: ({ callNumber }) => callNumber ?? '' },
            { title: 'Document', heads: true, cell: ({ work }) => workWords(work) },
            { title: 'Sorte', cell: ({ kind }) => KIND_WORDS[kind] },
            { title: 'Code', cell: ({ numbers }) => numbers.join(', ') },
            { title: 'Combien', numeric: true, cell: (one) => one.copies },
          ]}
        />
      </div>
    </DeskPage>
  );
};
