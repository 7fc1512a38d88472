import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteTableCommand, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { readJson, writeWhole } from '../files.ts';
import { Sentence } from '../sentence.ts';
import { createTableIfMissing, localClient, tableInput } from './engine.ts';

const stateSchema = z.object({ state: z.enum(['preparing', 'demonstration', 'empty']) });

const stateFile = (folder: string): string => join(folder, 'store.json');

/** Everything that only means something with the store beside it. */
const BESIDE = ['stream.json', 'telephone.jsonl', 'clock.json', 'replay.json', 'dead-letters.jsonl'];

/**
 * Opens the town's store, and says whether the demonstration is to be written into it: it is, at the first start
 * on this folder. A preparation cut short by a kill is wiped and begun again: half a town is no town.
 */
export const openStore = async ({
  folder,
  endpoint,
  tableName,
  wants,
}: {
  readonly folder: string;
  readonly endpoint: string;
  readonly tableName: string;
  /** `as-is`: a command takes what is there, and an empty store where there is none. */
  readonly wants: 'demonstration' | 'empty' | 'as-is';
}): Promise<{
  readonly isToPrepare: boolean;
  readonly prepared: () => void;
  /** Nothing in it is anybody's: invented people may be played with. */
  readonly isDemonstration: boolean;
}> => {
  const file = stateFile(folder);
  const before = readJson(file, stateSchema)?.state;
  const note = (state: z.infer<typeof stateSchema>['state']): void =>
    writeWhole(file, `${JSON.stringify({ state })}\n`);
  if (wants === 'empty' && before === 'demonstration')
    throw new Sentence(
      `Le dossier ${folder} contient déjà la ville de démonstration. Pour une ville vide, choisissez un autre dossier : PREVENANCE_DATA=ma-ville npm start -- --empty`,
    );
  if (before === 'preparing') {
    await dropTable(endpoint, tableName);
    for (const name of BESIDE) rmSync(join(folder, name), { force: true });
  }
  const created = await createTableIfMissing(endpoint, tableInput(tableName));
  const isToPrepare = created && wants === 'demonstration';
  if (isToPrepare) note('preparing');
  else if (created) note('empty');
  return {
    isToPrepare,
    prepared: () => note('demonstration'),
    isDemonstration: isToPrepare || before === 'demonstration',
  };
};

const dropTable = async (endpoint: string, tableName: string): Promise<void> => {
  const client = localClient(endpoint);
  try {
    await client.send(new DeleteTableCommand({ TableName: tableName }));
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  } finally {
    client.destroy();
  }
};
