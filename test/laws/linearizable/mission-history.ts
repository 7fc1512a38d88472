import { SYSTEM } from '../../../shared/audit/audit.ts';
import { type Surroundings, TooMuchContention } from '../../../shared/decide/decide.ts';
import { cancelMission } from '../../../shared/missions/coordinate-mission.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { moveMission } from '../../../shared/missions/move-mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { acceptOffer, declineOffer } from '../../../shared/offers/answer-offer.ts';
import { handBackMission } from '../../../shared/offers/hand-back.ts';
import { searchVolunteer } from '../../../shared/offers/search/search.ts';
import { loadKind, offerKind } from '../../../shared/offers/store.ts';
import type { Result } from '../../../shared/result/result.ts';
import { seniorKind } from '../../../shared/seniors/store.ts';
import type { Table } from '../../../shared/table/table.ts';
import { put } from '../../../shared/table/write.ts';
import { civilDay, civilTime } from '../../../shared/time/civil.ts';
import { instant } from '../../../shared/time/instant.ts';
import { townKind } from '../../../shared/town/settings.ts';
import { fileReport } from '../../../shared/visits/hold-visit.ts';
import { visitAct } from '../../../shared/visits/visit-act.ts';
import { volunteerKind } from '../../../shared/volunteers/store.ts';
import { virtualTime } from '../../bench/virtual-time.ts';
import { anOffer, VISIT, VISIT_STARTS } from '../../builders/chain.ts';
import { aReadyVolunteer, openChain, subjectOf, volunteerNumber } from '../../support/chain.ts';
import { parsedOnce } from '../../support/parse-once.ts';
import { ANY, type Recorded } from './checker.ts';
import { type MissionAct, type MissionIs, told } from './mission-model.ts';

parsedOnce([loadKind, missionKind, offerKind, seniorKind, townKind, volunteerKind]);

const VOLUNTEERS = 4;
const CLIENTS = 5;
const ACTS_OF_EACH = 8;
/** Twenty minutes before the visit: it may be taken, given back, moved, called off, arrived at and reported. */
const NOW = instant('2026-11-25T13:10:00.000Z');
const HOURS = [
  { day: civilDay('2026-11-25'), time: civilTime('14:30') },
  { day: civilDay('2026-11-26'), time: civilTime('14:30') },
] as const;

const SEEN: Readonly<Record<Mission['state'], MissionIs['state']>> = {
  planned: 'open',
  offered: 'open',
  unfilled: 'open',
  filled: 'filled',
  confirmed: 'confirmed',
  done: 'done',
  'not-done': 'not-done',
  cancelled: 'cancelled',
};

const isOf = ({ state, holder, startsAt }: Mission): MissionIs => ({
  state: SEEN[state],
  holder: Array.from({ length: VOLUNTEERS }, (_, n) => n).find(
    (n) => volunteerNumber(n) === holder?.volunteerId,
  ),
  at: startsAt === VISIT_STARTS ? 0 : 1,
});

const nowOf = async (table: Table): Promise<string> => {
  const stored = await table.get(missionKind, missionKey(VISIT));
  if (!stored) throw new Error('no such mission');
  return told(isOf(stored.value));
};

/** The real use case behind an act, and what it answered in the model's words. */
const perform = async (world: Surroundings, act: MissionAct): Promise<string> => {
  const say = <E extends string>(done: Result<Mission, E>): string =>
    done.ok ? told(isOf(done.value)) : done.refusal;
  const subject = 'who' in act ? subjectOf(volunteerNumber(act.who)) : subjectOf(volunteerNumber(0));
  const actor = { kind: 'volunteer', id: subject.volunteerId } as const;
  switch (act.what) {
    case 'accept':
    case 'accept-by-desk': {
      const via = act.what === 'accept' ? 'link' : 'coordinator';
      const done = await acceptOffer(world, subject, { via, actor }, NOW);
      return done.ok ? told(isOf(done.value.mission)) : done.refusal;
    }
    case 'decline':
      return say(await declineOffer(world, subject, 'busy', actor, NOW));
    case 'hand-back': {
      const done = await handBackMission(world, subject, actor, NOW);
      return done.ok ? told(isOf(done.value.mission)) : done.refusal;
    }
    case 'confirm':
    case 'arrive':
      return say(await visitAct(world, subject, act.what, actor, NOW));
    case 'report': {
      const done = await fileReport(
        world,
        subject,
        { outcome: act.outcome, words: '', thanks: '' },
        actor,
        NOW,
      );
      // Its answer is the report, not the mission: what it led to is seen by whoever looks next.
      return done.ok ? ANY : done.refusal;
    }
    case 'cancel':
      return say(await cancelMission(world, VISIT, 'coordinator', SYSTEM, NOW));
    case 'move':
      return say(await moveMission(world, VISIT, HOURS[act.to], SYSTEM, NOW));
    case 'search':
      await searchVolunteer(world, VISIT, NOW);
      return ANY;
    case 'read':
      return nowOf(world.table);
  }
};

/** What ends a mission is rare: most of a history is what people do to one that lives. */
const drawAct = (below: (limit: number) => number): MissionAct => {
  const who = below(VOLUNTEERS);
  const dice = below(100);
  if (dice < 30) return { what: 'accept', who };
  if (dice < 36) return { what: 'accept-by-desk', who };
  if (dice < 44) return { what: 'decline', who };
  if (dice < 62) return { what: 'hand-back', who };
  if (dice < 68) return { what: 'confirm', who };
  if (dice < 72) return { what: 'arrive', who };
  if (dice < 76) return { what: 'report', who, outcome: below(2) === 0 ? 'done' : 'not-home' };
  if (dice < 77) return { what: 'cancel' };
  if (dice < 85) return { what: 'move', to: below(2) === 0 ? 0 : 1 };
  if (dice < 90) return { what: 'search' };
  return { what: 'read' };
};

export class Lost extends Error {}

/**
 * One mission, offered to four; five people act on it at once, eight times each, then one looks. `wrap` puts between them and the
 * table whatever delays, loses or breaks. The acts are those of the seed; so is their order where the table is.
 */
export const recordHistory = async (
  table: Table,
  seed: number,
  wrap: (table: Table, draw: ReturnType<typeof virtualTime>) => Table,
): Promise<readonly Recorded<MissionAct>[]> => {
  const volunteers = Array.from({ length: VOLUNTEERS }, (_, n) => n);
  const { config, ids } = await openChain(
    table,
    volunteers.map((n) => aReadyVolunteer(n)),
    { state: 'offered', search: { wave: 1, open: volunteers.map(volunteerNumber) } },
  );
  await table.commit(
    volunteers.map((n) => put(offerKind, anOffer({ volunteerId: volunteerNumber(n) }), 'absent')),
  );
  const draw = virtualTime(seed);
  const world: Surroundings = { table: wrap(table, draw), ids, config };
  const history: Recorded<MissionAct>[] = [];
  let events = 0;
  const record = async (act: MissionAct, perform: () => Promise<string>): Promise<void> => {
    events += 1;
    const asked = events;
    try {
      const said = await perform();
      events += 1;
      history.push({ act, asked, answered: events, said });
    } catch (error) {
      // Nobody could be let through: nothing was written, « try again » says nothing of the mission.
      if (error instanceof TooMuchContention) return;
      if (!(error instanceof Lost)) throw error;
      history.push({ act, asked, answered: Number.POSITIVE_INFINITY, said: ANY });
    }
  };
  const client = async (): Promise<void> => {
    for (let n = 0; n < ACTS_OF_EACH; n += 1) {
      const act = drawAct(draw.below);
      await record(act, () => perform(world, act));
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  await record({ what: 'read' }, () => nowOf(table));
  return history;
};
