import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { AlarmBell } from './constructs/alarm-bell.ts';
import { HumanAlarm } from './constructs/human-alarm.ts';
import { TownFirewall } from './constructs/town-firewall.ts';
import type { TownSettings } from './settings.ts';

/** What CloudFront wants in us-east-1, and nothing personal: the firewall, the certificate's alarm. */
export class EdgeStack extends Stack {
  readonly webAcl: CfnWebACL;

  constructor(scope: Construct, id: string, props: StackProps & { readonly town: TownSettings }) {
    super(scope, id, props);
    const bell = new AlarmBell(this, 'Bell', { email: props.town.alarmEmail });
    this.webAcl = new TownFirewall(this, 'Firewall').acl;
    new HumanAlarm(this, 'certificate-expiring', {
      tell: bell.topic,
      metric: new Metric({
        namespace: 'AWS/CertificateManager',
        metricName: 'DaysToExpiry',
        dimensionsMap: { CertificateArn: props.town.certificateArn },
        statistic: 'Minimum',
        period: Duration.days(1),
      }),
      threshold: 21,
      when: 'less-than',
      whatAPersonLoses: 'Dans moins de trois semaines, aucun lien de SMS ne s’ouvrira plus.',
      firstMove:
        'vérifier que l’enregistrement DNS de validation du certificat existe toujours (docs/deploy.md, étape 2).',
    });
  }
}
