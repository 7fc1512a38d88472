import { Duration, Stack } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';

export type HumanQueueProps = {
  readonly tell: ITopic;
  readonly whatAPersonLoses: string;
  /** A queue's dead letters, or what a service of AWS could not deliver. */
  readonly filledBy: 'queue' | 'service';
};

/** A queue nobody reads by machine: what lands here waits for a person, and an alarm calls that person. */
export class HumanQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: HumanQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // A dead letter keeps the date at which it was first sent: the longest retention there is.
      retentionPeriod: Duration.days(14),
    });
    if (props.filledBy === 'service') {
      acknowledge(
        this.queue,
        'AwsSolutions-SQS3',
        'It is itself the last stop: what a service could not deliver waits here for a person, whom an alarm calls.',
      );
    }
    new HumanAlarm(this, `${id}-not-empty`, {
      tell: props.tell,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      threshold: 1,
      whatAPersonLoses: props.whatAPersonLoses,
      firstMove: `ouvrir la file dans la console SQS (${Stack.of(this).region}), lire le message, corriger la cause, puis « Start DLQ redrive ».`,
    });
  }
}

export type WorkQueueProps = {
  readonly worker: HouseFunction;
  readonly tell: ITopic;
  readonly whatAPersonLoses: string;
  /** How many workers at once, 2 at least (the service's floor). */
  readonly maximumConcurrency: number;
};

/** A queue, its worker and its dead letters, with the distances that keep a slow worker from losing good messages. */
export class WorkQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const dead = new HumanQueue(this, `${id}-dead`, { ...props, filledBy: 'queue' });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(6 * props.worker.timeout.toSeconds()),
      retentionPeriod: Duration.hours(4),
      deadLetterQueue: { queue: dead.queue, maxReceiveCount: 5 },
    });
    props.worker.fn.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 1,
        maxConcurrency: props.maximumConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}
