import { Duration } from 'aws-cdk-lib';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';
import type { TownTable } from './town-table.ts';
import { HumanQueue } from './work-queue.ts';

export type OutboxFeedProps = {
  readonly store: TownTable;
  readonly outbox: HouseFunction;
  readonly tell: ITopic;
};

/**
 * A message that becomes owed wakes the outbox at once; losing this hint costs one sweep, never a message. The only
 * function that may text a phone is the one behind it.
 */
export class OutboxFeed extends Construct {
  constructor(scope: Construct, id: string, { store, outbox, tell }: OutboxFeedProps) {
    super(scope, id);
    const dead = new HumanQueue(this, 'outbox-stream-dead', {
      tell,
      filledBy: 'service',
      whatAPersonLoses:
        'Un SMS n’a pas pu être traité à l’instant où il était dû ; il ne repartira qu’au balayage suivant.',
    });
    outbox.fn.addEventSource(
      new DynamoEventSource(store.table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 10,
        bisectBatchOnError: true,
        retryAttempts: 3,
        maxRecordAge: Duration.hours(1),
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(dead.queue),
        filters: [
          // Only what waits in the outbox lane (shared/table/write.ts) is worth a wake-up.
          FilterCriteria.filter({
            eventName: FilterRule.or('INSERT', 'MODIFY'),
            dynamodb: { NewImage: { duePartition: { S: FilterRule.beginsWith('outbox#') } } },
          }),
        ],
      }),
    );
    outbox.allowTexting();
    acknowledge(
      outbox,
      'AwsSolutions-IAM5[Resource::*]',
      'A phone number has no ARN (topics are denied beside it), and dynamodb:ListStreams knows no resource.',
    );
    new HumanAlarm(this, 'outbox-late', {
      tell,
      metric: outbox.fn.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) }),
      threshold: 120_000,
      periods: 2,
      whatAPersonLoses:
        'Les SMS prennent du retard : des bénévoles ignorent qu’on les attend, des portes restent closes.',
      firstMove: 'ouvrir le journal de la fonction outbox ; si SNS refuse, lire le plafond de dépense SMS.',
    });
  }
}
