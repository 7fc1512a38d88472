import type { Actor } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { StaffId, VolunteerId } from '../../ids/ids.ts';
import { linkKind } from '../../links/link.ts';
import { mintLink } from '../../links/mint-link.ts';
import { ok, type Result } from '../../result/result.ts';
import { create } from '../../table/write.ts';
import { settledTaskWrites } from '../../tasks/settle-task.ts';
import type { CivilDay } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { RequirementKind } from '../../town/programme.ts';
import { changeVolunteer } from '../change-volunteer.ts';
import type { StepRefusal } from '../path.ts';
import { canText, type Requirement, type Volunteer } from '../volunteer.ts';
import {
  type ActivateRefusal,
  activate,
  interview,
  type RequirementRefusal,
  recordRequirement,
} from './requirement.ts';

type Unknown = { readonly reason: 'unknown' };

export type RequirementGiven = {
  readonly kind: RequirementKind;
  readonly on: CivilDay;
  readonly validUntil?: CivilDay | undefined;
};

/** Records a requirement with who saw it; the charter's is the version of that day, an interview moves a candidate on. */
export const recordRequirementOf = (
  world: Surroundings,
  id: VolunteerId,
  given: RequirementGiven,
  by: StaffId,
  now: Instant,
): Promise<Result<Volunteer, RequirementRefusal | StepRefusal | Unknown>> =>
  changeVolunteer<RequirementRefusal | StepRefusal>(
    world,
    id,
    async ({ stored, town }) => {
      const requirement: Requirement = {
        kind: given.kind,
        on: given.on,
        by,
        ...(given.validUntil ? { validUntil: given.validUntil } : {}),
        ...(given.kind === 'charter' ? { version: town.charterVersion } : {}),
      };
      const next =
        given.kind === 'interview'
          ? interview(stored.value, { ...requirement, kind: 'interview' }, town, now)
          : recordRequirement(stored.value, requirement, now);
      if (!next.ok) return next;
      const details: Record<string, string> = { kind: given.kind, on: given.on };
      if (given.validUntil) details.until = given.validUntil;
      const from = stored.value.state;
      const actor: Actor = { kind: 'staff', id: by };
      const happening = {
        action: 'requirement-recorded',
        actor,
        at: now,
        from,
        to: next.value.state,
        details,
      };
      const isMet = stored.value.state === 'candidate' && next.value.state === 'interviewed';
      const writes = isMet
        ? await settledTaskWrites(world.table, stored.value.joining?.taskId, 'Entretien fait.', now)
        : [];
      return ok({ next: next.value, happening, writes });
    },
    now,
  );

/** Opens the door: active, with a welcome and the link to « Mon espace ». Refused with the list of what is missing. */
export const activateVolunteer = (
  world: Surroundings,
  id: VolunteerId,
  actor: Actor,
  now: Instant,
): Promise<Result<Volunteer, ActivateRefusal | Unknown>> =>
  changeVolunteer<ActivateRefusal>(
    world,
    id,
    async ({ stored, town }) => {
      const next = activate(stored.value, town, now);
      if (!next.ok) return next;
      const settled = await settledTaskWrites(
        world.table,
        stored.value.joining?.taskId,
        'Devenu bénévole actif.',
        now,
      );
      const happening = {
        action: 'volunteer-activated',
        actor,
        at: now,
        from: stored.value.state,
        to: next.value.state,
      };
      if (!canText(stored.value)) return ok({ next: next.value, happening, writes: settled });
      const { token, link } = mintLink(world.ids, {
        town: town.id,
        volunteerId: id,
        now,
        purpose: 'my-space',
      });
      const welcome = {
        message: { kind: 'welcome' as const },
        recipient: id,
        subject: id,
        round: `v${stored.version}`,
        dueAt: now,
        notAfter: plus(now, { days: 5 }),
        secret: token,
      };
      return ok({
        next: next.value,
        happening,
        messages: [welcome],
        writes: [create(linkKind, link), ...settled],
      });
    },
    now,
  );
