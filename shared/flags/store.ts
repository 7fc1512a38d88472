import type { FlagId, StaffId } from '../ids/ids.ts';
import { defineKind, type Key, type Kind } from '../table/kind.ts';
import { type Flag, flagSchema, isOpenFlag } from './flag.ts';

export const flagKey = (id: FlagId): Key => ({ pk: id, sk: 'FLAG' });
export const openFlagList = (town: string): string => `${town}#flag#open`;
export const closedFlagList = (town: string, month: string): string => `${town}#flag#${month}`;
export const flaggerIndex = (id: StaffId): string => id;

/**
 * | question                                      | key or index                                                | consistent |
 * |-----------------------------------------------|-------------------------------------------------------------|------------|
 * | what became of this flag?                     | pk flag id, sk `FLAG`                                       | yes        |
 * | which flags wait, most urgent first?          | `list`: town + `#flag#open`, sorted by due instant          | no         |
 * | flags settled in a month                      | `list`: town + month                                        | no         |
 * | flags of a senior                             | `senior` index                                              | no         |
 * | what did I flag? (a flagger's own list)       | `volunteer` index under the flagger's staff id              | no         |
 * | whose deadline passed?                        | `due` in the agenda lane, until marked overdue or settled   | no         |
 */
export const flagKind: Kind<Flag> = defineKind({
  name: 'flag',
  v: 1,
  schema: flagSchema,
  key: (flag) => flagKey(flag.id),
  places: (flag) => ({
    list: isOpenFlag(flag.state)
      ? { partition: openFlagList(flag.town), sort: `${flag.dueAt}#${flag.id}` }
      : {
          partition: closedFlagList(flag.town, flag.receivedAt.slice(0, 7)),
          sort: `${flag.receivedAt}#${flag.id}`,
        },
    senior: flag.seniorId ? { id: flag.seniorId, sort: `flag#${flag.receivedAt}` } : undefined,
    // The `volunteer` index answers "what happened around this actor": for a flagger, their own flags.
    volunteer: { id: flaggerIndex(flag.flaggerId), sort: `flag#${flag.receivedAt}` },
    due: isOpenFlag(flag.state) && !flag.overdueAt ? { lane: 'agenda', at: flag.dueAt } : undefined,
  }),
});
