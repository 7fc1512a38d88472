import { SYSTEM } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import type { VolunteerId } from '../ids/ids.ts';
import { ok } from '../result/result.ts';
import type { Task } from '../tasks/task.ts';
import { type CivilDay, civilTime, dayOf, instantOf } from '../time/civil.ts';
import { frenchDate } from '../time/french.ts';
import { type Instant, latest, plus } from '../time/instant.ts';
import { changeVolunteer, readVolunteer } from './change-volunteer.ts';
import { tellLateness } from './joining/answer-applicant.ts';
import { lateLook } from './joining/clock.ts';
import { announced } from './joining/requirement.ts';
import { REQUIREMENT_NAMES, toAnnounce } from './requirements.ts';
import { isPauseOver } from './rest/rest.ts';
import { resumeVolunteer } from './rest/rest-volunteer.ts';
import { windDown } from './rest/wind-down.ts';
import type { Requirement, Volunteer } from './volunteer.ts';

const expiryTask = (
  world: Surroundings,
  volunteer: Volunteer,
  one: Requirement,
  today: CivilDay,
  now: Instant,
): Task => {
  const end = one.validUntil ?? today;
  const when =
    end < today ? `n’est plus valable depuis le ${frenchDate(end)}` : `se termine le ${frenchDate(end)}`;
  return {
    id: world.ids.next('tsk'),
    town: volunteer.town,
    kind: 'requirement-expires',
    state: 'open',
    subjectId: volunteer.id,
    volunteerId: volunteer.id,
    sentence: `Dossier d’un bénévole à renouveler : ${REQUIREMENT_NAMES[one.kind]}, ${when}. Ensuite, les missions qui le demandent ne lui sont plus proposées.`,
    urgent: false,
    createdAt: now,
    dueAt: latest(plus(now, { days: 1 }), instantOf(end, civilTime('08:00'))),
  };
};

/**
 * The agenda looks at a volunteer: goes on with what a rest still has to undo, ends a pause whose date has come,
 * announces requirements within 30 days of their end, says that an applicant waits too long, each once. Nothing due: nothing written. May be called any
 * number of times, at any time, for any id.
 */
export const lookAtVolunteer = async (world: Surroundings, id: VolunteerId, now: Instant): Promise<void> => {
  const facts = await readVolunteer(world, id);
  if (!facts) return;
  const volunteer = facts.stored.value;
  if (volunteer.winding) await windDown(world, id, now);
  if (isPauseOver(volunteer, dayOf(now))) await resumeVolunteer(world, id, SYSTEM, now);
  await announce(world, id, now);
  if (lateLook(volunteer) !== undefined) await tellLateness(world, id, now);
};

const announce = (world: Surroundings, id: VolunteerId, now: Instant) =>
  changeVolunteer<never>(
    world,
    id,
    ({ stored }) => {
      const today = dayOf(now);
      const told = toAnnounce(stored.value, today);
      const happening = {
        action: 'requirement-ends-soon',
        actor: SYSTEM,
        at: now,
        details: { count: told.length },
      };
      if (told.length === 0) return ok({ next: stored.value, happening });
      const tasks = told.map((one) => expiryTask(world, stored.value, one, today, now));
      return ok({ next: announced(stored.value, told, now), happening, tasks });
    },
    now,
  );
