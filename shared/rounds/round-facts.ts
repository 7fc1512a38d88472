import { type Consent, consentKey, consentKind } from '../consents/consent.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { DeliveryRoundId, VolunteerId } from '../ids/ids.ts';
import type { Mission } from '../missions/mission.ts';
import { missionKey, missionKind } from '../missions/store.ts';
import { emptyLoad, type Load, pruned } from '../offers/load.ts';
import type { Offer } from '../offers/offer.ts';
import { loadKey, loadKind, offerKey, offerKind } from '../offers/store.ts';
import type { Senior } from '../seniors/senior.ts';
import { seniorKey, seniorKind } from '../seniors/store.ts';
import { type Key, type Row, readAs, type Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { put, replace } from '../table/write.ts';
import { dayOf } from '../time/civil.ts';
import type { Instant } from '../time/instant.ts';
import type { Programme } from '../town/programme.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';
import { type DeliveryRound, deliveryRoundKey, deliveryRoundKind, type RoundStop } from './round.ts';

/** A stop with everything an answer about it is decided on. */
export type StopFacts = {
  readonly stop: RoundStop;
  readonly mission: Stored<Mission>;
  readonly offer: Stored<Offer> | undefined;
  readonly senior: Senior | undefined;
  readonly consent: Consent | undefined;
};

export type CarrierFacts = {
  readonly town: Town;
  readonly programme: Programme;
  readonly volunteer: Stored<Volunteer>;
  readonly load: Stored<Load> | undefined;
};
export type RoundFacts = CarrierFacts & {
  readonly round: Stored<DeliveryRound>;
  readonly stops: readonly StopFacts[];
};

const MOST_KEYS = 100;
const readRows = async (
  table: Pick<Surroundings['table'], 'getRows'>,
  keys: readonly Key[],
): Promise<readonly (Row | undefined)[]> => {
  const pages: (Row | undefined)[] = [];
  for (let i = 0; i < keys.length; i += MOST_KEYS)
    pages.push(...(await table.getRows(keys.slice(i, i + MOST_KEYS))));
  return pages;
};

type CarriersAsked = { readonly town: string; readonly programme: string };

/** Who might carry, what each carries already, and the programme: one request for fifty. In the order asked, unknown ones left out. */
export const readCarriers = async (
  world: Pick<Surroundings, 'table'>,
  about: CarriersAsked,
  ids: readonly VolunteerId[],
): Promise<readonly CarrierFacts[]> => {
  const [townRow, ...rows] = await readRows(world.table, [
    townKey(about.town),
    ...ids.flatMap((id) => [volunteerKey(id), loadKey(id)]),
  ]);
  const town = townRow && readAs(townKind, townRow)?.value;
  const programme = town?.programmes.find(({ code }) => code === about.programme);
  if (!town || !programme) return [];
  return ids.flatMap((_, i): CarrierFacts[] => {
    const [volunteerRow, loadRow] = rows.slice(2 * i, 2 * i + 2);
    const volunteer = volunteerRow && readAs(volunteerKind, volunteerRow);
    return volunteer ? [{ town, programme, volunteer, load: loadRow && readAs(loadKind, loadRow) }] : [];
  });
};

/** The same of one, in one request. Undefined when they, the town or its programme do not exist. */
export const readCarrier = async (
  world: Pick<Surroundings, 'table'>,
  about: CarriersAsked & { readonly volunteerId: VolunteerId },
): Promise<CarrierFacts | undefined> => (await readCarriers(world, about, [about.volunteerId]))[0];

/** The stops' missions with her file and consent: four records a stop. */
export const readStops = async (
  world: Pick<Surroundings, 'table'>,
  stops: readonly RoundStop[],
  programme: Programme,
  volunteerId: VolunteerId,
): Promise<readonly StopFacts[]> => {
  const rows = await readRows(
    world.table,
    stops.flatMap(({ missionId, seniorId }) => [
      missionKey(missionId),
      offerKey(missionId, volunteerId),
      seniorKey(seniorId),
      consentKey(seniorId, programme.consent),
    ]),
  );
  return stops.flatMap((stop, i): StopFacts[] => {
    const [mission, offer, senior, consent] = rows.slice(4 * i, 4 * i + 4);
    const stored = mission && readAs(missionKind, mission);
    if (!stored) return [];
    return [
      {
        stop,
        mission: stored,
        offer: offer && readAs(offerKind, offer),
        senior: senior && readAs(seniorKind, senior)?.value,
        consent: consent && readAs(consentKind, consent)?.value,
      },
    ];
  });
};

/** A round with its carrier and stops, read consistently: two requests and one for every 25 stops. */
export const readRound = async (
  world: Pick<Surroundings, 'table'>,
  id: DeliveryRoundId,
): Promise<RoundFacts | undefined> => {
  const round = await world.table.get(deliveryRoundKind, deliveryRoundKey(id));
  const carrier = round && (await readCarrier(world, round.value));
  if (!round || !carrier) return undefined;
  const { stops, volunteerId } = round.value;
  return { ...carrier, round, stops: await readStops(world, stops, carrier.programme, volunteerId) };
};

/** Is this stop still this round's: in it, that day, not called off? */
export const isOfRound = (mission: Mission, round: DeliveryRound): boolean =>
  mission.round?.id === round.id && mission.day === round.day && mission.state !== 'cancelled';

export const loadWrite = (facts: CarrierFacts, next: (load: Load) => Load, now: Instant): Write => {
  const { load, volunteer } = facts;
  const value = pruned(next(load?.value ?? emptyLoad(volunteer.value.id)), dayOf(now), now);
  return load ? replace(loadKind, load, value) : put(loadKind, value, 'absent');
};
