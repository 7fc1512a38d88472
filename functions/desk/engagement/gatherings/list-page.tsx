import type { Instant } from '../../../../shared/time/instant.ts';
import type { Gathering } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { Badge, DataTable, EmptyState } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { GATHERINGS, gatheringPath, seatsWords, stateWords, TYPE_NAMES, whenWords } from './words.ts';

const List = ({
  caption,
  rows,
  now,
  empty,
}: {
  caption: string;
  rows: readonly Gathering[];
  now: Instant;
  empty: string;
}) => (
  <DataTable
    caption={caption}
    rows={rows}
    empty={<EmptyState title={empty} />}
    columns={[
      {
        title: 'Rendez-vous',
        heads: true,
        cell: (one) => <a href={gatheringPath(one)}>{one.title}</a>,
      },
      { title: 'Sorte', cell: (one) => TYPE_NAMES[one.type] },
      { title: 'Quand', cell: (one) => whenWords(one, true) },
      { title: 'Inscrits', cell: seatsWords },
      {
        title: 'État',
        cell: (one) => {
          const { words, tone } = stateWords(one, now);
          return <Badge tone={tone}>{words}</Badge>;
        },
      },
    ]}
  />
);

/** What is ahead, then what was. */
export const GatheringsPage = ({
  frame,
  all,
  now,
}: {
  frame: Frame;
  all: readonly Gathering[];
  now: Instant;
}) => (
  <DeskPage frame={frame} title="Rendez-vous">
    <div class="head">
      <h1>Rendez-vous des bénévoles</h1>
      <a class="button" href={`${GATHERINGS}/nouveau`}>
        Nouveau rendez-vous
      </a>
    </div>
    <p class="lead">Formations, sorties, rencontres : qui est invité, qui vient, qui est venu.</p>
    <List
      caption="À venir"
      rows={all.filter(({ endsAt }) => endsAt > now)}
      now={now}
      empty="Rien n’est prévu. Une formation courte, un café des bénévoles : c’est souvent ce qui fait rester."
    />
    <List
      caption="Depuis un an"
      rows={all.filter(({ endsAt }) => endsAt <= now).toReversed()}
      now={now}
      empty="Aucun rendez-vous ces douze derniers mois."
    />
  </DeskPage>
);
