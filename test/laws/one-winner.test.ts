import { describe, expect, it } from 'vitest';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { csrfToken } from '../../functions/web/guard/csrf.ts';
import type { LinkToken, VolunteerId } from '../../shared/ids/ids.ts';
import { serviceIdSchema } from '../../shared/ids/ids.ts';
import type { Mission } from '../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { plannedMissionId } from '../../shared/services/plan-service.ts';
import { put } from '../../shared/table/write.ts';
import { addDays, civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { aMission, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { aReadyVolunteer, missionNow, offersNow, openChain, volunteerNumber } from '../support/chain.ts';
import { offerByLink } from '../support/crowd.ts';
import { useEngine } from '../support/engine.ts';
import { tableOn } from '../support/tables.ts';

const RACES = Number(process.env.RACES ?? 200);
const RUNNERS = 50;
/** Few: each is the same engine's work, and the transitions are proved on the double. */
const PAIR_RACES = 5;
const PAIR_RUNNERS = 12;
const ORIGIN = 'http://localhost:3001';
const SECRET = 's'.repeat(43);
const SERVICE = serviceIdSchema.parse(`ser_${'R'.repeat(26)}`);
const TWIN = serviceIdSchema.parse(`ser_${'S'.repeat(26)}`);

const engine = useEngine();

/** One mission a race, each on a day of its own, offered to everybody. */
const raceOf = (n: number): Mission => {
  const day = addDays(civilDay('2026-11-25'), n);
  const time = civilTime('14:30');
  return withNextLook(
    aMission({
      id: plannedMissionId(SERVICE, day),
      day,
      time,
      startsAt: instantOf(day, time),
      state: 'offered',
      search: { wave: 1, open: [] },
    }),
    stepRules(aTown()),
    false,
  );
};

/** The links host on a table of the engine, and so many volunteers who each say yes by their own link. */
const openRace = async (count: number) => {
  const table = tableOn(await engine.freshTable({ stream: false }));
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: SECRET,
    }),
    { table, clock: { now: () => TUESDAY_NOON }, log: () => undefined },
  );
  const runners = Array.from({ length: count }, (_, i) => volunteerNumber(i));
  await openChain(
    table,
    runners.map((_, i) => aReadyVolunteer(i)),
  );
  const app = linksHost(world);
  const sayYes = (token: LinkToken) =>
    app.request(`${ORIGIN}/m/accepter`, {
      method: 'POST',
      body: new URLSearchParams({ _csrf: csrfToken(SECRET, token) }),
      headers: { cookie: `m=${token}`, origin: ORIGIN, 'sec-fetch-site': 'same-origin' },
    });
  /** An offer and its link for each, for the seat that `seatOf` gives them. */
  const offerTo = async (volunteers: readonly VolunteerId[], seatOf: (n: number) => Mission) => {
    const tokens: LinkToken[] = [];
    const writes = volunteers.flatMap((volunteerId, i) => {
      const offered = offerByLink(world, seatOf(i), volunteerId);
      tokens.push(offered.token);
      return offered.writes;
    });
    await table.commit(writes);
    return tokens;
  };
  return { table, runners, sayYes, offerTo };
};

/** Whoever is first on the line differs from race to race. */
const inLine = <T>(all: readonly T[], n: number): readonly T[] => [
  ...all.slice(n % all.length),
  ...all.slice(0, n % all.length),
];

describe('law 1: one mission, one holder', () => {
  it(`has exactly one winner in each of ${RACES} races of ${RUNNERS} volunteers who say yes at once`, async () => {
    const { table, runners, sayYes, offerTo } = await openRace(RUNNERS);
    for (let n = 0; n < RACES; n += 1) {
      const mission = raceOf(n);
      await table.commit([put(missionKind, mission, 'absent')]);
      const tokens = await offerTo(runners, () => mission);
      const answers = await Promise.all(inLine(tokens, n).map(sayYes));
      expect(answers.map((answer) => answer.status)).toEqual(Array(RUNNERS).fill(303));
      const told = answers.filter((answer) => answer.headers.get('location') === '/m?dit=oui');
      const after = await missionNow(table, mission.id);
      const accepted = (await offersNow(table, mission.id)).filter((offer) => offer.state === 'accepted');
      expect([told.length, accepted.length, after.state]).toEqual([1, 1, 'filled']);
      expect(after.holder?.volunteerId).toBe(accepted[0]?.volunteerId);
    }
  });
});

describe('law 1: a mission for two, two holders', () => {
  it(`has exactly two different winners in each of ${PAIR_RACES} races, whichever seat each was asked for`, async () => {
    const { table, runners, sayYes, offerTo } = await openRace(PAIR_RUNNERS);
    for (let n = 0; n < PAIR_RACES; n += 1) {
      const alone = raceOf(n);
      const seats = [
        { ...alone, twinId: plannedMissionId(TWIN, alone.day) },
        { ...alone, id: plannedMissionId(TWIN, alone.day), twinId: alone.id },
      ] as const;
      await table.commit(seats.map((seat) => put(missionKind, seat, 'absent')));
      // All asked for one seat, or half for each.
      const tokens = await offerTo(runners, (i) => (n % 2 === 1 && i % 2 === 1 ? seats[1] : seats[0]));
      // One of them taps twice.
      const answers = await Promise.all([...inLine(tokens, n), ...tokens.slice(0, 1)].map(sayYes));
      expect(answers.map((answer) => answer.status)).toEqual(Array(PAIR_RUNNERS + 1).fill(303));
      const after = await Promise.all(seats.map(({ id }) => missionNow(table, id)));
      expect(after.map(({ state }) => state)).toEqual(['filled', 'filled']);
      expect(new Set(after.map(({ holder }) => holder?.volunteerId)).size).toBe(2);
      const offers = (await Promise.all(seats.map(({ id }) => offersNow(table, id)))).flat();
      const accepted = offers.filter(({ state }) => state === 'accepted');
      expect(accepted.map(({ missionId, volunteerId }) => `${missionId} ${volunteerId}`).sort()).toEqual(
        after.map(({ id, holder }) => `${id} ${holder?.volunteerId}`).sort(),
      );
      const told = answers.filter((answer) => answer.headers.get('location') === '/m?dit=oui').length;
      expect(told === 2 || told === 3).toBe(true);
    }
  });
});
