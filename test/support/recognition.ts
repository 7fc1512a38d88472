import { missionIdSchema } from '../../shared/ids/ids.ts';
import { DOORS, KINDS } from '../../shared/messages/kinds.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { type Kind, rowsOf } from '../../shared/table/kind.ts';
import { put } from '../../shared/table/write.ts';
import { addDays, civilTime, dayOf, instantOf } from '../../shared/time/civil.ts';
import { aMission, TUESDAY_NOON as NOW, PAUL } from '../builders/chain.ts';
import { memoryTable } from '../doubles/memory-table.ts';
import { aReadyVolunteer } from './chain.ts';
import { testDesk } from './desk.ts';
import { openLinksTown } from './links.ts';

export const TODAY = dayOf(NOW);
export const missionOf = (days: number) => missionIdSchema.parse(`mis_${String(days).padStart(26, '0')}`);
const HOME = { lat: 47.24, lon: 6.02 };

/** Paul drives; he did two visits of an hour, two and four weeks ago. Seen from his link, from the desk, and by a stranger. */
export const recognitionTown = async () => {
  const table = memoryTable();
  const paul = aReadyVolunteer(1, {
    id: PAUL,
    firstName: 'Paul',
    lastName: 'Renard',
    travel: 'car',
    phone: '+33639980001' as ReturnType<typeof aReadyVolunteer>['phone'],
    address: { line: '3 rue Battant', precision: 'housenumber', sector: 'planoise', point: HOME },
  });
  const links = await openLinksTown([paul], { over: table });
  const desk = await testDesk({ table, town: 'none' });
  const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
  await table.commit(
    [14, 28].map((days) =>
      put(
        missionKind,
        aMission({
          id: missionOf(days),
          state: 'done',
          outcome: 'done',
          holder,
          day: addDays(TODAY, -days),
          startsAt: instantOf(addDays(TODAY, -days), civilTime('14:30')),
          area: { lat: 47.22, lon: 5.96 },
        }),
        'absent',
      ),
    ),
  );
  const browser = links.browser();
  await browser.go(`/e/${await links.spaceLink(PAUL)}`);
  const claire = await desk.as('coordinator');
  const all = <T>(kind: Kind<T>): T[] => rowsOf(kind, table.dump()).map(({ value }) => value);
  return { table, links, desk, browser, claire, all };
};
export type Stage = Awaited<ReturnType<typeof recognitionTown>>;

export const pageOf = async (stage: Stage, path: string): Promise<string> =>
  (await (await stage.claire.get(path)).text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
export const hiddenOf = (page: string, name: string): string =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';

/** A phone on which the link of the SMS of this kind was just opened. */
export const smsOpened = async ({ links }: Stage, kind: 'attestation-ready' | 'expense-paid') => {
  const { secret } = KINDS[kind];
  if (secret === 'code' || secret === 'none') throw new Error('a text without a link');
  const phone = links.browser();
  await phone.go(`${DOORS[secret]}${await links.spaceLink(PAUL)}`);
  return phone;
};

/** The attestation of these hours, as the coordinator issues it: the address of its sheet. */
export const issue = async (stage: Stage, query = ''): Promise<string> => {
  const path = `/engagement/attestations/heures/${PAUL}`;
  const page = await (await stage.claire.get(`${path}?du=2026-10-01&au=2026-11-24${query}`)).text();
  const fields = ['from', 'to', 'withKilometres', 'seen', 'replaces'].flatMap((name) => {
    const value = hiddenOf(page, name);
    return value ? [[name, value]] : [];
  });
  const answer = await stage.claire.post(`${path}/etablir`, Object.fromEntries(fields));
  return answer.headers.get('location') ?? '';
};
export const codeOn = (sheet: string): string => /<span class="code">([^<]+)</.exec(sheet)?.[1] ?? '';

/** An expense of 3,40 € by the volunteer: its id, or nothing when it was refused. */
export const send = async (stage: Stage, fields: Record<string, string> = {}): Promise<string> => {
  const { browser } = stage;
  await browser.go('/espace/frais');
  await browser.submit('/espace/frais', {
    kind: 'transport',
    day: '2026-11-10',
    amount: '3,40',
    tellBySms: 'yes',
    ...fields,
  });
  return /exp_\w{26}/.exec(browser.path)?.[0] ?? '';
};
