import type { Surroundings } from '../decide/decide.ts';
import { readAs } from '../table/kind.ts';
import type { Table } from '../table/table.ts';
import { type Town, townKey, townKind } from '../town/settings.ts';
import { defaultSettings, type HeatSettings, heatSettingsKey, heatSettingsKind } from './settings.ts';

/** The town's heat settings, or the defaults where it never changed any. */
export const readHeatSettings = async (table: Pick<Table, 'get'>, town: string): Promise<HeatSettings> =>
  (await table.get(heatSettingsKind, heatSettingsKey(town)))?.value ?? defaultSettings(town);

/** Both in one request; throws for a town that does not exist, which no page can be opened for. */
export const readTownAndSettings = async (
  world: Pick<Surroundings, 'table' | 'config'>,
): Promise<{ readonly town: Town; readonly settings: HeatSettings }> => {
  const id = world.config.townId;
  const [townRow, settingsRow] = await world.table.getRows([townKey(id), heatSettingsKey(id)]);
  const town = townRow ? readAs(townKind, townRow)?.value : undefined;
  if (!town) throw new Error('no town');
  const settings = settingsRow ? readAs(heatSettingsKind, settingsRow)?.value : undefined;
  return { town, settings: settings ?? defaultSettings(id) };
};
