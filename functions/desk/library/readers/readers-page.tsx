import type { Reader } from '../../../../shared/library/readers/reader.ts';
import { Badge, DataTable, EmptyState, Pagination } from '../../../web/components.tsx';
import { type People, seniorNamed } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { GENRE_WORDS, LIBRARY, readerPath } from '../words.ts';

/** Whoever the library brings books to, and who still has some although it no longer does. */
export const ReadersPage = ({
  frame,
  readers,
  people,
  next,
  isFirst,
}: {
  frame: Frame;
  readers: readonly Reader[];
  people: People;
  next: string | undefined;
  isFirst: boolean;
}) => (
  <DeskPage frame={frame} title="Lecteurs">
    <p class="crumbs">
      <a href={LIBRARY}>Bibliothèque à domicile</a>
    </p>
    <h1>Lecteurs</h1>
    <DataTable
      caption="Personnes qui reçoivent des livres"
      hideCaption
      rows={readers}
      empty={
        <EmptyState title="Aucun lecteur pour l’instant.">
          <p>
            La coordination ouvre un accompagnement « Bibliothèque à domicile » ; la fiche de lecture s’ouvre
            avec lui.
          </p>
        </EmptyState>
      }
      columns={[
        {
          title: 'Lecteur',
          heads: true,
          cell: (reader) => <a href={readerPath(reader.seniorId)}>{seniorNamed(people, reader.seniorId)}</a>,
        },
        {
          title: 'Aime',
          cell: (reader) =>
            [...reader.genres.map((genre) => GENRE_WORDS[genre]), ...reader.likedAuthors]
              .slice(0, 6)
              .join(', '),
        },
        {
          title: 'Format',
          cell: (reader) =>
            [reader.largePrint === 'only' ? 'gros caractères' : '', reader.audio === 'only' ? 'audio' : '']
              .filter(Boolean)
              .join(', '),
        },
        { title: 'En cours', numeric: true, cell: (reader) => reader.open.length },
        {
          title: 'Envies',
          cell: (reader) =>
            reader.wishes.length > 0 ? <Badge tone="info">{String(reader.wishes.length)}</Badge> : '',
        },
        {
          title: 'État',
          cell: (reader) =>
            reader.state === 'left' ? <Badge tone="warn">arrêté, livres à reprendre</Badge> : 'en cours',
        },
      ]}
    />
    <Pagination path={`${LIBRARY}/lecteurs`} next={next} isFirst={isFirst} />
  </DeskPage>
);
