import { flagIdSchema } from '../ids/ids.ts';
import {
  type AlikeSenior,
  alikeAmong,
  type Looking,
  MOST_PROPOSED,
  subjectsSharing,
} from '../seniors/identity/find-alike.ts';
import { type Likeness, likeness } from '../seniors/identity/likeness.ts';
import { lookupWrites, marksOf } from '../seniors/identity/lookup.ts';
import { traitsOfFlagged } from '../seniors/identity/traits.ts';
import { readAs } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { type Flag, isOpenFlag } from './flag.ts';
import { flagKey, flagKind } from './store.ts';

export type AlikeFlag = { readonly flag: Flag; readonly like: Likeness };
export type Known = { readonly seniors: readonly AlikeSenior[]; readonly flags: readonly AlikeFlag[] };

/**
 * Who the person flagged may already be: open files, and flags somebody else has just sent, each explained. `city` is
 * the town's name, left out of addresses before they are compared.
 */
export const findKnown = async (
  world: Looking,
  person: Flag['person'],
  city: string,
  except?: Flag['id'],
): Promise<Known> => {
  const traits = traitsOfFlagged(person, city);
  const subjects = (await subjectsSharing(world, traits)).filter((subject) => subject !== except);
  const keys = subjects.flatMap((subject) => {
    const id = flagIdSchema.safeParse(subject);
    return id.success ? [flagKey(id.data)] : [];
  });
  const [seniors, rows] = await Promise.all([
    alikeAmong(world, traits, subjects),
    keys.length === 0 ? [] : world.table.getRows(keys),
  ]);
  const flags = rows
    .flatMap((row) => (row ? (readAs(flagKind, row) ?? []) : []))
    .filter(({ value }) => isOpenFlag(value.state))
    .map(({ value }) => ({ flag: value, like: likeness(traits, traitsOfFlagged(value.person, city)) }))
    .filter(({ like }) => like.verdict !== 'different');
  return { seniors, flags: flags.slice(0, MOST_PROPOSED) };
};

/**
 * May the flagger be told « déjà connue de nos services »? Only when it is nearly sure, and never about somebody who
 * must be reached by a safe channel: being known to a service can itself be the secret.
 */
export const mayTellKnown = (known: Known): boolean =>
  known.seniors.some(({ senior, like }) => like.verdict === 'same' && senior.sensitive === undefined) ||
  known.flags.some(({ flag, like }) => like.verdict === 'same' && flag.sensitive === undefined);

const flagMarks = (secret: string, flag: Flag | undefined, city: string): readonly string[] =>
  flag && isOpenFlag(flag.state) ? marksOf(secret, traitsOfFlagged(flag.person, city)) : [];

/** To be added to every transaction that creates a flag or changes its state: a settled flag is no longer found. */
export const flagLookupWrites = (
  secret: string,
  before: Flag | undefined,
  after: Flag,
  city: string,
): readonly Write[] =>
  lookupWrites(after.town, after.id, flagMarks(secret, before, city), flagMarks(secret, after, city));
