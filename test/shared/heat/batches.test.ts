import { describe, expect, it } from 'vitest';
import { acceptBatch, declineBatch } from '../../../shared/heat/batches/answer-batch.ts';
import { changeSummerCaller } from '../../../shared/heat/batches/change-summer-caller.ts';
import { planBatches } from '../../../shared/heat/batches/plan-batches.ts';
import { handBackBatch } from '../../../shared/heat/batches/return-batch.ts';
import { viewBatch } from '../../../shared/heat/batches/view-batch.ts';
import { outcomeIdSchema } from '../../../shared/heat/calls/outcome.ts';
import { recordOutcome } from '../../../shared/heat/calls/record-outcome.ts';
import { activate } from '../../../shared/heat/campaign/activate.ts';
import { hot, NADIA } from '../../builders/heat.ts';
import { volunteerNumber } from '../../support/chain.ts';
import { aPerson, entryNumber, openHotTown } from '../../support/hot-day.ts';
import { callers, look, started, wish } from '../../support/hot-round.ts';

const DEVICE = 'd'.repeat(64);

describe('volunteers', () => {
  it('are each asked for one batch of eight, by a text without a name', async () => {
    const { town } = await started(20, 3);
    expect(
      town
        .batches()
        .map((batch) => batch.people.length)
        .sort(),
    ).toEqual([4, 8, 8]);
    expect(town.texts().map(({ message }) => message.kind)).toEqual([
      'calls-offer',
      'calls-offer',
      'calls-offer',
    ]);
    const asked = new Set(town.batches().flatMap((batch) => batch.people));
    expect(asked.size).toBe(20);
  });

  it('are asked about nobody who did not agree to them (law 6)', async () => {
    const { volunteerCalls: _, ...without } = aPerson(2);
    const town = await openHotTown([aPerson(1), without], callers(2));
    await activate(town.world, wish(), NADIA, hot('08:30'));
    expect(town.batches().flatMap((batch) => batch.people)).toEqual([aPerson(1).id]);
  });

  it('take a batch once: one winner, the others let go of', async () => {
    const { town } = await started(8, 1);
    await look(town, hot('08:30'));
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    const manner = { via: 'link' as const, actor: town.volunteerActor(subject.volunteerId) };
    const [first, again] = await Promise.all([
      acceptBatch(town.world, subject, manner, hot('09:00')),
      acceptBatch(town.world, subject, manner, hot('09:00')),
    ]);
    expect([first, again].map((one) => one.ok && one.value.already).sort()).toEqual([false, true]);
    const other = { ...subject, volunteerId: volunteerNumber(7) };
    const late = await acceptBatch(
      town.world,
      other,
      { ...manner, actor: town.volunteerActor(other.volunteerId) },
      hot('09:01'),
    );
    expect(late).toEqual({ ok: false, refusal: 'already-taken' });
    expect(
      town.calls().every((task) => task.holder.by === 'volunteer' && task.deadline === hot('11:00')),
    ).toBe(true);
  });

  it('take nothing any more when the desk is about to take everything, even while the scheduler is silent', async () => {
    const { town } = await started(8, 1);
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    const manner = { via: 'link' as const, actor: town.volunteerActor(subject.volunteerId) };
    const late = await acceptBatch(town.world, subject, manner, hot('11:56'));
    expect(late).toEqual({ ok: false, refusal: 'too-late' });
    const last = await acceptBatch(town.world, subject, manner, hot('11:55'));
    expect(last.ok && last.value.batch.leaseUntil).toBe(hot('12:00'));
  });

  it('who stay silent give the batch back by themselves; the desk has everything by noon', async () => {
    const { town } = await started(8, 1);
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    await acceptBatch(
      town.world,
      subject,
      { via: 'link', actor: town.volunteerActor(subject.volunteerId) },
      hot('09:00'),
    );
    await look(town, hot('10:59'));
    expect(town.calls().filter((task) => task.holder.by === 'volunteer')).toHaveLength(8);
    await look(town, hot('11:00'));
    expect(town.calls().filter((task) => task.holder.by === 'desk')).toHaveLength(8);
    expect(town.batches()[0]?.state).toBe('returned');
  });

  it('may say no, or give back what they have not called', async () => {
    const { town } = await started(16, 2);
    const [one, two] = town.batches();
    if (!one || !two) throw new Error('two batches');
    const subjectOf = (batch: typeof one) => ({
      batchId: batch.id,
      volunteerId: batch.asked[0]?.volunteerId ?? volunteerNumber(9),
    });
    const actorOf = (batch: typeof one) => town.volunteerActor(subjectOf(batch).volunteerId);
    await declineBatch(town.world, subjectOf(one), actorOf(one), hot('08:40'));
    await acceptBatch(town.world, subjectOf(two), { via: 'link', actor: actorOf(two) }, hot('08:40'));
    const back = await handBackBatch(town.world, subjectOf(two), actorOf(two), hot('09:00'));
    expect(back.ok && back.value.batch.state).toBe('returned');
    expect(town.calls().every((task) => task.holder.by === 'desk')).toBe(true);
  });
});

describe('a volunteer’s link', () => {
  it('shows names and the code word only after the yes, on the device that said it, while they are theirs', async () => {
    const { town } = await started(3, 1);
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    const before = await viewBatch(town.world, subject, DEVICE, hot('08:40'));
    expect(before).toMatchObject({ kind: 'open', left: 3 });
    expect(JSON.stringify(before)).not.toMatch(/Perrin|\+33353010042/);
    await acceptBatch(
      town.world,
      subject,
      { via: 'link', device: DEVICE, actor: town.volunteerActor(subject.volunteerId) },
      hot('08:41'),
    );
    const yours = await viewBatch(town.world, subject, DEVICE, hot('08:45'));
    expect(yours?.kind === 'yours' && yours.lines.map((line) => line.person?.firstName)).toEqual([
      'Odile',
      'Odile',
      'Odile',
    ]);
    const elsewhere = await viewBatch(town.world, subject, 'e'.repeat(64), hot('08:45'));
    expect(elsewhere?.kind).toBe('other-device');
    const [task] = town.calls();
    if (!task) throw new Error('no call');
    await recordOutcome(
      town.world,
      {
        taskId: task.id,
        id: outcomeIdSchema.parse('form-number-1'),
        code: 'well',
        note: '',
        calledAt: hot('09:00'),
        via: 'link',
        batchId: batch.id,
      },
      town.volunteerActor(subject.volunteerId),
      hot('09:00'),
    );
    const later = await viewBatch(town.world, subject, DEVICE, hot('09:01'));
    expect(later?.kind === 'yours' && later.lines.map((line) => line.person === undefined)).toEqual([
      false,
      false,
      true,
    ]);
    expect(
      await viewBatch(town.world, { ...subject, volunteerId: volunteerNumber(5) }, DEVICE, hot('09:01')),
    ).toBeUndefined();
  });

  it('a volunteer who no longer calls in summer gives back what they hold', async () => {
    const { town } = await started(3, 1);
    const [batch] = town.batches();
    if (!batch) throw new Error('no batch');
    const subject = { batchId: batch.id, volunteerId: volunteerNumber(0) };
    const actor = town.volunteerActor(subject.volunteerId);
    await acceptBatch(town.world, subject, { via: 'link', device: DEVICE, actor }, hot('08:41'));
    await changeSummerCaller(
      town.world,
      subject.volunteerId,
      { isIn: false, beyondCaps: true },
      actor,
      hot('09:00'),
    );
    expect(town.calls().every((task) => task.holder.by === 'desk')).toBe(true);
  });
});

describe('batches', () => {
  const one = (n: number, more: object = {}) => ({
    personId: entryNumber(n),
    sector: 'a',
    languages: [],
    priority: '1111',
    callers: [],
    ...more,
  });
  const caller = (n: number, more: object = {}) => ({
    id: volunteerNumber(n),
    sector: 'a',
    languages: ['fr'],
    ...more,
  });

  it('go to the voice she knows, then to her sector, then to anybody; never without a common language', () => {
    const people = [
      one(1, { sector: 'b', callers: [volunteerNumber(1)] }),
      one(2, { sector: 'a' }),
      one(3, { sector: 'c' }),
      one(4, { languages: ['ar'] }),
    ];
    const batches = planBatches(people, [caller(0), caller(1, { sector: 'c' })], 8);
    const of = (n: number) =>
      batches
        .find((batch) => batch.caller.id === volunteerNumber(n))
        ?.people.map((person) => person.personId);
    expect(of(1)).toEqual([entryNumber(1), entryNumber(3)]);
    expect(of(0)).toEqual([entryNumber(2)]);
  });

  it('hold each person once, the first by the stated order, at most eight', () => {
    const people = Array.from({ length: 30 }, (_, n) => one(n, { priority: n > 25 ? '0111' : '1111' }));
    const batches = planBatches(people, [caller(0), caller(1)], 8);
    const all = batches.flatMap((batch) => batch.people.map((person) => person.personId));
    expect(new Set(all).size).toBe(16);
    expect(all).toEqual(expect.arrayContaining([26, 27, 28, 29].map(entryNumber)));
    expect(batches.every((batch) => batch.people.length <= 8)).toBe(true);
  });
});
