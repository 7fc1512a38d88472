import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** The mailbox that alarms write to. Alarms carry no personal data: names of queues and sentences. */
export class AlarmBell extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly email: string }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Prevenance', enforceSSL: true });
    this.topic.addSubscription(new EmailSubscription(props.email));
  }
}
