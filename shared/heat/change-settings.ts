import { type Actor, change } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import { ok, type Result, refused } from '../result/result.ts';
import type { Instant } from '../time/instant.ts';
import { defaultSettings, type HeatSettings, heatSettingsKey, heatSettingsKind } from './settings.ts';

export type SettingsRefusal = {
  /** `out-of-order`: the desk takes over after everybody was handed up, or calls end before they begin. */
  readonly reason: 'changed-meanwhile' | 'out-of-order';
};

/** The settings with the version that a form must give back; 0 when the town never changed the defaults. */
export const readSettingsVersion = async (
  world: Pick<Surroundings, 'table' | 'config'>,
): Promise<{ readonly settings: HeatSettings; readonly version: number }> => {
  const town = world.config.townId;
  const stored = await world.table.get(heatSettingsKind, heatSettingsKey(town));
  return { settings: stored?.value ?? defaultSettings(town), version: stored?.version ?? 0 };
};

/** Saves what a town decides about its calls, held to the version that was seen; lists already made keep their hours. */
export const changeHeatSettings = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  next: HeatSettings,
  seenVersion: number,
  actor: Actor,
  now: Instant,
): Promise<Result<HeatSettings, SettingsRefusal>> => {
  if (next.handOverAt >= next.escalateAt || next.hours.from >= next.hours.to)
    return refused({ reason: 'out-of-order' });
  const stored = await world.table.get(heatSettingsKind, heatSettingsKey(world.config.townId));
  if ((stored?.version ?? 0) !== seenVersion) return refused({ reason: 'changed-meanwhile' });
  const town = world.config.townId;
  const done = await world.table.commit(
    change(heatSettingsKind, stored, { ...next, town }, { action: 'heat-settings-changed', actor, at: now }),
  );
  return done.ok ? ok({ ...next, town }) : refused({ reason: 'changed-meanwhile' });
};
