import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import { Construct } from 'constructs';

/**
 * Volunteers of one mobile operator share few addresses (CGNAT). 5,000 who say yes in one minute behind four addresses
 * (reliability.md P3) make 7,500 requests each: lower than this refuses people, not robots.
 */
const requestsPerAddressIn5Minutes = 10_000;

/** The body rule above 8 KB would refuse a register imported as CSV; the size is bounded by the pages themselves. */
const countedOnly = ['SizeRestrictions_BODY'];

const managed = [
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesAmazonIpReputationList',
];

// Sampled requests show whole paths, and the path of an SMS link is the secret that opens it.
const visibility = (metricName: string) => ({
  metricName,
  cloudWatchMetricsEnabled: true,
  sampledRequestsEnabled: false,
});

/** What stops robots before they reach a page: AWS's managed lists and a rate per address. */
export class TownFirewall extends Construct {
  readonly acl: CfnWebACL;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.acl = new CfnWebACL(this, 'Acl', {
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: visibility('town'),
      rules: [
        {
          name: 'rate-per-address',
          priority: 0,
          action: { block: {} },
          statement: {
            rateBasedStatement: {
              aggregateKeyType: 'IP',
              evaluationWindowSec: 300,
              limit: requestsPerAddressIn5Minutes,
            },
          },
          visibilityConfig: visibility('rate-per-address'),
        },
        ...managed.map((name, index) => ({
          name,
          priority: index + 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name,
              ...(name === 'AWSManagedRulesCommonRuleSet' && {
                ruleActionOverrides: countedOnly.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
              }),
            },
          },
          visibilityConfig: visibility(name),
        })),
      ],
    });
  }
}
