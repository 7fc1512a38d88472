import { describe, expect, it } from 'vitest';
import { compose } from '../../../functions/compose.ts';
import { readConfig } from '../../../functions/config.ts';
import { linksHost } from '../../../functions/local/hosts/links-host.ts';
import { TUESDAY_NOON } from '../../builders/chain.ts';
import { memoryTable } from '../../doubles/memory-table.ts';
import { openBrowser } from '../../support/browser-jar.ts';
import { openChain } from '../../support/chain.ts';

const ORIGIN = 'http://localhost:3001';

const openHost = async () => {
  const table = memoryTable();
  const world = compose(
    readConfig({
      DESK_ORIGIN: 'http://localhost:3000',
      LINKS_ORIGIN: ORIGIN,
      OIDC_ISSUER: 'http://localhost:3003',
      OIDC_CLIENT_ID: 'desk',
      APP_SECRET: 's'.repeat(43),
    }),
    { table, clock: { now: () => TUESDAY_NOON }, log: () => undefined },
  );
  await openChain(table, []);
  return openBrowser(linksHost(world), ORIGIN);
};

describe('a volunteer who comes back to a tab that closed itself', () => {
  it('is sent to the SMS again when the page is reloaded, not told that it does not exist', async () => {
    const browser = await openHost();
    for (const path of ['/m', '/a', '/t']) {
      await browser.go(path);
      expect([path, browser.status]).toEqual([path, 404]);
      expect(browser.text).toContain('Rouvrez le lien de votre SMS');
      expect(browser.text).toContain('recevoir un lien');
    }
  });

  it('learns that the answer was not kept, from either function of the host', async () => {
    const browser = await openHost();
    for (const path of ['/m/accepter', '/m/pause', '/t/accepter']) {
      await browser.post(path, { _csrf: 'x' });
      expect([path, browser.status]).toEqual([path, 403]);
      expect(browser.text).toContain('votre dernière réponse n’est pas enregistrée');
      expect(browser.text).toContain('Rouvrez le lien de votre SMS');
    }
  });

  it('is told apart from somebody whose link was cut short', async () => {
    const browser = await openHost();
    for (const door of ['m', 't']) {
      await browser.go(`/${door}/${'A'.repeat(22)}`);
      expect(browser.text).toContain('Ce lien ne s’ouvre pas');
      expect(browser.text).toContain('dernier SMS reçu');
    }
  });

  it('is no applicant: their form never speaks of an SMS', async () => {
    const browser = await openHost();
    await browser.post('/devenir-benevole', { _csrf: 'x' });
    expect(browser.status).toBe(403);
    expect(browser.text).not.toContain('SMS');
  });
});
