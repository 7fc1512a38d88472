import type { About, Relation } from '../../../shared/access/permission.ts';
import { AUDIT_PREFIX, auditKind } from '../../../shared/audit/audit.ts';
import type { FlagActor } from '../../../shared/flags/advance-flag.ts';
import { findKnown } from '../../../shared/flags/find-known.ts';
import { type Flag, isOpenFlag } from '../../../shared/flags/flag.ts';
import { flagKey, flagKind } from '../../../shared/flags/store.ts';
import { type FlagReading, flagReading } from '../../../shared/flags/who-reads.ts';
import { flagIdSchema, type StaffId } from '../../../shared/ids/ids.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { FormState } from '../../web/form.ts';
import { show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { missing } from '../router.ts';
import { storyOf } from '../seniors/file/story.ts';
import { teamOf } from '../seniors/team.ts';
import { FlagPage } from './flag-page.tsx';

export type AskedFlag = {
  readonly flag: Flag;
  readonly reading: FlagReading;
  readonly referentId: StaffId | undefined;
};

/** The flag of the address, and how far this reader may read it; a sensitive one does not exist for the others. */
export const flagAsked = async (c: DeskContext): Promise<AskedFlag> => {
  const id = flagIdSchema.safeParse(c.req.param('id'));
  const { table } = c.var.world;
  const stored = id.success ? await table.get(flagKind, flagKey(id.data)) : undefined;
  if (!stored) return missing(c);
  const { seniorId } = stored.value;
  const referentId = seniorId
    ? (await table.get(seniorKind, seniorKey(seniorId)))?.value.referentId
    : undefined;
  const reading = flagReading(stored.value, staffOf(c), referentId);
  if (reading === 'nothing') return missing(c);
  return { flag: stored.value, reading, referentId };
};

export const aboutFlag = (c: DeskContext, { flag, referentId }: AskedFlag): About => {
  const me = staffOf(c).id;
  const relations: Relation[] = [];
  if (flag.flaggerId === me) relations.push('flagger');
  if (referentId === me) relations.push('referent');
  if (flag.handlerId === me) relations.push('named');
  return { town: flag.town, relations };
};

export const actorIn = (c: DeskContext): FlagActor => ({ id: staffOf(c).id, role: staffOf(c).role });

/** The whole flag: everything the page needs in three reads. */
export const showFlag = async (
  c: DeskContext,
  { flag }: AskedFlag,
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> => {
  const { world, now } = c.var;
  const [page, known] = await Promise.all([
    world.table.partition(flag.id, { prefix: AUDIT_PREFIX }),
    isOpenFlag(flag.state)
      ? findKnown(world, flag.person, townOf(c).name, flag.id)
      : { seniors: [], flags: [] },
  ]);
  const events = rowsOf(auditKind, page.items).map(({ value }) => value);
  const team = await teamOf(world.table, [
    flag.flaggerId,
    flag.handlerId,
    ...events.map((event) => event.actor.id),
  ]);
  const staff = staffOf(c);
  return show(
    c,
    <FlagPage
      frame={frameOf(c)}
      flag={flag}
      now={now}
      form={form}
      role={staff.role}
      isFlagger={flag.flaggerId === staff.id}
      flagger={team.get(flag.flaggerId)}
      handler={team.get(flag.handlerId ?? '')?.name}
      known={known}
      timeline={storyOf(events, team)}
    />,
    status,
  );
};
