import { pickCopy } from '../../shared/library/bags/pick-copy.ts';
import { requestLoan } from '../../shared/library/loans/change-loan.ts';
import type { Result } from '../../shared/result/result.ts';
import { acceptRound } from '../../shared/rounds/accept-round.ts';
import { ordersMark } from '../../shared/rounds/half-day/draft.ts';
import { proposeRounds } from '../../shared/rounds/half-day/make-rounds.ts';
import { startRound } from '../../shared/rounds/ride-round.ts';
import { orderMark, sendRound } from '../../shared/rounds/send-round.ts';
import { openSheet } from '../../shared/rounds/sheet.ts';
import { TUESDAY_NOON } from '../builders/chain.ts';
import { aDelivery, anItem, JEANNE, openLibrary } from '../builders/library.ts';
import {
  byLink,
  COORDINATOR,
  door,
  drafted,
  LEAVES,
  openParcels,
  report,
  SUBJECT,
  seenNow,
  subjectOf,
} from '../support/parcels.ts';
import type { Cost } from './metered-town.ts';
import { meteredTown } from './metered-town.ts';

const DOORS = 12;
/** An act that is refused would cost nothing and prove nothing. */
const done = <T>(result: Result<T, unknown>): T => {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.refusal)}`);
  return result.value;
};

type Add = (who: string, act: string, cost: Cost) => void;

/** A round of twelve parcels, from the calculation to a door noted. */
export const roundCosts = async (endpoint: string, add: Add): Promise<void> => {
  const town = await meteredTown(endpoint);
  const world = { ...(await openParcels(town.world.table, DOORS)), ids: town.world.ids };
  /** Counts an act and keeps what it answered. */
  const counted = async <T>(
    who: string,
    act: string,
    work: () => Promise<Result<T, unknown>>,
  ): Promise<T> => {
    const answers: T[] = [];
    add(who, act, await town.cost(async () => answers.push(done(await work()))));
    const [answer] = answers;
    if (answer === undefined) throw new Error(`${act}: no answer`);
    return answer;
  };
  await drafted(world);
  const mark = ordersMark((await seenNow(world)).open.draft);
  await counted('Bureau', `calculer les tournées d’une demi-journée (${DOORS} portes)`, () =>
    proposeRounds(world, SUBJECT, mark, TUESDAY_NOON),
  );
  const [line] = (await seenNow(world)).rounds;
  if (!line) throw new Error('no round');
  const asked = { volunteerId: line.carrier.volunteerId, mark: orderMark(line), despite: false };
  const round = await counted('Bureau', `proposer une tournée de ${line.stops.length} portes`, () =>
    sendRound(world, SUBJECT, asked, COORDINATOR, TUESDAY_NOON),
  );
  await counted('Bénévole', `accepter une tournée de ${round.stops.length} portes`, () =>
    acceptRound(world, subjectOf(round), byLink(), TUESDAY_NOON),
  );
  await counted(
    'Bureau',
    `ouvrir la feuille d’une tournée de ${round.stops.length} portes, pour le papier`,
    () => openSheet(world, round.id, COORDINATOR, TUESDAY_NOON),
  );
  await counted('Bénévole', '« je pars »', () => startRound(world, subjectOf(round), byLink().actor, LEAVES));
  const first = round.stops[0]?.missionId;
  const n = Array.from({ length: DOORS }, (_, k) => k).find((k) => door(k) === first) ?? 0;
  await counted('Bénévole', 'noter une porte', () => report(world, round, n, 'done', LEAVES));
};

/** A book chosen for a reader, and put in her bag by its label. */
export const libraryCosts = async (endpoint: string, add: Add): Promise<void> => {
  const town = await meteredTown(endpoint);
  const item = anItem();
  const world = { ...(await openLibrary(town.world.table, { items: [item] })), ids: town.world.ids };
  const hand = { actor: COORDINATOR, by: 'librarian' } as const;
  add(
    'Bibliothèque',
    'choisir un livre pour une lectrice',
    await town.cost(async () =>
      done(
        await requestLoan(world, JEANNE, { kind: 'book', work: item, itemId: item.id }, hand, TUESDAY_NOON),
      ),
    ),
  );
  const about = { town: 'besancon', day: aDelivery().day };
  add(
    'Bibliothèque',
    'mettre un livre dans son sac (un code lu)',
    await town.cost(async () =>
      done(await pickCopy(world, about, { code: item.barcode ?? '', form: 'form-1' }, hand, TUESDAY_NOON)),
    ),
  );
};
