import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { CloudWatchLogsEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { Instant } from '../../shared/time/instant.ts';
import type { VigilanceFeed } from '../../shared/vigilance/feed.ts';
import { noteBulletin } from '../../shared/vigilance/note-vigilance.ts';
import { compose, type World } from '../compose.ts';
import { setEnvironment } from './environment.ts';
import { openDataFolder } from './files.ts';
import { type Fetch, type Gate, openGate } from './hosts/gate.ts';
import { listen, listenApp } from './hosts/host.ts';
import { identityHost } from './identity/host.tsx';
import { type Addresses, type Lock, takeLock } from './lock.ts';
import { openLogFile } from './log-file.ts';
import { openReplay } from './replay/replay.ts';
import { CLIENT_ID, type Place, townConfig } from './settings.ts';
import { type Engine, LOCAL_AWS, startEngine } from './table/engine.ts';
import { openStore } from './table/store.ts';
import { openStream, type StreamHandler } from './table/stream.ts';
import { telephoneApp } from './telephone/app.tsx';
import type { PhoneOwners } from './telephone/frame.tsx';
import { openPhones, type Phones } from './telephone/phones.ts';
import { openDeliveries } from './telephone/receipts.ts';
import { openTimeWalk, type TimeWalk } from './time/advance.ts';
import { openClock, type TownClock } from './time/clock.ts';
import { nextDue, runTick, settling } from './time/settle.ts';
import { openTicker } from './time/ticker.ts';

type WebApp = { readonly fetch: Fetch };

/** The functions of the town, each as infra/ deploys it; here they are only fed. */
export type Functions = {
  /** Told where a past heat wave is replayed, where there is a demonstration. */
  readonly desk: (world: World, beside: { readonly replay?: string }) => WebApp;
  readonly links: (world: World) => WebApp;
  readonly outbox: (world: World) => StreamHandler;
  readonly agenda: (world: World) => (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly plan: (world: World) => (event: SQSEvent) => Promise<SQSBatchResponse>;
  /** Asks the town's own feed, or the one given. */
  readonly vigilance: (world: World, feed?: VigilanceFeed) => (event: SQSEvent) => Promise<SQSBatchResponse>;
  readonly receipts: (world: World) => (event: CloudWatchLogsEvent) => Promise<unknown>;
  readonly seed: (world: World, options: { readonly now: Instant }) => Promise<void>;
  /** A new code for whoever creates the town on the first page; undefined when there is a town. */
  readonly setupCode: (world: World) => Promise<string | undefined>;
  /** Where the desk takes back the visitor whom the identity provider signed in. */
  readonly signedInPath: string;
  /** Where the desk shows the reference of its API, once it has one. */
  readonly apiReferencePath?: string;
  readonly phoneOwners?: (world: World) => PhoneOwners;
};

export type Town = {
  readonly addresses: Addresses;
  readonly world: World;
  readonly clock: TownClock;
  readonly walk: TimeWalk;
  readonly phones: Phones;
  /** To be shown to whoever started a town that does not exist yet, and to nobody else. */
  readonly setupCode: string | undefined;
  /** Everything due now is done and every message owed has left, when this resolves. */
  readonly settle: () => Promise<void>;
  /** Resolves when the town can no longer go on: its engine has ended. */
  readonly broken: Promise<void>;
  readonly stop: () => Promise<void>;
};

export type StartOptions = {
  readonly functions: Functions;
  readonly wantsEmpty?: boolean;
  /** Told what takes long, in French. */
  readonly say?: (sentence: string) => void;
  readonly report?: (error: unknown) => void;
};

/** More often than production's minute: whoever tries the town does not wait for it. */
const TICK_MS = 5_000;
/** Sooner than production's minute: whoever asked for a large week looks on. */
const PLAN_MS = 2_000;
/** The vigilance paces itself: woken each minute, as on AWS. */
const WATCH_MS = 60_000;
/** A text takes this long, more or less, to reach a phone. */
const DELIVERY_MS = 1_500;

/** What was opened: first the doors are closed, then the rest, the latest first. */
type Closing = {
  readonly hosts: (() => Promise<void>)[];
  readonly parts: (() => Promise<void> | void)[];
};

/** The whole town in this process, but the engine: hosts, stream, tick, telephone, identity provider. */
export const startTown = async (place: Place, options: StartOptions): Promise<Town> => {
  const closing: Closing = { hosts: [], parts: [] };
  const stop = async (): Promise<void> => {
    await Promise.all(closing.hosts.splice(0).map((close) => close()));
    for (const close of closing.parts.splice(0).reverse()) await close();
  };
  try {
    return await build(place, options, closing, stop);
  } catch (error) {
    await stop();
    throw error;
  }
};

const build = async (
  place: Place,
  { functions, wantsEmpty = false, say = () => {}, report = () => {} }: StartOptions,
  closing: Closing,
  stop: () => Promise<void>,
): Promise<Town> => {
  const { addresses } = place;
  const folder = openDataFolder(place.folder);
  const lock = await takeLock(folder);
  closing.parts.push(lock.release);
  const gates = {
    desk: openGate(addresses.desk),
    links: openGate(addresses.links),
    telephone: openGate(addresses.telephone),
  };
  await openHosts(place, gates, functions.signedInPath, folder, closing);

  const engine = await startEngine({ file: join(folder, 'store.db') });
  closing.parts.push(engine.stop);
  announce(lock, engine, addresses);
  closing.parts.push(
    setEnvironment({
      ...LOCAL_AWS,
      AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint,
      AWS_ENDPOINT_URL_SNS: `${addresses.telephone}/sns`,
    }),
  );

  const log = openLogFile(folder);
  closing.parts.push(log.close);
  const clock = openClock({ folder });
  const world = compose(townConfig(folder, addresses), { clock, log: log.log });
  const { isToPrepare, prepared, isDemonstration } = await openStore({
    folder,
    endpoint: engine.endpoint,
    tableName: world.config.tableName,
    wants: wantsEmpty ? 'empty' : 'demonstration',
  });
  if (isToPrepare) {
    say('Première fois sur ce dossier : la ville de démonstration se prépare…');
    await functions.seed(world, { now: clock.now() });
    prepared();
  }

  const setupCode = await functions.setupCode(world);
  const phones = await openPhones({ folder, clock, newId: randomUUID });
  closing.parts.push(phones.close);
  const deliveries = openDeliveries({ phones, handler: functions.receipts(world) });
  const stream = await openStream({
    endpoint: engine.endpoint,
    tableName: world.config.tableName,
    handler: functions.outbox(world),
    folder,
    report,
  });
  closing.parts.push(stream.stop);
  const agenda = functions.agenda(world);
  const tick = openTicker({ everyMs: TICK_MS, report, work: () => runTick(agenda, clock) });
  const plan = functions.plan(world);
  const planner = openTicker({ everyMs: PLAN_MS, report, work: () => runTick(plan, clock) });
  const replay = openReplay({ folder, clock });
  const isReplaying = () => typeof replay.standing() === 'object';
  const vigilance = functions.vigilance(world);
  const replayed = functions.vigilance(world, replay.feed);
  const watch = openTicker({
    everyMs: WATCH_MS,
    report,
    work: () => runTick(isReplaying() ? replayed : vigilance, clock),
  });
  const delivery = openTicker({
    everyMs: DELIVERY_MS,
    report,
    work: async () => void (await deliveries.deliver()),
  });
  closing.parts.push(tick.stop, planner.stop, watch.stop, delivery.stop);

  // The real feed says nothing of a day to come, and is not to be asked at the pace of a walk.
  const settle = settling(
    [async () => (isReplaying() ? watch.run() : undefined), tick.run],
    stream,
    deliveries.deliver,
    async () => (await world.table.due('agenda', clock.now(), 1)).length > 0,
  );
  const walk = openTimeWalk({ clock, settle, nextDue: (from, until) => nextDue(world, from, until) });
  const owners = functions.phoneOwners?.(world);
  const startReplay = async () => {
    replay.start();
    // At once, and not in a quarter of an hour: the feed was perhaps asked a moment ago.
    await noteBulletin(world, await replay.feed.current(), clock.now());
  };
  gates.telephone.open(
    telephoneApp({
      phones,
      clock,
      walk,
      report,
      ...(owners ? { ownerOf: owners } : {}),
      ...(isDemonstration ? { wave: { ...replay, start: startReplay, desk: addresses.desk } } : {}),
    }),
  );
  gates.desk.open(functions.desk(world, isDemonstration ? { replay: addresses.telephone } : {}));
  gates.links.open(functions.links(world));
  for (const running of [stream, tick, planner, watch, delivery]) running.start();

  return { addresses, world, clock, walk, phones, setupCode, settle, broken: engine.ended, stop };
};

const openHosts = async (
  { port, address, addresses }: Place,
  gates: Readonly<Record<'desk' | 'links' | 'telephone', Gate>>,
  signedInPath: string,
  folder: string,
  closing: Closing,
): Promise<void> => {
  const identity = await identityHost({
    issuer: addresses.identity,
    clientId: CLIENT_ID,
    deskOrigin: addresses.desk,
    redirectUris: [`${addresses.desk}${signedInPath}`],
    folder,
  });
  const asked = [
    () => listenApp('bureau', gates.desk.fetch, port, address),
    () => listenApp('liens', gates.links.fetch, port + 1, address),
    () => listenApp('téléphone', gates.telephone.fetch, port + 2, address),
    () => listen('identité', identity, port + 3, address),
  ];
  for (const open of asked) closing.hosts.push((await open()).stop);
};

const announce = (lock: Lock, engine: Engine, addresses: Addresses): void =>
  lock.announce({
    endpoint: engine.endpoint,
    addresses,
    ...(engine.mark === undefined ? {} : { engine: engine.mark }),
  });
