import { type Actor, SYSTEM } from '../../../../shared/audit/audit.ts';
import type { Consent } from '../../../../shared/consents/consent.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import { questionOf, waveFor } from '../../../../shared/matching/askable.ts';
import { paramsOf } from '../../../../shared/matching/params.ts';
import { RULES } from '../../../../shared/matching/rules.ts';
import { candidatesFor, type Ranked } from '../../../../shared/matching/score.ts';
import { STEP_PARAMS, stepRules } from '../../../../shared/missions/steps.ts';
import { accept, decline } from '../../../../shared/offers/answer.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { tallyWrites } from '../../../../shared/offers/memory/tally.ts';
import type { Offer } from '../../../../shared/offers/offer.ts';
import { nextAllowed } from '../../../../shared/time/calendar.ts';
import { type CivilDay, dayOf } from '../../../../shared/time/civil.ts';
import { type Instant, latest, minus, minutesBetween, plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';
import type { Crowd, Fate, Life, Slot } from './lives.ts';
import { tellUncovered } from './looking.ts';
import type { Messenger } from './messages.ts';
import { expire, hear, keep, loadOf, offerTo, release } from './offers.ts';

/**
 * Who a volunteer was at that time, for a mission of that day: not yet there, there, or away. Somebody who rests or left
 * has given back what they had promised beyond, so nothing beyond is promised here.
 */
const asOf = (volunteer: Volunteer, at: Instant, day: CivilDay): Volunteer | undefined => {
  if (volunteer.activeSince === undefined || volunteer.activeSince > at) return undefined;
  const ends = volunteer.left?.on ?? (volunteer.pausedAt && dayOf(volunteer.pausedAt));
  if (ends === undefined) return volunteer;
  if (day >= ends || dayOf(at) >= ends) return undefined;
  const { left: _, pausedUntil: _until, pausedAt: _at, ...rest } = volunteer;
  return { ...rest, state: 'active' };
};

/** The past is told mission after mission, not hour by hour: which other question waited at that time is not known. */
const asOneQuestion = (one: Ranked): Ranked => ({
  ...one,
  candidate: { ...one.candidate, load: { ...one.candidate.load, offersSentAt: [] } },
});

type Answer = 'yes' | 'no' | 'silence';

const answerOf = ({ dice }: Making, tie: Ranked['tie'], fate: Fate): Answer => {
  if (fate === 'nobody') return dice.weighted<Answer>({ yes: 0, no: 1, silence: 1 });
  if (tie === 'primary') return dice.weighted<Answer>({ yes: 86, no: 9, silence: 5 });
  if (tie === 'backup') return dice.weighted<Answer>({ yes: 70, no: 18, silence: 12 });
  return dice.weighted<Answer>({ yes: 34, no: 28, silence: 38 });
};

/** The search for somebody, wave after wave, up to dawn. Who was asked, and what came of it. */
export const searchFor = (
  making: Making,
  crowd: Crowd,
  slot: Slot,
  life: Life,
  messenger: Messenger,
  consent: Consent,
  fate: Fate,
  /** Who was asked for the other seat of a mission for two: nobody is asked twice. */
  elsewhere: ReadonlyMap<VolunteerId, Offer>,
): ReadonlyMap<VolunteerId, Offer> => {
  const { dawn, dice, town, history } = making;
  const rules = stepRules(town);
  const { programme, senior, service } = slot;
  const offers = new Map<VolunteerId, Offer>();
  const due = latest(
    minus(life.mission.startsAt, { days: STEP_PARAMS.searchDays }),
    plus(life.mission.createdAt, { minutes: 5 }),
  );
  let at = nextAllowed(due, rules.quiet);
  if (at >= dawn && due < dawn)
    life.save({ ...life.mission, search: { wave: 0, open: [], nextAt: at } }, 'search-waits', SYSTEM, due, {
      wave: 0,
    });
  for (let wave = 1; wave <= 24; wave += 1) {
    if (at >= dawn || at >= life.mission.startsAt) return offers;
    const now = at;
    tellUncovered(making, life, now);
    const there = crowd.volunteers.flatMap((one) => asOf(one, now, life.mission.day) ?? []);
    const candidates = there.map((volunteer) => ({
      volunteer,
      load: loadOf(crowd, volunteer.id, now),
      offer: offers.get(volunteer.id) ?? elsewhere.get(volunteer.id),
    }));
    const need = { mission: life.mission, programme, town };
    const ties = { pairings: service.pairings, known: crowd.met.get(senior.id) ?? new Set<VolunteerId>() };
    const params = paramsOf(town);
    const { ranked } = candidatesFor(candidates, need, ties, now, RULES, params.match);
    const question = questionOf(
      need,
      candidates.map(({ load }) => load),
      now,
    );
    const next = waveFor(need, ranked.map(asOneQuestion), question, params, now);
    for (const open of life.mission.search?.open ?? [])
      expire(crowd, offers, open, life.mission, history, now);
    if (!next || next.asked.length === 0) {
      life.save(
        { ...life.mission, state: 'planned', search: { wave: wave - 1, open: [], endedAt: now } },
        'search-ended',
        SYSTEM,
        now,
        { wave: wave - 1 },
      );
      return offers;
    }
    life.save(
      {
        ...life.mission,
        state: 'offered',
        search: {
          wave,
          open: next.asked.map(({ one }) => one.candidate.volunteer.id),
          nextAt: next.nextAt,
        },
      },
      'wave-sent',
      SYSTEM,
      now,
      { wave, asked: next.asked.length },
    );
    crowd.tally.note(tallyWrites(life.mission, { asked: next.asked.length }, now));
    for (const asked of next.asked)
      offers.set(
        asked.one.candidate.volunteer.id,
        offerTo(making, crowd, life.mission, asked, wave, now, messenger),
      );
    const minutes = Math.max(10, Math.floor(minutesBetween(now, next.nextAt)));
    const answers = next.asked
      .map(({ one }) => ({
        volunteer: one.candidate.volunteer,
        answer: answerOf(making, one.tie, fate),
        at: plus(now, { minutes: dice.between(3, Math.min(minutes - 2, 420)) }),
      }))
      .filter((one) => one.answer !== 'silence' && one.at < dawn)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    for (const { volunteer, answer, at: when } of answers) {
      tellUncovered(making, life, when);
      const facts = {
        mission: life.mission,
        offer: offers.get(volunteer.id),
        load: crowd.loads.get(volunteer.id) ?? emptyLoad(volunteer.id),
        volunteer,
        senior,
        consent,
      };
      const actor: Actor =
        volunteer.channel === 'voice'
          ? { kind: 'staff', id: making.staff.coordinator }
          : { kind: 'volunteer', id: volunteer.id };
      if (answer === 'no') {
        const reason = dice.pick(['busy', 'not-this-week', 'too-far', 'other'] as const);
        const said = decline(facts, volunteer.id, reason, when);
        if (!said.ok) continue;
        hear(crowd, facts, 'no', when);
        keep(making, crowd, offers, said.value, volunteer.id);
        life.save(said.value.mission, 'offer-declined', actor, when, { volunteer: volunteer.id, reason });
        continue;
      }
      const said = accept(facts, { via: volunteer.channel === 'voice' ? 'coordinator' : 'link' }, when);
      if (!said.ok) continue;
      hear(crowd, facts, 'yes', when);
      keep(making, crowd, offers, said.value, volunteer.id);
      life.wishes(volunteer);
      life.found(when);
      life.save(said.value.mission, 'mission-accepted', actor, when, {
        volunteer: volunteer.id,
        via: said.value.mission.holder?.via ?? 'link',
      });
      messenger.accepted(life.mission, volunteer, when);
      release(making, crowd, offers, life, plus(when, { minutes: 1 }));
      return offers;
    }
    at = nextAllowed(latest(next.nextAt, plus(now, { minutes: 1 })), rules.quiet);
    if (at >= dawn && next.nextAt < dawn && life.mission.search)
      life.save(
        { ...life.mission, search: { ...life.mission.search, nextAt: at } },
        'search-waits',
        SYSTEM,
        next.nextAt,
        { wave },
      );
  }
  return offers;
};
