import { beforeAll, describe, expect, it } from 'vitest';
import { ofType, type SynthesizedTown, synthesizeTown } from '../infra/synthesized-town.ts';

let stacks: SynthesizedTown;
beforeAll(() => {
  stacks = synthesizeTown();
});

describe('the doors of a town', () => {
  it('take no TRACE', () => {
    const sites = ofType(stacks.town, 'AWS::CloudFront::Distribution');
    expect(sites).toHaveLength(2);
    for (const { Properties } of sites) {
      const { DefaultCacheBehavior, CacheBehaviors } = Properties.DistributionConfig;
      for (const { AllowedMethods } of [DefaultCacheBehavior, ...CacheBehaviors]) {
        expect(AllowedMethods).toContain('GET');
        expect(AllowedMethods).not.toContain('TRACE');
        expect(AllowedMethods).not.toContain('CONNECT');
      }
    }
  });
});
