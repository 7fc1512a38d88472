import { type Decision, decideAndCommit, type Surroundings } from '../decide/decide.ts';
import type { MissionId } from '../ids/ids.ts';
import { releaseOffers } from '../offers/search/release-offers.ts';
import { searchVolunteer } from '../offers/search/search.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { readAs } from '../table/kind.ts';
import type { Instant } from '../time/instant.ts';
import { townKey, townKind } from '../town/settings.ts';
import { volunteerKey, volunteerKind } from '../volunteers/store.ts';
import { type Look, saved, twoHoursWished, writesOf } from './step-writes.ts';
import { dueStep, type StepName, stepRules } from './steps.ts';
import { missionKey, missionKind } from './store.ts';

const readLook = async (world: Surroundings, id: MissionId, now: Instant): Promise<Look | undefined> => {
  const stored = await world.table.get(missionKind, missionKey(id));
  if (!stored) return undefined;
  const holder = stored.value.holder?.volunteerId;
  const [townRow, volunteerRow] = await world.table.getRows([
    townKey(stored.value.town),
    ...(holder ? [volunteerKey(holder)] : []),
  ]);
  const town = townRow ? readAs(townKind, townRow)?.value : undefined;
  if (!town) return undefined;
  return {
    world,
    stored,
    mission: stored.value,
    town,
    rules: stepRules(town),
    volunteer: volunteerRow ? readAs(volunteerKind, volunteerRow)?.value : undefined,
    now,
  };
};

type Looked = { readonly did: StepName | 'nothing' };

/** One due step of one mission, decided and written once; a lost race looks again. */
const oneStep = async (world: Surroundings, id: MissionId, now: Instant): Promise<Looked> => {
  const look = await readLook(world, id, now);
  if (!look) return { did: 'nothing' };
  const step = dueStep(look.mission, look.rules, twoHoursWished(look), now);
  if (step === undefined) return settleLook(world, id, now);
  if (step === 'search') {
    const searched = await searchVolunteer(world, id, now, 'due');
    return { did: searched.ok ? step : 'nothing' };
  }
  if (step === 'release-offers') {
    const released = await releaseOffers(world, id, now);
    return { did: released.ok ? step : 'nothing' };
  }
  const written = await decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Looked>, 'moved-on'>> => {
      const again = await readLook(world, id, now);
      if (!again || dueStep(again.mission, again.rules, twoHoursWished(again), now) !== step)
        return refused('moved-on');
      return ok({ value: { did: step }, writes: await writesOf(again, step) });
    },
  );
  return written.ok ? written.value : { did: 'nothing' };
};

/** Nothing is due although the table says so: the look is put right, or the tick would come back for ever. */
const settleLook = async (world: Surroundings, id: MissionId, now: Instant): Promise<Looked> => {
  await decideAndCommit(world.table, async (): Promise<Result<Decision<undefined>, 'right'>> => {
    const look = await readLook(world, id, now);
    if (!look || look.mission.lookAt === undefined || look.mission.lookAt > now) return refused('right');
    if (dueStep(look.mission, look.rules, twoHoursWished(look), now) !== undefined) return refused('right');
    return ok({ value: undefined, writes: saved(look, look.mission, 'look-settled') });
  });
  return { did: 'nothing' };
};

/** More steps than this at once means that something does not settle. */
const MOST_STEPS = 12;

/**
 * Everything the agenda owes this mission at `now`, oldest first, each in its own transaction. Called twice, late or in
 * parallel it does each thing once (law 12).
 */
export const lookAtMission = async (
  world: Surroundings,
  id: MissionId,
  now: Instant,
): Promise<readonly StepName[]> => {
  const did: StepName[] = [];
  for (let i = 0; i < MOST_STEPS; i += 1) {
    const looked = await oneStep(world, id, now);
    if (looked.did === 'nothing') break;
    did.push(looked.did);
  }
  return did;
};
