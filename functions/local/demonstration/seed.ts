import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Consent } from '../../../shared/consents/consent.ts';
import { ok, type Result, refused } from '../../../shared/result/result.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import type { Table, Write } from '../../../shared/table/table.ts';
import { civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { DEMO_PEOPLE } from '../identity/people.ts';
import { localClient } from '../table/engine.ts';
import { besanconTown, hireStaff, settleTown } from './besancon/town-record.ts';
import { openDice, seededIds } from './dice.ts';
import { lookAfter } from './engagement/care.ts';
import { recogniseGiven } from './engagement/given.ts';
import { sayGoodbye } from './engagement/goodbyes.ts';
import { askQuietOnes } from './engagement/questions.ts';
import { declareLeaves, prepareRelays } from './engagement/relays.ts';
import { holdReview } from './engagement/reviews.ts';
import { giveThanks } from './engagement/thanks.ts';
import { recordTurnover } from './engagement/turnover.ts';
import { openHistory } from './history.ts';
import { stockLibrary } from './library/library.ts';
import { packParcels } from './library/parcels.ts';
import { arrangeLibrary } from './library/readers.ts';
import { homes, type Making, phoneBook } from './making.ts';
import { openCrowd } from './missions/lives.ts';
import { openMessenger } from './missions/messages.ts';
import { liveMissions } from './missions/missions.ts';
import { arrangeWalks } from './missions/walks.ts';
import { seedNames } from './names.ts';
import { raiseFlags } from './seniors/flags.ts';
import { callFriends } from './seniors/friendly-calls.ts';
import { keepRegister } from './seniors/register.ts';
import { finishSeniors, meetSeniors } from './seniors/seniors.ts';
import { arrangeServices } from './seniors/services.ts';
import { answerApplicants } from './volunteers/recruitment.ts';
import { askForSummer } from './volunteers/summer.ts';
import { recruit, recruitFormer } from './volunteers/volunteers.ts';

/** What the demonstration needs to know of the place it is written for. */
export type SeedPlace = {
  readonly townId: string;
  readonly appSecret: string;
  /** The identity provider whose people are the staff. */
  readonly issuer: string;
};

/**
 * The demonstration town as writes: Besançon on the morning of the civil day of `now`, with twelve weeks behind it. The
 * same day and place give the same writes; nothing in them is later than that day's first minute, so whatever is
 * owed from then on is done by the agenda itself. Each record went through the product's own decisions.
 */
export const demonstration = (place: SeedPlace, now: Instant): readonly Write[] => {
  const today = dayOf(now);
  const dawn = instantOf(today, civilTime('00:00'));
  const dice = openDice(`prevenance ${place.townId} ${today}`);
  const ids = seededIds(dice, dawn);
  const history = openHistory();
  seedNames(dice);
  const coordinator = DEMO_PEOPLE.find(({ role }) => role === 'coordinator');
  const town = besanconTown(place.townId, coordinator?.givenName ?? 'Nadia');
  const staff = hireStaff({ dice, ids, history, town, today }, place.issuer);
  const home = homes({ dice, town });
  const making: Making = { home, dice, ids, history, town, today, dawn, appSecret: place.appSecret, staff };
  settleTown(making);

  const phones = phoneBook();
  const volunteers = declareLeaves(making, recruit(making, phones));
  const known = meetSeniors(making, phones);
  const visited = arrangeServices(making, known, volunteers);
  const arranged = [...visited, ...arrangeWalks(making, visited), ...arrangeLibrary(making, known)];
  const crowd = openCrowd(volunteers);
  const messenger = openMessenger(making);
  liveMissions(making, crowd, arranged, (slot) => consentOf(slot.senior, slot.programme.consent), messenger);
  messenger.closeLedger();
  raiseFlags(making, phones, known);
  stockLibrary(making, arranged);
  const seniors = known.map(({ senior }) => seen(making, senior, crowd.lastSeen.get(senior.id)));
  finishSeniors(making, seniors);
  keepRegister(making, phones, known);
  askForSummer(making, volunteers);
  packParcels(making, known);
  callFriends(
    making,
    known.flatMap((one, i) => (seniors[i] ? [{ ...one, senior: seniors[i] }] : [])),
    volunteers,
  );
  prepareRelays(making, visited, volunteers);
  const cared = lookAfter(making, volunteers);
  answerApplicants(making, volunteers);
  recordTurnover(making, [...volunteers, ...recruitFormer(making, phones)], crowd);
  recogniseGiven(making, volunteers);
  holdReview(making, volunteers);
  giveThanks(making, visited, cared);
  sayGoodbye(making, volunteers);
  askQuietOnes(making, volunteers, crowd);
  return history.writes();
};

/** The yes under which the visits ran: the one that was written in her file. */
const consentOf = (senior: Senior, purpose: Consent['purpose']): Consent => ({
  seniorId: senior.id,
  purpose,
  state: 'given',
  at: senior.createdAt,
  by: { kind: 'system', id: '' },
  how: 'spoken',
});

const seen = ({ history }: Making, senior: Senior, at: Instant | undefined): Senior =>
  at === undefined || (senior.lastContactAt ?? '') >= at
    ? senior
    : history.note(seniorKind, { ...senior, lastContactAt: at });

type SeedWorld = {
  readonly table: Table;
  readonly config: {
    readonly townId: string;
    readonly appSecret: string;
    readonly oidc: { readonly issuer: string };
  };
};

const hasTown = async ({ table, config }: SeedWorld): Promise<boolean> =>
  (await table.get(townKind, townKey(config.townId))) !== undefined;

/** Small transactions, a few at once: the fastest of those measured on the embedded engine. */
const BATCH = 25;
const AT_ONCE = 4;

const batchesOf = (writes: readonly Write[]): readonly (readonly Write[])[] =>
  Array.from({ length: Math.ceil(writes.length / BATCH) }, (_, at) =>
    writes.slice(at * BATCH, (at + 1) * BATCH),
  );

/**
 * Writes the demonstration into an empty store, in small transactions; the town itself last, so that a store with
 * a town is a whole one. Refuses a store that has a town already: nobody's data are ever mixed with invented ones.
 */
export const writeDemonstration = async (
  world: SeedWorld,
  { now }: { readonly now: Instant },
): Promise<Result<number, { readonly reason: 'not-empty' }>> => {
  const { table, config } = world;
  if (await hasTown(world)) return refused({ reason: 'not-empty' });
  const writes = demonstration(
    { townId: config.townId, appSecret: config.appSecret, issuer: config.oidc.issuer },
    now,
  );
  const isTown = (write: Write): boolean => write.key.pk === townKey(config.townId).pk;
  const batches = batchesOf(writes.filter((write) => !isTown(write)));
  let next = 0;
  let refusals = 0;
  const work = async (): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined && refusals === 0; batch = batches[next++])
      if (!(await table.commit(batch)).ok) refusals += 1;
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (refusals > 0 || !(await table.commit(writes.filter(isTown))).ok)
    return refused({ reason: 'not-empty' });
  return ok(writes.length);
};

/**
 * The first start: the demonstration, written with the table's stream off. Nothing in it is news for the outbox, and the
 * engine's every write costs more the more records its stream keeps. The stream that comes on afterwards is a
 * new one: whoever reads it looks it up after this.
 */
export const seedDemonstration = async (
  world: SeedWorld & { readonly config: { readonly tableName: string } },
  options: { readonly now: Instant },
): Promise<Result<number, { readonly reason: 'not-empty' }>> => {
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB;
  if (endpoint === undefined || (await hasTown(world))) return writeDemonstration(world, options);
  const client = localClient(endpoint);
  const stream = (on: boolean) =>
    client.send(
      new UpdateTableCommand({
        TableName: world.config.tableName,
        StreamSpecification: on
          ? { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' }
          : { StreamEnabled: false },
      }),
    );
  try {
    await stream(false);
    return await writeDemonstration(world, options);
  } finally {
    await stream(true);
    client.destroy();
  }
};
