import { askedOf, checkInGroups, closedQuarter } from '../../../../shared/engagement/check-ins/groups.ts';
import { countFigures } from '../../../../shared/engagement/review/count-figures.ts';
import { measureIn } from '../../../../shared/engagement/review/measures.ts';
import {
  closedReviewKind,
  type Decision,
  emptyBook,
  reviewBookKind,
} from '../../../../shared/engagement/review/review.ts';
import { tellTables } from '../../../../shared/engagement/review/tables.ts';
import { carriedBy } from '../../../../shared/engagement/signals/carried.ts';
import type { Seen } from '../../../../shared/engagement/signals/fact.ts';
import { factsOf, townLoadOf } from '../../../../shared/engagement/signals/facts.ts';
import { offersLately } from '../../../../shared/engagement/signals/noticed.ts';
import { noAttention } from '../../../../shared/engagement/steps/attention.ts';
import { openProposal } from '../../../../shared/engagement/steps/decide-attention.ts';
import { spellsOf } from '../../../../shared/engagement/turnover/spells.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { offerKind } from '../../../../shared/offers/store.ts';
import { seniorKind } from '../../../../shared/seniors/store.ts';
import { serviceKind } from '../../../../shared/services/store.ts';
import type { Kind } from '../../../../shared/table/kind.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { reportKind } from '../../../../shared/visits/report.ts';
import { checkInsKind } from '../../../../shared/volunteers/check-ins/check-in.ts';
import { movementKind } from '../../../../shared/volunteers/movements/movement.ts';
import { servedKind } from '../../../../shared/volunteers/movements/served.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';

export const HELD_DAYS_AGO = 35;

/** Everything of one kind that the town has lived so far. */
const livedIn =
  ({ history }: Making) =>
  <T>(kind: Kind<T>): readonly T[] =>
    history
      .writes()
      .flatMap((write) =>
        write.op === 'put' && write.kind === kind.name ? [kind.schema.parse(write.data)] : [],
      );

/** What somebody had carried by that day, from the missions they held. */
const loadThen = ({ id }: Volunteer, missions: readonly Mission[]): Load => ({
  ...emptyLoad(id),
  entries: missions
    .filter(({ holder, state }) => holder?.volunteerId === id && state === 'done')
    .slice(-100)
    .map(({ id: missionId, day, startsAt, durationMinutes }) => ({
      missionId,
      day,
      startsAt,
      minutes: durationMinutes,
      state: 'done' as const,
    })),
});

/**
 * A review held five weeks ago and closed, counted from what the town had lived by then; its two decisions wait for the next.
 */
export const holdReview = (making: Making, volunteers: readonly Volunteer[]): void => {
  const { history, staff, town } = making;
  const at = daysAgo(making, HELD_DAYS_AGO, '14:30');
  const on = dayOf(at);
  const lived = livedIn(making);
  const before = <T>(all: readonly T[], when: (one: T) => Instant): readonly T[] =>
    all.filter((one) => when(one) < at);
  const missions = lived(missionKind);
  const offers = before(lived(offerKind), ({ sentAt }) => sentAt);
  const reports = before(lived(reportKind), (one) => one.at);
  const services = before(lived(serviceKind), ({ createdAt }) => createdAt);
  const active = volunteers.filter(
    ({ state, activeSince }) => state === 'active' && activeSince !== undefined && activeSince < at,
  );
  const seen = active.map(
    (volunteer): Seen => ({
      volunteer,
      load: loadThen(
        volunteer,
        missions.filter(({ day }) => day < on),
      ),
      reports: reports.filter(({ volunteerId }) => volunteerId === volunteer.id),
      offers: offers.filter(({ volunteerId }) => volunteerId === volunteer.id),
      services: services.filter(({ pairings }) =>
        pairings.some(({ volunteerId }) => volunteerId === volunteer.id),
      ),
    }),
  );
  const townLoad = townLoadOf(
    seen.map(({ load }) => load),
    on,
  );
  const quarter = closedQuarter(on);
  const groups = checkInGroups(askedOf(active, lived(checkInsKind)), quarter);
  const counted = countFigures(
    {
      spells: spellsOf(before(lived(movementKind), (one) => one.at)),
      served: lived(servedKind).filter((one) => one.on <= on),
      active: seen.map((one) => ({
        missions: carriedBy(one.load, on).missions,
        kinds: factsOf(one, townLoad, on).map(({ kind }) => kind),
        band: undefined,
      })),
      night: {
        at,
        offers: offersLately(
          seen.flatMap((one) => one.offers),
          on,
        ),
      },
      words: seen.filter((one) => {
        const attention = noAttention(one.volunteer.id, town.id);
        return openProposal({ facts: factsOf(one, townLoad, on), attention }, at) !== undefined;
      }).length,
      missions: missions.filter(({ day }) => day < on),
      unread: [],
      services,
      sectorOf: new Map(
        lived(seniorKind).flatMap(({ id, address }) =>
          address.sector ? [[id, address.sector] as const] : [],
        ),
      ),
    },
    addDays(on, -90),
    at,
  );
  const figures = { ...counted, quarter: { ...quarter, countedOn: on } };
  const decision = (number: number, more: Pick<Decision, 'what' | 'measure'>): Decision => ({
    number,
    on,
    by: staff.coordinator,
    owner: staff.coordinator,
    due: addDays(on, 60),
    ...more,
    ...(more.measure ? { measured: measureIn({ figures }, more.measure) } : {}),
    answers: [],
  });
  const decisions = [
    decision(1, {
      what: 'Présenter le réseau au marché de Palente, pour trouver du monde en semaine.',
      measure: { what: 'uncovered', sector: 'palente-orchamps' },
    }),
    decision(2, {
      what: 'Appeler ceux qui n’ont pas eu une semaine de pause, et proposer un mois plus léger.',
      measure: { what: 'no-pause' },
    }),
  ];
  const actor = { kind: 'staff' as const, id: staff.coordinator };
  history.note(closedReviewKind, {
    town: town.id,
    on,
    closedAt: at,
    closedBy: staff.coordinator,
    summary:
      'Le réseau tient, porté par quelques-uns. Les oui viennent vite le mardi, moins en fin de semaine ; deux actes simples plutôt qu’un grand plan.',
    figures,
    told: tellTables(figures, groups, undefined),
    decisions,
  });
  history.change(
    reviewBookKind,
    { ...emptyBook(town.id), decisions, lastNumber: decisions.length, lastClosedOn: on, countedTo: on },
    { action: 'review-closed', actor, at, details: { on } },
  );
};
