import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

/** A letter from AWS at half, four fifths and nearly all of the month's money, and when the forecast passes it. */
export class TownBudget extends Construct {
  constructor(scope: Construct, id: string, props: { readonly limitUsd: number; readonly email: string }) {
    super(scope, id);
    const notice = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        threshold,
        thresholdType: 'PERCENTAGE',
        comparisonOperator: 'GREATER_THAN',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address: props.email }],
    });
    new CfnBudget(this, 'Month', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: props.limitUsd, unit: 'USD' },
      },
      notificationsWithSubscribers: [
        notice('ACTUAL', 50),
        notice('ACTUAL', 80),
        notice('ACTUAL', 95),
        notice('FORECASTED', 100),
      ],
    });
  }
}
