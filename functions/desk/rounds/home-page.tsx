import type { Half } from '../../../shared/rounds/round.ts';
import type { CivilDay } from '../../../shared/time/civil.ts';
import type { Programme } from '../../../shared/town/programme.ts';
import { Badge, DataTable, EmptyState } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { halfDayPath, halfDayWords } from './words.ts';

/** One half-day of one programme: how much of it is in a round. */
export type HalfDayRow = {
  readonly programme: Programme;
  readonly day: CivilDay;
  readonly half: Half;
  readonly doors: number;
  readonly waiting: number;
  readonly held: number;
};

const standing = ({ waiting, held, doors }: HalfDayRow) => {
  if (waiting > 0)
    return (
      <Badge tone="warn">{waiting === 1 ? 'une porte sans tournée' : `${waiting} portes sans tournée`}</Badge>
    );
  if (held < doors) return <Badge tone="info">réponses attendues</Badge>;
  return <Badge tone="good">tout est pris</Badge>;
};

/** What is to be carried in the coming days, and what nobody carries yet. */
export const RoundsHomePage = ({
  frame,
  rows,
  programmes,
  mayCampaign,
}: {
  frame: Frame;
  rows: readonly HalfDayRow[];
  programmes: readonly Programme[];
  mayCampaign: boolean;
}) => (
  <DeskPage frame={frame} title="Tournées">
    <h1>Tournées</h1>
    {programmes.length === 0 ? (
      <EmptyState title="Aucun programme n’est porté en tournées.">
        <p>
          Un programme (livres, colis) se porte en tournées quand ses réglages le disent.{' '}
          <a href="/reglages/programmes">Régler les programmes</a>
        </p>
      </EmptyState>
    ) : (
      <DataTable
        caption="Livraisons des trois semaines à venir"
        rows={rows}
        empty={
          <EmptyState title="Rien n’est prévu dans les trois semaines.">
            Les livraisons viennent des services ouverts, ou d’une campagne.
          </EmptyState>
        }
        columns={[
          {
            title: 'Demi-journée',
            heads: true,
            cell: (row) => (
              <a href={halfDayPath({ programme: row.programme.code, day: row.day, half: row.half })}>
                {halfDayWords(row.day, row.half)}
              </a>
            ),
          },
          { title: 'Programme', cell: ({ programme }) => programme.label },
          { title: 'Portes', numeric: true, cell: ({ doors }) => doors },
          { title: 'Où on en est', cell: standing },
        ]}
      />
    )}
    {mayCampaign && programmes.length > 0 && (
      <section class="card">
        <h2>Campagnes</h2>
        <p>
          Apporter quelque chose à toutes les personnes qui ont dit oui : colis de Noël, calendrier, jus de
          fruits.
        </p>
        <ul>
          {programmes.map(({ code, label }) => (
            <li>
              <a href={`/tournees/campagne?programme=${code}`}>{label}</a>
            </li>
          ))}
        </ul>
      </section>
    )}
  </DeskPage>
);
