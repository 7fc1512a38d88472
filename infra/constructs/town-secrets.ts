import { RemovalPolicy } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';

export type TownSecretsProps = { readonly key: Key; readonly edgeSecretNumber: number };

/** What nobody may read in a template, a log or a page. Each function is given the ones it needs. */
export class TownSecrets extends Construct {
  /** Seals links and forms. */
  readonly app: Secret;
  /** Typed in by the town after the first deployment: what is generated here opens nothing. */
  readonly oidcClient: Secret;
  /** Typed in by the town: its key to Météo-France's vigilance. What is generated here opens nothing. */
  readonly vigilance: Secret;
  /** What CloudFront says to the API. */
  readonly edge: Secret;

  constructor(scope: Construct, id: string, { key, edgeSecretNumber }: TownSecretsProps) {
    super(scope, id);
    const generated = (name: string, description: string) =>
      new Secret(this, name, {
        description,
        encryptionKey: key,
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy: RemovalPolicy.RETAIN,
      });
    this.app = generated('App', 'Prevenance: seals links and forms');
    this.oidcClient = generated('OidcClient', 'Prevenance: client secret given by the identity provider');
    this.vigilance = generated('Vigilance', 'Prevenance: key given by Meteo-France for its vigilance API');
    this.edge = generated(
      `Edge${edgeSecretNumber}`,
      'Prevenance: header that CloudFront adds, the API answers to nothing else',
    );
    acknowledge(
      this.app,
      'AwsSolutions-SMG4',
      'Links already sent are sealed with it: a blind rotation would kill every SMS link in flight, so it is rotated by hand (docs/deploy.md).',
    );
    acknowledge(
      this.oidcClient,
      'AwsSolutions-SMG4',
      'It is issued by the identity provider: only the provider can rotate it, the town then types the new one.',
    );
    acknowledge(
      this.vigilance,
      'AwsSolutions-SMG4',
      'It is issued by Meteo-France: only its portal can renew it, the town then types the new one.',
    );
    acknowledge(
      this.edge,
      'AwsSolutions-SMG4',
      'CloudFront and the API must change together: it is rotated by a deployment (edgeSecretNumber), not by a timer.',
    );
  }
}
