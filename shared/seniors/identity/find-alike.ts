import { seniorIdSchema } from '../../ids/ids.ts';
import { readAs } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { isWritable, type Senior } from '../senior.ts';
import { seniorKey, seniorKind } from '../store.ts';
import { type Likeness, likeness } from './likeness.ts';
import { lookupKind, lookupPartition, marksOf } from './lookup.ts';
import { type Traits, traitsOfSenior } from './traits.ts';

export type AlikeSenior = { readonly senior: Senior; readonly like: Likeness };
export type Looking = {
  readonly table: Pick<Table, 'partition' | 'getRows'>;
  readonly config: { readonly townId: string; readonly appSecret: string };
};

/** More holders of one mark than this tell nothing about who somebody is. */
const MOST_HOLDERS = 60;
/** A proposal is read by a person: past ten, it is noise. */
export const MOST_PROPOSED = 10;

/** Subjects (files, open flags) that share a mark with these traits: reads those marks, walks no collection. */
export const subjectsSharing = async (world: Looking, traits: Traits): Promise<readonly string[]> => {
  const pages = await Promise.all(
    marksOf(world.config.appSecret, traits).map((mark) =>
      world.table.partition(lookupPartition(world.config.townId, mark), { limit: MOST_HOLDERS }),
    ),
  );
  const subjects = pages.flatMap((page) =>
    page.items.flatMap((row) => readAs(lookupKind, row)?.value.subject ?? []),
  );
  return [...new Set(subjects)].slice(0, 100);
};

/** Open files that may be this person, the surest first, each with its reasons. */
export const alikeAmong = async (
  world: Looking,
  traits: Traits,
  subjects: readonly string[],
): Promise<readonly AlikeSenior[]> => {
  const keys = subjects.flatMap((subject) => {
    const id = seniorIdSchema.safeParse(subject);
    return id.success ? [seniorKey(id.data)] : [];
  });
  const rows = keys.length === 0 ? [] : await world.table.getRows(keys);
  return rows
    .flatMap((row) => (row ? (readAs(seniorKind, row) ?? []) : []))
    .filter(({ value }) => isWritable(value))
    .map(({ value }) => ({ senior: value, like: likeness(traits, traitsOfSenior(value)) }))
    .filter(({ like }) => like.verdict !== 'different')
    .sort((a, b) => (a.like.verdict === b.like.verdict ? 0 : a.like.verdict === 'same' ? -1 : 1))
    .slice(0, MOST_PROPOSED);
};

/** The files that may double this one, to be shown side by side before a merge. */
export const findAlike = async (
  world: Looking,
  traits: Traits,
  except: readonly string[] = [],
): Promise<readonly AlikeSenior[]> => {
  const subjects = await subjectsSharing(world, traits);
  return alikeAmong(
    world,
    traits,
    subjects.filter((subject) => !except.includes(subject)),
  );
};
