import { type Backups, backupsFor } from '../../../../shared/engagement/cover/backups.ts';
import {
  type CoverTown,
  type Followed,
  nextDayOf,
  personOf,
} from '../../../../shared/engagement/cover/followed.ts';
import { readCover } from '../../../../shared/engagement/cover/read-cover.ts';
import { type SoleLink, soleLinks } from '../../../../shared/engagement/cover/sole-links.ts';
import { signalsLookKey, signalsLookKind } from '../../../../shared/engagement/signals/noticed.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import { paramsOf } from '../../../../shared/matching/params.ts';
import { isHeld, type Mission } from '../../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../../shared/missions/store.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { type Pairing, regularTies } from '../../../../shared/services/service.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import type { CivilDay, CivilTime } from '../../../../shared/time/civil.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { type DeskContext, townOf } from '../../env.ts';
import type { Names } from './words.ts';

export const coverFor = (c: DeskContext, ask: Parameters<typeof readCover>[3]) =>
  readCover(c.var.world.table, townOf(c), c.var.now, ask);
type Covered = Awaited<ReturnType<typeof coverFor>>;

export const namesIn = ({ volunteers }: Pick<CoverTown, 'volunteers'>): Names =>
  new Map(volunteers.map(({ volunteer }) => [volunteer.id, volunteer]));

/** One person who has this volunteer alone, and who could be her second. */
export type Alone = {
  readonly link: SoleLink;
  readonly followed: Followed;
  readonly senior: Senior;
  readonly next: { readonly day: CivilDay; readonly time: CivilTime; readonly isHeld: boolean } | undefined;
  readonly backups: Backups | undefined;
  /** Second visitors already chosen, whom she has not met. */
  readonly proposed: readonly Introduction[];
};
/** A second visitor on the way to her, and the seat of the visit at which they are to meet, as it stands. */
export type Introduction = { readonly tie: Pairing; readonly seat: Mission | undefined };
/** A second visitor whom she knows. */
export type Ready = {
  readonly followed: Followed;
  readonly usual: Pairing | undefined;
  readonly backup: Pairing;
};
export type AloneWith = { readonly volunteer: Volunteer; readonly people: readonly Alone[] };

/** Missions that these volunteers hold from now on, as their loads and the missions themselves say. */
const heldBy = async (
  c: DeskContext,
  covered: Covered,
  ids: ReadonlySet<VolunteerId>,
): Promise<readonly Mission[]> => {
  const ahead = covered.volunteers
    .filter(({ volunteer }) => ids.has(volunteer.id))
    .flatMap(({ load }) => load.entries)
    .filter(({ state, startsAt }) => state === 'held' && startsAt > covered.now);
  const rows = await c.var.world.table.getRows(ahead.map(({ missionId }) => missionKey(missionId)));
  return rowsOf(
    missionKind,
    rows.flatMap((row) => row ?? []),
  ).map(({ value }) => value);
};

const nextOf = (
  covered: Covered,
  { volunteerId, seniorId }: SoleLink,
  followed: Followed,
  held: readonly Mission[],
): Alone['next'] => {
  const [next] = held
    .filter(
      (mission) =>
        mission.seniorId === seniorId && mission.holder?.volunteerId === volunteerId && isHeld(mission.state),
    )
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  if (next) return { day: next.day, time: next.time, isHeld: true };
  const day = nextDayOf(followed, covered);
  return day && { day, time: followed.service.time, isHeld: false };
};

/** Volunteers on one page: for each, everybody they alone visit, with who could be a second visitor. */
const PER_PAGE = 20;

/** Second visitors who are introduced, newest first; so many are listed. */
const MOST_READY = 60;
const readyIn = ({ followed }: Covered): readonly Ready[] =>
  followed
    .flatMap((one) => {
      const ties = regularTies(one.service);
      const usual = ties.find(({ role }) => role === 'primary');
      return ties.flatMap((backup): Ready[] =>
        backup.role === 'backup' ? [{ followed: one, usual, backup }] : [],
      );
    })
    .toSorted((a, b) => (a.backup.since < b.backup.since ? 1 : -1));

type Named = { readonly volunteer: Volunteer };
export const byName = ({ volunteer: a }: Named, { volunteer: b }: Named): number =>
  `${a.lastName} ${a.firstName}`.localeCompare(`${b.lastName} ${b.firstName}`, 'fr') ||
  (a.id < b.id ? -1 : 1);

/** Who would lose their only visitor, by volunteer, in the order of names. */
export const alonePeople = async (c: DeskContext, page: number) => {
  const { table } = c.var.world;
  const [covered, look] = await Promise.all([
    coverFor(c, { past: true }),
    table.get(signalsLookKind, signalsLookKey(townOf(c).id)),
  ]);
  const names = namesIn(covered);
  const match = paramsOf(covered.town).match;
  const active = covered.volunteers.filter(({ volunteer }) => volunteer.state === 'active');
  const links = soleLinks(covered);
  const seats = new Map(
    rowsOf(
      missionKind,
      (
        await table.getRows(
          covered.followed.flatMap(({ service }) =>
            service.pairings.flatMap(({ state, introduction }) =>
              state === 'proposed' && introduction ? [missionKey(introduction.missionId)] : [],
            ),
          ),
        )
      ).flatMap((row) => row ?? []),
    ).map(({ value }) => [value.id, value]),
  );
  const by = new Map<Volunteer, SoleLink[]>();
  for (const link of links) {
    const volunteer = names.get(link.volunteerId);
    if (volunteer) by.set(volunteer, [...(by.get(volunteer) ?? []), link]);
  }
  const all = [...by].map(([volunteer, theirs]) => ({ volunteer, people: [], theirs })).toSorted(byName);
  const onPage = all.slice(PER_PAGE * page, PER_PAGE * (page + 1));
  const held = await heldBy(c, covered, new Set(onPage.map(({ volunteer }) => volunteer.id)));
  const shown = onPage.map(
    ({ volunteer, theirs }): AloneWith => ({
      volunteer,
      people: theirs.map((link): Alone => {
        const [followed] = link.followed;
        const person = personOf(followed, covered);
        return {
          link,
          followed,
          senior: followed.senior,
          next: nextOf(covered, link, followed, held),
          backups: person && backupsFor(person, link.volunteerId, active, match, covered.now),
          proposed: followed.service.pairings
            .filter(({ state }) => state === 'proposed')
            .map((tie) => ({ tie, seat: tie.introduction && seats.get(tie.introduction.missionId) })),
        };
      }),
    }),
  );
  const ready = readyIn(covered);
  return {
    covered,
    ready: ready.slice(0, MOST_READY),
    readyCount: ready.length,
    names,
    shown,
    lookedAt: look?.value.lookedAt,
    alone: links.length,
    followed: new Set(covered.followed.map(({ senior }) => senior.id)).size,
    volunteers: all.length,
    page,
    isLast: PER_PAGE * (page + 1) >= all.length,
  };
};
export type AlonePeople = Awaited<ReturnType<typeof alonePeople>>;
