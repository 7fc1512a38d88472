import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { type LinkToken, type MissionId, serviceIdSchema, type VolunteerId } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import type { Mission } from '../../shared/missions/mission.ts';
import { stepRules, withNextLook } from '../../shared/missions/steps.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { offerKind } from '../../shared/offers/store.ts';
import { plannedMissionId } from '../../shared/services/plan-service.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { put } from '../../shared/table/write.ts';
import { aMission, anOffer, aTown, TUESDAY_NOON } from '../builders/chain.ts';
import { openBrowser } from './browser-jar.ts';
import { aReadyVolunteer, openChain, volunteerNumber } from './chain.ts';

/** An open offer of this mission to this volunteer, and the token of the link that its SMS holds. */
export const offerByLink = (
  { ids }: Pick<World, 'ids'>,
  mission: Mission,
  volunteerId: VolunteerId,
): { readonly token: LinkToken; readonly writes: readonly Write[] } => {
  const { token, link } = mintLink(ids, {
    town: 'besancon',
    volunteerId,
    now: TUESDAY_NOON,
    purpose: 'mission',
    mission,
    consent: 'FRIENDLY_VISIT',
  });
  const { id: missionId, day, startsAt } = mission;
  return {
    token,
    writes: [
      put(linkKind, link, 'absent'),
      put(offerKind, anOffer({ missionId, volunteerId, day, startsAt }), 'absent'),
    ],
  };
};

/** How many are asked for one visit: the first to say yes has it, the others are told kindly. */
const ASKED_FOR_ONE = 20;

const missionNumber = (n: number) => {
  const { day } = aMission();
  const service = serviceIdSchema.parse(`ser_${String(n).padStart(26, '0')}`);
  return withNextLook(
    aMission({ id: plannedMissionId(service, day), state: 'offered', search: { wave: 1, open: [] } }),
    stepRules(aTown()),
    false,
  );
};

/**
 * The links host on a table, and so many volunteers (20,000 at most) who were each sent a link: `asked` for one visit. The
 * host reads and writes `through` another way to the same table, if one is given.
 */
export const openCrowd = async (
  table: Table,
  count: number,
  {
    origin,
    asked = ASKED_FOR_ONE,
    through = table,
  }: { readonly origin: string; readonly asked?: number; readonly through?: Table },
) => {
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: origin,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table: through, clock: { now: () => TUESDAY_NOON }, log: () => undefined },
  );
  await openChain(
    table,
    Array.from({ length: count }, (_, n) => aReadyVolunteer(n)),
  );
  const tokens: LinkToken[] = [];
  const missions: MissionId[] = [];
  for (let first = 0; first < count; first += asked) {
    const mission = missionNumber(first);
    missions.push(mission.id);
    const writes: Write[] = [put(missionKind, mission, 'absent')];
    for (let n = first; n < Math.min(count, first + asked); n += 1) {
      const volunteerId = volunteerNumber(n);
      const offered = offerByLink(world, mission, volunteerId);
      tokens.push(offered.token);
      writes.push(...offered.writes);
    }
    await table.commit(writes);
  }
  return { app: linksHost(world), tokens, missions };
};

type Asks = Parameters<typeof openBrowser>[0];

/** One answer to one request of a telephone. */
export type Answered = { readonly method: string; readonly path: string; readonly status: number };

/**
 * A volunteer's whole « je viens », as a telephone asks for it: the link of the SMS, its page, the sheets the page names, the
 * yes, and the page that follows. Gives every request it took, in order; a link's path is `/m/:token`.
 */
export const sayYesByPhone = async (
  app: Asks,
  origin: string,
  token: LinkToken,
): Promise<readonly Answered[]> => {
  const answered: Answered[] = [];
  const counted: Asks = {
    request: async (input, init) => {
      const answer = await app.request(input, init);
      const path = new URL(String(input)).pathname.replace(token, ':token');
      answered.push({ method: init?.method ?? 'GET', path, status: answer.status });
      return answer;
    },
  };
  const phone = openBrowser(counted, origin);
  await phone.go(`/m/${token}`);
  const sheets = [...phone.page.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map(
    ([, path = '']) => path,
  );
  for (const path of sheets) await counted.request(`${origin}${path}`, { method: 'GET' });
  // Somebody was quicker: the page says so, and has no button.
  if (phone.page.includes('action="/m/accepter"')) await phone.submit('/m/accepter');
  return answered;
};
