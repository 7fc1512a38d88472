import { describe, expect, it } from 'vitest';
import { compose } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/links-host.ts';
import { csrfToken } from '../../functions/web/csrf.ts';
import type { LinkToken } from '../../shared/ids/ids.ts';
import { serviceIdSchema } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import type { Mission } from '../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { offerKind } from '../../shared/offers/store.ts';
import { plannedMissionId } from '../../shared/services/plan-service.ts';
import { put } from '../../shared/table/write.ts';
import { addDays, civilDay, civilTime, instantOf } from '../../shared/time/civil.ts';
import { aMission, anOffer, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { aReadyVolunteer, missionNow, offersNow, openChain, volunteerNumber } from '../support/chain.ts';
import { useEngine } from '../support/engine.ts';
import { tableOn } from '../support/tables.ts';

const RACES = Number(process.env.RACES ?? 200);
const RUNNERS = 50;
const ORIGIN = 'http://localhost:3001';
const SECRET = 's'.repeat(43);
const SERVICE = serviceIdSchema.parse(`ser_${'R'.repeat(26)}`);

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

describe('law 1: one mission, one holder', () => {
  it(`has exactly one winner in each of ${RACES} races of ${RUNNERS} volunteers who say yes at once`, async () => {
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
    const runners = Array.from({ length: RUNNERS }, (_, i) => volunteerNumber(i));
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

    for (let n = 0; n < RACES; n += 1) {
      const mission = raceOf(n);
      const tokens: LinkToken[] = [];
      const writes = runners.flatMap((volunteerId) => {
        const { token, link } = mintLink(world.ids, {
          town: 'besancon',
          volunteerId,
          now: TUESDAY_NOON,
          purpose: 'mission',
          mission,
          consent: 'FRIENDLY_VISIT',
        });
        tokens.push(token);
        const offer = anOffer({
          missionId: mission.id,
          volunteerId,
          day: mission.day,
          startsAt: mission.startsAt,
        });
        return [put(linkKind, link, 'absent'), put(offerKind, offer, 'absent')];
      });
      await table.commit([put(missionKind, mission, 'absent')]);
      await table.commit(writes);

      // Whoever is first on the line differs from race to race.
      const line = [...tokens.slice(n % RUNNERS), ...tokens.slice(0, n % RUNNERS)];
      const answers = await Promise.all(line.map(sayYes));
      expect(answers.map((answer) => answer.status)).toEqual(Array(RUNNERS).fill(303));
      const told = answers.filter((answer) => answer.headers.get('location') === '/m?dit=oui');
      const after = await missionNow(table, mission.id);
      const accepted = (await offersNow(table, mission.id)).filter((offer) => offer.state === 'accepted');
      expect([told.length, accepted.length, after.state]).toEqual([1, 1, 'filled']);
      expect(after.holder?.volunteerId).toBe(accepted[0]?.volunteerId);
    }
  }, 400_000);
});
