import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  answerCheckIn,
  eraseCheckIns,
  wishCheckIns,
} from '../../../shared/engagement/check-ins/answer-check-in.ts';
import {
  askCheckIn,
  ensureCheckInWatch,
  lookAtCheckIns,
} from '../../../shared/engagement/check-ins/look-at-check-ins.ts';
import { moodsByMonth } from '../../../shared/engagement/check-ins/moods.ts';
import type { Seen } from '../../../shared/engagement/signals/fact.ts';
import { factsOf } from '../../../shared/engagement/signals/facts.ts';
import { noAttention } from '../../../shared/engagement/steps/attention.ts';
import { proposalOf, unanswered } from '../../../shared/engagement/steps/propose.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import type { Candidate } from '../../../shared/matching/rule.ts';
import { removedBy } from '../../../shared/matching/rules.ts';
import type { Intent } from '../../../shared/messages/intent.ts';
import { intentKind } from '../../../shared/messages/store.ts';
import { emptyLoad, withHeavy, withServed } from '../../../shared/offers/load.ts';
import { checkMessage } from '../../../shared/outbox/check-message.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { put, replace } from '../../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../../shared/time/civil.ts';
import { plus } from '../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../shared/town/programme.ts';
import { townKind } from '../../../shared/town/settings.ts';
import {
  type CheckIn,
  type CheckIns,
  checkInsKey,
  checkInsKind,
  checkInWatchKey,
  checkInWatchKind,
  isCheckInOwed,
  unansweredAsks,
} from '../../../shared/volunteers/check-ins/check-in.ts';
import { easeVolunteer } from '../../../shared/volunteers/rest/ease-volunteer.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { aMission, aTown, JEANNE, TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { aReadyVolunteer, surroundings } from '../../support/chain.ts';

const TODAY = dayOf(NOW);
const ago = (days: number) => addDays(TODAY, -days);
const at = (days: number) => instantOf(ago(days), civilTime('10:00'));
const answer = (days: number): CheckIn => ({ on: ago(days), version: '2026-1', burnout: 2 });
const known = (more: Partial<CheckIns>): CheckIns => ({
  volunteerId: PAUL,
  town: 'besancon',
  answers: [],
  ...more,
});
const paul = (more: Partial<Volunteer> = {}) =>
  aReadyVolunteer(1, { id: PAUL, activeSince: at(400), ...more });
const BY = { kind: 'volunteer' as const, id: PAUL };

describe('the quarter’s three questions', () => {
  it.each([
    ['nobody asked yet', paul(), undefined, true],
    ['asked a quarter ago, unanswered once', paul(), known({ asked: [ago(90)] }), true],
    ['answered a quarter ago', paul(), known({ asked: [ago(95)], answers: [answer(90)] }), true],
    ['asked this quarter', paul(), known({ asked: [ago(89)] }), false],
    ['answered this quarter, by themselves', paul(), known({ answers: [answer(10)] }), false],
    ['silent twice on end', paul(), known({ asked: [ago(190), ago(95)] }), false],
    [
      'silent twice, then heard of',
      paul(),
      known({ asked: [ago(290), ago(195)], answers: [answer(95)] }),
      true,
    ],
    ['wishes not to be asked', paul(), known({ notAgain: true }), false],
    ['in a pause', paul({ state: 'paused' }), undefined, false],
    ['a newcomer', paul({ activeSince: at(60) }), undefined, false],
    ['of unknown entry', paul({ activeSince: undefined }), undefined, false],
    ['no more SMS', paul({ optedOutAt: at(5) }), undefined, false],
    ['reached by voice alone', paul({ channel: 'voice' }), undefined, false],
    ['« pas cette semaine »', paul({ restUntil: addDays(TODAY, 3) }), undefined, false],
    ['away', paul({ exceptions: [{ from: ago(2), to: addDays(TODAY, 5), kind: 'away' }] }), undefined, false],
  ] as const)('%s', (_, volunteer, said, owed) => {
    expect(isCheckInOwed(volunteer, said, TODAY)).toBe(owed);
  });

  const town = async (more: Partial<Volunteer> = {}) => {
    const table = memoryTable();
    await table.commit([put(townKind, aTown(), 'absent'), put(volunteerKind, paul(more), 'absent')]);
    const world = surroundings(table);
    await ensureCheckInWatch(world, NOW);
    await ensureCheckInWatch(world, NOW);
    const look = (now: typeof NOW) => lookAtCheckIns(world, 'besancon', now);
    const sent = () => rowsOf(intentKind, table.dump()).map(({ value }) => value);
    const become = async (change: Partial<Volunteer>) => {
      const stored = await table.get(volunteerKind, volunteerKey(PAUL));
      if (stored) await table.commit([replace(volunteerKind, stored, { ...stored.value, ...change })]);
    };
    const gate = async (intent: Intent, now: typeof NOW) => {
      const { appSecret, linksOrigin } = world.config;
      const open = { smsNumbers: 'fiction' as const, budgetSpent: async () => 0 };
      const verdict = await checkMessage({ table, appSecret, linksOrigin, ...open }, intent, now);
      if (verdict.go) return 'leaves';
      return 'reason' in verdict.outcome ? verdict.outcome.reason : verdict.outcome.outcome;
    };
    return { table, world, look, sent, become, gate };
  };
  type Stage = Awaited<ReturnType<typeof town>>;

  it('are sent once, in the morning, however often the agenda looks and whoever else asks at the same time', async () => {
    const { table, world, look, sent } = await town();
    await look(NOW);
    expect(sent()).toEqual([]);
    const morning = plus(NOW, { hours: 24 });
    await Promise.all([look(morning).catch(() => undefined), askCheckIn(world, PAUL, morning)]);
    await look(plus(morning, { days: 1 }));
    expect(sent().map(({ message, recipient }) => [message.kind, recipient])).toEqual([
      ['check-in-question', PAUL],
    ]);
    const stored = await table.get(checkInsKind, checkInsKey(PAUL));
    expect(stored?.value.asked).toEqual([addDays(TODAY, 1)]);
    const watch = await table.get(checkInWatchKind, checkInWatchKey('besancon'));
    expect(watch && watch.value.lookAt > morning).toBe(true);
  });

  it('stop when they say so, and begin anew when they wish', async () => {
    const { table, world, look, sent } = await town();
    await wishCheckIns(world, PAUL, 'not-asked', BY, NOW);
    await wishCheckIns(world, PAUL, 'not-asked', BY, NOW);
    await look(plus(NOW, { days: 1 }));
    expect(sent()).toEqual([]);
    const stopped = await table.get(checkInsKind, checkInsKey(PAUL));
    expect(stopped?.value).toEqual(known({ notAgain: true }));
    await wishCheckIns(world, PAUL, 'asked', BY, NOW);
    await look(plus(NOW, { days: 2 }));
    expect(sent()).toHaveLength(1);
  });

  const away = { from: TODAY, to: addDays(TODAY, 9), kind: 'away' as const };
  it.each([
    ['nothing happened', async () => undefined, 'leaves'],
    ['away since', async ({ become }) => become({ exceptions: [away] }), 'recipient-paused'],
    [
      'a half-day away is not an absence',
      async ({ become }) => become({ exceptions: [{ ...away, half: 'pm' }] }),
      'leaves',
    ],
    ['« pas cette semaine » since', async ({ become }) => become({ restUntil: away.to }), 'recipient-paused'],
    [
      '« ne plus me poser » since',
      async ({ world }) => wishCheckIns(world, PAUL, 'not-asked', BY, NOW),
      'mission-changed',
    ],
    [
      'answered since, by themselves',
      async ({ world }) => answerCheckIn(world, PAUL, { burnout: 2 }, BY, plus(NOW, { days: 1 })),
      'mission-changed',
    ],
    [
      'answered, then erased since',
      async ({ world }) => {
        await answerCheckIn(world, PAUL, { burnout: 2 }, BY, plus(NOW, { days: 1 }));
        await eraseCheckIns(world, PAUL, BY, plus(NOW, { days: 1 }));
      },
      'mission-changed',
    ],
  ] as readonly (readonly [string, (stage: Stage) => Promise<unknown>, string])[])(
    'queued, then %s',
    async (_, happens, becomes) => {
      const stage = await town();
      const morning = plus(NOW, { days: 1 });
      await stage.look(morning);
      await happens(stage);
      const [asked] = stage.sent();
      expect(asked && (await stage.gate(asked, plus(morning, { minutes: 1 })))).toBe(becomes);
    },
  );

  it('answered, then erased, never become silences, nor are sent again at once', async () => {
    const { table, world, look, sent } = await town();
    const asked = [ago(200), ago(100)];
    await table.commit([put(checkInsKind, known({ asked, answers: [answer(199), answer(99)] }), 'absent')]);
    await eraseCheckIns(world, PAUL, BY, NOW);
    const stored = await table.get(checkInsKind, checkInsKey(PAUL));
    expect(stored?.value.answers).toEqual([]);
    expect(stored && unansweredAsks(stored.value)).toEqual([]);
    await look(plus(NOW, { days: 1 }));
    expect(sent()).toEqual([]);
    await look(plus(NOW, { days: 92 }));
    expect(sent()).toHaveLength(1);
  });

  it('sent twice without a word become a call to make, never a reproach; one answer ends it', () => {
    const asked = [ago(190), ago(95)];
    const seen = (said: CheckIns): Seen => ({
      volunteer: paul({ lastDebriefAt: at(3), lastThanksAt: at(3) }),
      load: { ...emptyLoad(PAUL), offersSentAt: [] },
      reports: [],
      offers: [{ ...({} as Seen['offers'][number]), sentAt: at(3), via: 'sms', state: 'closed' }],
      services: [],
      unansweredAsks: unansweredAsks(said),
    });
    const factsFor = (said: CheckIns) => factsOf(seen(said), { missions: 0, people: 0 }, TODAY);
    const facts = factsFor(known({ asked }));
    expect(facts.map(({ kind }) => kind)).toEqual(['missed-check-ins']);
    expect(facts[0]?.sentence).toBe(
      '« Comment allez-vous ? » envoyé 2 fois sans réponse, les 18 mai et 21 août 2026 ; y répondre est libre.',
    );
    const proposal = proposalOf(PAUL, unanswered(facts, noAttention(PAUL, 'besancon'), TODAY));
    expect(proposal?.step).toBe('call');
    expect(factsFor(known({ asked: asked.slice(1) }))).toEqual([]);
    expect(factsFor(known({ asked: [ago(280), ago(185)] }))).toEqual([]);
    expect(factsFor(known({ asked, answers: [answer(94)] }))).toEqual([]);
    expect(factsFor(known({ asked, notAgain: true }))).toEqual([]);
  });
});

describe('what they tapped after their visits', () => {
  it('is told by month, what was not said apart; nothing at all when nothing ever was', () => {
    const visit = (days: number, me?: 'glad' | 'heavy', outcome: 'done' | 'not-home' = 'done') => ({
      at: at(days),
      outcome,
      me,
    });
    expect(
      moodsByMonth([visit(1, 'heavy'), visit(2), visit(3, 'glad', 'not-home'), visit(40, 'glad')]),
    ).toEqual([
      { month: '2026-11', told: { glad: 0, fine: 0, tired: 0, heavy: 1 }, untold: 1 },
      { month: '2026-10', told: { glad: 1, fine: 0, tired: 0, heavy: 0 }, untold: 0 },
    ]);
    expect(moodsByMonth([visit(1), visit(2)])).toEqual([]);
  });
});

describe('no hard visit twice running, while a lighter rhythm is agreed', () => {
  const [programme] = FIRST_PROGRAMMES;
  if (!programme) throw new Error('a town has a first programme');
  const senior = (n: number) => seniorIdSchema.parse(`sen_${String(n).repeat(26)}`);
  const eased = { cap: 7, since: ago(60), until: addDays(TODAY, 30) };
  const next = (n: number) => ({
    mission: aMission({ seniorId: senior(n), day: addDays(TODAY, 1) }),
    programme,
    town: aTown({ caps: { weeklyDefault: 2, offersPerWeek: 5, restDays: 0 } }),
  });

  it('holds after any history of visits, heavy or not: the one that weighed is not offered again before another', () => {
    const visits = fc.array(fc.record({ senior: fc.integer({ min: 1, max: 3 }), heavy: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(visits, fc.boolean(), (history, isEased) => {
        let load = emptyLoad(PAUL);
        for (const [i, { senior: n, heavy }] of history.entries()) {
          const day = ago(2 * (history.length - i));
          const missionId = aMission({ id: `mis_${String(i).padStart(26, '0')}` as never }).id;
          load = withHeavy(withServed(load, day), { missionId, seniorId: senior(n), day }, heavy);
        }
        const volunteer = paul({ restDays: 0, weeklyCap: 7, ...(isEased ? { eased } : {}) });
        const candidate: Candidate = { volunteer, load, offer: undefined };
        const last = history.at(-1);
        for (const n of [1, 2, 3]) {
          const removed = removedBy(candidate, next(n), NOW)?.rule === 'heavy-twice';
          expect(removed).toBe(
            isEased && last?.heavy === true && history.some((one) => one.heavy && one.senior === n),
          );
        }
      }),
      { seed: 20261122, numRuns: 400 },
    );
  });

  it('begins with the agreement itself, in the same record that the chain and the week’s plan read', async () => {
    const table = memoryTable();
    await table.commit([put(townKind, aTown(), 'absent'), put(volunteerKind, paul(), 'absent')]);
    await easeVolunteer(surroundings(table), PAUL, { perWeek: 1, until: addDays(TODAY, 28) }, BY, NOW);
    const volunteer = (await table.get(volunteerKind, volunteerKey(PAUL)))?.value;
    if (!volunteer) throw new Error('Paul is there');
    const visit = { missionId: aMission().id, seniorId: JEANNE, day: ago(3) };
    const load = withHeavy(withServed(emptyLoad(PAUL), visit.day), visit, true);
    const need = { ...next(1), mission: aMission({ id: `mis_${'9'.repeat(26)}` as never }) };
    expect(removedBy({ volunteer, load, offer: undefined }, need, NOW)).toEqual({
      rule: 'heavy-twice',
      sentence: 'Semaine allégée jusqu’au 22 décembre 2026 : pas deux visites éprouvantes de suite.',
    });
  });
});
