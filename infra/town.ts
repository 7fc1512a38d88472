import type { App } from 'aws-cdk-lib';
import { EdgeStack } from './edge-stack.ts';
import { readTownSettings } from './settings.ts';
import { TownStack } from './town-stack.ts';

/** The two stacks of a town: the edge where CloudFront wants it, everything else (and all data) in the town's region. */
export const buildTown = (app: App): { readonly edge: EdgeStack; readonly town: TownStack } => {
  const town = readTownSettings(app.node);
  const account = process.env.CDK_DEFAULT_ACCOUNT;
  const tags = { application: 'prevenance', town: town.townId };
  const edge = new EdgeStack(app, `prevenance-${town.townId}-edge`, {
    town,
    tags,
    env: { account, region: 'us-east-1' },
    crossRegionReferences: true,
  });
  const main = new TownStack(app, `prevenance-${town.townId}`, {
    town,
    webAclArn: edge.webAcl.attrArn,
    tags,
    env: { account, region: town.region },
    crossRegionReferences: true,
    terminationProtection: true,
  });
  return { edge, town: main };
};
