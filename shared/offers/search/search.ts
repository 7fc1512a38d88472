import { change, SYSTEM } from '../../audit/audit.ts';
import { isConsentGiven } from '../../consents/consent.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { isAsking, waveFor } from '../../matching/askable.ts';
import { removedBy } from '../../matching/rules.ts';
import { isOpen, type Mission, MOST_WAITED_FOR, nextState } from '../../missions/mission.ts';
import { isSearchDue, stepRules, withNextLook } from '../../missions/steps.ts';
import { missionKey, missionKind } from '../../missions/store.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import { replace } from '../../table/write.ts';
import { nextAllowed } from '../../time/calendar.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../time/civil.ts';
import { type Instant, latest, minus, plus } from '../../time/instant.ts';
import { emptyLoad } from '../load.ts';
import { tallyWrites } from '../memory/tally.ts';
import { gatherCandidates } from './gather-candidates.ts';
import { expireWrites, offerWrites, readFresh, silencesOf, waitingWrites } from './offer-writes.ts';
import { seekingTask } from './seeking-task.ts';

export type SearchOutcome =
  | { readonly did: 'wave'; readonly asked: readonly VolunteerId[] }
  | { readonly did: 'waits'; readonly why: WaitReason }
  | { readonly did: 'ended' };
/**
 * `hour`: nobody is texted now. `spared`: those left rest, or have another question to answer. `introduction`: whoever is to
 * be introduced has time to answer. `changed`: those wanted are no longer to be asked; others are in a few minutes.
 */
export type WaitReason = 'hour' | 'spared' | 'introduction' | 'changed';
export type SearchRefusal = 'unknown' | 'not-open' | 'not-due';

type Decided = Result<Decision<SearchOutcome>, SearchRefusal>;

/** When a search that found nobody is tried again. */
const AGAIN_AT = civilTime('09:00');

/**
 * The next step of the search for somebody: a wave of offers, or a wait for the hours at which people may be texted, or
 * its end with a task already owed by the agenda. Law 9 holds under concurrency: each offer is a versioned write of the
 * volunteer's load and a check of the volunteer, in the same transaction as the mission. Nobody is asked twice. With
 * `when: 'due'` two ticks at the same minute send one wave: whoever lost the race finds that the time has not come.
 */
export const searchVolunteer = (
  world: Surroundings,
  missionId: Mission['id'],
  now: Instant,
  when: 'now' | 'due' = 'now',
): Promise<Result<SearchOutcome, SearchRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Decided> => {
    const stored = await world.table.get(missionKind, missionKey(missionId));
    if (!stored) return refused('unknown');
    const mission = stored.value;
    if (!isOpen(mission.state) || now >= mission.startsAt) return refused('not-open');
    const field = await gatherCandidates(world, mission, now);
    if (!field) return refused('unknown');
    const rules = stepRules(field.town);
    if (when === 'due' && !isSearchDue(mission, rules, now)) return refused('not-due');
    const save = (next: Mission, action: string, details: Record<string, string | number | boolean>) =>
      change(missionKind, stored, withNextLook(next, rules, false), {
        action,
        actor: SYSTEM,
        at: now,
        from: mission.state,
        to: next.state,
        details,
      });

    const open = mission.search?.open ?? [];
    const wave = mission.search?.wave ?? 0;
    const allowed = field.senior?.state === 'active' && isConsentGiven(field.consent, now);
    const sendAt = nextAllowed(now, rules.quiet);
    if (allowed && sendAt > now && sendAt < mission.startsAt) {
      const search = { wave, open, nextAt: sendAt };
      return ok({
        value: { did: 'waits', why: 'hour' },
        writes: [...save({ ...mission, search }, 'search-waits', { wave, why: 'hour', until: sendAt })],
      });
    }

    const wanted =
      allowed && sendAt === now
        ? waveFor(field.need, field.ranked, field.question, field.params, now)
        : undefined;
    // Who is to be introduced is asked alone, and has until shortly before a visit without anybody would be told.
    const patience = minus(mission.startsAt, { hours: rules.uncoveredHours + 1 });
    if (allowed && mission.introduces && open.includes(mission.introduces) && now < patience)
      return ok({
        value: { did: 'waits', why: 'introduction' },
        writes: [
          ...save({ ...mission, search: { wave, open, nextAt: patience } }, 'search-waits', {
            wave,
            why: 'introduction',
            until: patience,
          }),
        ],
      });
    const wantedIds = (wanted?.asked ?? []).map(({ one }) => one.candidate.volunteer.id);
    // Told to wait for somebody whom it still asks about the hour before, it would write their load twice.
    const answering = (wanted?.waitsFor ?? []).filter(
      ({ one }) => !open.includes(one.candidate.volunteer.id),
    );
    const awaited = answering.slice(0, MOST_WAITED_FOR);
    const awaitedIds = awaited.map(({ one }) => one.candidate.volunteer.id);
    const fresh = await readFresh(world, [...open, ...wantedIds, ...awaitedIds]);
    const chosen = (wanted?.asked ?? []).filter(({ one }) => {
      const who = fresh.get(one.candidate.volunteer.id);
      if (!who) return false;
      const candidate = {
        volunteer: who.volunteer.value,
        load: who.load?.value ?? emptyLoad(who.volunteer.value.id),
        offer: undefined,
      };
      // Another search may have asked them since they were ranked: a tick looks at several missions at once.
      if (isAsking(candidate.load, field.need, field.params, now)) return false;
      return removedBy(candidate, field.need, now) === undefined;
    });
    // Asked again about another hour: the new offer replaces the old one, in the same records.
    const again = new Set(chosen.map(({ one }) => one.candidate.volunteer.id));
    const over = open.filter((id) => !again.has(id));
    const expired = expireWrites(over, field, fresh, mission, now);
    const silent = silencesOf(over, field, mission);

    if (!wanted || chosen.length === 0) {
      const retry = wanted && {
        why: wanted.asked.length > 0 ? ('changed' as const) : ('spared' as const),
        // Everybody wanted has changed meanwhile: look again soon. Nobody wanted: those left are spared until then.
        nextAt: wanted.asked.length > 0 ? plus(now, { minutes: 5 }) : wanted.nextAt,
      };
      // Looked at before its time, by a coordinator's hand, and nobody else to ask yet: whoever was just asked keeps the question.
      const keepsAsked = retry !== undefined && when === 'now';
      // Then nothing cuts their time short: no answer to another question brings the next wave forward.
      const waiting = waitingWrites(
        retry && !(keepsAsked && open.length > 0) ? awaited : [],
        fresh,
        mission,
        retry?.nextAt ?? now,
        now,
      );
      const endedAt = mission.search?.endedAt ?? now;
      // Weeks change: people come back, fill in when they are free, hand other missions back. While there is time it is
      // looked at again each morning.
      const morning = nextAllowed(instantOf(addDays(dayOf(now), 1), AGAIN_AT), rules.quiet);
      const search = retry
        ? {
            wave,
            open: keepsAsked ? open : [],
            nextAt: retry.nextAt,
            ...(waiting.waitsFor.length > 0 ? { waitsFor: [...waiting.waitsFor] } : {}),
            // Nobody spares whom the plan chose: a search that waits for somebody spared has none of them to ask.
            ...(mission.chosen && retry.why === 'spared' ? { passesOverChosen: true as const } : {}),
          }
        : {
            wave,
            open: [],
            endedAt,
            ...(allowed && morning < mission.startsAt ? { nextAt: morning } : {}),
          };
      // They cannot come this time: whoever visits usually goes alone, and the coordinator reads it where it was planned.
      if (!retry && mission.introduces)
        return ok({
          value: { did: 'ended' },
          writes: [
            ...save(
              {
                ...mission,
                state: nextState(mission.state, 'cancel') ?? mission.state,
                search: { wave, open: [], endedAt },
                cancelled: { at: now, reason: 'one-is-enough' },
              },
              'mission-cancelled',
              { reason: 'one-is-enough' },
            ),
            ...expired,
            ...tallyWrites(mission, { silent }, now),
          ],
        });
      const sameAsBefore = !retry && mission.search?.endedAt !== undefined && expired.length === 0;
      const ended = nextState(mission.state, 'search-ended') ?? mission.state;
      const state = keepsAsked && open.length > 0 ? mission.state : ended;
      // When the waves end a person takes over, in time: once, and not for a visit that must not take place.
      const task =
        retry || !allowed || mission.steps.uncoveredTaskAt
          ? undefined
          : await seekingTask(
              world,
              mission,
              'nobody-left',
              {
                dueAt: latest(now, minus(mission.startsAt, { hours: rules.uncoveredHours })),
                urgent: mission.urgent,
              },
              now,
            );
      const told = task ? { steps: { ...mission.steps, uncoveredTaskAt: now }, lookingTaskId: task.id } : {};
      return ok({
        value: retry ? { did: 'waits', why: retry.why } : { did: 'ended' },
        writes: [
          // A morning that changed nothing is not one more event of the story.
          ...(sameAsBefore && !task
            ? [replace(missionKind, stored, withNextLook({ ...mission, state, search }, rules, false))]
            : save({ ...mission, ...told, state, search }, retry ? 'search-waits' : 'search-ended', {
                wave,
                ...(retry
                  ? {
                      why: retry.why,
                      until: nextAllowed(retry.nextAt, rules.quiet),
                      ...(waiting.waitsFor.length > 0
                        ? {
                            answers: waiting.waitsFor.length,
                            ...(answering.length > waiting.waitsFor.length ? { of: answering.length } : {}),
                          }
                        : {}),
                    }
                  : {}),
              })),
          ...waiting.writes,
          ...(task?.writes ?? []),
          ...(keepsAsked ? [] : [...expired, ...tallyWrites(mission, { silent }, now)]),
        ],
      });
    }
    const state = nextState(mission.state, 'offer') ?? mission.state;
    const search = {
      wave: wave + 1,
      open: chosen.map(({ one }) => one.candidate.volunteer.id),
      nextAt: wanted.nextAt,
    };
    const offers = chosen.flatMap((asked) => {
      const who = fresh.get(asked.one.candidate.volunteer.id);
      return who ? offerWrites(world, field, mission, asked, who, wave + 1, now) : [];
    });
    return ok({
      value: { did: 'wave', asked: search.open },
      writes: [
        ...save({ ...mission, state, search }, 'wave-sent', { wave: wave + 1, asked: chosen.length }),
        ...expired,
        ...offers,
        ...tallyWrites(mission, { asked: chosen.length, silent }, now),
      ],
    });
  });
