import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { EDGE_HEADER } from '../../functions/gate/header.ts';
import { acknowledge } from './acknowledge.ts';
import type { HouseFunction } from './house-function.ts';
import { HumanAlarm } from './human-alarm.ts';

export type PublicSiteProps = {
  readonly host: string;
  readonly certificate: ICertificate;
  readonly webAclArn: string;
  /** Answers every path that `routes` does not name. */
  readonly pages: HouseFunction;
  /** Paths that another function answers; a whole path wins over a greedy one. */
  readonly routes?: readonly { readonly paths: readonly string[]; readonly pages: HouseFunction }[];
  readonly gate: HouseFunction;
  readonly edgeSecret: ISecret;
  readonly tell: ITopic;
  readonly whatAPersonLoses: string;
};

/** One public host: CloudFront and its firewall in front, an API that answers to nobody else, its functions behind. */
export class PublicSite extends Construct {
  readonly distribution: Distribution;
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, props: PublicSiteProps) {
    super(scope, id);
    this.api = this.gatedApi(props);
    const origin = new HttpOrigin(`${this.api.apiId}.execute-api.${Stack.of(this).region}.amazonaws.com`, {
      protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
      originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      // Resolved by CloudFormation when it deploys: the value is in no template.
      customHeaders: { [EDGE_HEADER]: props.edgeSecret.secretValue.unsafeUnwrap() },
    });
    this.distribution = new Distribution(this, 'Distribution', {
      comment: props.host,
      domainNames: [props.host],
      certificate: props.certificate,
      webAclId: props.webAclArn,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: {
        origin,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        // Pages hold personal data: nothing is kept on the way, whatever a page says of itself.
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      additionalBehaviors: {
        // Style sheets, named by their content (functions/web/style/assets.ts): the same for everyone, no cookie goes or comes.
        '/assets/*': {
          origin,
          allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
          cachePolicy: CachePolicy.CACHING_OPTIMIZED,
          viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        },
      },
    });
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR1',
      'A volunteer on holiday abroad must still be able to say that they cannot come: no country is shut out.',
    );
    acknowledge(
      this.distribution,
      'AwsSolutions-CFR3',
      'CloudFront logs hold whole paths, and the path of an SMS link is the secret that opens it; the API logs routes without paths.',
    );
    this.alarms(props);
  }

  private gatedApi(props: PublicSiteProps): HttpApi {
    const api = new HttpApi(this, 'Api', {
      createDefaultStage: false,
      defaultIntegration: new HttpLambdaIntegration('Pages', props.pages.fn),
      defaultAuthorizer: new HttpLambdaAuthorizer('Edge', props.gate.fn, {
        responseTypes: [HttpLambdaResponseType.SIMPLE],
        // A request without the header is refused before any function runs; a good one is remembered for an hour.
        identitySource: [`$request.header.${EDGE_HEADER}`],
        resultsCacheTtl: Duration.hours(1),
      }),
    });
    for (const { paths, pages } of props.routes ?? []) {
      const integration = new HttpLambdaIntegration(`Pages-${pages.node.id}`, pages.fn);
      for (const path of paths) api.addRoutes({ path, methods: [HttpMethod.ANY], integration });
    }
    const log = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: '$default',
      autoDeploy: true,
      // 5,000 volunteers who say yes in one minute ask for 333 pages a second (reliability.md P3).
      throttle: { rateLimit: 500, burstLimit: 1_000 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(log),
        // Neither path nor address: the path is a secret, and the address here would be CloudFront's.
        format: AccessLogFormat.custom(
          JSON.stringify({
            at: '$context.requestTime',
            requestId: '$context.requestId',
            method: '$context.httpMethod',
            status: '$context.status',
            latencyMs: '$context.responseLatency',
            integrationError: '$context.integrationErrorMessage',
          }),
        ),
      },
    });
    return api;
  }

  private alarms(props: PublicSiteProps): void {
    const names = [...new Set([props.pages, ...(props.routes ?? []).map(({ pages }) => pages)])].map(
      ({ node }) => node.id,
    );
    const period = Duration.minutes(5);
    new HumanAlarm(this, `${this.node.id}-failing`, {
      tell: props.tell,
      metric: new MathExpression({
        expression: 'IF(requests > 0, 100 * failures / requests, 0)',
        usingMetrics: {
          failures: this.api.metricServerError({ period, statistic: 'Sum' }),
          requests: this.api.metricCount({ period, statistic: 'Sum' }),
        },
        period,
        label: 'pages en erreur (%)',
      }),
      threshold: 1,
      whatAPersonLoses: props.whatAPersonLoses,
      firstMove: `ouvrir https://${props.host}/health, puis le journal des fonctions : ${names.join(', ')}.`,
    });
  }
}
