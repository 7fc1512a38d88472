import { LOOKED_DAYS } from '../../../../shared/engagement/signals/fact.ts';
import {
  noLook,
  noticedKind,
  noticedList,
  signalsLookKey,
  signalsLookKind,
} from '../../../../shared/engagement/signals/noticed.ts';
import {
  type Attention,
  type AttentionDecision,
  attentionKind,
  attentionList,
  type Correction,
  noAttention,
} from '../../../../shared/engagement/steps/attention.ts';
import { openProposal } from '../../../../shared/engagement/steps/decide-attention.ts';
import { followedBy } from '../../../../shared/engagement/steps/followed.ts';
import { answeredThisWeek, type Proposal, thisWeek } from '../../../../shared/engagement/steps/propose.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../../../shared/time/civil.ts';
import { type Report, reportKind } from '../../../../shared/visits/report.ts';
import { STATE_NAMES } from '../../../../shared/volunteers/path.ts';
import { easingIn } from '../../../../shared/volunteers/rest/easing.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { type DeskContext, townOf } from '../../env.ts';

/** What was decided is shown for as long as something may still follow (days). */
const SHOWN_DAYS = 84;
/** What followed is held against the four weeks before it (days). */
const BEFORE_DAYS = 28;
/** Newest answers shown with what followed: their reports are read, one request each. */
const MOST_FOLLOWED = 60;

export type Told<T> = { readonly volunteer: Volunteer; readonly what: T };
export type Done = AttentionDecision & { readonly who: string; readonly followed: string | undefined };

type Reads = DeskContext['var']['world']['table'];

const followedWords = (
  { verdict, at }: AttentionDecision,
  volunteer: Volunteer,
  reports: readonly Report[],
  today: CivilDay,
): string | undefined => {
  if (verdict !== 'done') return undefined;
  return volunteer.state === 'active'
    ? followedBy(dayOf(at), reports, today)
    : `Depuis : ${STATE_NAMES[volunteer.state]}.`;
};

const reportsOf = async (
  table: Reads,
  ids: readonly VolunteerId[],
  today: CivilDay,
): Promise<ReadonlyMap<VolunteerId, readonly Report[]>> => {
  const from = instantOf(addDays(today, -SHOWN_DAYS - BEFORE_DAYS), civilTime('00:00'));
  const pages = await Promise.all(
    ids.map((id) => table.index('volunteer', { partition: id, from: `report#${from}`, to: 'report$' })),
  );
  return new Map(
    ids.map((id, i) => [id, rowsOf(reportKind, pages[i]?.items ?? []).map(({ value }) => value)]),
  );
};

const peopleOf = async (table: Reads, ids: Iterable<VolunteerId>): Promise<Map<VolunteerId, Volunteer>> => {
  const rows = await table.getRows([...new Set(ids)].map(volunteerKey));
  const people = rowsOf(
    volunteerKind,
    rows.flatMap((row) => row ?? []),
  );
  return new Map(people.map(({ value }) => [value.id, value]));
};

/**
 * Everything the page shows: what the nightly look found, less what was answered or corrected since, and what was decided these
 * twelve weeks. Requests, whatever the size of the town: 5, one for each hundred people named, one for each of the sixty newest
 * that were decided about.
 */
export const attentionsOf = async (c: DeskContext) => {
  const { world, now } = c.var;
  const { table } = world;
  const town = townOf(c);
  const today = dayOf(now);
  const [noticedPage, attentionPage, staff, look] = await Promise.all([
    table.index('list', { partition: noticedList(town.id) }),
    table.index('list', { partition: attentionList(town.id) }),
    listStaff(table, town.id),
    table.get(signalsLookKind, signalsLookKey(town.id)),
  ]);
  const noticed = rowsOf(noticedKind, noticedPage.items).map(({ value }) => value);
  const attentions = rowsOf(attentionKind, attentionPage.items).map(({ value }) => value);
  const attentionOf = new Map(attentions.map((one) => [one.volunteerId, one]));
  const answered = answeredThisWeek(attentions, today);
  const proposals = noticed.flatMap(({ volunteerId, facts }) => {
    const attention = attentionOf.get(volunteerId) ?? noAttention(volunteerId, town.id);
    return openProposal({ facts, attention }, now) ?? [];
  });
  const people = await peopleOf(
    table,
    [...noticed.filter(({ eased }) => eased), ...proposals, ...attentions].map(
      ({ volunteerId }) => volunteerId,
    ),
  );
  // Whoever rests or left since the night takes none of the week's places.
  const waiting = proposals.filter(({ volunteerId }) => people.get(volunteerId)?.state === 'active');
  const shown = <T extends { readonly at: string }>(
    of: (one: Attention) => readonly T[],
  ): readonly Told<T>[] =>
    attentions
      .flatMap((one) => {
        const volunteer = people.get(one.volunteerId);
        return volunteer ? of(one).map((what) => ({ volunteer, what })) : [];
      })
      .filter(({ what }) => what.at > instantOf(addDays(today, -SHOWN_DAYS), civilTime('00:00')))
      .sort((a, b) => (a.what.at < b.what.at ? 1 : -1));
  const decided = shown(({ decisions }) => decisions).slice(0, MOST_FOLLOWED);
  const reports = await reportsOf(table, [...new Set(decided.map(({ volunteer }) => volunteer.id))], today);
  const names = new Map<string, string>(staff.map(({ value }) => [value.id, value.name]));
  const { lookedAt, watched } = look?.value ?? noLook(town.id, now);
  return {
    today,
    answered,
    lookedAt,
    watched,
    waiting: waiting.length,
    lookedDays: LOOKED_DAYS,
    proposals: thisWeek(waiting, answered).flatMap((what): Told<Proposal>[] => {
      const volunteer = people.get(what.volunteerId);
      return volunteer ? [{ volunteer, what }] : [];
    }),
    eased: [...people.values()].filter((one) => one.state === 'active' && easingIn(one, today)),
    corrections: shown(({ corrections }): readonly Correction[] => corrections),
    done: decided.map(
      ({ volunteer, what }): Told<Done> => ({
        volunteer,
        what: {
          ...what,
          who: names.get(what.by) ?? 'l’équipe',
          followed: followedWords(what, volunteer, reports.get(volunteer.id) ?? [], today),
        },
      }),
    ),
  };
};
export type Attentions = Awaited<ReturnType<typeof attentionsOf>>;
