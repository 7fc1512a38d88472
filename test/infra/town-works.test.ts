import { beforeAll, describe, expect, it } from 'vitest';
import { tick } from '../../functions/agenda/handler.ts';
import type { World } from '../../functions/compose.ts';
import { intentStateSchema } from '../../shared/messages/intent.ts';
import { duePartition } from '../../shared/table/write.ts';
import { instant } from '../../shared/time/instant.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import {
  functionNames,
  type Json,
  ofType,
  only,
  type Resource,
  type SynthesizedTown,
  synthesizeTown,
  target,
} from './synthesized-town.ts';

let stacks: SynthesizedTown;
let town: readonly Resource[];
let everything: readonly Resource[];

beforeAll(() => {
  stacks = synthesizeTown();
  town = stacks.town;
  everything = [...stacks.town, ...stacks.edge];
});

/** The filters that read the log of this function. */
const measured = (name: string): Resource[] => {
  const fn = ofType(town, 'AWS::Lambda::Function').find(({ id }) => id.startsWith(`${name}Function`));
  return ofType(town, 'AWS::Logs::MetricFilter').filter(
    (filter) => target(filter.Properties.LogGroupName) === target(fn?.Properties.LoggingConfig.LogGroup),
  );
};

describe('nothing owed is lost on the way', () => {
  const queues = () => new Map(ofType(town, 'AWS::SQS::Queue').map((queue) => [queue.id, queue]));

  it('a dead letter outlives its queue, after at least five tries', () => {
    const sources = [...queues().values()].filter((queue) => queue.Properties.RedrivePolicy);
    expect(sources.length).toBeGreaterThanOrEqual(1);
    for (const source of sources) {
      const policy = source.Properties.RedrivePolicy;
      const dead = queues().get(target(policy.deadLetterTargetArn));
      expect(policy.maxReceiveCount).toBeGreaterThanOrEqual(5);
      expect(dead?.Properties.MessageRetentionPeriod).toBeGreaterThan(
        source.Properties.MessageRetentionPeriod,
      );
    }
  });

  it('a worker has six times its time before its message is given to another, and no flood drowns it', () => {
    const functions = new Map(ofType(town, 'AWS::Lambda::Function').map((fn) => [fn.id, fn]));
    const mappings = ofType(town, 'AWS::Lambda::EventSourceMapping');
    const fromQueues = mappings.filter((m) => queues().has(target(m.Properties.EventSourceArn)));
    expect(fromQueues).toHaveLength(3);
    for (const { Properties } of fromQueues) {
      const worker = functions.get(target(Properties.FunctionName));
      const queue = queues().get(target(Properties.EventSourceArn));
      expect(queue?.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * worker?.Properties.Timeout);
      expect(Properties.ScalingConfig.MaximumConcurrency).toBeGreaterThanOrEqual(2);
      const reserved = worker?.Properties.ReservedConcurrentExecutions ?? Number.POSITIVE_INFINITY;
      expect(reserved).toBeGreaterThanOrEqual(Properties.ScalingConfig.MaximumConcurrency);
    }
    for (const { Properties } of mappings) {
      expect(Properties.FunctionResponseTypes).toContain('ReportBatchItemFailures');
    }
  });

  it('the outbox wakes for messages only; a poisoned one is set apart and kept', () => {
    const [stream] = ofType(town, 'AWS::Lambda::EventSourceMapping').filter(
      (m) => target(m.Properties.EventSourceArn) === only(town, 'AWS::DynamoDB::GlobalTable').id,
    );
    expect(stream?.Properties).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 3 });
    expect(queues().has(target(stream?.Properties.DestinationConfig.OnFailure.Destination))).toBe(true);
    const { prefix } = JSON.parse(stream?.Properties.FilterCriteria.Filters[0].Pattern).dynamodb.NewImage
      .duePartition.S[0];
    for (const lane of ['outbox', 'outbox#urgent'] as const) {
      expect(duePartition(lane, 7).startsWith(prefix), lane).toBe(true);
    }
    expect(duePartition('agenda', 7).startsWith(prefix)).toBe(false);
  });

  it('a message’s lease of 300 s is longer than the worker that holds it, its send and the clocks’ drift', () => {
    const outbox = ofType(town, 'AWS::Lambda::Function').find(({ id }) => id.startsWith('outboxFunction'));
    const publishSeconds = 7;
    const clockSkewSeconds = 60;
    expect(outbox?.Properties.Timeout + publishSeconds + clockSkewSeconds).toBeLessThan(300);
  });

  it('each minute’s tick goes through a queue, is tried again and is missed in no night of the year', () => {
    const schedules = ofType(town, 'AWS::Scheduler::Schedule');
    expect(schedules).toHaveLength(3);
    for (const { Properties } of schedules) {
      expect(queues().has(target(Properties.Target.Arn))).toBe(true);
      expect(queues().has(target(Properties.Target.DeadLetterConfig.Arn))).toBe(true);
      expect(Properties.Target.RetryPolicy.MaximumRetryAttempts).toBeGreaterThanOrEqual(1);
      // A cron in local time runs the doubled hour of October once: an hour without reminders.
      expect(Properties.ScheduleExpression).toBe('rate(1 minute)');
      expect(Properties.State).toBe('ENABLED');
    }
  });

  it('every queue is encrypted, and a queue nobody empties has an alarm', () => {
    const watched = ofType(town, 'AWS::CloudWatch::Alarm').flatMap((alarm) =>
      (alarm.Properties.Dimensions ?? []).map((d: Json) => target(d.Value)),
    );
    const fed = new Set(
      ofType(town, 'AWS::Lambda::EventSourceMapping').map((m) => target(m.Properties.EventSourceArn)),
    );
    for (const [id, queue] of queues()) {
      expect(queue.Properties.SqsManagedSseEnabled, id).toBe(true);
      if (!fed.has(id)) expect(watched, `${id} fills up in silence`).toContain(id);
    }
  });
});

describe('SNS says what became of each message', () => {
  const attributes = () => JSON.stringify(only(town, 'Custom::AWS').Properties.Create).replaceAll('\\"', '"');

  it('logs every delivery, not a sample, and stops at the town’s own limit', () => {
    expect(attributes()).toContain('"DeliveryStatusSuccessSamplingRate":"100"');
    expect(attributes()).toContain('"MonthlySpendLimit":"1"');
    expect(attributes()).toContain('"DefaultSMSType":"Transactional"');
  });

  it('counts the texts that left by the very line the outbox writes', () => {
    const filter = measured('outbox').find(({ Properties }) =>
      Properties.FilterPattern.includes('"message"'),
    );
    expect(filter?.Properties.FilterPattern).toContain('$.event = "message"');
    expect(filter?.Properties.FilterPattern).toContain(`$.state = "${intentStateSchema.parse('sent')}"`);
  });

  it('both delivery logs are read by the receipts function, and hold phone numbers for a month only', () => {
    const logs = ofType(town, 'AWS::Logs::LogGroup').filter((log) => log.Properties.LogGroupName);
    expect(logs).toHaveLength(2);
    const read = ofType(town, 'AWS::Logs::SubscriptionFilter').map((f) => target(f.Properties.LogGroupName));
    expect(read.sort()).toEqual(logs.map(({ id }) => id).sort());
    for (const log of logs) expect(log.Properties.RetentionInDays).toBe(30);
  });
});

describe('somebody is told, in words', () => {
  const alarms = () => ofType(everything, 'AWS::CloudWatch::Alarm');
  const named = (name: string) => alarms().find((alarm) => alarm.Properties.AlarmName.endsWith(`-${name}`));

  it('every alarm says what a person loses and what to do first, and rings in a mailbox', () => {
    const topics = new Set(
      ofType(everything, 'AWS::SNS::Subscription').map((subscription) =>
        target(subscription.Properties.TopicArn),
      ),
    );
    for (const { id, Properties } of alarms()) {
      const [loss = '', move = ''] = Properties.AlarmDescription.split('\nPremier geste : ');
      expect(loss.length, id).toBeGreaterThan(30);
      expect(move.length, id).toBeGreaterThan(20);
      expect(Properties.AlarmDescription.length, id).toBeLessThanOrEqual(1_024);
      expect(Properties.AlarmActions.map(target), id).not.toHaveLength(0);
      for (const action of Properties.AlarmActions) expect(topics, id).toContain(target(action));
    }
  });

  it('the mailbox lets alarms in: its own rules replace those that did by default', () => {
    for (const stack of [stacks.town, stacks.edge]) {
      const topics = new Set(
        ofType(stack, 'AWS::CloudWatch::Alarm').flatMap((alarm) => alarm.Properties.AlarmActions.map(target)),
      );
      const policy = only(stack, 'AWS::SNS::TopicPolicy').Properties;
      expect(policy.Topics.map(target)).toEqual([...topics]);
      const allowed = policy.PolicyDocument.Statement.filter((s: Json) => s.Effect === 'Allow');
      expect(allowed).toHaveLength(1);
      expect(allowed[0]).toMatchObject({
        Action: 'sns:Publish',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
      });
    }
  });

  it('silence is an alarm', () => {
    const heartbeat = named('agenda-tick-heartbeat')?.Properties;
    expect(heartbeat?.TreatMissingData).toBe('breaching');
    // Not the number of invocations: a tick that starts and fails each minute is silence too.
    expect(heartbeat?.Namespace).toBe('Prevenance');
  });

  it('reads from each tick the fields that the tick really writes', async () => {
    const lines: Record<string, unknown>[] = [];
    const clock = { now: () => instant('2026-11-21T21:00:00.000Z') };
    const log: World['log'] = (line) => lines.push(line);
    await tick({ table: memoryTable(), clock, log, config: { townId: 'besancon' } } as unknown as World);
    const read = measured('agenda').map(({ Properties }) => Properties.MetricTransformations[0].MetricValue);
    expect(read.sort()).toEqual(['$.failed', '$.oldestMessageMinutes', '1']);
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'agenda-tick', failed: 0, oldestMessageMinutes: 0 }),
    );
  });

  it.each([
    ...functionNames.flatMap((name) => [[`${name}-errors`], [`${name}-throttles`]]),
    ['outbox-late'],
    ['messages-late'],
    ['agenda-stuck'],
    ['outbox-stream-dead-not-empty'],
    ['agenda-tick-work-dead-not-empty'],
    ['agenda-tick-refused-not-empty'],
    ['receipts-lost-not-empty'],
    ['sms-failing'],
    ['receipts-missing'],
    ['sms-spend-50'],
    ['sms-spend-80'],
    ['sms-spend-95'],
    ['desk-site-failing'],
    ['links-site-failing'],
    ['links-guessed'],
    ['table-throttles'],
    ['certificate-expiring'],
  ])('there is an alarm for %s', (name) => {
    expect(named(name)).toBeDefined();
  });

  it('the links that somebody guesses are wrong links, of both functions of their host, and nothing else', () => {
    const filters = ['links', 'space'].map((name) =>
      measured(name).find(({ Properties }) => Properties.FilterPattern.includes('"link-unknown"')),
    );
    const metrics = filters.map((filter) => filter?.Properties.MetricTransformations[0].MetricName);
    expect(new Set(metrics).size).toBe(1);
    expect(named('links-guessed')?.Properties).toMatchObject({
      Namespace: 'Prevenance',
      MetricName: metrics[0],
      Statistic: 'Sum',
      Threshold: 50,
    });
  });

  it('money is watched before it runs out', () => {
    const { NotificationsWithSubscribers } = only(town, 'AWS::Budgets::Budget').Properties;
    expect(NotificationsWithSubscribers.map((n: Json) => n.Notification.Threshold)).toEqual([
      50, 80, 95, 100,
    ]);
  });

  it('every log expires', () => {
    const logs = ofType(everything, 'AWS::Logs::LogGroup');
    expect(logs.length).toBeGreaterThanOrEqual(10);
    for (const log of logs) expect(log.Properties.RetentionInDays, log.id).toBeLessThanOrEqual(365);
    for (const fn of ofType(town, 'AWS::Lambda::Function')) {
      if (fn.id.startsWith('CustomCrossRegion')) continue;
      expect(
        fn.Properties.LoggingConfig?.LogGroup,
        `${fn.id} writes to a log that never expires`,
      ).toBeDefined();
    }
  });
});
