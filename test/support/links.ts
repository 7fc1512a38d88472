import { compose, type World } from '../../functions/compose.ts';
import { readConfig } from '../../functions/config.ts';
import { linksHost } from '../../functions/local/hosts/links-host.ts';
import { SYSTEM } from '../../shared/audit/audit.ts';
import type { LinkToken, VolunteerId } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { type Kind, rowsOf } from '../../shared/table/kind.ts';
import type { Table } from '../../shared/table/table.ts';
import { create, put } from '../../shared/table/write.ts';
import type { Instant } from '../../shared/time/instant.ts';
import { type Town, townKind } from '../../shared/town/settings.ts';
import { newVolunteerWrites } from '../../shared/volunteers/enrol.ts';
import { volunteerKey, volunteerKind } from '../../shared/volunteers/store.ts';
import type { Volunteer } from '../../shared/volunteers/volunteer.ts';
import { aTown, aVolunteer, TUESDAY_NOON } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { openBrowser } from './browser-jar.ts';

export const LINKS_ORIGIN = 'http://localhost:3001';

/** Of a table that was given, the rows are read where it was made. */
const notHere = (): never => {
  throw new Error('only the double that this town made for itself can be dumped');
};

/** The real links host over a table (the double unless one is given), with these volunteers known by their numbers. */
export const openLinksTown = async (
  volunteers: readonly Volunteer[] = [aVolunteer()],
  { origin = LINKS_ORIGIN, town = aTown(), over }: { origin?: string; town?: Town; over?: Table } = {},
) => {
  const table: ReturnType<typeof memoryTable> = over
    ? { ...over, dump: notHere, ofKind: notHere }
    : memoryTable();
  let now: Instant = TUESDAY_NOON;
  const world: World = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: origin,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => now }, log: () => undefined },
  );
  await table.commit([
    put(townKind, town, 'absent'),
    ...volunteers.flatMap((one) =>
      newVolunteerWrites(world.config.appSecret, one, { action: 'imported', actor: SYSTEM, at: now }),
    ),
  ]);
  const app = linksHost(world);
  return {
    world,
    app,
    table,
    browser: () => openBrowser(app, origin),
    moveTo: (later: Instant) => {
      now = later;
    },
    all: <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value),
    volunteer: async (id: VolunteerId): Promise<Volunteer> => {
      const stored = await table.get(volunteerKind, volunteerKey(id));
      if (!stored) throw new Error('no such volunteer');
      return stored.value;
    },
    /** A link of « Mon espace » as an SMS carries it. */
    spaceLink: async (volunteerId: VolunteerId): Promise<LinkToken> => {
      const { token, link } = mintLink(world.ids, { town: town.id, volunteerId, now, purpose: 'my-space' });
      await table.commit([create(linkKind, link)]);
      return token;
    },
  };
};
export type LinksTown = Awaited<ReturnType<typeof openLinksTown>>;
