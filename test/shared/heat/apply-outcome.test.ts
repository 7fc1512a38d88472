import { describe, expect, it } from 'vitest';
import { applyOutcome } from '../../../shared/heat/calls/apply-outcome.ts';
import { ladderRules, movedOn, rungAfter } from '../../../shared/heat/calls/ladder.ts';
import { PRIORITY_ORDER, priorityOf } from '../../../shared/heat/calls/members/priority.ts';
import { type CallTask, isOwed, OUTCOMES } from '../../../shared/heat/calls/task.ts';
import { LEVELS } from '../../../shared/heat/level.ts';
import { defaultSettings } from '../../../shared/heat/settings.ts';
import { dueWords } from '../../../shared/heat/words.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { PAUL } from '../../builders/chain.ts';
import { aCall, aRound, BATCH, hot, NADIA, OMAR } from '../../builders/heat.ts';

const rules = ladderRules(aRound(), defaultSettings('besancon'));
const agent = { kind: 'staff', id: NADIA } as const;
const volunteer = { kind: 'volunteer', id: PAUL } as const;
const held: CallTask['holder'] = { by: 'volunteer', volunteerId: PAUL, batchId: BATCH };
const up = (reason: 'distress' | 'door'): Partial<CallTask> => ({
  state: 'escalated',
  rung: reason === 'door' ? 'door' : 'rescue',
  holder: { by: 'staff', staffId: NADIA },
  escalated: { at: hot('09:00'), reason },
});
const states: Readonly<Record<string, Partial<CallTask>>> = {
  'open, at the desk': {},
  'open, with a volunteer': { holder: held, batchId: BATCH },
  reached: {
    state: 'reached',
    deadline: undefined,
    reached: { at: hot('09:00'), outcome: 'well', by: PAUL },
  },
  'escalated to the door': up('door'),
  'in distress': up('distress'),
  stopped: {
    state: 'stopped',
    deadline: undefined,
    stopped: { at: hot('09:00'), reason: 'removed', from: 'open' },
  },
};
const hear = (
  task: CallTask,
  code: (typeof OUTCOMES)[number],
  at: Instant = hot('10:00'),
  by: typeof agent | typeof volunteer = agent,
) => {
  const done = applyOutcome(task, { code, calledAt: at, by, id: 'form-1' }, rules, at);
  if (!done.ok) throw new Error(done.refusal);
  return done.value;
};

describe('every outcome in every state', () => {
  it.each(Object.entries(states))(
    '%s: what is still owed has a holder and a deadline, whatever is said',
    (_, state) => {
      for (const code of OUTCOMES) {
        const { task } = hear(aCall(state), code);
        expect(isOwed(task) ? task.deadline : 'settled', code).toBeDefined();
        if (task.state === 'escalated' && isOwed(task)) expect(task.holder.by, code).toBe('staff');
      }
    },
  );

  it.each([
    [
      'open, at the desk',
      [
        'well',
        'needs-something',
        'refused',
        'seen-by-relative',
        'visited-well',
        'visited-needs',
        'known-elsewhere',
      ],
    ],
    [
      'escalated to the door',
      [
        'well',
        'needs-something',
        'refused',
        'seen-by-relative',
        'visited-well',
        'visited-needs',
        'known-elsewhere',
      ],
    ],
  ] as const)('%s: being spoken to or seen today closes it, nothing else does', (name, codes) => {
    const closing = OUTCOMES.filter((code) => hear(aCall(states[name]), code).task.state === 'reached');
    expect(closing).toEqual(codes);
  });

  it.each(Object.keys(states).filter((name) => name !== 'in distress' && name !== 'stopped'))(
    '%s: a distress always reaches the duty officers',
    (name) => {
      expect(hear(aCall(states[name]), 'distress')).toMatchObject({
        owes: 'distress',
        task: { state: 'escalated', deadline: hot('10:05') },
      });
    },
  );

  it('about somebody who has left: kept, a task for a distress, nothing more', () => {
    expect(hear(aCall(states.stopped), 'distress')).toMatchObject({
      applied: false,
      owes: 'stopped-distress',
      task: { state: 'stopped' },
    });
    expect(hear(aCall(states.stopped), 'needs-something').owes).toBe('nothing');
  });

  it('« tout va bien » from a volunteer, or from a call before it, does not end a distress', () => {
    const inDistress = aCall(states['in distress']);
    expect(hear(inDistress, 'well', hot('10:00'), volunteer)).toMatchObject({
      conflict: true,
      task: { state: 'escalated' },
    });
    expect(hear(inDistress, 'well', hot('08:50'), agent)).toMatchObject({ conflict: true });
    expect(hear(inDistress, 'well', hot('10:00'), agent)).toMatchObject({
      conflict: false,
      task: { state: 'reached' },
    });
  });

  it('passed on to the police, a distress stays one: no volunteer’s late « tout va bien » ends it', () => {
    const { task } = hear(aCall(states['in distress']), 'passed-to-police', hot('09:10'));
    expect(task).toMatchObject({ rung: 'police', escalated: { reason: 'distress', at: hot('09:00') } });
    expect(hear(task, 'well', hot('09:20'), volunteer)).toMatchObject({
      conflict: true,
      task: { state: 'escalated' },
    });
    expect(hear(task, 'visited-well', hot('09:30'), agent).task.state).toBe('reached');
    // Without news in the time that the police are given, the rescue is next, and it stays first on the board.
    const late = task.deadline && movedOn(task, rules, task.deadline);
    expect(late).toMatchObject({ rung: 'rescue', overdue: 1, escalated: { reason: 'distress' } });
  });

  it('refuses a volunteer what only an agent may have done', () => {
    const refused = OUTCOMES.filter(
      (code) =>
        !applyOutcome(
          aCall(),
          { code, calledAt: hot('10:00'), by: volunteer, id: 'form-1' },
          rules,
          hot('10:00'),
        ).ok,
    );
    expect(refused).toEqual([
      'seen-by-relative',
      'visited-well',
      'visited-needs',
      'door-closed',
      'known-elsewhere',
      'passed-to-police',
      'passed-to-rescue',
    ]);
  });

  it('a busy line is no attempt and changes no step', () => {
    expect(hear(aCall(), 'busy').task).toMatchObject({
      attempts: 0,
      rung: 'call-1',
      notBefore: hot('10:15'),
      deadline: hot('11:00'),
    });
  });

  it('a wrong number is tried at another one by an agent, or the people to warn are called', () => {
    const two = aCall({ ways: { phones: 2, relatives: 1, neighbours: 0 }, holder: held, batchId: BATCH });
    expect(hear(two, 'wrong-number', hot('10:00'), volunteer).task).toMatchObject({
      rung: 'call-3',
      holder: { by: 'desk' },
    });
    expect(hear(aCall(), 'wrong-number').task).toMatchObject({ rung: 'relatives' });
  });

  it('an older attempt keyed in late is counted and climbs nothing', () => {
    const task = aCall({ attempts: 1, rung: 'call-2', lastAttemptAt: hot('09:30') });
    expect(hear(task, 'no-answer', hot('09:00')).task).toMatchObject({
      attempts: 2,
      rung: 'call-2',
      lastAttemptAt: hot('09:30'),
    });
  });
});

describe('the ladder', () => {
  it('keeps two calls with a volunteer, then is the desk’s', () => {
    const first = hear(aCall({ holder: held, batchId: BATCH }), 'no-answer', hot('09:00'), volunteer).task;
    expect(first).toMatchObject({
      rung: 'call-2',
      holder: { by: 'volunteer' },
      deadline: hot('11:00'),
      notBefore: hot('10:00'),
    });
    expect(hear(first, 'no-answer', hot('10:00'), volunteer).task).toMatchObject({
      rung: 'call-3',
      holder: { by: 'desk' },
    });
  });

  it('leaves out what does not exist for her', () => {
    const none = { phones: 1, relatives: 0, neighbours: 0 };
    expect(rungAfter('call-3', none)).toBe('door');
    expect(rungAfter('call-3', { ...none, neighbours: 1 })).toBe('neighbour');
    expect(rungAfter('rescue', none)).toBe('rescue');
  });

  it.each(LEVELS)(
    'in %s, nobody acting: always owed, always later, in the duty’s name, and no step said to be taken',
    (level) => {
      const ladder = ladderRules(aRound({ level }), defaultSettings('besancon'));
      const beginnings = [
        aCall(),
        aCall({ rung: 'call-2' }),
        aCall({ rung: 'call-3' }),
        aCall({ rung: 'relatives' }),
        aCall({ rung: 'neighbour' }),
        aCall(states['escalated to the door']),
        aCall({ ...states['escalated to the door'], rung: 'police' }),
      ];
      for (const beginning of beginnings) {
        let task = beginning;
        for (let n = 0; n < 60; n += 1) {
          const now = task.deadline ?? hot('11:00');
          const next = movedOn(task, ladder, now);
          if (!next) throw new Error('left behind');
          expect(isOwed(next) && next.deadline !== undefined && next.deadline > now).toBe(true);
          if (now >= hot('18:00')) expect(next.state).toBe('escalated');
          expect(next.holder).toEqual({ by: 'staff', staffId: NADIA });
          // The step that is due stays due: at six, of a call that nobody answered, the door; never further by itself.
          const due = beginning.state === 'open' && next.state === 'escalated' ? 'door' : beginning.rung;
          expect(next).toMatchObject({ rung: due, attempts: 0 });
          expect(next.acts).toBeUndefined();
          task = next;
        }
        expect(task.overdue).toBeGreaterThan(2);
      }
    },
  );

  it('gives to the duty, by name, what somebody else let pass', () => {
    const late = { ...states['escalated to the door'], deadline: hot('19:00') };
    const agents = aCall({ ...late, holder: { by: 'staff', staffId: OMAR } });
    expect(movedOn(agents, rules, hot('19:00'))?.holder).toEqual({ by: 'staff', staffId: NADIA });
    const both = ladderRules(aRound({ duty: [NADIA, OMAR] }), defaultSettings('besancon'));
    expect(movedOn(agents, both, hot('19:00'))?.holder).toEqual({ by: 'staff', staffId: OMAR });
  });

  it('has the police due by a door found shut, told by an agent, and then news of them', () => {
    const shut = hear(aCall(states['escalated to the door']), 'door-closed', hot('19:00')).task;
    expect(shut).toMatchObject({ rung: 'police', overdue: 0, escalated: { reason: 'door' } });
    const told = hear(shut, 'passed-to-police', hot('19:10')).task;
    expect(told).toMatchObject({ rung: 'police', acts: ['door', 'police'], escalated: { reason: 'police' } });
    // Within the hour in which rescue would be next (orange), not the two hours that one had to call the police.
    expect([shut.deadline, told.deadline]).toEqual([hot('21:00'), hot('20:10')]);
    expect(dueWords(told)).toBe('prendre des nouvelles auprès de la police municipale');
    expect(movedOn(told, rules, told.deadline ?? hot('23:00'))).toMatchObject({ rung: 'police', overdue: 1 });
    // Found shut again while the police are on their way: no second start.
    expect(hear(told, 'door-closed', hot('19:20')).task.deadline).toBe(told.deadline);
    expect(hear(told, 'passed-to-rescue', hot('19:30')).task.escalated?.settled).toBeDefined();
  });

  it('lets others come first for half an hour after a silence at the door, and none in a distress', () => {
    const rung = hear(aCall({ ...states['escalated to the door'], deadline: hot('19:00') }), 'no-answer');
    expect(rung).toMatchObject({ applied: true, task: { attempts: 1, notBefore: hot('10:30') } });
    // The same as a silence brings her to her door: whoever telephones goes on with the others.
    const last = hear(aCall({ rung: 'neighbour' }), 'no-answer').task;
    expect(last).toMatchObject({ rung: 'door', state: 'escalated', notBefore: hot('10:30') });
    const danger = aCall(states['in distress']);
    expect(hear(danger, 'no-answer').task.notBefore).toBe(danger.notBefore);
  });

  it('climbs no step for a second silence a minute after the first: the second try is later', () => {
    const { task: first } = hear(aCall(), 'no-answer', hot('10:00'));
    expect(first).toMatchObject({ rung: 'call-2', notBefore: hot('11:00') });
    const { task: twice } = hear(first, 'no-answer', hot('10:01'));
    expect(twice).toMatchObject({ rung: 'call-2', attempts: 2, deadline: first.deadline });
    expect(hear(twice, 'no-answer', hot('10:45')).task.rung).toBe('call-3');
    // An engaged line is no try, and somebody else's word is heard at any time.
    expect(hear(hear(aCall(), 'busy').task, 'no-answer', hot('10:02')).task.rung).toBe('call-2');
    expect(hear(first, 'wrong-number', hot('10:01')).task.rung).not.toBe('call-2');
    expect(hear(first, 'well', hot('10:01')).task.state).toBe('reached');
  });

  it('asks again every five minutes about a distress that nobody says they have acted on', () => {
    const { task } = hear(aCall(), 'distress', hot('17:59'), volunteer);
    expect(task).toMatchObject({ state: 'escalated', deadline: hot('18:04'), overdue: 0 });
    const asked = movedOn(task, rules, hot('18:04'));
    expect(asked).toMatchObject({
      rung: 'rescue',
      holder: { by: 'staff' },
      deadline: hot('18:09'),
      overdue: 1,
    });
  });

  it('does nothing before the deadline', () => {
    expect(movedOn(aCall(), rules, plus(hot('11:00'), { minutes: -1 }))).toBeUndefined();
  });
});

describe('the order of the calls', () => {
  it('is decided by the first fact that tells two people apart, nothing added up', () => {
    const no = { notReachedYesterday: false, livesAlone: false, nobodyToWarn: false, upperFloor: false };
    const all = { ...no, livesAlone: true, nobodyToWarn: true, upperFloor: true };
    expect(priorityOf({ ...no, notReachedYesterday: true }) < priorityOf(all)).toBe(true);
    expect(PRIORITY_ORDER[0]).toBe('notReachedYesterday');
    expect(priorityOf(all) < priorityOf(no)).toBe(true);
  });
});
