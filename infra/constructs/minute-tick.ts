import { Duration } from 'aws-cdk-lib';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Construct } from 'constructs';
import { HumanAlarm } from './human-alarm.ts';
import { HumanQueue, WorkQueue, type WorkQueueProps } from './work-queue.ts';

export type MinuteTickProps = WorkQueueProps & {
  readonly description: string;
  /** The line the worker writes once it has finished: a worker that starts and fails each minute is not alive. */
  readonly doneLine: string;
};

/**
 * Wakes a function every minute, through a queue so that a busy worker loses nothing. A rate and not a cron in
 * local time: a cron runs the doubled hour of October once, and nothing would be due for an hour.
 */
export class MinuteTick extends Construct {
  readonly work: WorkQueue;

  constructor(scope: Construct, id: string, props: MinuteTickProps) {
    super(scope, id);
    this.work = new WorkQueue(this, `${id}-work`, props);
    const refused = new HumanQueue(this, `${id}-refused`, { ...props, filledBy: 'service' });
    new Schedule(this, 'EveryMinute', {
      description: props.description,
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new SqsSendMessage(this.work.queue, {
        input: ScheduleTargetInput.fromObject({ kind: 'tick', at: '<aws.scheduler.scheduled-time>' }),
        deadLetterQueue: refused.queue,
        retryAttempts: 3,
        // A tick older than this is replaced by the next ones.
        maxEventAge: Duration.minutes(5),
      }),
    });
    new HumanAlarm(this, `${id}-heartbeat`, {
      tell: props.tell,
      metric: props.worker.measure(props.doneLine).metric({ period: Duration.minutes(1), statistic: 'Sum' }),
      threshold: 1,
      when: 'less-than',
      periods: 3,
      heartbeat: true,
      whatAPersonLoses: props.whatAPersonLoses,
      firstMove:
        'vérifier dans EventBridge Scheduler que la planification est active, puis le journal de la fonction.',
    });
  }
}
