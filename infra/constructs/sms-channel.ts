import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { FilterPattern, LogGroup, RetentionDays, SubscriptionFilter } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';
import { HumanQueue } from './work-queue.ts';

export type SmsChannelProps = {
  readonly monthlySpendLimitUsd: number;
  readonly senderId?: string | undefined;
  readonly tell: ITopic;
  readonly outbox: HouseFunction;
  /** Reads SNS's delivery logs and writes what became of each message. */
  readonly receipts: HouseFunction;
};

/** The account's SMS settings, what SNS says about each message, and the alarms when it says nothing. */
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
    this.spendAlarms(props);
    this.failureAlarm(props.tell);
    this.silenceAlarm(props);
  }

  /** SNS chooses these names. They hold phone numbers in clear: a month, then nothing; the ledger keeps the result. */
  private deliveryLog(id: string, logGroupName: string): LogGroup {
    return new LogGroup(this, id, {
      logGroupName,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  private accountSettings(props: SmsChannelProps): void {
    const logger = new Role(this, 'DeliveryLogger', {
      assumedBy: new ServicePrincipal('sns.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    });
    for (const log of [this.delivered, this.failed]) log.grantWrite(logger);
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

  private spendAlarms(props: SmsChannelProps): void {
    for (const percent of [50, 80, 95]) {
      new HumanAlarm(this, `sms-spend-${percent}`, {
        tell: props.tell,
        metric: new Metric({
          namespace: 'AWS/SNS',
          metricName: 'SMSMonthToDateSpentUSD',
          statistic: 'Maximum',
          period: Duration.minutes(15),
        }),
        threshold: (props.monthlySpendLimitUsd * percent) / 100,
        whatAPersonLoses: `${percent} % du plafond mensuel de SMS est dépensé. Au plafond, le message qui comptait est celui qui ne part pas, sans aucune erreur.`,
        firstMove:
          'vérifier que les envois du mois sont normaux, puis demander à AWS de relever le plafond (docs/deploy.md).',
      });
    }
  }

  /** Counted in the delivery logs: every message leaves one line in one of the two (sampling is 100). */
  private failureAlarm(tell: ITopic): void {
    const period = Duration.minutes(15);
    const lines = (log: LogGroup) => log.metricIncomingLogEvents({ period, statistic: 'Sum' });
    new HumanAlarm(this, 'sms-failing', {
      tell,
      metric: new MathExpression({
        // One wrong number among three messages is a wrong number; one in ten of many is a broken channel.
        expression: 'IF(FILL(ko, 0) >= 3, 100 * FILL(ko, 0) / (FILL(ko, 0) + FILL(ok, 0)), 0)',
        usingMetrics: { ok: lines(this.delivered), ko: lines(this.failed) },
        period,
        label: 'SMS non remis (%)',
      }),
      threshold: 10,
      whatAPersonLoses:
        'Une partie des bénévoles ne reçoit rien : on les croit prévenus, et des aînés attendent une visite qui ne viendra pas.',
      firstMove: 'ouvrir « Messages en échec » sur le bureau, appeler les bénévoles des visites du jour.',
    });
  }

  /** Texts the outbox handed over, against lines in the two delivery logs: above its limit, SNS stops without a word. */
  private silenceAlarm(props: SmsChannelProps): void {
    const period = Duration.hours(1);
    const sent = props.outbox.log.addMetricFilter('TextsSent', {
      filterPattern: FilterPattern.all(
        FilterPattern.stringValue('$.event', '=', 'message'),
        FilterPattern.stringValue('$.state', '=', 'sent'),
      ),
      metricNamespace: 'Prevenance',
      metricName: `${Stack.of(this).stackName}-texts-sent`,
    });
    new HumanAlarm(this, 'receipts-missing', {
      tell: props.tell,
      metric: new MathExpression({
        // Under twenty texts in an hour, a few phones switched off would ring it.
        expression: 'IF(sent >= 20, 100 - 100 * (FILL(ok, 0) + FILL(ko, 0)) / sent, 0)',
        usingMetrics: {
          sent: sent.metric({ period, statistic: 'Sum' }),
          ok: this.delivered.metricIncomingLogEvents({ period, statistic: 'Sum' }),
          ko: this.failed.metricIncomingLogEvents({ period, statistic: 'Sum' }),
        },
        period,
        label: 'SMS sans nouvelles (%)',
      }),
      threshold: 20,
      whatAPersonLoses:
        'SNS s’est peut-être tu (plafond atteint ?) : plus personne ne reçoit rien, et aucune erreur ne s’affiche.',
      firstMove:
        'comparer la dépense SMS du mois à son plafond dans la console SNS ; appeler les bénévoles du jour.',
    });
  }
}
