import { answerTimes } from '../../../../shared/engagement/recruitment/answers.ts';
import { ageMix, bySource } from '../../../../shared/engagement/recruitment/arrivals.ts';
import { listSources } from '../../../../shared/engagement/recruitment/change-source.ts';
import { needsKey, needsKind } from '../../../../shared/engagement/recruitment/needs.ts';
import { funnelOf } from '../../../../shared/engagement/turnover/funnel.ts';
import { readTurnover } from '../../../../shared/engagement/turnover/read-turnover.ts';
import type { Spell } from '../../../../shared/engagement/turnover/spells.ts';
import { readAs, rowsOf } from '../../../../shared/table/kind.ts';
import { addDays, type CivilDay, dayOf } from '../../../../shared/time/civil.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { isLate, joiningOf } from '../../../../shared/volunteers/joining/clock.ts';
import { monthOf, type Served } from '../../../../shared/volunteers/movements/served.ts';
import { volunteerKey, volunteerKind, volunteerList } from '../../../../shared/volunteers/store.ts';
import type { Joining, Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { type DeskContext, townOf } from '../../env.ts';

/** A town never has so many on the way in at once; the oldest come first when it does. */
const MOST_APPLICANTS = 200;
const MOST_WITHOUT_MISSION = 50;
const YEAR_DAYS = 365;

export type Applicant = { readonly volunteer: Volunteer; readonly joining: Joining };

/** Everybody on the way in, whoever has waited too long first, then by what is due next. */
const applicantsOf = async (c: DeskContext, town: Town): Promise<readonly Applicant[]> => {
  const pages = await Promise.all(
    (['candidate', 'interviewed'] as const).map((state) =>
      c.var.world.table.index('list', {
        partition: volunteerList(town.id, state),
        limit: MOST_APPLICANTS,
      }),
    ),
  );
  return pages
    .flatMap((page) => rowsOf(volunteerKind, page.items))
    .flatMap(({ value: volunteer }) => {
      const joining = joiningOf(volunteer, town);
      return joining ? [{ volunteer, joining }] : [];
    })
    .sort((a, b) => (a.joining.dueBy < b.joining.dueBy ? -1 : 1));
};

/** Active since, and no mission yet: somebody who came and was never asked goes away again. */
const withoutMission = (spells: readonly Spell[], served: readonly Served[], from: CivilDay): Spell[] => {
  const done = new Set(served.map(({ volunteerId }) => volunteerId));
  return spells.filter(
    ({ wasActive, leftOn, activeOn, volunteerId, rests }) =>
      wasActive &&
      leftOn === undefined &&
      activeOn !== undefined &&
      activeOn >= from &&
      !done.has(volunteerId) &&
      rests.every(({ to }) => to !== undefined),
  );
};

/** The last twelve months of arrivals, or since the town keeps them. */
const arrivalsOf = async (c: DeskContext, town: Town) => {
  const today = dayOf(c.var.now);
  const from = addDays(today, 1 - YEAR_DAYS);
  const { spells, served } = await readTurnover(c.var.world.table, town.id, monthOf(from));
  return { today, from, spells, served };
};

export const applicationsOf = async (c: DeskContext) => {
  const { world, now } = c.var;
  const town = townOf(c);
  const [applicants, { today, from, spells, served }] = await Promise.all([
    applicantsOf(c, town),
    arrivalsOf(c, town),
  ]);
  const spokenWith = new Map(
    applicants.flatMap(({ volunteer, joining }) =>
      joining.answeredAt ? [[volunteer.id, dayOf(joining.answeredAt)] as const] : [],
    ),
  );
  const idle = withoutMission(spells, served, from).slice(0, MOST_WITHOUT_MISSION);
  const rows =
    idle.length === 0
      ? []
      : await world.table.getRows(idle.map(({ volunteerId }) => volunteerKey(volunteerId)));
  return {
    town,
    now,
    today,
    applicants,
    late: applicants.filter(({ joining }) => isLate(joining, now)).length,
    waitingForUs: rows
      .flatMap((row) => (row ? (readAs(volunteerKind, row)?.value ?? []) : []))
      .filter(({ state }) => state === 'active')
      .sort((a, b) => ((a.activeSince ?? '') < (b.activeSince ?? '') ? -1 : 1)),
    answers: answerTimes(spells, spokenWith, from, today, town),
    funnel: funnelOf(spells, served, from, today),
  };
};
export type Applications = Awaited<ReturnType<typeof applicationsOf>>;

export const campaignsOf = async (c: DeskContext) => {
  const { world } = c.var;
  const town = townOf(c);
  const [campaigns, needs, { today, from, spells, served }] = await Promise.all([
    listSources(world.table, town.id),
    world.table.get(needsKind, needsKey(town.id)),
    arrivalsOf(c, town),
  ]);
  return {
    town,
    today,
    from,
    linksOrigin: world.config.linksOrigin,
    rows: bySource(spells, served, campaigns, from, today),
    ages: ageMix(spells, from, today),
    needs: needs?.value,
  };
};
export type Campaigns = Awaited<ReturnType<typeof campaignsOf>>;
