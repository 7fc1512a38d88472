import type { Node } from 'constructs';
import * as z from 'zod';

const host = z
  .string()
  .regex(/^(?=.{4,253}$)([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/, 'a host name, without https://');

/**
 * What a town decides before it deploys: the `prevenance` block of cdk.json. No secret lives here; secrets are
 * typed into Secrets Manager after the first deployment (docs/deploy.md).
 */
const settings = z
  .strictObject({
    townId: z.string().regex(/^[a-z0-9-]{2,40}$/),
    region: z.string().regex(/^[a-z]{2}-[a-z]+-\d$/),
    /** Where staff sign in. */
    deskHost: host,
    /** Where the links of an SMS lead: another host, so that a volunteer's page never shares a cookie with staff. */
    linksHost: host,
    /** One ACM certificate of us-east-1 that covers both hosts: CloudFront reads certificates there only. */
    certificateArn: z.string().regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/),
    oidcIssuer: z.url({ protocol: /^https$/ }),
    oidcClientId: z.string().min(1).max(200),
    /** Levels of sign-in (`acr`) that open the desk, with spaces, the wanted one first; empty: the provider alone decides. */
    oidcLevels: z.string().max(400).default(''),
    /** `fiction` until the town is ready to text real people. */
    smsNumbers: z.enum(['fiction', 'live']),
    /** An SRU catalogue for librarians, `off` without one. */
    libraryCatalogue: z.string().max(300).default('off'),
    /** An OSRM table service for each way of going, `off` without one: ways are estimated then. */
    travelTableWalk: z.string().max(300).default('off'),
    travelTableBike: z.string().max(300).default('off'),
    travelTableCar: z.string().max(300).default('off'),
    /** What a phone shows as the sender, where the operator allows it: 3 to 11 letters or digits, one letter at least. */
    smsSenderId: z
      .string()
      .regex(/^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/)
      .optional(),
    /** SNS refuses a limit above the account's quota (1 USD at first): raise the quota before this number. */
    smsMonthlySpendLimitUsd: z.int().min(1).max(100_000),
    /** Add one and deploy to change the secret between CloudFront and the API. */
    edgeSecretNumber: z.int().min(1).max(9_999).default(1),
    /** Add one and deploy to make every function read its secrets again. */
    secretsRevision: z.int().min(1).max(9_999).default(1),
    monthlyBudgetUsd: z.int().min(1).max(1_000_000),
    /** A shared mailbox that somebody reads every day. */
    alarmEmail: z.email().max(254),
  })
  .refine((s) => s.deskHost !== s.linksHost, {
    path: ['linksHost'],
    message: 'staff and volunteers need two different hosts',
  });

export type TownSettings = z.infer<typeof settings>;

/** Reads the town's settings from the CDK context, or throws naming each field to mend. */
export const readTownSettings = (node: Node): TownSettings => {
  const parsed = settings.safeParse(node.tryGetContext('prevenance'));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  throw new Error(`cdk.json, context "prevenance": ${problems.join('; ')}`);
};
