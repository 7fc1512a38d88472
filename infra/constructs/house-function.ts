import { fileURLToPath } from 'node:url';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  LoggingFormat,
  ParamsAndSecretsLayerVersion,
  ParamsAndSecretsVersions,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { Charset, NodejsFunction, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';
import { FilterPattern, LogGroup, type MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { BUNDLE } from '../bundling.ts';
import { HumanAlarm } from './human-alarm.ts';

const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

export type HouseFunctionProps = {
  /** From the project's root, e.g. `functions/desk/index.ts`; it exports `handler`. */
  readonly entry: string;
  readonly timeout: Duration;
  /** 1,769 MB is one full processor: a cold start is mostly JavaScript to parse. */
  readonly memoryMegabytes: number;
  readonly environment?: Record<string, string>;
  /** Variable to secret: the function is given `<NAME>_ARN`, and the permission to read that secret only. */
  readonly secrets?: Record<string, ISecret>;
  readonly tell: ITopic;
  readonly whatAPersonLoses: string;
};

/**
 * One Lambda of the house: its own role and nothing in it but its own log, one bundle with the SDK inside, logs
 * that expire, an alarm when it fails and one when it is held back.
 */
export class HouseFunction extends Construct {
  readonly fn: NodejsFunction;
  readonly log: LogGroup;
  readonly timeout: Duration;

  constructor(scope: Construct, id: string, props: HouseFunctionProps) {
    super(scope, id);
    this.timeout = props.timeout;
    this.log = new LogGroup(this, 'Log', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.log.grantWrite(role);
    const secrets = Object.entries(props.secrets ?? {});
    this.fn = new NodejsFunction(this, 'Function', {
      entry: `${projectRoot}${props.entry}`,
      projectRoot,
      depsLockFilePath: `${projectRoot}package-lock.json`,
      role,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memoryMegabytes,
      timeout: props.timeout,
      environment: {
        ...props.environment,
        ...Object.fromEntries(secrets.map(([name, secret]) => [`${name}_ARN`, secret.secretArn])),
      },
      ...(secrets.length > 0 && {
        paramsAndSecrets: ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103, {
          secretsManagerTtl: Duration.minutes(5),
        }),
      }),
      bundling: {
        format: OutputFormat.ESM,
        mainFields: [...BUNDLE.mainFields],
        target: BUNDLE.target,
        minify: BUNDLE.minify,
        charset: Charset.UTF8,
        esbuildArgs: Object.fromEntries(
          Object.entries(BUNDLE.alias).map(([name, by]) => [`--alias:${name}`, by]),
        ),
        externalModules: [...BUNDLE.external],
        banner: BUNDLE.banner,
      },
    });
    for (const [, secret] of secrets) secret.grantRead(role);
    this.alarms(props);
  }

  /** Adds exactly these actions on exactly these resources. */
  allow(
    actions: readonly string[],
    resources: readonly string[],
    conditions?: Record<string, unknown>,
  ): void {
    this.fn.addToRolePolicy(
      new PolicyStatement({
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }

  /** A metric made of the lines this function writes, one JSON object each: their number, or what a field says. */
  measure(
    event: string,
    options: { readonly where?: Record<string, string>; readonly field?: string } = {},
  ): MetricFilter {
    const name = options.field ? `${event}-${options.field}` : event;
    const conditions = Object.entries({ event, ...options.where });
    return this.log.addMetricFilter(name, {
      filterPattern: FilterPattern.all(
        ...conditions.map(([field, value]) => FilterPattern.stringValue(`$.${field}`, '=', value)),
      ),
      metricNamespace: 'Prevenance',
      metricName: `${Stack.of(this).stackName}-${name}`,
      metricValue: options.field ? `$.${options.field}` : '1',
    });
  }

  /** SMS only: a phone number has no ARN, so every topic is refused instead. */
  allowTexting(): void {
    this.allow(['sns:Publish'], ['*']);
    this.fn.addToRolePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        actions: ['sns:Publish'],
        resources: ['arn:aws:sns:*:*:*'],
      }),
    );
  }

  private alarms(props: HouseFunctionProps): void {
    const name = this.node.id;
    const period = Duration.minutes(5);
    new HumanAlarm(this, `${name}-errors`, {
      tell: props.tell,
      metric: this.fn.metricErrors({ period }),
      threshold: 1,
      whatAPersonLoses: props.whatAPersonLoses,
      firstMove: `lire les dernières lignes du journal de la fonction ${name} (console CloudWatch, ${Stack.of(this).region}).`,
    });
    new HumanAlarm(this, `${name}-throttles`, {
      tell: props.tell,
      metric: this.fn.metricThrottles({ period }),
      threshold: 1,
      whatAPersonLoses: `Les réponses attendent dans une file pendant que la tournée passe à la personne suivante (${name}).`,
      firstMove: 'demander à AWS de relever le quota « Concurrent executions » de Lambda.',
    });
  }
}
