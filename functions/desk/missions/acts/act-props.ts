import { isHeld } from '../../../../shared/missions/mission.ts';
import { readTwin } from '../../../../shared/offers/holding.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { FormState } from '../../../web/form.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { demand } from '../../router.ts';
import { type AskedMission, aboutMission, missionAsked } from '../read.ts';
import type { ActProps } from './act-pages.tsx';

/** The mission of the address, for whoever may do something about it. */
export const staffed = async (c: DeskContext): Promise<AskedMission> => {
  const asked = await missionAsked(c);
  demand(c, 'mission.staff', aboutMission(c, asked));
  return asked;
};
export const propsOf = async (
  c: DeskContext,
  { mission, senior }: AskedMission,
  form: FormState,
): Promise<ActProps> => {
  const id = mission.holder?.volunteerId;
  const [holder, twin] = await Promise.all([
    id ? c.var.world.table.get(volunteerKind, volunteerKey(id)) : undefined,
    readTwin(c.var.world, mission),
  ]);
  const partner = twin && isHeld(twin.stored.value.state) ? twin.volunteer : undefined;
  const [town, now] = [townOf(c), c.var.now];
  return { frame: frameOf(c), mission, senior, holder: holder?.value, partner, town, now, form };
};
