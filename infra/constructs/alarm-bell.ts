import { Stack } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

/** The mailbox that alarms write to. Alarms carry no personal data: names of queues and sentences. */
export class AlarmBell extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly email: string }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { displayName: 'Prevenance', enforceSSL: true });
    // The topic's own policy (TLS only) takes the place of the default one, which let alarms in: without this line
    // every alarm turns red in the console and no letter leaves.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    this.topic.addSubscription(new EmailSubscription(props.email));
  }
}
