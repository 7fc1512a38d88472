import { type VolunteerId, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { removedBy } from '../../../shared/matching/rules.ts';
import { measureText } from '../../../shared/messages/gsm7.ts';
import { quietOf } from '../../../shared/messages/intent-write.ts';
import { writeText } from '../../../shared/messages/texts.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { loadKey, loadKind } from '../../../shared/offers/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { nextAllowed } from '../../../shared/time/calendar.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { canText, type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import type { WeekShown } from './read.ts';
import type { Sending } from './send-page.tsx';

const MOST_SAID = 60;
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

/** Counts what sending this plan would do now: two records a volunteer are read, whatever the number of missions. */
export const sendingOf = async (
  table: Pick<Table, 'getRows'>,
  town: Town,
  linksOrigin: string,
  week: WeekShown,
  now: Instant,
): Promise<Sending> => {
  const offers = week.entries.flatMap(({ mission, row, standing }) =>
    standing === 'chosen' && row && mission.startsAt > now
      ? row.choices.map(({ volunteerId }) => ({ mission, volunteerId }))
      : [],
  );
  const ids: VolunteerId[] = [
    ...new Set(offers.map(({ volunteerId }) => volunteerIdSchema.parse(volunteerId))),
  ];
  const rows = (await table.getRows(ids.flatMap((id) => [volunteerKey(id), loadKey(id)]))).flatMap(
    (row) => row ?? [],
  );
  const volunteers = new Map(rowsOf(volunteerKind, rows).map(({ value }) => [value.id, value]));
  const loads = new Map(rowsOf(loadKind, rows).map(({ value }) => [value.volunteerId, value]));
  const counts = new Map<VolunteerId, number>();
  const called = new Set<string>();
  const away: { name: string; sentence: string }[] = [];
  let [texts, parts] = [0, 0];
  for (const { mission, volunteerId } of offers) {
    const volunteer: Volunteer | undefined = volunteers.get(volunteerId);
    const programme = town.programmes.find(({ code }) => code === mission.programme);
    if (!volunteer || !programme) continue;
    const candidate = { volunteer, load: loads.get(volunteerId) ?? emptyLoad(volunteerId), offer: undefined };
    const removed = removedBy(candidate, { mission, programme, town }, now);
    if (removed) {
      away.push({ name: volunteerName(volunteer), sentence: removed.sentence });
      continue;
    }
    counts.set(volunteerId, (counts.get(volunteerId) ?? 0) + 1);
    if (!canText(volunteer)) called.add(volunteerName(volunteer));
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
      .toSorted((a, b) => b.count - a.count || a.name.localeCompare(b.name, 'fr'))
      .slice(0, MOST_SAID),
    called: [...called].slice(0, MOST_SAID),
    away: away.slice(0, MOST_SAID),
    missing: week.entries.filter(({ standing }) => standing === 'missing' || standing === 'aside').length,
    leavesAt: nextAllowed(now, quietOf(town)),
  };
};
