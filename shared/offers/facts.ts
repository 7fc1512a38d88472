import { type Consent, consentKey, consentKind, type Purpose } from '../consents/consent.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { MissionId, SeniorId, VolunteerId } from '../ids/ids.ts';
import type { Mission } from '../missions/mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { type Kind, type Row, readAs, type Stored } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';
import { isVoidLink, type Volunteer } from '../volunteers/volunteer.ts';
import { emptyLoad, type Load } from './load.ts';
import type { Offer } from './offer.ts';
import { loadKey, loadKind, offerKey, offerKind } from './store.ts';

/** Whom and what a link or a desk act is about; known before anything is read, so that one read suffices. */
export type Subject = {
  readonly missionId: MissionId;
  readonly volunteerId: VolunteerId;
  readonly seniorId: SeniorId;
  readonly consent: Purpose;
  /** Of a link: when it was made. A volunteer's links may be void since (a telephone lost, a departure). */
  readonly linkMadeAt?: Instant;
};

export type MissionFacts = {
  readonly mission: Stored<Mission>;
  readonly offer: Stored<Offer> | undefined;
  /** Of a mission for two: what they were asked for the other seat, when nothing was for this one. */
  readonly invitation: Stored<Offer> | undefined;
  readonly load: Stored<Load> | undefined;
  readonly volunteer: Stored<Volunteer>;
  readonly senior: Senior | undefined;
  readonly consent: Consent | undefined;
  readonly town: Town;
};

const maybe = <T>(kind: Kind<T>, row: Row | undefined): Stored<T> | undefined =>
  row ? readAs(kind, row) : undefined;

/** Her file and consent where a merge moved the mission to another file since the link was made. */
const readAgain = (world: Surroundings, seniorId: SeniorId, consent: Purpose) =>
  world.table.getRows([seniorKey(seniorId), consentKey(seniorId, consent)]);

/**
 * Everything an answer is decided on, in one consistent read of seven records (one more for a mission for two). Undefined when the mission or the
 * volunteer does not exist, which a link that was minted never shows, and for a link that is void: every act reads its
 * facts here, so that none forgets to ask.
 */
export const readFacts = async (world: Surroundings, subject: Subject): Promise<MissionFacts | undefined> => {
  const [mission, offer, load, volunteer, senior, consent, town] = await world.table.getRows([
    missionKey(subject.missionId),
    offerKey(subject.missionId, subject.volunteerId),
    loadKey(subject.volunteerId),
    volunteerKey(subject.volunteerId),
    seniorKey(subject.seniorId),
    consentKey(subject.seniorId, subject.consent),
    townKey(world.config.townId),
  ]);
  const read = {
    mission: maybe(missionKind, mission),
    volunteer: maybe(volunteerKind, volunteer),
    town: maybe(townKind, town)?.value,
  };
  if (!read.mission || !read.volunteer || !read.town) return undefined;
  if (isVoidLink(read.volunteer.value, subject.linkMadeAt)) return undefined;
  const { twinId } = read.mission.value;
  const invitation =
    twinId && !offer ? await world.table.get(offerKind, offerKey(twinId, subject.volunteerId)) : undefined;
  const moved = read.mission.value.seniorId !== subject.seniorId;
  const [herFile, given] = moved
    ? await readAgain(world, read.mission.value.seniorId, subject.consent)
    : [senior, consent];
  return {
    mission: read.mission,
    volunteer: read.volunteer,
    town: read.town,
    offer: maybe(offerKind, offer),
    invitation,
    load: maybe(loadKind, load),
    senior: maybe(seniorKind, herFile)?.value,
    consent: maybe(consentKind, given)?.value,
  };
};

/** The bare values, as the pure decisions take them. */
export const valuesOf = (facts: MissionFacts) => ({
  mission: facts.mission.value,
  offer: facts.offer?.value,
  invitation: facts.invitation?.value,
  load: facts.load?.value ?? emptyLoad(facts.volunteer.value.id),
  volunteer: facts.volunteer.value,
  senior: facts.senior,
  consent: facts.consent,
});
