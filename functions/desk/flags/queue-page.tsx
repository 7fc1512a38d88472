import type { Flag } from '../../../shared/flags/flag.ts';
import { owesTelling } from '../../../shared/flags/flag.ts';
import { frenchSince } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { Badge, Clock, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { StateBadge, UrgencyBadge } from './receipt-page.tsx';

export type QueueRow = { readonly flag: Flag; readonly handler: string | undefined };

/** Most urgent first: an immediate danger, then whose clock runs out first. */
export const byUrgency = (a: QueueRow, b: QueueRow): number =>
  Number(b.flag.urgency === 'P0') - Number(a.flag.urgency === 'P0') ||
  (a.flag.dueAt < b.flag.dueAt ? -1 : a.flag.dueAt > b.flag.dueAt ? 1 : 0);

const next = (flag: Flag): string => {
  switch (flag.state) {
    case 'received':
      return 'Prendre en charge';
    case 'acknowledged':
      return 'Joindre la personne';
    default:
      return 'Décider de la suite';
  }
};

/** The House's queue: who waits, until when, and the one next thing to do. */
export const QueuePage = ({
  frame,
  rows,
  more,
  now,
}: {
  frame: Frame;
  rows: readonly QueueRow[];
  more: boolean;
  now: Instant;
}) => {
  const late = rows.filter(({ flag }) => flag.state !== 'contacted' && flag.dueAt < now).length;
  return (
    <DeskPage frame={frame} title="Signalements">
      <div class="head">
        <h1>Signalements à traiter</h1>
        <a class="button" href="/signalements/nouveau">
          Signaler une personne
        </a>
      </div>
      {late > 0 && (
        <Notice tone="warn">
          {late === 1 ? 'Une personne attend' : `${late} personnes attendent`} plus longtemps que promis.
        </Notice>
      )}
      <DataTable
        caption="Signalements ouverts, le plus urgent d’abord"
        hideCaption
        rows={rows}
        empty={
          <EmptyState title="Aucun signalement n’attend.">
            Les nouveaux signalements arrivent ici, le plus urgent en premier.
          </EmptyState>
        }
        columns={[
          {
            title: 'Personne',
            heads: true,
            cell: ({ flag }) => (
              <>
                <a href={`/signalements/${flag.id}`}>
                  {flag.person.name || flag.person.address || 'Sans nom'}
                </a>{' '}
                {flag.sensitive && <Badge tone="alert">Sensible</Badge>}{' '}
                {flag.known && <Badge>Déjà connue ?</Badge>}
              </>
            ),
          },
          { title: 'Numéro', cell: ({ flag }) => flag.number },
          { title: 'Urgence', cell: ({ flag }) => <UrgencyBadge flag={flag} /> },
          { title: 'Reçu', cell: ({ flag }) => frenchSince(flag.receivedAt, now) },
          {
            title: 'Premier contact',
            cell: ({ flag }) => (flag.state === 'contacted' ? 'fait' : <Clock due={flag.dueAt} now={now} />),
          },
          {
            title: 'Personne informée',
            cell: ({ flag }) => (owesTelling(flag) ? <Clock due={flag.tellPersonBy} now={now} /> : 'oui'),
          },
          { title: 'État', cell: ({ flag }) => <StateBadge flag={flag} /> },
          { title: 'Qui', cell: ({ handler }) => handler ?? <span class="quiet">personne encore</span> },
          {
            title: '',
            cell: ({ flag }) => (
              <a class="button second" href={`/signalements/${flag.id}`}>
                {next(flag)}
              </a>
            ),
          },
        ]}
      />
      {more && <p class="quiet">Les 200 échéances les plus proches sont affichées.</p>}
    </DeskPage>
  );
};
