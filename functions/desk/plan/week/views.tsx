import { capital } from '../../../../shared/french/french.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge, DataTable, type Tone } from '../../../web/components.tsx';
import { type People, seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../../day/people.ts';
import { programmeName, sectorName } from '../../missions/words.ts';
import { Dropped, Remedy } from '../frame.tsx';
import type { Standing, WeekShown } from '../read.ts';
import { missionPath, whereOf } from '../where.ts';
import { counted } from '../words.ts';
import { type Group, groupId, type Line, type View, visitsIn } from './lines.ts';
import { type Answer, answerKey } from './outcome.ts';

/** What is good to know of a volunteer is for whoever plans: a sheet may lie about, or be handed on. */
const Why = ({ sentence }: { sentence: string }) => {
  const [why, toKnow] = sentence.split(/(?= À savoir)/);
  return (
    <>
      {why}
      {toKnow && <span class="no-print">{toKnow}</span>}
    </>
  );
};

const STANDINGS: Readonly<Record<Standing, { readonly words: string; readonly tone: Tone }>> = {
  chosen: { words: 'proposé', tone: 'info' },
  missing: { words: 'à pourvoir', tone: 'alert' },
  aside: { words: 'laissée sans bénévole, votre choix', tone: 'neutral' },
  held: { words: 'déjà pourvue', tone: 'good' },
  asked: { words: 'quelqu’un est interrogé', tone: 'info' },
  new: { words: 'arrivée depuis', tone: 'warn' },
  apart: { words: 'hors du plan', tone: 'neutral' },
  over: { words: 'passée', tone: 'neutral' },
  'called-off': { words: 'mission annulée', tone: 'warn' },
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

/** What the day before said of it. */
const Changed = ({ before, people }: { before: readonly string[] | undefined; people: People }) => (
  <>
    {' '}
    <Badge tone="warn">{before ? 'changé' : 'nouvelle'}</Badge>
    {before && (
      <>
        <br />
        <span class="quiet">
          avant : {before.map((id) => volunteerNamed(people, id)).join(' et ') || 'personne'}
        </span>
      </>
    )}
  </>
);

/** Whom the coordinator keeps out, where the word can be taken back. */
const KeptOut = ({ ids, people }: { ids: readonly string[] | undefined; people: People }) =>
  ids && (
    <>
      <br />
      <span class="quiet">sans {ids.map((id) => volunteerNamed(people, id)).join(' ni ')}, votre choix</span>
    </>
  );

const isTouchable = ({ standing }: Line): boolean =>
  standing === 'chosen' || standing === 'missing' || standing === 'aside' || standing === 'new';

type TableProps = {
  readonly group: Group;
  /** The first line of each mission on the page, which its address leads to: one for two people has two, maybe in two groups. */
  readonly first: ReadonlySet<Line>;
  readonly view: View;
  readonly town: Town;
  readonly people: People;
  /** Missions that changed since the day before, and who went to them then. */
  readonly changed: ReadonlySet<string>;
  readonly was: WeekShown['was'];
  readonly mayChange: boolean;
  /** Whom the coordinator keeps out of each mission. */
  readonly keptOut: ReadonlyMap<string, readonly string[]>;
  /** What those who were asked have said; before a plan is sent, who can no longer be. */
  readonly answers: ReadonlyMap<string, Answer>;
};

/** Lines that one sheet of paper holds: a longer group begins where the paper stands. */
const A_SHEET = 12;

const when = (view: View, { mission }: Line): string => {
  const time = frenchTime(mission.time);
  return view === 'jour' ? time : `${frenchDay(mission.day)}, ${time}`;
};

const titleOf = (group: Group): string =>
  `${capital(group.title)}, ${counted(visitsIn(group.lines), 'mission')}`;

/** One group of the week: at the desk a dense table, on a phone one card a mission; on paper each page says which group goes on there. */
export const GroupTable = ({
  group,
  first,
  view,
  town,
  people,
  changed,
  was,
  mayChange,
  keptOut,
  answers,
}: TableProps) => (
  <div
    {...(view === 'benevole' ? { id: groupId(group.key) } : {})}
    class={group.lines.length > A_SHEET ? 'group-sheet long' : 'group-sheet'}
  >
    <DataTable
      caption={titleOf(group)}
      sheetTitle={titleOf(group)}
      rows={group.lines}
      rowId={(line) => (first.has(line) ? line.mission.id : undefined)}
      empty=""
      columns={[
        {
          title: view === 'jour' ? 'Heure' : 'Quand',
          heads: true,
          cell: (line: Line) => when(view, line),
        },
        {
          title: 'Pour qui',
          cell: (line) => (
            <>
              <a href={seniorPath(line.mission.seniorId)}>{seniorNamed(people, line.mission.seniorId)}</a>
              <br />
              <span class="quiet">
                {programmeName(town, line.mission.programme)}
                {line.mission.twinId && ', à deux'}
                {view !== 'secteur' && `, ${sectorName(town, line.mission.sector)}`}
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
              <Why
                sentence={answers.get(answerKey(line.mission.id, line.volunteerId))?.sentence ?? line.why}
              />
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
              {changed.has(line.mission.id) && <Changed before={was?.get(line.mission.id)} people={people} />}
              {isTouchable(line) && <KeptOut ids={keptOut.get(line.mission.id)} people={people} />}
            </>
          ),
        },
        {
          title: '',
          cell: (line) =>
            mayChange && isTouchable(line) ? (
              <a class="button second no-print" href={missionPath(line.mission.id, whereOf(view, group.key))}>
                Changer<span class="hidden"> pour {seniorNamed(people, line.mission.seniorId)}</span>
              </a>
            ) : (
              <a class="button plain no-print" href={`/missions/${line.mission.id}`}>
                Voir
                <span class="hidden"> la mission pour {seniorNamed(people, line.mission.seniorId)}</span>
              </a>
            ),
        },
      ]}
    />
  </div>
);
