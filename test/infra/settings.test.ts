import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { readTownSettings } from '../../infra/settings.ts';

const good = {
  townId: 'besancon',
  region: 'eu-west-3',
  deskHost: 'prevenance.ville.example',
  linksHost: 'visites.ville.example',
  certificateArn: `arn:aws:acm:us-east-1:${'1'.repeat(12)}:certificate/${'a'.repeat(36)}`,
  oidcIssuer: 'https://identite.ville.example',
  oidcClientId: 'prevenance',
  smsNumbers: 'fiction',
  smsMonthlySpendLimitUsd: 1,
  monthlyBudgetUsd: 50,
  alarmEmail: 'astreinte@ville.example',
};
const read = (changes: Record<string, unknown>) =>
  readTownSettings(new App({ context: { prevenance: { ...good, ...changes } } }).node);

describe('what a town types in cdk.json', () => {
  it('is taken as it is when it is whole', () => {
    expect(read({})).toMatchObject(good);
  });

  it.each([
    ['a host with its scheme', { deskHost: 'https://prevenance.ville.example' }, 'deskHost'],
    [
      'a certificate of the wrong region',
      { certificateArn: good.certificateArn.replace('us-east-1', 'eu-west-3') },
      'certificateArn',
    ],
    ['a sender with a space', { smsSenderId: 'CCAS Ville' }, 'smsSenderId'],
    ['a sender made of digits', { smsSenderId: '38600' }, 'smsSenderId'],
    ['an identity provider without https', { oidcIssuer: 'http://identite.ville.example' }, 'oidcIssuer'],
    ['the same host twice', { linksHost: good.deskHost }, 'linksHost'],
    ['a setting that does not exist', { smsSpendLimit: 40 }, 'smsSpendLimit'],
    ['no mailbox for the alarms', { alarmEmail: '' }, 'alarmEmail'],
  ])('%s is refused by its name', (_, changes, field) => {
    expect(() => read(changes)).toThrow(field);
  });

  it('a missing block says where it belongs', () => {
    expect(() => readTownSettings(new App().node)).toThrow('cdk.json, context "prevenance"');
  });
});
