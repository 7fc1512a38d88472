import { LOOKED_DAYS } from '../../../../shared/engagement/signals/fact.ts';
import { readSignals, type Watched } from '../../../../shared/engagement/signals/read-signals.ts';
import {
  type Attention,
  type AttentionDecision,
  attentionKind,
  attentionList,
  type Correction,
} from '../../../../shared/engagement/steps/attention.ts';
import { openProposal } from '../../../../shared/engagement/steps/decide-attention.ts';
import { followedBy } from '../../../../shared/engagement/steps/followed.ts';
import { answeredThisWeek, type Proposal, thisWeek } from '../../../../shared/engagement/steps/propose.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { STATE_NAMES } from '../../../../shared/volunteers/path.ts';
import { easingIn } from '../../../../shared/volunteers/rest/easing.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { type DeskContext, townOf } from '../../env.ts';

/** What was decided is shown for as long as something may still follow (days). */
const SHOWN_DAYS = 84;

export type Told<T> = { readonly volunteer: Volunteer; readonly what: T };
export type Done = AttentionDecision & { readonly who: string; readonly followed: string | undefined };

export const answersOf = (
  { decisions }: Attention,
  volunteer: Volunteer,
  watched: Watched | undefined,
  names: ReadonlyMap<string, string>,
  today: ReturnType<typeof dayOf>,
): readonly Told<Done>[] =>
  decisions
    .filter(({ at }) => dayOf(at) > addDays(today, -SHOWN_DAYS))
    .map((decision) => ({
      volunteer,
      what: {
        ...decision,
        who: names.get(decision.by) ?? 'l’équipe',
        followed:
          decision.verdict !== 'done'
            ? undefined
            : watched
              ? followedBy(dayOf(decision.at), watched.seen.reports, today)
              : `Depuis : ${STATE_NAMES[volunteer.state]}.`,
      },
    }));

/** Everything the page shows, from the facts as they are and what was answered before. */
export const attentionsOf = async (c: DeskContext) => {
  const { world, now } = c.var;
  const town = townOf(c);
  const today = dayOf(now);
  const [watched, page, staff] = await Promise.all([
    readSignals(world.table, town.id, now),
    world.table.index('list', { partition: attentionList(town.id) }),
    listStaff(world.table, town.id),
  ]);
  const attentions = rowsOf(attentionKind, page.items).map(({ value }) => value);
  const watchedOf = new Map(watched.map((one) => [one.seen.volunteer.id, one]));
  const gone = attentions.map(({ volunteerId }) => volunteerId).filter((id) => !watchedOf.has(id));
  const rows = await world.table.getRows(gone.map(volunteerKey));
  const people = new Map<VolunteerId, Volunteer>([
    ...watched.map(({ seen }) => [seen.volunteer.id, seen.volunteer] as const),
    ...rowsOf(
      volunteerKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.id, value] as const),
  ]);
  const names = new Map<string, string>(staff.map(({ value }) => [value.id, value.name]));
  const answered = answeredThisWeek(attentions, today);
  const proposals = watched.flatMap((one) => openProposal(one, now) ?? []);
  const withPerson = <T>(id: VolunteerId, what: T): Told<T>[] => {
    const volunteer = people.get(id);
    return volunteer ? [{ volunteer, what }] : [];
  };
  const newest = <T extends { readonly at: string }>(all: Told<T>[]): Told<T>[] =>
    all.sort((a, b) => (a.what.at < b.what.at ? 1 : -1));
  return {
    today,
    answered,
    watched: watched.length,
    waiting: proposals.length,
    lookedDays: LOOKED_DAYS,
    proposals: thisWeek(proposals, answered).flatMap((one): Told<Proposal>[] =>
      withPerson(one.volunteerId, one),
    ),
    eased: watched.flatMap(({ seen }) => (easingIn(seen.volunteer, today) ? seen.volunteer : [])),
    corrections: newest(
      attentions.flatMap(({ volunteerId, corrections }) =>
        corrections
          .filter(({ at }) => dayOf(at) > addDays(today, -SHOWN_DAYS))
          .flatMap((one): Told<Correction>[] => withPerson(volunteerId, one)),
      ),
    ),
    done: newest(
      attentions.flatMap((one) => {
        const volunteer = people.get(one.volunteerId);
        return volunteer ? answersOf(one, volunteer, watchedOf.get(volunteer.id), names, today) : [];
      }),
    ),
  };
};
export type Attentions = Awaited<ReturnType<typeof attentionsOf>>;
