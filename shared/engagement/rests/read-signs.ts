import { auditKind } from '../../audit/audit.ts';
import { callBatchKind } from '../../heat/batches/batch.ts';
import type { Load, LoadEntry } from '../../offers/load.ts';
import type { Offer } from '../../offers/offer.ts';
import { offerKind } from '../../offers/store.ts';
import { type DeliveryRound, deliveryRoundKind } from '../../rounds/round.ts';
import { type Row, rowsOf } from '../../table/kind.ts';
import type { Table } from '../../table/table.ts';
import { addDays, type CivilDay, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import { reportKind } from '../../visits/report.ts';
import { checkInsKey, checkInsKind } from '../../volunteers/check-ins/check-in.ts';
import { movementKind } from '../../volunteers/movements/movement.ts';
import type { Volunteer } from '../../volunteers/volunteer.ts';
import { attentionKey, attentionKind } from '../steps/attention.ts';
import { isExpected, type Signs } from './ladder.ts';
import type { Ask } from './rests.ts';

/** Half a year and a little: no rung looks further back than the question before it (days). */
const LOOKED_DAYS = 200;
/** Their own acts on their file are few: the latest is among these. */
const LATEST_EVENTS = 40;

const isAnswered = ({ state, via }: Offer): boolean =>
  via !== 'coordinator' && (state === 'accepted' || state === 'declined' || state === 'handed-back');
/** `closed` says that somebody else was quicker: that is nobody's silence. */
const isPassedOver = ({ state, via }: Offer): boolean =>
  via !== 'coordinator' && (state === 'expired' || state === 'sent');
const isRoundPassedOver = ({ state }: DeliveryRound): boolean => state === 'offered' || state === 'expired';

const latestOf = (days: readonly CivilDay[]): CivilDay | undefined => [...days].sort().at(-1);

type Reads = Pick<Table, 'index' | 'partition' | 'get'>;

/** What the chain wrote about one volunteer since a day: one index, by kind. */
const aroundSince = async (table: Reads, { id }: Volunteer, from: CivilDay): Promise<readonly Row[]> => {
  const at = instantOf(from, civilTime('00:00'));
  const pages = await Promise.all(
    [
      [`offer#${at}`, 'offer$'],
      [`report#${at}`, 'report$'],
      [`delivery#${from}`, 'delivery$'],
      [`calls#${from}`, 'calls$'],
    ].map(([low, high]) => table.index('volunteer', { partition: id, from: low, to: high })),
  );
  return pages.flatMap(({ items }) => items);
};

/**
 * What was heard of a volunteer: missions and calls carried, offers answered whatever the answer, their own acts on their
 * page, check-ins, corrections, words that the coordinator noted, answers to these questions. Counted from their last
 * change of state at the latest, so that a return from a pause starts anew. Eight small requests.
 */
export const readSigns = async (
  table: Reads,
  volunteer: Volunteer,
  load: Load | undefined,
  asks: readonly Ask[],
  today: CivilDay,
): Promise<Signs> => {
  const from = [addDays(today, -LOOKED_DAYS), ...asks.map(({ on }) => on)].sort()[0] ?? today;
  const { id } = volunteer;
  const [rows, acts, moves, attention, checkIns] = await Promise.all([
    aroundSince(table, volunteer, from),
    table.partition(id, { prefix: 'AUDIT#', newestFirst: true, limit: LATEST_EVENTS }),
    table.partition(id, { prefix: 'MOVEMENT#', newestFirst: true, limit: 1 }),
    table.get(attentionKind, attentionKey(id)),
    table.get(checkInsKind, checkInsKey(id)),
  ]);
  const offers = rowsOf(offerKind, rows).map(({ value }) => value);
  const rounds = rowsOf(deliveryRoundKind, rows).map(({ value }) => value);
  const carried = ({ state }: Pick<LoadEntry, 'state'>): boolean => state !== 'offered';
  const signs: readonly CivilDay[] = [
    dayOf(volunteer.activeSince ?? volunteer.appliedAt),
    ...rowsOf(movementKind, moves.items).map(({ value }) => dayOf(value.at)),
    ...rowsOf(auditKind, acts.items).flatMap(({ value }) =>
      value.actor.kind === 'volunteer' ? [dayOf(value.at)] : [],
    ),
    ...offers.filter(isAnswered).map(({ answeredAt, sentAt }) => dayOf(answeredAt ?? sentAt)),
    ...rounds.flatMap(({ answeredAt }) => (answeredAt ? [dayOf(answeredAt)] : [])),
    ...rowsOf(reportKind, rows).map(({ value }) => dayOf(value.at)),
    ...rowsOf(callBatchKind, rows).map(({ value }) => value.day),
    ...[...(load?.entries ?? []), ...(load?.calls ?? [])].filter(carried).map(({ day }) => day),
    ...(load?.lastServed ? [load.lastServed] : []),
    ...(checkIns?.value.answers ?? []).map(({ on }) => on),
    ...(attention?.value.corrections ?? []).map(({ at }) => dayOf(at)),
    ...(attention?.value.decisions ?? []).flatMap(({ at, verdict, step }) =>
      verdict === 'done' && step !== 'thanks' && step !== 'tandem' ? [dayOf(at)] : [],
    ),
    ...asks.flatMap(({ answeredOn }) => answeredOn ?? []),
  ];
  return {
    heardOn: isExpected(load, today) ? today : (latestOf(signs.filter((day) => day <= today)) ?? today),
    offered: [
      ...offers.filter(isPassedOver).map(({ sentAt }) => dayOf(sentAt)),
      ...rounds.filter(isRoundPassedOver).map(({ sentAt }) => dayOf(sentAt)),
    ],
  };
};
