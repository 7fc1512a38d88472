import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';

export type SmsAlarmsProps = {
  readonly tell: ITopic;
  readonly outbox: HouseFunction;
  readonly monthlySpendLimitUsd: number;
  /** SNS writes one line for each text, in one of these two. */
  readonly delivered: LogGroup;
  readonly failed: LogGroup;
};

/** Money that runs out, texts that fail, and the silence in which neither shows. */
export class SmsAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: SmsAlarmsProps,
  ) {
    super(scope, id);
    this.spending();
    this.failures();
    this.silence();
  }

  private spending(): void {
    for (const percent of [50, 80, 95]) {
      new HumanAlarm(this, `sms-spend-${percent}`, {
        tell: this.props.tell,
        metric: new Metric({
          namespace: 'AWS/SNS',
          metricName: 'SMSMonthToDateSpentUSD',
          statistic: 'Maximum',
          period: Duration.minutes(15),
        }),
        threshold: (this.props.monthlySpendLimitUsd * percent) / 100,
        whatAPersonLoses: `${percent} % du plafond mensuel de SMS est dépensé. Au plafond, le message qui comptait est celui qui ne part pas, sans aucune erreur.`,
        firstMove:
          'vérifier que les envois du mois sont normaux, puis demander à AWS de relever le plafond (docs/deploy.md).',
      });
    }
  }

  /** Counted in the delivery logs: every message leaves one line in one of the two (sampling is 100). */
  private failures(): void {
    const period = Duration.minutes(15);
    const lines = (log: LogGroup) => log.metricIncomingLogEvents({ period, statistic: 'Sum' });
    new HumanAlarm(this, 'sms-failing', {
      tell: this.props.tell,
      metric: new MathExpression({
        // One wrong number among three messages is a wrong number; one in ten of many is a broken channel.
        expression: 'IF(FILL(ko, 0) >= 3, 100 * FILL(ko, 0) / (FILL(ko, 0) + FILL(ok, 0)), 0)',
        usingMetrics: { ok: lines(this.props.delivered), ko: lines(this.props.failed) },
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
  private silence(): void {
    const period = Duration.hours(1);
    const sent = this.props.outbox.measure('message', { where: { state: 'sent' } });
    new HumanAlarm(this, 'receipts-missing', {
      tell: this.props.tell,
      metric: new MathExpression({
        // Under twenty texts in an hour, a few phones switched off would ring it.
        expression: 'IF(sent >= 20, 100 - 100 * (FILL(ok, 0) + FILL(ko, 0)) / sent, 0)',
        usingMetrics: {
          sent: sent.metric({ period, statistic: 'Sum' }),
          ok: this.props.delivered.metricIncomingLogEvents({ period, statistic: 'Sum' }),
          ko: this.props.failed.metricIncomingLogEvents({ period, statistic: 'Sum' }),
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
