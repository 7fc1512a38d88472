import { describe, expect, it } from 'vitest';
import { withSecrets } from '../../functions/secrets.ts';

describe('secrets of the environment', () => {
  it('a variable that names a secret gives the secret, and nothing else moves', async () => {
    const vault: Record<string, string> = { 'arn:app': 'seals-links', 'arn:oidc': 'opens-sign-in' };
    const environment = await withSecrets(
      { TOWN_ID: 'besancon', APP_SECRET_ARN: 'arn:app', OIDC_CLIENT_SECRET_ARN: 'arn:oidc' },
      async (arn) => vault[arn] ?? '',
    );
    expect(environment).toMatchObject({
      TOWN_ID: 'besancon',
      APP_SECRET: 'seals-links',
      OIDC_CLIENT_SECRET: 'opens-sign-in',
    });
  });

  it('on one machine, where nothing names a secret, nothing is asked', async () => {
    const asked: string[] = [];
    const source = { APP_SECRET: 'local', AWS_ACCESS_KEY_ID: 'local' };
    const environment = await withSecrets(source, async (arn) => {
      asked.push(arn);
      return '';
    });
    expect(environment).toEqual(source);
    expect(asked).toEqual([]);
  });

  it('a vault that does not answer is an error, never an empty secret', async () => {
    const refused = withSecrets({ APP_SECRET_ARN: 'arn:app' }, async () => {
      throw new Error('secret not readable: status 400');
    });
    await expect(refused).rejects.toThrow('not readable');
  });
});
