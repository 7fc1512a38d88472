import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { acknowledge } from '../../infra/constructs/acknowledge.ts';
import { buildTown } from '../../infra/town.ts';
import { intentStateSchema } from '../../shared/messages/intent.ts';
import { INDEXES } from '../../shared/table/definition.ts';
import {
  type Json,
  ofType,
  permissionsOf,
  type Resource,
  type SynthesizedTown,
  statements,
  synthesizeTown,
  synthesizeUnderSecurityRules,
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

const only = (type: string, from = town): Resource => {
  const [first, ...others] = ofType(from, type);
  if (!first || others.length > 0)
    throw new Error(`expected one ${type}, found ${others.length + (first ? 1 : 0)}`);
  return first;
};
const functionNames = ['desk', 'links', 'outbox', 'agenda', 'receipts'];

describe('what the town knows is kept', () => {
  it('cannot be deleted by mistake, and survives the deletion of the stack', () => {
    const table = only('AWS::DynamoDB::GlobalTable');
    expect(table.DeletionPolicy).toBe('Retain');
    for (const replica of table.Properties.Replicas) {
      expect(replica.DeletionProtectionEnabled).toBe(true);
      expect(replica.PointInTimeRecoverySpecification).toEqual({
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: 35,
      });
    }
    expect(stacks.app.node.findChild('prevenance-besancon')).toMatchObject({ terminationProtection: true });
  });

  it('is encrypted with a key of the town that turns every year and is never lost', () => {
    const key = only('AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(key.DeletionPolicy).toBe('Retain');
    const [replica] = only('AWS::DynamoDB::GlobalTable').Properties.Replicas;
    expect(target(replica.SSESpecification.KMSMasterKeyId)).toBe(key.id);
    for (const secret of ofType(town, 'AWS::SecretsManager::Secret')) {
      expect(target(secret.Properties.KmsKeyId)).toBe(key.id);
      expect(secret.DeletionPolicy).toBe('Retain');
    }
  });

  it('stays in the town’s region: the only other stack holds a firewall, an alarm and its mailbox', () => {
    const edgeTypes = new Set(stacks.edge.map(({ Type }) => Type));
    for (const type of edgeTypes) {
      expect(type).not.toMatch(/DynamoDB|SQS|SecretsManager|Scheduler|ApiGateway/);
    }
    expect(only('AWS::DynamoDB::GlobalTable').Properties.Replicas.map((r: Json) => r.Region)).toEqual([
      'eu-west-3',
    ]);
  });

  it('has the indexes that the code asks for, no other', () => {
    const indexes = only('AWS::DynamoDB::GlobalTable').Properties.GlobalSecondaryIndexes;
    expect(
      Object.fromEntries(
        indexes.map((index: Json) => [
          index.IndexName,
          {
            partition: index.KeySchema[0].AttributeName,
            sort: index.KeySchema[1].AttributeName,
            projection: index.Projection.ProjectionType,
          },
        ]),
      ),
    ).toEqual(INDEXES);
  });
});

describe('each function may do its work and nothing else', () => {
  it('only the outbox may text a phone, and it may write to no topic', () => {
    const publishers = functionNames
      .concat('gate')
      .filter((name) =>
        permissionsOf(town, name).some(
          (s) => s.Effect === 'Allow' && s.Action.some((a) => /^sns:(Publish|\*)/.test(a)),
        ),
      );
    expect(publishers).toEqual(['outbox']);
    const allowed = statements(ofType(everything, 'AWS::IAM::Policy')).filter(
      (s) => s.Effect === 'Allow' && s.Action.includes('sns:Publish'),
    );
    expect(allowed).toHaveLength(1);
    expect(permissionsOf(town, 'outbox')).toContainEqual({
      Effect: 'Deny',
      Action: ['sns:Publish'],
      Resource: ['arn:aws:sns:*:*:*'],
    });
  });

  it('nobody may read the whole table', () => {
    const all = statements(ofType(everything, 'AWS::IAM::Policy')).flatMap((s) => s.Action);
    expect(all).toContain('dynamodb:Query');
    expect(all.filter((a) => /^dynamodb:(Scan|\*|PartiQL|DeleteTable|UpdateTable)/.test(a))).toEqual([]);
  });

  it('the volunteers’ pages do not know the staff’s sign-in secret, and only the gate knows the edge’s', () => {
    const readersOf = (name: string) => {
      const secret = ofType(town, 'AWS::SecretsManager::Secret').find(({ id }) =>
        id.startsWith(`Secrets${name}`),
      );
      return functionNames
        .concat('gate')
        .filter((fn) =>
          permissionsOf(town, fn).some(
            (s) =>
              s.Action.includes('secretsmanager:GetSecretValue') &&
              s.Resource.some((r) => target(r) === secret?.id),
          ),
        );
    };
    expect(readersOf('OidcClient')).toEqual(['desk']);
    expect(readersOf('Edge')).toEqual(['gate']);
  });

  it('no action is a wildcard, and no role borrows a managed policy', () => {
    const actions = statements(ofType(town, 'AWS::IAM::Policy')).flatMap((s) => s.Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
    const roles = ofType(town, 'AWS::IAM::Role').filter((role) => !role.id.startsWith('CustomCrossRegion'));
    for (const role of roles) expect(role.Properties.ManagedPolicyArns, role.id).toBeUndefined();
  });

  it('no secret is written in a template or in a function’s settings', () => {
    for (const fn of ofType(town, 'AWS::Lambda::Function')) {
      const variables: Record<string, unknown> = fn.Properties.Environment?.Variables ?? {};
      const plain = Object.keys(variables).filter((name) => /(SECRET|PASSWORD|TOKEN)$/.test(name));
      expect(plain, fn.id).toEqual([]);
      expect(JSON.stringify(variables)).not.toContain('resolve:secretsmanager');
    }
  });
});

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
    expect(fromQueues).toHaveLength(1);
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
      (m) => target(m.Properties.EventSourceArn) === only('AWS::DynamoDB::GlobalTable').id,
    );
    expect(stream?.Properties).toMatchObject({ BisectBatchOnFunctionError: true, MaximumRetryAttempts: 3 });
    expect(queues().has(target(stream?.Properties.DestinationConfig.OnFailure.Destination))).toBe(true);
    expect(JSON.parse(stream?.Properties.FilterCriteria.Filters[0].Pattern).dynamodb.NewImage).toEqual({
      duePartition: { S: [{ prefix: 'outbox#' }] },
    });
  });

  it('a message’s lease of 300 s is longer than the worker that holds it, its send and the clocks’ drift', () => {
    const outbox = ofType(town, 'AWS::Lambda::Function').find(({ id }) => id.startsWith('outboxFunction'));
    const publishSeconds = 7;
    const clockSkewSeconds = 60;
    expect(outbox?.Properties.Timeout + publishSeconds + clockSkewSeconds).toBeLessThan(300);
  });

  it('each minute’s tick goes through a queue, is tried again and is missed in no night of the year', () => {
    const schedules = ofType(town, 'AWS::Scheduler::Schedule');
    expect(schedules).toHaveLength(1);
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
  const attributes = () => JSON.stringify(only('Custom::AWS').Properties.Create).replaceAll('\\"', '"');

  it('logs every delivery, not a sample, and stops at the town’s own limit', () => {
    expect(attributes()).toContain('"DeliveryStatusSuccessSamplingRate":"100"');
    expect(attributes()).toContain('"MonthlySpendLimit":"1"');
    expect(attributes()).toContain('"DefaultSMSType":"Transactional"');
  });

  it('counts the texts that left by the very line the outbox writes', () => {
    const [filter] = ofType(town, 'AWS::Logs::MetricFilter');
    const outbox = ofType(town, 'AWS::Lambda::Function').find(({ id }) => id.startsWith('outboxFunction'));
    expect(target(filter?.Properties.LogGroupName)).toBe(target(outbox?.Properties.LoggingConfig.LogGroup));
    expect(filter?.Properties.FilterPattern).toContain('$.event = "message"');
    const sent = intentStateSchema.parse('sent');
    expect(filter?.Properties.FilterPattern).toContain(`$.state = "${sent}"`);
  });

  it('both delivery logs are read by the receipts function, and hold phone numbers for a month only', () => {
    const logs = ofType(town, 'AWS::Logs::LogGroup').filter((log) => log.Properties.LogGroupName);
    expect(logs).toHaveLength(2);
    const read = ofType(town, 'AWS::Logs::SubscriptionFilter').map((f) => target(f.Properties.LogGroupName));
    expect(read.sort()).toEqual(logs.map(({ id }) => id).sort());
    for (const log of logs) expect(log.Properties.RetentionInDays).toBe(30);
  });
});

describe('the pages have one door each', () => {
  it('staff and volunteers have different hosts, over TLS 1.2 at least', () => {
    const sites = ofType(town, 'AWS::CloudFront::Distribution').map((d) => d.Properties.DistributionConfig);
    expect(new Set(sites.flatMap((site) => site.Aliases)).size).toBe(2);
    for (const site of sites) {
      expect(site.ViewerCertificate.MinimumProtocolVersion).toBe('TLSv1.2_2021');
      expect(site.DefaultCacheBehavior.ViewerProtocolPolicy).toBe('redirect-to-https');
      expect(site.WebACLId).toBeDefined();
    }
    expect(() => synthesizeTown({ linksHost: 'prevenance.ville.example' })).toThrow(/two different hosts/);
  });

  it('the API answers to CloudFront alone: no route without the gate, no gate without the secret header', () => {
    const gates = ofType(town, 'AWS::ApiGatewayV2::Authorizer');
    for (const route of ofType(town, 'AWS::ApiGatewayV2::Route')) {
      expect(route.Properties.AuthorizationType).toBe('CUSTOM');
      const gate = gates.find(({ id }) => id === target(route.Properties.AuthorizerId));
      expect(gate?.Properties.IdentitySource).toEqual(['$request.header.x-prevenance-edge']);
    }
    for (const { Properties } of ofType(town, 'AWS::CloudFront::Distribution')) {
      const [origin] = Properties.DistributionConfig.Origins;
      expect(origin.CustomOriginConfig.OriginProtocolPolicy).toBe('https-only');
      const [header] = origin.OriginCustomHeaders;
      expect(header.HeaderName).toBe('x-prevenance-edge');
      expect(JSON.stringify(header.HeaderValue)).toContain('{{resolve:secretsmanager:');
    }
  });

  it('robots are stopped, but not the many volunteers behind one operator’s address', () => {
    const { Rules } = only('AWS::WAFv2::WebACL', stacks.edge).Properties;
    const rate = Rules.find((rule: Json) => rule.Statement.RateBasedStatement)?.Statement.RateBasedStatement;
    expect(rate.Limit / (rate.EvaluationWindowSec / 300)).toBeGreaterThanOrEqual(2_000);
    expect(Rules.map((rule: Json) => rule.Name)).toContain('AWSManagedRulesCommonRuleSet');
  });

  it('no log and no sample holds the path of an SMS link', () => {
    for (const { Properties } of ofType(town, 'AWS::CloudFront::Distribution')) {
      expect(Properties.DistributionConfig.Logging).toBeUndefined();
    }
    for (const { Properties } of ofType(town, 'AWS::ApiGatewayV2::Stage')) {
      expect(Properties.AccessLogSettings.Format).toContain('$context.requestId');
      expect(Properties.AccessLogSettings.Format).not.toMatch(/\$context\.(path|domainName|http\.path)/);
    }
    const acl = only('AWS::WAFv2::WebACL', stacks.edge).Properties;
    for (const part of [acl, ...acl.Rules]) expect(part.VisibilityConfig.SampledRequestsEnabled).toBe(false);
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

  it('silence is an alarm', () => {
    expect(named('agenda-tick-heartbeat')?.Properties.TreatMissingData).toBe('breaching');
  });

  it.each([
    ...functionNames.flatMap((name) => [[`${name}-errors`], [`${name}-throttles`]]),
    ['outbox-late'],
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

  it('money is watched before it runs out', () => {
    const { NotificationsWithSubscribers } = only('AWS::Budgets::Budget').Properties;
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

describe('the security rules of AWS', () => {
  it('every finding is mended or acknowledged with a reason that somebody can judge', () => {
    expect(() => synthesizeUnderSecurityRules(buildTown)).not.toThrow();
  });

  it('a finding would be seen: a bare queue is refused', () => {
    expect(() => synthesizeUnderSecurityRules((app) => new Queue(new Stack(app, 'Bare'), 'Queue'))).toThrow(
      /AwsSolutions-SQS3/,
    );
  });

  it('an acknowledgment without a real reason is refused', () => {
    expect(() => acknowledge(new Stack(new App(), 'Bare'), 'AwsSolutions-SQS3', 'not applicable')).toThrow(
      /without a real reason/,
    );
  });
});
