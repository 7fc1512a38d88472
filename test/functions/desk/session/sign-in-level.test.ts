import { describe, expect, it } from 'vitest';
import { open } from './at-provider.ts';

describe('a town that asks for a second factor', () => {
  const levels = ['eidas2', 'eidas3'];
  const comesBackWith = async (acr: unknown) => {
    const { provider, browser, leave, desk } = await open({ levels });
    provider.tamper({ claims: (claims) => (acr === undefined ? claims : { ...claims, acr }) });
    const left = await leave();
    return { left, answer: await browser.get(provider.answer(left)), browser, desk };
  };

  it.each(['eidas2', 'eidas3'])(
    'asks the provider for it, and opens to a sign-in of level %s',
    async (acr) => {
      const { left, answer, browser } = await comesBackWith(acr);
      expect(new URL(left).searchParams.get('acr_values')).toBe('eidas2 eidas3');
      expect(answer.status).toBe(303);
      expect((await browser.get('/connexions')).status).toBe(200);
    },
  );

  it.each([undefined, 'eidas1', '', 'EIDAS2', ['eidas2'], 'eidas2 eidas3'])(
    'stays closed to a sign-in of level %j, and says what is missing',
    async (acr) => {
      const { answer, browser, desk } = await comesBackWith(acr);
      expect(answer.status).toBe(400);
      expect(await answer.text()).toContain('Il manque la deuxième vérification');
      expect((await browser.get('/connexions')).status).toBe(303);
      expect(desk.lines.find(({ event }) => event === 'sign-in-refused')).toMatchObject({
        reason: 'too-weak',
        code: 'level-of-sign-in',
      });
    },
  );

  it('a town that asks for no level takes the provider’s word', async () => {
    const { provider, browser, leave } = await open();
    const left = await leave();
    expect(new URL(left).searchParams.has('acr_values')).toBe(false);
    expect((await browser.get(provider.answer(left))).status).toBe(303);
  });
});

describe('what the browser keeps', () => {
  it('is told to be thrown away at sign-out', async () => {
    const { provider, browser, leave } = await open();
    await browser.get(provider.answer(await leave()));
    await browser.post('/deconnexion');
    const page = await browser.get('/au-revoir');
    expect(page.headers.get('clear-site-data')).toBe('"cache", "storage"');
  });

  it('never is the provider’s access token, in a cookie or in a page', async () => {
    const { provider, browser, leave } = await open();
    const back = await browser.get(provider.answer(await leave()));
    const pages = [back, await browser.get('/connexions'), await browser.get('/')];
    const held = [
      ...browser.cookies.values(),
      ...(await Promise.all(pages.map((page) => page.text()))),
    ].join();
    expect(provider.accessToken.length).toBeGreaterThan(10);
    expect(held).not.toContain(provider.accessToken);
    expect(held).not.toContain('eyJ');
  });

  it('is a new session at each sign-in, and the one before is dead', async () => {
    const { provider, desk, browser, leave } = await open();
    await browser.get(provider.answer(await leave()));
    const before = new Map(browser.cookies);
    await browser.get(provider.answer(await leave('/')));
    expect([...browser.cookies.values()]).not.toEqual([...before.values()]);
    const thief = desk.visitor();
    for (const [name, value] of before) thief.cookies.set(name, value);
    expect((await thief.get('/connexions')).status).toBe(303);
    expect((await browser.get('/connexions')).status).toBe(200);
  });
});
