import type { Child } from 'hono/jsx';
import { frenchDay, frenchTime } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, type Tone } from '../../web/components.tsx';
import { type People, seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../day/people.ts';
import { programmeName, sectorName } from '../missions/words.ts';
import { Dropped, Remedy } from './frame.tsx';
import type { Group, Line, View } from './lines.ts';
import { type Answer, answerKey } from './outcome.ts';
import type { Standing } from './read.ts';
import { counted } from './words.ts';

const STANDINGS: Readonly<Record<Standing, { readonly words: string; readonly tone: Tone }>> = {
  chosen: { words: 'proposé', tone: 'info' },
  missing: { words: 'à pourvoir', tone: 'alert' },
  aside: { words: 'laissée sans bénévole, votre choix', tone: 'neutral' },
  held: { words: 'déjà pourvue', tone: 'good' },
  asked: { words: 'quelqu’un est interrogé', tone: 'info' },
  new: { words: 'arrivée depuis', tone: 'warn' },
  apart: { words: 'hors du plan', tone: 'neutral' },
  over: { words: 'passée', tone: 'neutral' },
};

const isGone = ({ standing, volunteerId }: Line, people: People): boolean =>
  standing === 'chosen' && people.volunteers.get(volunteerId ?? '')?.state !== 'active';

const StandingBadge = ({
  line,
  answer,
  people,
}: {
  line: Line;
  answer: Answer | undefined;
  people: People;
}) =>
  answer ? (
    <Badge tone={answer.tone}>{answer.words}</Badge>
  ) : isGone(line, people) ? (
    <Badge tone="warn">n’est plus disponible</Badge>
  ) : line.isLocked ? (
    <Badge tone="good">votre choix, gardé</Badge>
  ) : (
    <Badge tone={STANDINGS[line.standing].tone}>
      {line.standing === 'missing' && line.row && line.row.choices.length > 0
        ? 'il manque une personne'
        : STANDINGS[line.standing].words}
    </Badge>
  );

const Who = ({ line, people }: { line: Line; people: People }) =>
  line.volunteerId ? (
    <a href={volunteerPath(line.volunteerId)}>{volunteerNamed(people, line.volunteerId)}</a>
  ) : (
    <span class="quiet">personne</span>
  );

const isTouchable = ({ standing }: Line): boolean =>
  standing === 'chosen' || standing === 'missing' || standing === 'aside' || standing === 'new';

type TableProps = {
  readonly group: Group;
  readonly view: View;
  readonly town: Town;
  readonly people: People;
  readonly changed: ReadonlySet<string>;
  readonly mayChange: boolean;
  /** What those who were asked have said; empty before a plan is sent. */
  readonly answers: ReadonlyMap<string, Answer>;
};

const when = (view: View, { mission }: Line): Child =>
  view === 'jour' ? frenchTime(mission.time) : `${frenchDay(mission.day)}, ${frenchTime(mission.time)}`;

/** One group of the week: at the desk a dense table, on paper a sheet, on a phone one card a mission. */
export const GroupTable = ({ group, view, town, people, changed, mayChange, answers }: TableProps) => (
  <DataTable
    caption={`${group.title.charAt(0).toUpperCase()}${group.title.slice(1)}, ${counted(group.lines.length, 'mission')}`}
    rows={group.lines}
    empty=""
    columns={[
      { title: view === 'jour' ? 'Heure' : 'Quand', heads: true, cell: (line: Line) => when(view, line) },
      {
        title: 'Pour qui',
        cell: (line) => (
          <>
            <a href={seniorPath(line.mission.seniorId)}>{seniorNamed(people, line.mission.seniorId)}</a>
            <br />
            <span class="quiet">
              {programmeName(town, line.mission.programme)}
              {line.mission.twinId && ', à deux'}
              {view === 'secteur' ? '' : `, ${sectorName(town, line.mission.sector)}`}
            </span>
          </>
        ),
      },
      ...(view === 'benevole'
        ? []
        : [{ title: 'Qui irait', cell: (line: Line) => <Who line={line} people={people} /> }]),
      {
        title: 'Pourquoi',
        cell: (line) => (
          <>
            {answers.get(answerKey(line.mission.id, line.volunteerId))?.sentence ?? line.why}
            {line.row?.missing?.remedy && (
              <strong>
                {' '}
                <Remedy missing={line.row.missing} people={people} />
              </strong>
            )}
            <Dropped row={line.row} people={people} />
          </>
        ),
      },
      {
        title: 'État',
        cell: (line) => (
          <>
            <StandingBadge
              line={line}
              answer={answers.get(answerKey(line.mission.id, line.volunteerId))}
              people={people}
            />
            {changed.has(line.mission.id) && (
              <>
                {' '}
                <Badge tone="warn">changé</Badge>
              </>
            )}
          </>
        ),
      },
      ...(mayChange
        ? [
            {
              title: '',
              cell: (line: Line) =>
                isTouchable(line) && (
                  <a class="button second no-print" href={`/semaine/missions/${line.mission.id}`}>
                    Changer<span class="hidden"> pour {seniorNamed(people, line.mission.seniorId)}</span>
                  </a>
                ),
            },
          ]
        : []),
    ]}
  />
);
