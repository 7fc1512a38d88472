import type { Child } from 'hono/jsx';
import type { Mission } from '../../../shared/missions/mission.ts';
import { addDays, type CivilDay } from '../../../shared/time/civil.ts';
import { frenchDay, frenchFullDay, frenchTime } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, type Tone } from '../../web/components.tsx';
import { type People, seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../day/people.ts';
import { programmeName, sectorName } from '../missions/words.ts';
import { Dropped, Remedy } from './frame.tsx';
import { type Answer, answerKey } from './outcome.ts';
import type { Entry, Standing } from './read.ts';
import { counted } from './words.ts';

export const VIEWS = { jour: 'Par jour', benevole: 'Par bénévole', secteur: 'Par secteur' } as const;
export type View = keyof typeof VIEWS;
export const isView = (text: string): text is View => Object.hasOwn(VIEWS, text);

/** One line: a mission and one of those who would go, or nobody. */
export type Line = Entry & {
  readonly volunteerId: string | undefined;
  readonly why: string;
  readonly isLocked: boolean;
};
export type Group = { readonly key: string; readonly title: string; readonly lines: readonly Line[] };

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

/** Why no plan chooses for it. */
const apartWords = ({ round }: Mission): string =>
  round ? 'Fait partie d’une tournée.' : 'Place gardée à la personne qui vient se présenter.';

/** Asked outside this plan: the one person whose answer is awaited, or how many they are. */
const askedLine = (entry: Entry): Line => {
  const [first, ...others] = entry.mission.search?.open ?? [];
  return {
    ...entry,
    volunteerId: others.length === 0 ? first : undefined,
    why:
      others.length === 0
        ? ''
        : `${counted(others.length + 1, 'personne est interrogée', 'personnes sont interrogées')}.`,
    isLocked: false,
  };
};

const linesOf = (entry: Entry): readonly Line[] => {
  const { mission, row, standing } = entry;
  if (standing === 'held')
    return [{ ...entry, volunteerId: mission.holder?.volunteerId, why: '', isLocked: false }];
  if (standing === 'apart')
    return [{ ...entry, volunteerId: undefined, why: apartWords(mission), isLocked: false }];
  const isAsked = standing === 'asked' && mission.chosen !== undefined;
  if (standing === 'asked' && !(isAsked && row?.choices.length)) return [askedLine(entry)];
  if ((standing !== 'chosen' && !isAsked) || !row || row.choices.length === 0)
    return [{ ...entry, volunteerId: undefined, why: row?.missing?.sentence ?? '', isLocked: false }];
  const going = row.choices.map(({ volunteerId, why, isLocked }) => ({
    ...entry,
    // What is lacking has its own line.
    row: { ...row, missing: undefined },
    volunteerId,
    why,
    isLocked,
  }));
  const { missing } = row;
  return missing
    ? [
        ...going,
        { ...entry, standing: 'missing', volunteerId: undefined, why: missing.sentence, isLocked: false },
      ]
    : going;
};

const grouped = (
  lines: readonly Line[],
  keyOf: (line: Line) => string,
): ReadonlyMap<string, readonly Line[]> => {
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const group = groups.get(keyOf(line));
    if (group) group.push(line);
    else groups.set(keyOf(line), [line]);
  }
  return groups;
};

const NOBODY = 'personne';
const APART = 'hors-du-plan';

/** The week's lines in groups, in the order in which they are read. Names of volunteers are given by the page. */
export const groupsOf = (
  view: View,
  entries: readonly Entry[],
  town: Town,
  monday: CivilDay,
  nameOf: (id: string) => string,
): readonly Group[] => {
  const lines = entries.flatMap(linesOf);
  switch (view) {
    case 'jour': {
      const groups = grouped(lines, ({ mission }) => mission.day);
      return Array.from({ length: 7 }, (_, i) => addDays(monday, i)).flatMap((day) => {
        const mine = groups.get(day);
        return mine ? [{ key: day, title: frenchFullDay(day), lines: mine }] : [];
      });
    }
    case 'secteur': {
      const groups = grouped(lines, ({ mission }) => mission.sector ?? '');
      return [...groups]
        .map(([key, mine]) => ({
          key: key || 'inconnu',
          title: sectorName(town, key || undefined),
          lines: mine,
        }))
        .toSorted((a, b) => a.title.localeCompare(b.title, 'fr'));
    }
    case 'benevole': {
      const groups = grouped(lines, ({ volunteerId, standing }) =>
        standing === 'apart' ? APART : (volunteerId ?? NOBODY),
      );
      const [nobody, apart] = [groups.get(NOBODY), groups.get(APART)];
      const named = [...groups]
        .filter(([key]) => key !== NOBODY && key !== APART)
        .map(([key, mine]) => ({ key, title: nameOf(key), lines: mine }))
        .toSorted((a, b) => a.title.localeCompare(b.title, 'fr'));
      return [
        ...(nobody ? [{ key: NOBODY, title: 'Personne encore', lines: nobody }] : []),
        ...named,
        ...(apart ? [{ key: APART, title: 'Hors du plan', lines: apart }] : []),
      ];
    }
  }
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
