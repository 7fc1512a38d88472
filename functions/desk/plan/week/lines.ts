import type { Mission } from '../../../../shared/missions/mission.ts';
import type { Plan } from '../../../../shared/plans/week-plan.ts';
import { addDays, type CivilDay } from '../../../../shared/time/civil.ts';
import { frenchFullDay } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { sectorName } from '../../missions/words.ts';
import type { Entry } from '../read.ts';
import { counted } from '../words.ts';

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

/** Whom the coordinator keeps out of each mission, while the word can be taken back: nobody once the plan is sent. */
export const keptOutOf = (
  plan: Pick<Plan, 'state' | 'forbidden'> | undefined,
): ReadonlyMap<string, string[]> => {
  const out = new Map<string, string[]>();
  for (const { missionId, volunteerId } of plan?.state === 'proposed' ? plan.forbidden : [])
    out.set(missionId, [...(out.get(missionId) ?? []), volunteerId]);
  return out;
};

/** How many missions these lines are about: one for two people has a line each. */
export const visitsIn = (lines: readonly Pick<Line, 'mission'>[]): number =>
  new Set(lines.map(({ mission: { id, twinId } }) => (twinId && twinId < id ? twinId : id))).size;

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

export const NOBODY = 'personne';
/** Where an address may lead within a page of groups. */
export const groupId = (key: string): string => `groupe-${key.replace(/\.\d+$/, '')}`;
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
        standing === 'apart' || standing === 'called-off' ? APART : (volunteerId ?? NOBODY),
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
