import type { Bag } from '../../../../shared/library/bags/bag.ts';
import { bagsFor } from '../../../../shared/library/bags/read-bags.ts';
import type { RoundFacts } from '../../../../shared/rounds/round-facts.ts';
import { isSheetOpen, openSheet, sheetLines, whyNoSheet } from '../../../../shared/rounds/sheet.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { roundPath } from '../words.ts';
import { roundAsked } from './read.ts';
import { BeforeSheetPage, RoundSheetPage } from './sheet-page.tsx';

/** The bags of a round that carries books, by mission: one request and as few as its readers take; none for another. */
const bagsIn = async (
  c: DeskContext,
  { round: { value } }: RoundFacts,
): Promise<ReadonlyMap<string, Bag>> => {
  if (value.act !== 'books') return new Map();
  const bags = await bagsFor(c.var.world.table, value.town, value.day);
  return new Map(bags.map((bag) => [bag.missionId, bag]));
};

/** The sheet, to whoever opened it a moment ago; to anybody else the question (a GET opens nothing, law 2). */
const sheet = async (c: DeskContext): Promise<Response> => {
  const facts = await roundAsked(c, 'round.sheet');
  const { now } = c.var;
  const round = facts.round.value;
  const lines = sheetLines(facts, now);
  if (!isSheetOpen(round, staffOf(c).id, now) || lines.length === 0)
    return show(
      c,
      <BeforeSheetPage frame={frameOf(c)} facts={facts} left={lines.length} why={whyNoSheet(round, now)} />,
    );
  const bags = await bagsIn(c, facts);
  return show(c, <RoundSheetPage frame={frameOf(c)} facts={facts} lines={lines} bags={bags} now={now} />);
};

const open = async (c: DeskContext): Promise<Response> => {
  const facts = await roundAsked(c, 'round.sheet');
  const { id } = facts.round.value;
  await openSheet(c.var.world, id, actorOf(c), c.var.now);
  return seeOther(c, `${roundPath(id)}/feuille`);
};

/** The paper of a carrier whom no SMS reaches. */
export const sheetRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/tournees/:id/feuille', action: 'round.sheet', about: 'handler', handler: sheet },
  { method: 'POST', path: '/tournees/:id/feuille', action: 'round.sheet', about: 'handler', handler: open },
];
