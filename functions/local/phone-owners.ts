import type { Phone } from '../../shared/phone/phone.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import { townKey, townKind } from '../../shared/town/settings.ts';
import { volunteerKind, volunteerList } from '../../shared/volunteers/store.ts';
import { volunteerStateSchema } from '../../shared/volunteers/volunteer.ts';
import type { World } from '../compose.ts';
import type { PhoneOwners } from './telephone/frame.tsx';

/** A new volunteer is known on the telephone after this long. */
const FRESH_MS = 15_000;

/**
 * Whose phone is it? For the visitor of a demonstration only, who holds everybody's phone at once: it reads all the
 * volunteers of the town, which no request of the real pages does.
 */
export const phoneOwners = (world: World): PhoneOwners => {
  let known: Promise<ReadonlyMap<Phone, string>> | undefined;
  let readAt = 0;
  return async (number) => {
    if (!known || performance.now() - readAt > FRESH_MS) {
      readAt = performance.now();
      known = readOwners(world);
      // The next page tries again.
      known.catch(() => {
        known = undefined;
      });
    }
    return (await known).get(number);
  };
};

const readOwners = async ({ table, config }: World): Promise<ReadonlyMap<Phone, string>> => {
  const owners = new Map<Phone, string>();
  const pages = await Promise.all(
    volunteerStateSchema.options.map((state) =>
      table.index('list', { partition: volunteerList(config.townId, state) }),
    ),
  );
  for (const { items } of pages)
    for (const { value } of rowsOf(volunteerKind, items))
      owners.set(value.phone, `${value.firstName} ${value.lastName}`);
  const town = await table.get(townKind, townKey(config.townId));
  if (town?.value.dutyPhone) owners.set(town.value.dutyPhone, 'Astreinte de la ville');
  return owners;
};
