import { change, SYSTEM } from '../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { ServiceId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result } from '../../result/result.ts';
import type { Pairing, Service } from '../../services/service.ts';
import { serviceKey, serviceKind } from '../../services/store.ts';
import type { Write } from '../../table/table.ts';
import { create } from '../../table/write.ts';
import { type Task, taskKind } from '../../tasks/task.ts';
import { type Instant, plus } from '../../time/instant.ts';
import type { Winding } from '../volunteer.ts';

/** What one rest makes of one tie. A pairing only proposed is left as it is by a pause: nothing was promised. */
export const restedPairing = (pairing: Pairing, cause: Winding['cause'], now: Instant): Pairing => {
  if (pairing.state === 'ended') return pairing;
  if (cause === 'leave') return { ...pairing, state: 'ended', endedAt: now, endReason: 'volunteer-left' };
  if (cause === 'resume') return pairing.state === 'paused' ? { ...pairing, state: 'active' } : pairing;
  return pairing.state === 'active' || pairing.state === 'introduced'
    ? { ...pairing, state: 'paused' }
    : pairing;
};

/** For the referent's side: somebody must tell the person, by voice (domain.md §6, goodbyes). */
const goodbye = (world: Surroundings, service: Service, id: VolunteerId, now: Instant): Task => ({
  id: world.ids.next('tsk'),
  town: service.town,
  kind: 'pairing-ended',
  state: 'open',
  subjectId: service.id,
  seniorId: service.seniorId,
  volunteerId: id,
  sentence: 'Un binôme prend fin, le bénévole s’en va : appeler la personne visitée, chercher une suite.',
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { days: 2 }),
});

/** Pauses, ends or brings back this volunteer's tie in one service, in one transaction; done already: nothing. */
export const restPairing = (
  world: Surroundings,
  serviceId: ServiceId,
  id: VolunteerId,
  cause: Winding['cause'],
  now: Instant,
): Promise<Result<void, never>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<void>, never>> => {
    const stored = await world.table.get(serviceKind, serviceKey(serviceId));
    if (!stored) return ok({ value: undefined, writes: [] });
    const pairings = stored.value.pairings.map((pairing) =>
      pairing.volunteerId === id ? restedPairing(pairing, cause, now) : pairing,
    );
    if (pairings.every((pairing, index) => pairing === stored.value.pairings[index]))
      return ok({ value: undefined, writes: [] });
    const writes: Write[] = [
      ...change(
        serviceKind,
        stored,
        { ...stored.value, pairings },
        {
          action: `pairing-${cause === 'leave' ? 'ended' : cause === 'pause' ? 'paused' : 'resumed'}`,
          actor: SYSTEM,
          at: now,
          details: { volunteer: id },
        },
      ),
    ];
    if (cause === 'leave') writes.push(create(taskKind, goodbye(world, stored.value, id, now)));
    return ok({ value: undefined, writes });
  });
