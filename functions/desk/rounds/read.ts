import type { Surroundings } from '../../../shared/decide/decide.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { isHeld } from '../../../shared/missions/mission.ts';
import { missionDayList, missionKind } from '../../../shared/missions/store.ts';
import { halfOf, isWaitingForRound } from '../../../shared/rounds/half-day/day-stops.ts';
import { HALVES } from '../../../shared/rounds/half-day/draft.ts';
import { activeVolunteers, type HalfDayRounds } from '../../../shared/rounds/half-day/read-rounds.ts';
import type { Half } from '../../../shared/rounds/round.ts';
import { readCarriers } from '../../../shared/rounds/round-facts.ts';
import { whyNotCarrier } from '../../../shared/rounds/send-round.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { addDays, type CivilDay, instantOf } from '../../../shared/time/civil.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import type { AskableCarrier } from './half-day/half-day-tools.tsx';
import type { HalfDayRow } from './home-page.tsx';

const DAYS_AHEAD = 21;
/** Most volunteers of the programme whose rules are read for one page: eight requests. */
const MOST_READ = 400;
const HALVES_IN_ORDER: readonly Half[] = ['am', 'pm'];

/** The coming days' deliveries by half-day: one index request a day. */
export const halfDaysAhead = async (
  table: Pick<Surroundings['table'], 'index'>,
  town: Town,
  today: CivilDay,
): Promise<readonly HalfDayRow[]> => {
  const days = Array.from({ length: DAYS_AHEAD }, (_, i) => addDays(today, i));
  const pages = await Promise.all(
    days.map((day) => table.index('list', { partition: missionDayList(town.id, day) })),
  );
  const programmes = town.programmes.filter(({ inRounds }) => inRounds);
  return days.flatMap((day, i) => {
    const missions = rowsOf(missionKind, pages[i]?.items ?? [])
      .map(({ value }) => value)
      .filter((mission) => mission.round && mission.state !== 'cancelled');
    return HALVES_IN_ORDER.flatMap((half) =>
      programmes.flatMap((programme): HalfDayRow[] => {
        const its = missions.filter(
          (mission) => mission.programme === programme.code && halfOf(mission.time) === half,
        );
        if (its.length === 0) return [];
        return [
          {
            programme,
            day,
            half,
            doors: its.length,
            waiting: its.filter(isWaitingForRound).length,
            held: its.filter(({ state }) => isHeld(state) || state === 'done' || state === 'not-done').length,
          },
        ];
      }),
    );
  });
};

/** Whom to ask to carry: those of the programme, each with the rule that forbids it now, if one does. */
export const askableCarriers = async (
  world: Pick<Surroundings, 'table'>,
  open: HalfDayRounds,
): Promise<readonly AskableCarrier[]> => {
  const taken = new Set(open.draft.carriers.map(({ volunteerId }) => volunteerId));
  const volunteers = (await activeVolunteers(world.table, open.town.id))
    .filter(({ id, programmes }) => !taken.has(id) && programmes.includes(open.programme.code))
    .slice(0, MOST_READ);
  const first: Mission | undefined = open.toBring[0]?.mission ?? open.missions[0];
  if (!first) return volunteers.map((volunteer) => ({ volunteer, why: undefined }));
  const leavesAt = instantOf(open.subject.day, HALVES[open.subject.half].from);
  const span = { leavesAt, minutes: Math.max(30, first.durationMinutes) };
  const facts = await readCarriers(
    world,
    open.subject,
    volunteers.map(({ id }) => id),
  );
  const asked = facts.map(
    (one): AskableCarrier => ({
      volunteer: one.volunteer.value,
      why: whyNotCarrier(one, first, span, open.now),
    }),
  );
  return asked.toSorted((a, b) => volunteerName(a.volunteer).localeCompare(volunteerName(b.volunteer), 'fr'));
};
