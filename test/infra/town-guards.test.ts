import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, it } from 'vitest';
import { LINKS_PATHS, SPACE_PATHS } from '../../functions/links/paths.ts';
import { acknowledge } from '../../infra/constructs/acknowledge.ts';
import { buildTown } from '../../infra/town.ts';
import { INDEXES } from '../../shared/table/definition.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { openCrowd, sayYesByPhone } from '../support/crowd.ts';
import {
  functionNames,
  type Json,
  ofType,
  only,
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

describe('what the town knows is kept', () => {
  it('cannot be deleted by mistake, and survives the deletion of the stack', () => {
    const table = only(town, 'AWS::DynamoDB::GlobalTable');
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
    const key = only(town, 'AWS::KMS::Key');
    expect(key.Properties.EnableKeyRotation).toBe(true);
    expect(key.DeletionPolicy).toBe('Retain');
    const [replica] = only(town, 'AWS::DynamoDB::GlobalTable').Properties.Replicas;
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
    expect(only(town, 'AWS::DynamoDB::GlobalTable').Properties.Replicas.map((r: Json) => r.Region)).toEqual([
      'eu-west-3',
    ]);
  });

  it('has the indexes that the code asks for, no other', () => {
    const indexes = only(town, 'AWS::DynamoDB::GlobalTable').Properties.GlobalSecondaryIndexes;
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

  it('on the volunteers’ host each path reaches the function that the code’s own table names', () => {
    const integrations = new Map(
      ofType(town, 'AWS::ApiGatewayV2::Integration').map((one) => [
        one.id,
        target(one.Properties.IntegrationUri),
      ]),
    );
    const routes = ofType(town, 'AWS::ApiGatewayV2::Route').filter(({ id }) => id.startsWith('linkssite'));
    const reached = Object.fromEntries(
      routes.map(({ Properties }) => [
        Properties.RouteKey,
        integrations.get(Properties.Target['Fn::Join'][1][1].Ref)?.replace(/Function.*/, ''),
      ]),
    );
    expect(reached).toEqual({
      $default: 'space',
      ...Object.fromEntries(LINKS_PATHS.map((path) => [`ANY ${path}`, 'links'])),
      ...Object.fromEntries(SPACE_PATHS.map((path) => [`ANY ${path}`, 'space'])),
    });
  });

  it('no page is kept on the way: only what is named by its content, without a cookie', () => {
    const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
    for (const { Properties } of ofType(town, 'AWS::CloudFront::Distribution')) {
      const { DefaultCacheBehavior, CacheBehaviors } = Properties.DistributionConfig;
      expect(DefaultCacheBehavior.CachePolicyId).toBe(cachingDisabled);
      expect(CacheBehaviors.map((kept: Json) => kept.PathPattern)).toEqual(['/assets/*']);
      for (const kept of CacheBehaviors) {
        expect(kept.OriginRequestPolicyId).toBeUndefined();
        expect(kept.AllowedMethods).toEqual(['GET', 'HEAD']);
      }
    }
  });

  it('robots are stopped, but not the many volunteers behind one operator’s address', () => {
    const { Rules } = only(stacks.edge, 'AWS::WAFv2::WebACL').Properties;
    const rate = Rules.find((rule: Json) => rule.Statement.RateBasedStatement)?.Statement.RateBasedStatement;
    expect(rate.Limit / (rate.EvaluationWindowSec / 300)).toBeGreaterThanOrEqual(2_000);
    expect(Rules.map((rule: Json) => rule.Name)).toContain('AWSManagedRulesCommonRuleSet');
  });

  it('5,000 volunteers who say yes in one minute behind four addresses all pass', async () => {
    const origin = 'http://localhost:3001';
    const { app, tokens } = await openCrowd(memoryTable(), 1, { origin });
    const [token] = tokens;
    if (!token) throw new Error('nobody was sent a link');
    const requests = await sayYesByPhone(app, origin, token);
    expect(requests.at(-2)).toEqual({ method: 'POST', path: '/m/accepter', status: 303 });

    const { Rules } = only(stacks.edge, 'AWS::WAFv2::WebACL').Properties;
    const rate = Rules.find((rule: Json) => rule.Statement.RateBasedStatement)?.Statement.RateBasedStatement;
    expect(rate.Limit).toBeGreaterThanOrEqual((5_000 / 4) * requests.length);
    // Sheets are kept at the edge: the API is asked for pages.
    const pages = requests.filter(({ path }) => !path.startsWith('/assets/'));
    for (const { Properties } of ofType(town, 'AWS::ApiGatewayV2::Stage'))
      expect(Properties.DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThanOrEqual(
        (5_000 * pages.length) / 60,
      );
  });

  it('no log and no sample holds the path of an SMS link', () => {
    for (const { Properties } of ofType(town, 'AWS::CloudFront::Distribution')) {
      expect(Properties.DistributionConfig.Logging).toBeUndefined();
    }
    for (const { Properties } of ofType(town, 'AWS::ApiGatewayV2::Stage')) {
      expect(Properties.AccessLogSettings.Format).toContain('$context.requestId');
      expect(Properties.AccessLogSettings.Format).not.toMatch(/\$context\.(path|domainName|http\.path)/);
    }
    const acl = only(stacks.edge, 'AWS::WAFv2::WebACL').Properties;
    for (const part of [acl, ...acl.Rules]) expect(part.VisibilityConfig.SampledRequestsEnabled).toBe(false);
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
