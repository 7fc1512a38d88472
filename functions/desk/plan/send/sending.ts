import {
  type Consent,
  consentKey,
  consentKind,
  isConsentGiven,
} from '../../../../shared/consents/consent.ts';
import { type VolunteerId, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { notAgreed } from '../../../../shared/matching/agreement.ts';
import { removedBy } from '../../../../shared/matching/rules.ts';
import { tooManyOffers } from '../../../../shared/matching/week/rules.ts';
import { measureText } from '../../../../shared/messages/gsm7.ts';
import { quietOf } from '../../../../shared/messages/intent-write.ts';
import { writeText } from '../../../../shared/messages/texts.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { loadKey, loadKind, offerKey, offerKind } from '../../../../shared/offers/store.ts';
import { promisedElsewhere } from '../../../../shared/plans/solve/promised.ts';
import { inTurn } from '../../../../shared/plans/week-plan.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { nextAllowed } from '../../../../shared/time/calendar.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import type { WeekShown } from '../read.ts';
import { withOffersToCome } from './gone.ts';
import type { Sending } from './send-page.tsx';

/** As long as a real link token. */
const TOKEN = 'x'.repeat(22);

/** Billed parts of the very text that one mission's offer is; one, by law 8. */
const partsOf = (
  town: Town,
  linksOrigin: string,
  mission: WeekShown['entries'][number]['mission'],
): number => {
  const text = writeText(
    { kind: 'offer', act: mission.act, startsAt: mission.startsAt, sector: mission.sector ?? 'ville' },
    {
      house: town.houseName,
      contact: town.coordinatorFirstName,
      phone: town.phone,
      sectorName: (code) => town.sectors.find((one) => one.code === code)?.name ?? town.name,
    },
    `${linksOrigin}/m/${TOKEN}`,
  );
  return text ? measureText(text).parts : 1;
};

/** Why nobody is sent to this person, whoever it is. */
const notTheirs = (
  senior: Senior | undefined,
  consent: Consent | undefined,
  now: Instant,
): string | undefined =>
  senior?.state === 'active' && isConsentGiven(consent, now)
    ? undefined
    : notAgreed(senior ?? { state: 'closed' });

/** Places of this line that nobody is chosen for. */
const lacks = ({ standing, row, twin }: WeekShown['entries'][number]): number => {
  if (standing === 'aside') return twin ? 2 : 1;
  return standing === 'missing' || standing === 'chosen' ? (row?.missing?.people ?? 0) : 0;
};

/** Counts what sending this plan would do now: two records a volunteer are read, two a person and one a choice. */
export const sendingOf = async (
  table: Pick<Table, 'getRows' | 'partition'>,
  town: Town,
  linksOrigin: string,
  week: WeekShown,
  now: Instant,
): Promise<Sending> => {
  const leavesAt = nextAllowed(now, quietOf(town));
  const offers = week.entries.flatMap(({ mission, twin, row, standing }) =>
    standing === 'chosen' && row && mission.startsAt > now
      ? // The second person of a mission for two is asked for the second seat.
        inTurn(row.choices).map(({ volunteerId }, nth) => ({
          mission: (nth === 1 && twin) || mission,
          volunteerId,
        }))
      : [],
  );
  const ids: VolunteerId[] = [
    ...new Set(offers.map(({ volunteerId }) => volunteerIdSchema.parse(volunteerId))),
  ];
  const purposeOf = new Map(town.programmes.map(({ code, consent }) => [code, consent]));
  const keys = [
    ...ids.flatMap((id) => [volunteerKey(id), loadKey(id)]),
    ...offers.flatMap(({ mission: { id, seniorId, programme }, volunteerId }) => {
      const purpose = purposeOf.get(programme);
      return [
        offerKey(id, volunteerId),
        seniorKey(seniorId),
        ...(purpose ? [consentKey(seniorId, purpose)] : []),
      ];
    }),
  ];
  const [found, promised] = await Promise.all([
    table.getRows(keys),
    promisedElsewhere(table, town, week.monday, now),
  ]);
  const rows = found.flatMap((row) => row ?? []);
  const seniors = new Map(rowsOf(seniorKind, rows).map(({ value }) => [value.id, value]));
  const consents = new Map(
    rowsOf(consentKind, rows).map(({ value }) => [`${value.seniorId} ${value.purpose}`, value]),
  );
  const volunteers = new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value]));
  const asked = new Map(
    rowsOf(offerKind, rows).map(({ value }) => [`${value.missionId} ${value.volunteerId}`, value]),
  );
  const loads = new Map(rowsOf(loadKind, rows).map(({ value }) => [value.volunteerId, value]));
  const counts = new Map<VolunteerId, number>();
  const called = new Set<VolunteerId>();
  const away: { name: string; about: string; sentence: string }[] = [];
  let [texts, parts] = [0, 0];
  for (const { mission, volunteerId } of offers) {
    const volunteer: Volunteer | undefined = volunteers.get(volunteerId);
    const programme = town.programmes.find(({ code }) => code === mission.programme);
    if (!volunteer || !programme) continue;
    const load = loads.get(volunteerId) ?? emptyLoad(volunteerId);
    const more = (counts.get(volunteerId) ?? 0) + (promised.get(volunteerId) ?? 0);
    // Those of this very sending count for whoever has had almost enough of them.
    const soon = withOffersToCome(load, more, leavesAt);
    const senior = seniors.get(mission.seniorId);
    const need = { mission, programme, town, senior };
    const offer = asked.get(`${mission.id} ${volunteerId}`);
    const whyNot = (carried: Load) =>
      removedBy({ volunteer, load: carried, offer }, need, leavesAt)?.sentence;
    const consent = consents.get(`${mission.seniorId} ${programme.consent}`);
    const sentence = notTheirs(senior, consent, now) ?? whyNot(load) ?? (whyNot(soon) && tooManyOffers(town));
    if (sentence) {
      const about = `${senior ? seniorName(senior) : 'une personne'}, ${frenchDay(mission.day)}`;
      away.push({ name: volunteerName(volunteer), about, sentence });
      continue;
    }
    counts.set(volunteerId, (counts.get(volunteerId) ?? 0) + 1);
    if (!canText(volunteer)) called.add(volunteer.id);
    else {
      texts += 1;
      parts += partsOf(town, linksOrigin, mission);
    }
  }
  const nameOf = (id: VolunteerId) => {
    const volunteer = volunteers.get(id);
    return volunteer ? volunteerName(volunteer) : 'Un bénévole';
  };
  return {
    key: week.plan?.result?.key ?? '',
    offers: [...counts.values()].reduce((sum, n) => sum + n, 0),
    texts,
    parts,
    microEuros: parts * town.smsPartMicroEuros,
    several: [...counts]
      .filter(([, count]) => count > 1)
      .map(([id, count]) => ({ name: nameOf(id), count }))
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'fr')),
    called: [...called].map(nameOf),
    away,
    missing: week.entries.reduce((sum, entry) => sum + lacks(entry), 0),
    leavesAt,
  };
};
