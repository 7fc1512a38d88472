import { type Actor, change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { liveTies } from '../../matching/pairings/lasting.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { seniorKey, seniorKind } from '../../seniors/store.ts';
import type { Service } from '../../services/service.ts';
import { serviceKind, serviceList } from '../../services/store.ts';
import { readAs, rowsOf } from '../../table/kind.ts';
import { dayOf } from '../../time/civil.ts';
import type { Instant } from '../../time/instant.ts';
import { isOpenToVolunteers } from '../../town/programme.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { type Needs, needsKey, needsKind, needsOf, type Waiting, withheld } from './needs.ts';

type World = Pick<Surroundings, 'table' | 'config'>;

/** Services of one look, oldest first: what the proposals of pairings read too. */
const MOST_SERVICES = 2_000;
const AT_ONCE = 100;

const openToVolunteers = ({ programmes }: Town): ReadonlySet<string> =>
  new Set(programmes.filter(isOpenToVolunteers).map(({ code }) => code));

/** Open, for volunteers, and nobody is tied to her yet. Carried in rounds, or called from a list: nobody is waited for. */
const isWaiting = (service: Service, town: Town, codes: ReadonlySet<string>): boolean =>
  codes.has(service.programme) &&
  service.byList === undefined &&
  liveTies(service).length === 0 &&
  !town.programmes.some(({ code, inRounds }) => code === service.programme && inRounds);

const readWaiting = async ({ table }: World, town: Town): Promise<readonly Waiting[]> => {
  const page = await table.index('list', { partition: serviceList(town.id, 'open'), limit: MOST_SERVICES });
  const codes = openToVolunteers(town);
  const services = rowsOf(serviceKind, page.items)
    .map(({ value }) => value)
    .filter((service) => isWaiting(service, town, codes));
  const ids = [...new Set(services.map(({ seniorId }) => seniorId))];
  const sectors = new Map<string, string | undefined>();
  for (let i = 0; i < ids.length; i += AT_ONCE)
    for (const row of await table.getRows(ids.slice(i, i + AT_ONCE).map(seniorKey))) {
      const senior = row && readAs(seniorKind, row)?.value;
      if (senior?.state === 'active') sectors.set(senior.id, senior.address.sector);
    }
  return services
    .filter(({ seniorId }) => sectors.has(seniorId))
    .map(({ seniorId, programme, weekday, time }) => ({
      seniorId,
      programme,
      weekday,
      time,
      sector: sectors.get(seniorId),
    }));
};

/**
 * The house tells in public who waits, in floors, from now on and counted again each Monday; or stops telling it. Somebody
 * of the house decides; the agenda only counts again.
 */
export const publishNeeds = (
  world: World,
  isPublic: boolean,
  actor: Actor,
  now: Instant,
): Promise<Result<Needs, 'no-town'>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<Needs>, 'no-town'>> => {
    const { table, config } = world;
    const town = (await table.get(townKind, townKey(config.townId)))?.value;
    if (!town) return refused('no-town');
    const stored = await table.get(needsKind, needsKey(town.id));
    if (!isPublic && !stored?.value.isPublic) return ok({ value: withheld(town.id), writes: [] });
    const next = isPublic ? needsOf(town.id, await readWaiting(world, town), dayOf(now)) : withheld(town.id);
    const action = isPublic ? 'needs-told' : 'needs-withheld';
    return ok({ value: next, writes: change(needsKind, stored, next, { action, actor, at: now }) });
  });

/** Monday: the agenda counts again what the house chose to tell, unless it chose otherwise meanwhile. Nothing due, nothing written. */
export const lookAtNeeds = async (world: World, id: string, now: Instant): Promise<void> => {
  const { table } = world;
  await decideAndCommit(table, async (): Promise<Result<Decision<void>, 'nothing'>> => {
    const [stored, town] = await Promise.all([
      table.get(needsKind, needsKey(id)),
      table.get(townKind, townKey(id)),
    ]);
    const { isPublic, nextAt } = stored?.value ?? withheld(id);
    if (!stored || !town || !isPublic || nextAt === undefined || nextAt > now) return refused('nothing');
    const next = needsOf(id, await readWaiting(world, town.value), dayOf(now));
    const happening = { action: 'needs-told', actor: SYSTEM, at: now };
    return ok({ value: undefined, writes: change(needsKind, stored, next, happening) });
  });
};
