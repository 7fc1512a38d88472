import { type Consent, consentKey, consentKind } from '../../consents/consent.ts';
import type { Surroundings } from '../../decide/decide.ts';
import { neighbours } from '../../geo/sector.ts';
import type { SeniorId, VolunteerId } from '../../ids/ids.ts';
import { volunteerIdSchema } from '../../ids/ids.ts';
import { questionOf } from '../../matching/askable.ts';
import type { Question } from '../../matching/estimate.ts';
import { type MatchingParams, paramsOf } from '../../matching/params.ts';
import type { Candidate, Need, Rule } from '../../matching/rule.ts';
import { RULES } from '../../matching/rules.ts';
import { candidatesFor, type Ranked, type Ties, type WhyNot } from '../../matching/score.ts';
import { type Mission, MOST_CHOSEN } from '../../missions/mission.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import type { Senior } from '../../seniors/senior.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import { serviceKey, serviceKind } from '../../services/store.ts';
import { readAs, rowsOf, type Stored } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { volunteerKind, volunteerList } from '../../volunteers/store.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { emptyLoad } from '../load.ts';
import type { Offer } from '../offer.ts';
import { loadKey, loadKind, OFFER_PREFIX, offerKind } from '../store.ts';

/** Beyond this, a sector's volunteers are not even read; metres between centres. */
const READ_SECTORS_WITHIN_METRES = 15_000;
/** Under this many sectors, one query of the whole list costs less than one a sector. */
const FEW_SECTORS = 30;

/** Active volunteers of the sectors around: an index read, for ranking only; whoever is chosen is read again. */
const nearbyVolunteers = async (world: Surroundings, town: Town, mission: Mission): Promise<Volunteer[]> => {
  const partition = volunteerList(town.id, 'active');
  const here = town.sectors.find((sector) => sector.code === mission.sector);
  if (!here || town.sectors.length <= FEW_SECTORS) {
    const page = await world.table.index('list', { partition });
    return rowsOf(volunteerKind, page.items).map((stored) => stored.value);
  }
  const codes = [
    here,
    ...neighbours(here, town.sectors, READ_SECTORS_WITHIN_METRES).map((near) => near.sector),
  ].map((sector) => sector.code);
  const pages = await Promise.all(
    [...codes, '~'].map((code) => world.table.index('list', { partition, from: `${code}#`, to: `${code}$` })),
  );
  return pages.flatMap((page) => rowsOf(volunteerKind, page.items)).map((stored) => stored.value);
};

/** Who has already been with her, from her past missions. */
export const knownVolunteers = async (
  world: Pick<Surroundings, 'table'>,
  seniorId: SeniorId,
): Promise<ReadonlySet<VolunteerId>> => {
  const page = await world.table.index('senior', {
    partition: seniorId,
    from: 'mission#',
    to: 'mission$',
    limit: 60,
    newestFirst: true,
  });
  return new Set(
    rowsOf(missionKind, page.items).flatMap(({ value }) =>
      value.state === 'done' && value.holder ? [volunteerIdSchema.parse(value.holder.volunteerId)] : [],
    ),
  );
};

export type Field = {
  readonly town: Town;
  readonly need: Need;
  /** The numbers by which this town matches. */
  readonly params: MatchingParams;
  /** What the answers of those around say of this kind of mission. */
  readonly question: Question;
  readonly ranked: readonly Ranked[];
  readonly removed: readonly WhyNot[];
  readonly offers: readonly Stored<Offer>[];
  /** What each was asked for this visit, the other seat of a mission for two included. */
  readonly offerOf: (id: VolunteerId) => Offer | undefined;
  readonly senior: Senior | undefined;
  readonly consent: Consent | undefined;
};

/** Of a mission for two, the binôme of whoever goes already is asked before anybody else, within every rule. */
const withBinome = (
  mission: Mission,
  twin: Mission | undefined,
  volunteers: readonly Volunteer[],
): Mission => {
  const partnerId = volunteers.find(({ id }) => id === twin?.holder?.volunteerId)?.partnerId;
  if (!partnerId) return mission;
  const others = (mission.chosen ?? []).filter((id) => id !== partnerId);
  return { ...mission, chosen: [partnerId, ...others].slice(0, MOST_CHOSEN) };
};

/** Rules that need nothing but the volunteer: applied before loads are read, so that few loads are. */
const CHEAP = new Set([
  'not-active',
  'introduction',
  'programme',
  'requirements',
  'excluded',
  'language',
  'not-free',
  'too-far',
  'needs',
  'by-car',
]);

/**
 * Everybody around a mission, ranked or removed with the reason. Undefined when the town or its programme is gone. For
 * screens as it is; a wave re-reads whom it chooses.
 */
export const gatherCandidates = async (
  world: Surroundings,
  mission: Mission,
  now: Instant,
  rules: readonly Rule[] = RULES,
): Promise<Field | undefined> => {
  const [townRow, seniorRow, serviceRow] = await world.table.getRows([
    townKey(mission.town),
    seniorKey(mission.seniorId),
    ...(mission.serviceId ? [serviceKey(mission.serviceId)] : []),
  ]);
  const town = townRow ? readAs(townKind, townRow)?.value : undefined;
  const programme = town?.programmes.find((one) => one.code === mission.programme);
  if (!town || !programme) return undefined;
  const senior = seniorRow ? readAs(seniorKind, seniorRow)?.value : undefined;
  const [consent, offerRows, twinOffers, twin, volunteers, known] = await Promise.all([
    world.table.get(consentKind, consentKey(mission.seniorId, programme.consent)),
    world.table.partition(mission.id, { prefix: OFFER_PREFIX }),
    mission.twinId ? world.table.partition(mission.twinId, { prefix: OFFER_PREFIX }) : undefined,
    mission.twinId ? world.table.get(missionKind, missionKey(mission.twinId)) : undefined,
    nearbyVolunteers(world, town, mission),
    knownVolunteers(world, mission.seniorId),
  ]);
  const need: Need = { mission: withBinome(mission, twin?.value, volunteers), programme, town, senior };
  const offers = rowsOf(offerKind, offerRows.items);
  // Asked for one seat of a mission for two is asked for the visit: nobody is texted twice.
  const asked = [...offers, ...rowsOf(offerKind, twinOffers?.items ?? [])];
  const offerOf = (id: VolunteerId) => asked.find(({ value }) => value.volunteerId === id)?.value;
  const bare = (volunteer: Volunteer): Candidate => ({
    volunteer,
    load: emptyLoad(volunteer.id),
    offer: offerOf(volunteer.id),
  });
  const cheap = RULES.filter((rule) => CHEAP.has(rule.name));
  const passes = volunteers.filter((volunteer) =>
    cheap.every((rule) => rule.whyNot(bare(volunteer), need, now) === undefined),
  );
  const loadRows = await world.table.getRows(passes.map((volunteer) => loadKey(volunteer.id)));
  const loads = new Map(
    loadRows
      .flatMap((row) => (row ? rowsOf(loadKind, [row]) : []))
      .map(({ value }) => [value.volunteerId, value]),
  );
  const service = serviceRow ? readAs(serviceKind, serviceRow)?.value : undefined;
  // A tie that ended before they met: its seat is nobody's.
  const isKept = ({ introduces }: Mission): boolean =>
    introduces === undefined ||
    service?.pairings.some((one) => one.volunteerId === introduces && one.state !== 'ended') === true;
  const candidates = (isKept(mission) ? volunteers : []).map((volunteer) => ({
    ...bare(volunteer),
    load: loads.get(volunteer.id) ?? emptyLoad(volunteer.id),
  }));
  const ties: Ties = { pairings: service?.pairings ?? [], known };
  const params = paramsOf(town);
  const { ranked, removed } = candidatesFor(candidates, need, ties, now, rules, params.match);
  return {
    town,
    need,
    params,
    question: questionOf(need, [...loads.values()], now),
    ranked,
    removed,
    offers,
    offerOf,
    senior,
    consent: consent?.value,
  };
};
