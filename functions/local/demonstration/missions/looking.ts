import { SYSTEM } from '../../../../shared/audit/audit.ts';
import { stepRules } from '../../../../shared/missions/steps.ts';
import { handBack } from '../../../../shared/offers/answer.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import type { Offer } from '../../../../shared/offers/offer.ts';
import { offerKind } from '../../../../shared/offers/store.ts';
import { nextAllowed } from '../../../../shared/time/calendar.ts';
import { type Instant, latest, minus, plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';
import type { Crowd, Life, Slot } from './lives.ts';

/**
 * Still nobody so near the slot: a task for the coordinator, once, whether or not the search goes on. Nothing before its
 * time, nor later than `until`.
 */
export const tellUncovered = (making: Making, life: Life, until: Instant): void => {
  const { dawn, ids, town } = making;
  const { mission } = life;
  const at = latest(
    minus(mission.startsAt, { hours: town.deadlines.uncoveredHours }),
    plus(mission.createdAt, { minutes: 1 }),
  );
  if (mission.steps.uncoveredTaskAt !== undefined || at > until || at >= dawn) return;
  const isPast = mission.startsAt < dawn;
  const id = ids.at('tsk', at);
  life.save(
    { ...mission, steps: { ...mission.steps, uncoveredTaskAt: at }, lookingTaskId: id },
    'uncovered-told',
    SYSTEM,
    at,
  );
  life.looks({
    id,
    town: town.id,
    kind: 'mission-uncovered',
    state: isPast ? 'done' : 'open',
    subjectId: mission.id,
    seniorId: mission.seniorId,
    sentence: 'Personne pour cette mission : choisir quelqu’un ou prévenir la personne.',
    urgent: mission.urgent,
    createdAt: at,
    dueAt: mission.startsAt,
    ...(isPast
      ? {
          doneAt: latest(at, minus(mission.startsAt, { hours: 3 })),
          doneBy: making.staff.coordinator,
          outcome: 'Personne prévenue par téléphone.',
        }
      : {}),
  });
};

/** Given back last night, too late to text anybody: the search starts again in the morning, before our eyes. */
export const giveBack = (
  making: Making,
  crowd: Crowd,
  slot: Slot,
  life: Life,
  volunteer: Volunteer,
  offer: Offer | undefined,
): void => {
  const { dawn, history, ids, town } = making;
  const at = minus(dawn, { minutes: making.dice.between(70, 160) });
  const load = crowd.loads.get(volunteer.id) ?? emptyLoad(volunteer.id);
  const back = handBack({ mission: life.mission, offer, load }, volunteer.id, at);
  if (!back.ok) return;
  history.note(offerKind, back.value.offer);
  crowd.loads.set(volunteer.id, back.value.load);
  const { late } = back.value;
  const id = late ? ids.at('tsk', at) : undefined;
  life.save(
    { ...back.value.mission, ...(id ? { lookingTaskId: id } : {}) },
    'mission-handed-back',
    { kind: 'volunteer', id: volunteer.id },
    at,
    { volunteer: volunteer.id, late },
  );
  const { search } = life.mission;
  const nextAt = nextAllowed(at, stepRules(town).quiet);
  if (search)
    life.save(
      { ...life.mission, search: { ...search, nextAt } },
      'search-waits',
      SYSTEM,
      plus(at, { minutes: 1 }),
      { wave: search.wave },
    );
  if (!id) return;
  life.looks({
    id,
    town: town.id,
    kind: 'hand-back-late',
    state: 'open',
    subjectId: life.mission.id,
    seniorId: slot.senior.id,
    volunteerId: volunteer.id,
    sentence: 'Mission rendue à moins de 24 h : trouver quelqu’un ou prévenir la personne.',
    urgent: true,
    createdAt: at,
    dueAt: plus(at, { hours: 2 }),
  });
};
