import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

export type HumanAlarmProps = {
  /** Who is told: an alarm that rings nowhere does not compile. */
  readonly tell: ITopic;
  readonly metric: IMetric;
  /** What somebody loses if nobody reacts, in a sentence for people who do not know AWS. */
  readonly whatAPersonLoses: string;
  /** The first thing to do, in a sentence. */
  readonly firstMove: string;
  readonly threshold: number;
  readonly when?: 'at-least' | 'less-than';
  readonly periods?: number;
  /** A heartbeat: silence itself is the alarm. */
  readonly heartbeat?: boolean;
};

/** An alarm written for the person who receives it. It rings when things break and says so when they mend. */
export class HumanAlarm extends Construct {
  constructor(scope: Construct, id: string, props: HumanAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmName: `${Stack.of(this).stackName}-${id}`,
      alarmDescription: `${props.whatAPersonLoses}\nPremier geste : ${props.firstMove}`,
      metric: props.metric,
      threshold: props.threshold,
      comparisonOperator:
        props.when === 'less-than'
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: props.periods ?? 1,
      treatMissingData: props.heartbeat ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    const action = new SnsAction(props.tell);
    alarm.addAlarmAction(action);
    alarm.addOkAction(action);
  }
}
