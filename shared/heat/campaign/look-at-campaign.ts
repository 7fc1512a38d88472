import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { create, replace } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { addDays, type CivilDay, civilTime, dayOf, daysBetween, instantOf } from '../../time/civil.ts';
import { earliest, type Instant, plus } from '../../time/instant.ts';
import { takeOver } from '../board/take-over.ts';
import { type CallRound, callRoundKind, isRunning, roundIdOf, roundKey } from '../calls/round.ts';
import { lookAtRound } from '../calls/rounds/look-at-round.ts';
import { ensureRound, resumed } from '../calls/rounds/start-round.ts';
import { readHeatSettings } from '../read-settings.ts';
import { type HeatSettings, reachAt } from '../settings.ts';
import { type Campaign, type CampaignId, campaignKey, campaignKind, covers } from './campaign.ts';
import { runningLists } from './running.ts';

type Wanted = { readonly day: CivilDay; readonly turn: 1 | 2 };

/** A day of this campaign on which its level calls: each one, but on yellow every second day from the first. */
const isCallDay = (campaign: Campaign, settings: HeatSettings, day: CivilDay): boolean =>
  covers(campaign, day) &&
  daysBetween(campaign.startsOn, day) % reachAt(settings, campaign.level).everyDays === 0;

/** Lists that may be there already, wanted or not: what people change reaches them too. */
const standingLists = (now: Instant): readonly Wanted[] => {
  const today = dayOf(now);
  return [
    { day: today, turn: 1 },
    { day: today, turn: 2 },
    { day: addDays(today, 1), turn: 1 },
  ];
};

/** The lists that must exist at this moment: today's, its second turn from noon when red, tomorrow's from the evening. */
export const wantedLists = (campaign: Campaign, settings: HeatSettings, now: Instant): readonly Wanted[] => {
  const today = dayOf(now);
  const tomorrow = addDays(today, 1);
  const turns = settings.times[campaign.level].firstBy.length;
  return [
    ...(isCallDay(campaign, settings, today) ? [{ day: today, turn: 1 as const }] : []),
    ...(isCallDay(campaign, settings, today) && turns > 1 && now >= instantOf(today, settings.handOverAt)
      ? [{ day: today, turn: 2 as const }]
      : []),
    ...(isCallDay(campaign, settings, tomorrow) && now >= instantOf(today, settings.prepareAt)
      ? [{ day: tomorrow, turn: 1 as const }]
      : []),
  ];
};

/** The next moment at which another list may be wanted. */
export const nextCampaignLook = (settings: HeatSettings, now: Instant): Instant => {
  const today = dayOf(now);
  const tomorrow = addDays(today, 1);
  const looks = [
    instantOf(today, settings.handOverAt),
    instantOf(today, settings.prepareAt),
    instantOf(tomorrow, civilTime('00:00')),
    instantOf(tomorrow, settings.handOverAt),
  ].sort();
  return looks.find((at) => at > now) ?? plus(now, { hours: 1 });
};

/** Minutes after which no index hides any more what was in somebody's name as they left. */
const SURE_MINUTES = 2;

/** What those who left the astreinte have by name goes on; asked again until nothing of it can be hidden. */
const passOn = async (world: Surroundings, { town, left, duty }: Campaign, now: Instant): Promise<void> => {
  const [to] = duty;
  if (left && to) await takeOver(world, town, { from: left.from, to, by: left.by }, now);
};

/** Past its expected end it goes on, and somebody is asked each day whether it should. */
const askWhether = (
  world: Surroundings,
  campaign: Campaign,
  today: CivilDay,
  now: Instant,
): readonly Write[] => {
  if (today <= campaign.expectedEnd || campaign.askedOn === today) return [];
  const task: Task = {
    id: world.ids.next('tsk'),
    town: campaign.town,
    kind: 'call-campaign',
    state: 'open',
    subjectId: campaign.id,
    ...(campaign.duty[0] ? { assigneeId: campaign.duty[0] } : {}),
    sentence: 'La fin prévue des appels est passée : les prolonger, ou les clore à deux.',
    urgent: false,
    createdAt: now,
    dueAt: plus(now, { hours: 12 }),
  };
  return [create(taskKind, task)];
};

/** What callers and the ladder need, taken over by a list already made. */
const conducted = (round: CallRound, campaign: Campaign): CallRound => ({
  ...round,
  level: campaign.level,
  duty: campaign.duty,
  script: campaign.script,
  hours: campaign.hours,
  callingNumber: campaign.callingNumber,
});
const differs = (round: CallRound, campaign: Campaign): boolean =>
  JSON.stringify(conducted(round, campaign)) !== JSON.stringify(round);

/**
 * The lists of days before run on for the doors they still owe: who answers for those is who answers now, or each of them would
 * go back, late, to somebody who left. The rest of them stays as it was that day.
 */
const dutied = async (world: Surroundings, { town, duty }: Campaign, today: CivilDay, now: Instant) => {
  const { rounds } = await runningLists(world, town);
  const isOthers = (round: CallRound): boolean =>
    round.day < today && round.source.kind === 'heat' && round.duty.join() !== duty.join();
  for (const { value } of rounds.filter((one) => isOthers(one.value)))
    await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
      const stored = await world.table.get(callRoundKind, roundKey(value.id));
      if (!stored || !isRunning(stored.value)) return ok({ value: undefined, writes: [] });
      const happening = { action: 'list-changed', actor: SYSTEM, at: now, details: { duty: duty.length } };
      return ok({
        value: undefined,
        writes: change(callRoundKind, stored, { ...stored.value, duty }, happening),
      });
    });
};

/** The level rose: the list of the most isolated becomes everybody's, walked through once more. It never shrinks. */
const widened = ({ who: _who, ...round }: CallRound, now: Instant): CallRound => resumed(round, now);

/** The list as it is after it took over what people changed; undefined when there is none that runs. */
const followed = async (
  world: Surroundings,
  id: CallRound['id'],
  { campaign, settings }: { readonly campaign: Campaign; readonly settings: HeatSettings },
  now: Instant,
): Promise<CallRound | undefined> => {
  const done = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<CallRound | undefined>, never>> => {
      const stored = await world.table.get(callRoundKind, roundKey(id));
      if (!stored || !isRunning(stored.value)) return ok({ value: undefined, writes: [] });
      const isWider = stored.value.who !== undefined && reachAt(settings, campaign.level).who === 'everybody';
      if (!isWider && !differs(stored.value, campaign)) return ok({ value: stored.value, writes: [] });
      const next = conducted(isWider ? widened(stored.value, now) : stored.value, campaign);
      const details = { level: campaign.level, ...(isWider ? { who: 'everybody' } : {}) };
      const happening = { action: 'list-changed', actor: SYSTEM, at: now, details };
      return ok({ value: next, writes: change(callRoundKind, stored, next, happening) });
    },
  );
  return done.ok ? done.value : undefined;
};

/**
 * Renews an active campaign: makes the lists that are wanted by now, lets lists take over what people changed, gives on
 * what those who left the astreinte hold, asks
 * whether it goes on when its end is past. It never ends one (F33).
 */
export const lookAtCampaign = async (world: Surroundings, id: CampaignId, now: Instant): Promise<void> => {
  const stored = await world.table.get(campaignKind, campaignKey(id));
  if (stored?.value.state !== 'active') return;
  const campaign = stored.value;
  const settings = await readHeatSettings(world.table, campaign.town);
  const today = dayOf(now);
  for (const when of wantedLists(campaign, settings, now)) {
    await ensureRound(world, campaign, settings, when, SYSTEM, now);
  }
  for (const { day, turn } of standingLists(now)) {
    const id = roundIdOf(campaign.town, { kind: 'heat' }, day, turn);
    const round = await followed(world, id, { campaign, settings }, now);
    if (round?.state === 'filling') await lookAtRound(world, round.id, now);
  }
  await dutied(world, campaign, today, now);
  await passOn(world, campaign, now);
  await decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const fresh = await world.table.get(campaignKind, campaignKey(id));
    if (fresh?.value.state !== 'active') return ok({ value: undefined, writes: [] });
    const asking = askWhether(world, fresh.value, today, now);
    const { left, ...rest } = fresh.value;
    const again = left && plus(left.at, { minutes: SURE_MINUTES });
    const isLeft = again !== undefined && again > now;
    const look = nextCampaignLook(settings, now);
    const next: Campaign = {
      ...rest,
      ...(isLeft ? { left } : {}),
      ...(asking.length > 0 ? { askedOn: today } : {}),
      lookAt: isLeft ? earliest(look, again) : look,
    };
    return ok({ value: undefined, writes: [replace(campaignKind, fresh, next), ...asking] });
  });
};
