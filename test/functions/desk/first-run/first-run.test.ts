import { describe, expect, it } from 'vitest';
import { identityProvider } from '../../../../functions/desk/session/identity.ts';
import { localCommunes } from '../../../../functions/local/communes.ts';
import { fromMillis } from '../../../../shared/time/instant.ts';
import { readTown } from '../../../../shared/town/change-town.ts';
import { offerSetupCode } from '../../../../shared/town/setup-code.ts';
import { DESK_ORIGIN, ISSUER, testDesk } from '../../../support/desk.ts';
import { fakeProvider } from '../session/fake-provider.ts';

const CLIENT = 'prevenance-desk';

/** An empty town, and somebody whom the provider knows. */
const emptyTown = async () => {
  const provider = await fakeProvider(ISSUER, CLIENT);
  const identity = identityProvider({
    oidc: { issuer: ISSUER, clientId: CLIENT, clientSecret: undefined },
    deskOrigin: DESK_ORIGIN,
    fetch: provider.fetch,
  });
  const desk = await testDesk({
    identity,
    communes: localCommunes(),
    town: 'none',
    now: fromMillis(Date.now()),
  });
  const code = await offerSetupCode(desk.world, 'besancon', desk.world.clock.now());
  const browser = desk.visitor();
  const signIn = async () => {
    const left = await browser.get('/connexion/depart?retour=/premier-demarrage');
    return browser.get(provider.answer(left.headers.get('location') ?? ''));
  };
  return { desk, browser, signIn, code: code ?? '' };
};
const answers = (code: string) => ({
  code,
  communeCode: '70299',
  communeName: 'Lavoncourt',
  centre: '47.6330, 5.8260',
  houseName: 'Maison des Seniors',
  phone: '03 53 01 00 70',
  senderId: 'CCASLavonco',
});

describe('a town that is still empty', () => {
  it('welcomes whoever opens it, and asks to sign in first', async () => {
    const { browser } = await emptyTown();
    expect((await browser.get('/')).headers.get('location')).toBe('/premier-demarrage');
    expect(await (await browser.get('/premier-demarrage')).text()).toContain('Bienvenue dans Prévenance');
  });

  it('finds the commune by name, by postcode or by INSEE code', async () => {
    const { browser, signIn } = await emptyTown();
    expect((await signIn()).headers.get('location')).toBe('/premier-demarrage');
    for (const typed of ['lavoncourt', '70120', '70299'])
      expect(await (await browser.get(`/premier-demarrage?commune=${typed}`)).text()).toContain('Lavoncourt');
    expect(await (await browser.get('/premier-demarrage?commune=zzzz')).text()).toContain(
      'Aucune commune de ce nom',
    );
    const form = await (await browser.get('/premier-demarrage?commune=lavoncourt&code=70299')).text();
    expect(form).toContain('Créer Lavoncourt');
    expect(form).toContain('value="CCASLavonco"');
  });

  it('is created with the code of the terminal, by its first coordinator', async () => {
    const { desk, browser, signIn, code } = await emptyTown();
    await signIn();
    const created = await browser.post('/premier-demarrage', answers(code));
    expect(created.status).toBe(303);
    const settings = await (await browser.get('/reglages')).text();
    expect(settings).toContain('Lavoncourt');
    expect(settings).toContain('Claire, coordination');
    const town = (await readTown(desk.table, 'besancon'))?.value;
    expect(town?.communeCode).toBe('70299');
    expect(town?.sectors).toHaveLength(1);
    expect((await browser.get('/premier-demarrage')).status).toBe(404);
  });

  it('refuses a wrong code, keeps what was typed, and gives up after ten', async () => {
    const { desk, browser, signIn, code } = await emptyTown();
    await signIn();
    for (let attempt = 1; attempt <= 10; attempt += 1) {
      const refused = await browser.post('/premier-demarrage', answers('AAAA-AAAA'));
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('value="03 53 01 00 70"');
    }
    expect((await browser.post('/premier-demarrage', answers(code))).status).toBe(422);
    expect(await readTown(desk.table, 'besancon')).toBeUndefined();
  });

  it('takes its code written small or without its dash', async () => {
    const { browser, signIn, code } = await emptyTown();
    await signIn();
    const typed = code.toLowerCase().replace('-', ' ');
    expect((await browser.post('/premier-demarrage', answers(typed))).status).toBe(303);
  });

  it('gives way to nobody who did not come from the provider', async () => {
    const { browser, code } = await emptyTown();
    expect((await browser.post('/premier-demarrage', answers(code))).status).toBe(403);
  });

  it('offers no code once it exists', async () => {
    const desk = await testDesk();
    expect(await offerSetupCode(desk.world, 'besancon', desk.world.clock.now())).toBeUndefined();
    expect((await desk.visitor().get('/premier-demarrage')).status).toBe(404);
  });
});
