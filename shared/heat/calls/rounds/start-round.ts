import { type Actor, change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { entryList } from '../../../register/store.ts';
import { ok, type Result } from '../../../result/result.ts';
import { readAs } from '../../../table/kind.ts';
import type { Write } from '../../../table/table.ts';
import { put, replace } from '../../../table/write.ts';
import { type CivilDay, instantOf } from '../../../time/civil.ts';
import { type Instant, latest, minus, plus } from '../../../time/instant.ts';
import {
  type Campaign,
  campaignKey,
  campaignKind,
  currentKey,
  currentKind,
} from '../../campaign/campaign.ts';
import { type HeatSettings, reachAt } from '../../settings.ts';
import { type CallRound, callRoundKind, isRunning, roundIdOf, roundIdSchema, roundKey } from '../round.ts';

/** Plain words that sound like nothing else on a telephone. */
const CODE_WORDS = [
  'abricot',
  'bateau',
  'cerise',
  'dauphin',
  'escalier',
  'fontaine',
  'girafe',
  'hirondelle',
  'jardin',
  'kiosque',
  'lavande',
  'moulin',
  'noisette',
  'olivier',
  'parasol',
  'radis',
  'sapin',
  'tulipe',
  'valise',
  'zèbre',
] as const;

/** Volunteers are asked until so long before the hour at which the desk takes everything. */
export const LAST_ASKING_MINUTES = 90;
/** The second turn of a red day begins an hour before its calls are due. */
const SECOND_TURN_MINUTES = 60;
/** Lists of more people than these are spread over more partitions (F19): what one look writes is divided by as many. */
const SPREAD = [
  { from: 5_000, shards: 32 },
  { from: 500, shards: 16 },
] as const;
const FEW_SHARDS = 2;
const PAGE = 500;

/** Over how many partitions the list of this register is spread; counted a page at a time, never further than it matters. */
export const shardsFor = async (world: Pick<Surroundings, 'table'>, town: string): Promise<number> => {
  const partition = entryList(town, 'confirmed');
  let people = 0;
  for (let after: string | undefined; people <= SPREAD[0].from; ) {
    const page = await world.table.index('list', {
      partition,
      limit: PAGE,
      ...(after === undefined ? {} : { after }),
    });
    people += page.items.length;
    after = page.next;
    if (after === undefined) break;
  }
  return SPREAD.find(({ from }) => people > from)?.shards ?? FEW_SHARDS;
};

type Plan = {
  readonly campaign: Campaign;
  readonly settings: HeatSettings;
  readonly day: CivilDay;
  readonly turn: 1 | 2;
  readonly shards: number;
  readonly codeWord: string;
};

/**
 * A list of one day. Started in the middle of it, its hours begin now: an hour for the first calls, the desk's at once
 * when too little is left to ask volunteers, and handed up an hour later at the earliest.
 */
export const newRound = (plan: Plan, now: Instant): CallRound => {
  const { campaign, settings, day, turn } = plan;
  const times = settings.times[campaign.level];
  const due = instantOf(day, times.firstBy[turn - 1] ?? times.firstBy[0] ?? settings.handOverAt);
  const opens =
    turn === 1 ? instantOf(day, campaign.hours.from) : minus(due, { minutes: SECOND_TURN_MINUTES });
  const opensAt = latest(opens, now);
  const handOver = turn === 1 ? instantOf(day, settings.handOverAt) : due;
  const handOverAt = latest(handOver, now);
  const isEarly = plus(now, { minutes: LAST_ASKING_MINUTES }) <= handOverAt;
  const source = { kind: 'heat' as const, campaignId: campaign.id };
  return {
    id: roundIdOf(campaign.town, source, day, turn),
    town: campaign.town,
    source,
    day,
    turn,
    label: campaign.label,
    level: campaign.level,
    ...(campaign.sectors ? { sectors: campaign.sectors } : {}),
    ...(reachAt(settings, campaign.level).who === 'most-isolated' ? { who: 'most-isolated' as const } : {}),
    state: 'filling',
    shards: plan.shards,
    duty: campaign.duty,
    script: campaign.script,
    hours: campaign.hours,
    callingNumber: campaign.callingNumber,
    codeWord: plan.codeWord,
    opensAt,
    firstBy: latest(due, plus(opensAt, { minutes: opensAt === now ? 60 : 0 })),
    handOverAt,
    escalateAt: latest(instantOf(day, settings.escalateAt), plus(opensAt, { hours: 1 })),
    fill: { startedAt: now, met: 0 },
    asking: { wave: 0, ...(isEarly ? { nextAt: now } : {}) },
    lookAt: now,
    createdAt: now,
  };
};

/** Called off or closed, then wanted again: walked through once more, what exists is kept. */
export const resumed = (round: CallRound, now: Instant): CallRound => ({
  ...round,
  state: 'filling',
  fill: { startedAt: now, met: 0 },
  lookAt: now,
});

/** Lists kept with a campaign whatever their state, and at most those still running: each is closed by two writes of one transaction of a hundred. */
const LISTED = 12;
const MOST_LISTED = 40;

/**
 * The lists a register change is held to: the last dozen, and before them whichever still owes a call. On red two begin a day: after six
 * days the first would be forgotten with whoever is open in it (law 5). One read more, from the thirteenth list on.
 */
const stillListed = async (world: Surroundings, ids: readonly string[]): Promise<string[]> => {
  const earlier = ids.slice(0, -LISTED);
  if (earlier.length === 0) return [...ids];
  const rows = await world.table.getRows(earlier.map((id) => roundKey(roundIdSchema.parse(id))));
  const running = earlier.filter((_, i) => {
    const row = rows[i];
    const stored = row && readAs(callRoundKind, row);
    return stored !== undefined && isRunning(stored.value);
  });
  return [...running, ...ids.slice(-LISTED)].slice(-MOST_LISTED);
};

/**
 * The list of this day and turn, made now or found as it is: asked for twice, by two ticks or two people, there is one.
 * In the same transaction it becomes one of those that every change of the register is held to.
 */
export const ensureRound = (
  world: Surroundings,
  campaign: Campaign,
  settings: HeatSettings,
  when: { readonly day: CivilDay; readonly turn: 1 | 2 },
  by: Actor,
  now: Instant,
): Promise<Result<CallRound | undefined, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<CallRound | undefined>, never>> => {
    const { day, turn } = when;
    const id = roundIdOf(campaign.town, { kind: 'heat' }, day, turn);
    const rows = await world.table.getRows([
      roundKey(id),
      currentKey(campaign.town),
      campaignKey(campaign.id),
    ]);
    const stored = rows[0] && readAs(callRoundKind, rows[0]);
    const current = rows[1] && readAs(currentKind, rows[1]);
    const still = rows[2] && readAs(campaignKind, rows[2])?.value;
    const listed = current?.value.rounds ?? [];
    // Ended by people meanwhile: no list is made behind their back.
    if (still?.state !== 'active' || current?.value.campaignId !== campaign.id)
      return ok({ value: undefined, writes: [] });
    if (stored && isRunning(stored.value) && listed.includes(id))
      return ok({ value: stored.value, writes: [] });
    const codeWord = CODE_WORDS[world.ids.integerBelow(CODE_WORDS.length)] ?? 'fontaine';
    const next = stored
      ? resumed({ ...stored.value, source: { kind: 'heat', campaignId: campaign.id } }, now)
      : newRound(
          { campaign, settings, day, turn, codeWord, shards: await shardsFor(world, campaign.town) },
          now,
        );
    const beside = {
      town: campaign.town,
      campaignId: campaign.id,
      rounds: await stillListed(world, [...new Set([...listed, id])]),
    };
    const writes: Write[] = [
      ...change(callRoundKind, stored, next, { action: 'list-started', actor: by, at: now, to: 'filling' }),
      current ? replace(currentKind, current, beside) : put(currentKind, beside, 'absent'),
    ];
    return ok({ value: next, writes });
  });
