import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type Config, readConfig } from '../config.ts';
import { writeWhole } from './files.ts';
import type { Addresses } from './lock.ts';
import { Sentence } from './sentence.ts';

export const CLIENT_ID = 'prevenance-desk';

const environment = z.object({
  PORT: z.coerce.number().int().min(1).max(65_532).default(3000),
  HOST: z
    .string()
    .regex(/^[a-z0-9.:-]{1,100}$/i)
    .default('127.0.0.1'),
  PREVENANCE_DATA: z.string().min(1).max(1_000).default('.data'),
});

export type Place = {
  readonly folder: string;
  readonly port: number;
  /** The address the hosts listen on. */
  readonly address: string;
  readonly addresses: Addresses;
};

/** Where this town lives, from the environment; refuses in a sentence what cannot be. */
export const readPlace = (source: Record<string, string | undefined>): Place => {
  const parsed = environment.safeParse(source);
  if (!parsed.success) {
    const names = parsed.error.issues.map((issue) => issue.path.join('.')).join(', ');
    throw new Sentence(
      `Réglage refusé : ${names}. PORT est un numéro entre 1 et 65532, HOST une adresse de cette machine, PREVENANCE_DATA un dossier.`,
    );
  }
  const { PORT: port, HOST: address, PREVENANCE_DATA } = parsed.data;
  return { folder: resolve(PREVENANCE_DATA), port, address, addresses: addressesAt(address, port) };
};

/** Browsers know a town on this machine as `localhost`; one that listens elsewhere is known by that address. */
const addressesAt = (address: string, port: number): Addresses => {
  const isHere = ['127.0.0.1', '::1', '0.0.0.0', '::', 'localhost'].includes(address);
  const at = (offset: number): string => `http://${isHere ? 'localhost' : address}:${port + offset}`;
  return { desk: at(0), links: at(1), telephone: at(2), identity: at(3) };
};

/** What the functions would have been given as environment on AWS. */
export const townConfig = (folder: string, addresses: Addresses): Config =>
  readConfig({
    DESK_ORIGIN: addresses.desk,
    LINKS_ORIGIN: addresses.links,
    OIDC_ISSUER: addresses.identity,
    OIDC_CLIENT_ID: CLIENT_ID,
    APP_SECRET: keptSecret(folder),
    // The town's own key, when it has one; without it the level of heat is said by hand.
    VIGILANCE_SECRET: process.env.VIGILANCE_SECRET || undefined,
    SMS_NUMBERS: 'fiction',
    ADDRESS_FINDER: 'offline',
    // Services a town may name on one machine too: its library's catalogue, its road network.
    LIBRARY_CATALOGUE: process.env.LIBRARY_CATALOGUE || undefined,
    TRAVEL_TABLE_WALK: process.env.TRAVEL_TABLE_WALK || undefined,
    TRAVEL_TABLE_BIKE: process.env.TRAVEL_TABLE_BIKE || undefined,
    TRAVEL_TABLE_CAR: process.env.TRAVEL_TABLE_CAR || undefined,
  });

/** Made once: a new one would close every link and session of the store beside it. */
const keptSecret = (folder: string): string => {
  const file = join(folder, 'secret');
  if (!existsSync(file)) writeWhole(file, `${randomBytes(48).toString('base64url')}\n`, 0o600);
  return readFileSync(file, 'utf8').trim();
};
