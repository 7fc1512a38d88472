import { describe, expect, it } from 'vitest';
import { KINDS } from '../../../shared/messages/kinds.ts';
import { type MessageKind, messageSchema } from '../../../shared/messages/message.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { type Facts, unjustified } from '../../../shared/outbox/justification.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { volunteerStateSchema } from '../../../shared/volunteers/volunteer.ts';
import {
  aConsent,
  aMission,
  anOffer,
  aSenior,
  aVolunteer,
  PAUL,
  TUESDAY_NOON,
  VISIT_STARTS,
} from '../../builders/chain.ts';
import { aBatch, aCall } from '../../builders/heat.ts';
import { aGathering, aRegistration, aThankYou } from '../../builders/recognition.ts';
import { aRound } from '../../builders/rounds.ts';

const now = TUESDAY_NOON;
const held = (more: Partial<Mission> = {}): Mission =>
  aMission({
    state: 'filled',
    holder: { volunteerId: PAUL, since: now, via: 'link', devices: [] },
    ...more,
  });
const messageOf = (kind: MessageKind) =>
  messageSchema.parse({
    kind,
    act: 'visit',
    sector: 'planoise',
    startsAt: VISIT_STARTS,
    movedTo: VISIT_STARTS,
    endsAt: VISIT_STARTS,
    reason: 'urgent-flag',
    count: 1,
    gathering: 'training',
    milestone: 'years',
  });
const kinds = Object.keys(KINDS) as MessageKind[];

/** The situation in which each kind is rightly sent. */
const right = (kind: MessageKind): Facts => {
  const state = {
    'application-received': 'candidate',
    'application-called': 'candidate',
    'interview-fixed': 'candidate',
    'leave-confirmed': 'leaving',
    'pause-confirmed': 'paused',
    'return-question': 'paused',
  };
  const round =
    kind === 'round-offer'
      ? aRound()
      : aRound({ state: kind === 'round-withdrawn' ? 'withdrawn' : 'accepted' });
  const mission =
    kind === 'offer'
      ? aMission()
      : kind === 'mission-cancelled' || kind === 'hand-back-received'
        ? aMission({ state: 'cancelled' })
        : held(kind === 'exit-missing' ? { presence: { inAt: now } } : {});
  return {
    volunteer: aVolunteer({
      state: volunteerStateSchema.parse(Object.entries(state).find(([k]) => k === kind)?.[1] ?? 'active'),
      joining: {
        step: kind === 'interview-fixed' ? 'interview' : 'answer',
        since: now,
        dueBy: plus(now, { days: 7 }),
        tries: [],
        ...(kind === 'interview-fixed' ? { interviewAt: VISIT_STARTS } : {}),
      },
    }),
    mission,
    offer: anOffer(),
    senior: aSenior(),
    consent: aConsent(),
    batch:
      kind === 'calls-reminder'
        ? aBatch({ state: 'accepted', holder: { volunteerId: PAUL, since: now, via: 'link', devices: [] } })
        : aBatch(),
    calls: [aCall()],
    round,
    stops: [aMission({ round: { id: round.id } })],
    gathering: aGathering({
      startsAt: VISIT_STARTS,
      state: kind === 'gathering-cancelled' ? 'cancelled' : 'open',
      registrations: kind === 'gathering-invitation' ? [] : [aRegistration()],
    }),
    thankYou: aThankYou(),
    checkIns: { volunteerId: PAUL, town: 'besancon', answers: [], asked: [dayOf(now)] },
  };
};
const why = (kind: MessageKind, change: Partial<Facts>) =>
  unjustified(messageOf(kind), PAUL, { ...right(kind), ...change }, now);

const aboutAVisit: MessageKind[] = [
  'offer',
  'accepted-confirmation',
  'reminder-day-before',
  'reminder-two-hours',
  'mission-moved',
  'report-request',
  'report-nudge',
];
const toVolunteers = kinds.filter((kind) => kind !== 'coordinator-alert');

describe('a message leaves while what it says is true', () => {
  it.each(kinds)('%s, in its own situation', (kind) => {
    expect(why(kind, {})).toBeUndefined();
  });
});

describe('law 4: nothing to or about somebody who is no longer there', () => {
  it.each(toVolunteers)('%s: not to a volunteer who left, or whom nobody knows', (kind) => {
    // The one exception answers the act of leaving itself, within the day.
    const left = why(kind, { volunteer: aVolunteer({ state: 'left' }) });
    expect(left).toBe(kind === 'leave-confirmed' ? undefined : 'recipient-gone');
    expect(why(kind, { volunteer: undefined })).toBe('recipient-gone');
  });
  it.each(aboutAVisit)('%s: not about a senior who died, moved or withdrew', (kind) => {
    expect(why(kind, { senior: aSenior({ state: 'closed' }) })).toBe('senior-closed');
    expect(why(kind, { senior: undefined })).toBe('senior-closed');
  });
  it.each(aboutAVisit.filter((kind) => !kind.startsWith('report')))('%s: not without consent', (kind) => {
    for (const state of ['asked', 'refused', 'withdrawn'] as const)
      expect(why(kind, { consent: aConsent({ state }) })).toBe('no-consent');
    expect(why(kind, { consent: aConsent({ endsAt: now }) })).toBe('no-consent');
    expect(why(kind, { consent: undefined })).toBe('no-consent');
  });
  it('a pause stops offers, reminders and nudges, not what is owed', () => {
    const paused = { volunteer: aVolunteer({ state: 'paused' }) };
    const stopped = toVolunteers.filter((kind) => why(kind, paused) === 'recipient-paused');
    expect(stopped).toEqual(
      expect.arrayContaining(['offer', 'reminder-day-before', 'reminder-two-hours', 'report-nudge']),
    );
    for (const kind of ['mission-cancelled', 'mission-moved', 'exit-missing'] as const)
      expect(why(kind, paused)).toBeUndefined();
  });
});

it('« vous restez ? » never leaves during a pause, nor « une date de retour ? » once there is one', () => {
  expect(why('stay-question', { volunteer: aVolunteer({ state: 'paused' }) })).toBe('recipient-paused');
  const dated = aVolunteer({ state: 'paused', pausedUntil: '2027-01-31' as never });
  expect(why('return-question', { volunteer: dated })).toBe('recipient-paused');
});

describe('the mission must still be as told', () => {
  const moved = plus(VISIT_STARTS, { hours: 1 });
  it.each(aboutAVisit)('%s: not when the mission moved or is gone', (kind) => {
    const mission = right(kind).mission;
    expect(why(kind, { mission: mission && { ...mission, startsAt: moved } })).toBe('mission-changed');
    expect(why(kind, { mission: undefined })).toBe('mission-changed');
    expect(why(kind, { mission: aMission({ state: 'cancelled' }) })).toBe('mission-changed');
  });
  it.each([
    'accepted-confirmation',
    'reminder-day-before',
    'reminder-two-hours',
    'report-request',
    'exit-missing',
  ] as const)('%s: only to the one who goes', (kind) => {
    const mission = right(kind).mission;
    const other = { ...held().holder, volunteerId: `vol_${'D'.repeat(26)}` } as Mission['holder'];
    expect(why(kind, { mission: mission && { ...mission, holder: other } })).toBe('mission-changed');
  });
  it('no offer of a mission that somebody has', () => {
    expect(why('offer', { mission: held() })).toBe('mission-changed');
  });
  it.each(['accepted', 'declined', 'expired', 'closed'] as const)('no offer that is already %s', (state) => {
    expect(why('offer', { offer: anOffer({ state }) })).toBe('mission-changed');
  });
  it('no « tout va bien ? » to somebody who has left the place', () => {
    expect(why('exit-missing', { mission: held({ presence: { inAt: now, outAt: now } }) })).toBe(
      'mission-changed',
    );
  });
  it('no annulment to somebody who is expected after all', () => {
    expect(why('mission-cancelled', { mission: held() })).toBe('mission-changed');
  });
});

describe('law 4, on a hot day', () => {
  const gone = { calls: [aCall({ state: 'stopped', deadline: undefined })] };
  it.each(['calls-offer', 'calls-reminder'] as const)(
    '%s: not when everybody in the batch has left',
    (kind) => {
      expect(why(kind, gone)).toBe('senior-closed');
      expect(why(kind, { calls: [...gone.calls, aCall()] })).toBeUndefined();
    },
  );
  it.each(['calls-offer', 'calls-reminder'] as const)(
    '%s: not for people who no longer agree to volunteers',
    (kind) => {
      expect(why(kind, { calls: [aCall({ volunteersMay: false })] })).toBe('senior-closed');
    },
  );
  it('no alert about somebody who has left the register', () => {
    expect(why('coordinator-alert', gone)).toBe('senior-closed');
  });
  it('no question about a batch that somebody has, or that came back', () => {
    for (const state of ['accepted', 'returned', 'finished', 'void'] as const)
      expect(why('calls-offer', { batch: aBatch({ state }) })).toBe('mission-changed');
    expect(why('calls-offer', { batch: aBatch({ asked: [] }) })).toBe('mission-changed');
    expect(why('calls-reminder', { batch: aBatch() })).toBe('mission-changed');
  });
});

describe('law 4, on a round', () => {
  const inRound = aMission({ round: { id: aRound().id } });
  it.each(['round-offer', 'round-confirmation', 'round-reminder', 'round-report'] as const)(
    '%s: not when every door was called off or is in another round',
    (kind) => {
      expect(why(kind, { stops: [] })).toBe('senior-closed');
      expect(why(kind, { stops: [{ ...inRound, state: 'cancelled' }] })).toBe('senior-closed');
      expect(why(kind, { stops: [{ ...inRound, round: {} }] })).toBe('senior-closed');
      expect(why(kind, { stops: [{ ...inRound, round: {} }, inRound] })).toBeUndefined();
    },
  );
  it('no question about a round that was answered, withdrawn or given to nobody', () => {
    for (const state of ['accepted', 'declined', 'expired', 'withdrawn', 'done'] as const)
      expect(why('round-offer', { round: aRound({ state }) })).toBe('mission-changed');
  });
  it('no reminder of a round that came back, no annulment of one that stands', () => {
    for (const state of ['offered', 'handed-back', 'withdrawn', 'done'] as const)
      expect(why('round-reminder', { round: aRound({ state }) })).toBe('mission-changed');
    expect(why('round-withdrawn', { round: aRound({ state: 'accepted' }) })).toBe('mission-changed');
  });
});

describe('law 4, on words carried and events', () => {
  it('no word of somebody whose file is closed, nor one that was taken back or read already', () => {
    expect(why('thanks-received', { senior: aSenior({ state: 'closed' }) })).toBe('senior-closed');
    for (const state of ['read', 'kept', 'told', 'deleted', 'withdrawn'] as const)
      expect(why('thanks-received', { thankYou: aThankYou({ state }) })).toBe('mission-changed');
  });
  it.each(['gathering-reminder', 'gathering-seat'] as const)(
    '%s: only to somebody who has a seat, of a day that stands',
    (kind) => {
      for (const state of ['waiting', 'cancelled'] as const)
        expect(
          why(kind, {
            gathering: aGathering({ startsAt: VISIT_STARTS, registrations: [aRegistration({ state })] }),
          }),
        ).toBe('mission-changed');
      const registrations = [aRegistration()];
      for (const change of [{ state: 'cancelled' as const }, { startsAt: plus(VISIT_STARTS, { hours: 1 }) }])
        expect(
          why(kind, { gathering: aGathering({ startsAt: VISIT_STARTS, registrations, ...change }) }),
        ).toBe('mission-changed');
    },
  );
  it('a change reaches whoever comes or waits, not somebody who said no', () => {
    const answered = (state: 'registered' | 'waiting' | 'cancelled') => ({
      gathering: aGathering({ startsAt: VISIT_STARTS, registrations: [aRegistration({ state })] }),
    });
    expect(why('gathering-changed', answered('waiting'))).toBeUndefined();
    expect(why('gathering-changed', answered('cancelled'))).toBe('mission-changed');
    expect(why('gathering-changed', { gathering: aGathering() })).toBe('mission-changed');
  });
  it('no invitation to somebody who answered, nor in a pause; no annulment of what takes place', () => {
    const registrations = [aRegistration({ state: 'cancelled' })];
    expect(
      why('gathering-invitation', { gathering: aGathering({ startsAt: VISIT_STARTS, registrations }) }),
    ).toBe('mission-changed');
    expect(why('gathering-invitation', { volunteer: aVolunteer({ state: 'paused' }) })).toBe(
      'recipient-paused',
    );
    expect(why('gathering-cancelled', { gathering: aGathering() })).toBe('mission-changed');
  });
});
