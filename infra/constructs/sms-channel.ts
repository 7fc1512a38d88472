import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { FilterPattern, LogGroup, RetentionDays, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { HouseFunction } from './house-function.ts';
import { SmsAlarms } from './sms-alarms.ts';
import { HumanQueue } from './work-queue.ts';

export type SmsChannelProps = {
  readonly monthlySpendLimitUsd: number;
  readonly senderId?: string | undefined;
  readonly tell: ITopic;
  readonly outbox: HouseFunction;
  /** Reads SNS's delivery logs and writes what became of each message. */
  readonly receipts: HouseFunction;
};

/** The account's SMS settings, and what SNS says about each message. */
export class SmsChannel extends Construct {
  private readonly delivered: LogGroup;
  private readonly failed: LogGroup;

  constructor(scope: Construct, id: string, props: SmsChannelProps) {
    super(scope, id);
    const { account, region } = Stack.of(this);
    this.delivered = this.deliveryLog('Delivered', `sns/${region}/${account}/DirectPublishToPhoneNumber`);
    this.failed = this.deliveryLog('Failed', `sns/${region}/${account}/DirectPublishToPhoneNumber/Failure`);
    this.accountSettings(props);
    this.receiptsFrom(props);
    new SmsAlarms(this, 'Alarms', { ...props, delivered: this.delivered, failed: this.failed });
  }

  /** SNS chooses these names. They hold phone numbers in clear: a month, then nothing; the ledger keeps the result. */
  private deliveryLog(id: string, logGroupName: string): LogGroup {
    return new LogGroup(this, id, {
      logGroupName,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** What AWS documents for this role, on these two logs only; a narrower role might lose receipts in silence. */
  private deliveryLogger(): Role {
    const logger = new Role(this, 'DeliveryLogger', { assumedBy: new ServicePrincipal('sns.amazonaws.com') });
    logger.addToPolicy(
      new PolicyStatement({
        actions: [
          'logs:CreateLogGroup',
          'logs:CreateLogStream',
          'logs:PutLogEvents',
          'logs:PutMetricFilter',
          'logs:PutRetentionPolicy',
        ],
        resources: [this.delivered.logGroupArn, this.failed.logGroupArn],
      }),
    );
    return logger;
  }

  private accountSettings(props: SmsChannelProps): void {
    const logger = this.deliveryLogger();
    const log = new LogGroup(this, 'SettingsLog', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const settings = {
      service: 'SNS',
      action: 'setSMSAttributes',
      physicalResourceId: PhysicalResourceId.of('sms-settings'),
      parameters: {
        attributes: {
          DefaultSMSType: 'Transactional',
          DeliveryStatusIAMRole: logger.roleArn,
          // Anything less and most receipts never arrive: "delivered" would be a guess.
          DeliveryStatusSuccessSamplingRate: '100',
          MonthlySpendLimit: String(props.monthlySpendLimitUsd),
          ...(props.senderId && { DefaultSenderID: props.senderId }),
        },
      },
    };
    const resource = new AwsCustomResource(this, 'Settings', {
      onCreate: settings,
      onUpdate: settings,
      policy: AwsCustomResourcePolicy.fromStatements([
        new PolicyStatement({ actions: ['sns:SetSMSAttributes'], resources: ['*'] }),
        new PolicyStatement({ actions: ['iam:PassRole'], resources: [logger.roleArn] }),
      ]),
      installLatestAwsSdk: false,
      role: this.settingsRole(log),
      logGroup: log,
    });
    resource.node.addDependency(logger);
    acknowledge(
      resource,
      'AwsSolutions-IAM5[Resource::*]',
      'sns:SetSMSAttributes knows no resource: the SMS settings belong to the whole account.',
    );
  }

  private settingsRole(log: LogGroup): Role {
    const role = new Role(this, 'SettingsRole', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    log.grantWrite(role);
    return role;
  }

  private receiptsFrom(props: SmsChannelProps): void {
    const lost = new HumanQueue(this, 'receipts-lost', {
      tell: props.tell,
      filledBy: 'service',
      whatAPersonLoses:
        'Des accusés de réception de SMS ne sont pas enregistrés : un message échoué reste affiché « envoyé », et personne ne rappelle.',
    });
    props.receipts.fn.configureAsyncInvoke({
      onFailure: new SqsDestination(lost.queue),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    });
    for (const [name, logGroup] of [
      ['DeliveredToReceipts', this.delivered],
      ['FailedToReceipts', this.failed],
    ] as const) {
      new SubscriptionFilter(this, name, {
        logGroup,
        destination: new LambdaDestination(props.receipts.fn),
        filterPattern: FilterPattern.allEvents(),
      });
    }
  }
}
