import { PUBLIC } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import { intentWrite } from '../../messages/intent-write.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { dayOf } from '../../time/civil.ts';
import { type Instant, plus } from '../../time/instant.ts';
import { type Town, townKey, townKind } from '../../town/settings.ts';
import { newVolunteerWrites } from '../enrol.ts';
import { onceMore } from '../limits.ts';
import { lookUpPhone } from '../phone-lookup.ts';
import { volunteerKey, volunteerKind } from '../store.ts';
import { canText, type Volunteer } from '../volunteer.ts';
import { type Application, candidateFrom } from './application.ts';
import { waitFor } from './clock.ts';

export type ApplyRefusal = { readonly reason: 'too-many-today' };

/** The same form sent twice, or worried about the same day, is one application (hours). */
const SAME_APPLICATION_HOURS = 24;

const applicationTask = (
  world: Surroundings,
  volunteer: Pick<Volunteer, 'id' | 'town' | 'channel'>,
  sentence: string,
  dueAt: Instant,
  now: Instant,
): Task => ({
  id: world.ids.next('tsk'),
  town: volunteer.town,
  kind: 'application',
  state: 'open',
  subjectId: volunteer.id,
  volunteerId: volunteer.id,
  sentence,
  urgent: false,
  createdAt: now,
  dueAt,
});

/**
 * The public form. A new number makes a candidate whose clock runs, a task for the coordinator due when it ends and, for a mobile, one SMS, all in one
 * transaction. A number already known makes no second person and says nothing to the sender: the answer is the same;
 * the coordinator learns of it once a day. Refused only when the town has had more applications today than any
 * town has (spam); the page then gives the telephone.
 */
export const applyAsVolunteer = (
  world: Surroundings,
  application: Application,
  now: Instant,
): Promise<Result<'received', ApplyRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<'received'>, ApplyRefusal>> => {
    const town = (await world.table.get(townKind, townKey(world.config.townId)))?.value;
    if (!town) throw new Error('a town without settings takes no application');
    const { appSecret } = world.config;
    const found = await lookUpPhone(world.table, appSecret, application.phone);
    const knownId = found?.value.volunteerIds[0];
    const known = knownId && (await world.table.get(volunteerKind, volunteerKey(knownId)))?.value;
    if (known) return ok({ value: 'received', writes: await againWrites(world, known, town, now) });

    const today = await onceMore(world.table, appSecret, 'applications-in-town', town.id, dayOf(now));
    if (!today.allowed) return refused({ reason: 'too-many-today' });
    const fresh = candidateFrom(application, town, world.ids.next('vol'), now);
    const task = applicationTask(world, fresh, firstSentence(fresh), fresh.joining.dueBy, now);
    const candidate = { ...fresh, joining: { ...fresh.joining, taskId: task.id } };
    const applied = { action: 'volunteer-applied', actor: PUBLIC, at: now, to: 'candidate' };
    return ok({
      value: 'received',
      writes: [
        ...newVolunteerWrites(appSecret, candidate, applied, found),
        create(taskKind, task),
        ...receipt(world, town, candidate, now),
        today.write,
      ],
    });
  });

const firstSentence = ({ channel }: Volunteer): string =>
  channel === 'sms'
    ? 'Candidature bénévole : appeler pour convenir d’un entretien.'
    : 'Candidature bénévole, téléphone fixe : appeler pour convenir d’un entretien.';

/** The receipt by SMS; somebody with a landline is called, by the same task. */
const receipt = (world: Surroundings, town: Town, candidate: Volunteer, now: Instant): readonly Write[] =>
  canText(candidate)
    ? [
        intentWrite(
          { appSecret: world.config.appSecret, ids: world.ids },
          town,
          {
            message: { kind: 'application-received' },
            recipient: candidate.id,
            subject: candidate.id,
            round: 'applied',
            dueAt: now,
            notAfter: plus(now, { days: 2 }),
          },
          now,
        ),
      ]
    : [];

/** A number we know: nothing changes for them, a person is told, once a day at most. */
const againWrites = async (
  world: Surroundings,
  known: Volunteer,
  town: Town,
  now: Instant,
): Promise<readonly Write[]> => {
  if (plus(known.appliedAt, { hours: SAME_APPLICATION_HOURS }) > now) return [];
  const again = await onceMore(world.table, world.config.appSecret, 'applied-again', known.id, dayOf(now));
  if (!again.allowed) return [];
  const sentence =
    known.state === 'left'
      ? 'Une personne qui avait quitté le réseau candidate de nouveau : l’appeler.'
      : 'Le formulaire de candidature a été rempli avec un numéro déjà connu (la même personne, ou un proche) : appeler.';
  const { dueBy } = waitFor('answer', {}, town, now);
  return [create(taskKind, applicationTask(world, known, sentence, dueBy, now)), again.write];
};
