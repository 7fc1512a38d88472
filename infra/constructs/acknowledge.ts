import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Long enough for a reason, too long for "n/a". */
const shortestReason = 40;

/** Accepts one security finding on one construct, with the reason a reviewer will read. */
export const acknowledge = (construct: IConstruct, finding: string, reason: string): void => {
  if (reason.length < shortestReason) {
    throw new Error(`${construct.node.path}: ${finding} is acknowledged without a real reason`);
  }
  Validations.of(construct).acknowledge({ id: finding, reason });
};
