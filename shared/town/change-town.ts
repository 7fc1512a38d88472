import { type Actor, change } from '../audit/audit.ts';
import { canonical } from '../ids/digest.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Stored } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import type { Instant } from '../time/instant.ts';
import { isReadable } from './contrast.ts';
import { type Town, townKey, townKind } from './settings.ts';

export type TownRefusal = {
  /**
   * `changed-meanwhile`: somebody saved since this page was opened; nothing is overwritten.
   * `unreadable-colour`: less than 4.5:1 on the page (WCAG 1.4.3). `sender-refused`: a word operators block.
   * `hours-reversed`: the quiet hours end before they begin. `no-sector`: a town needs one.
   */
  readonly reason:
    | 'changed-meanwhile'
    | 'unreadable-colour'
    | 'sender-refused'
    | 'hours-reversed'
    | 'no-sector';
};

/** Generic sender words blocked by French operators since 10 March 2025 (domain.md §10); a part is enough. */
const BLOCKED_SENDERS = [
  'alert',
  'rdv',
  'payment',
  'paiement',
  'livraison',
  'colis',
  'banque',
  'sms',
  'info',
  'verify',
];

/** Only what would hurt somebody is refused; everything else is the town's to decide. */
const checkTown = (town: Town): TownRefusal | undefined => {
  if (!isReadable(town.colour)) return { reason: 'unreadable-colour' };
  if (BLOCKED_SENDERS.includes(town.senderId.toLowerCase())) return { reason: 'sender-refused' };
  if (town.quietHours.from >= town.quietHours.to) return { reason: 'hours-reversed' };
  if (town.sectors.length === 0) return { reason: 'no-sector' };
  return undefined;
};

const changedFields = (before: Town, after: Town): readonly string[] => {
  const old = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .filter(([name, value]) => canonical(value) !== canonical(old.get(name)))
    .map(([name]) => name);
};

export type TownChange = {
  readonly stored: Stored<Town>;
  /** The version the person saw when they opened the page. */
  readonly seenVersion: number;
  readonly edit: (town: Town) => Town;
  readonly actor: Actor;
  readonly now: Instant;
};

/**
 * Saves part of the settings, held to the version that was seen. Nothing changed = nothing written. The audit says
 * which settings changed, by whom; not their values, which may hold a phone number.
 */
export const changeTown = async (
  table: Table,
  { stored, seenVersion, edit, actor, now }: TownChange,
): Promise<Result<Town, TownRefusal>> => {
  if (stored.version !== seenVersion) return refused({ reason: 'changed-meanwhile' });
  const next = edit(stored.value);
  const refusal = checkTown(next);
  if (refusal) return refused(refusal);
  const fields = changedFields(stored.value, next);
  if (fields.length === 0) return ok(next);
  const done = await table.commit(
    change(townKind, stored, next, {
      action: 'town.change',
      actor,
      at: now,
      details: { fields: fields.join(' ') },
    }),
  );
  return done.ok ? ok(next) : refused({ reason: 'changed-meanwhile' });
};

export const readTown = (table: Table, townId: string): Promise<Stored<Town> | undefined> =>
  table.get(townKind, townKey(townId));
