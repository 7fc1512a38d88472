import { identityProvider } from '../../../../functions/desk/session/identity.ts';
import { staffKind, staffLoginKind } from '../../../../shared/staff/staff.ts';
import { create } from '../../../../shared/table/write.ts';
import { fromMillis } from '../../../../shared/time/instant.ts';
import { aStaff, DESK_ORIGIN, ISSUER, testDesk } from '../../../support/desk.ts';
import { fakeProvider } from './fake-provider.ts';

export const CLIENT = 'prevenance-desk';

/** A desk before its provider, a coordinator whom it knows, and a browser that leaves for it. */
export const open = async ({ town, levels = [] }: { town?: 'none'; levels?: readonly string[] } = {}) => {
  const provider = await fakeProvider(ISSUER, CLIENT);
  const identity = identityProvider({
    oidc: { issuer: ISSUER, clientId: CLIENT, clientSecret: undefined, levels },
    deskOrigin: DESK_ORIGIN,
    fetch: provider.fetch,
  });
  // The provider's tokens carry the machine's time.
  const desk = await testDesk({ identity, now: fromMillis(Date.now()), ...(town ? { town } : {}) });
  const claire = aStaff('coordinator');
  await desk.table.commit([
    create(staffKind, claire),
    create(staffLoginKind, { issuer: ISSUER, subject: claire.subject, staffId: claire.id }),
  ]);
  const browser = desk.visitor();
  const leave = async (returnTo = '/connexions') => {
    const answer = await browser.get(`/connexion/depart?${new URLSearchParams({ retour: returnTo })}`);
    return answer.headers.get('location') ?? '';
  };
  return { provider, desk, browser, leave };
};
