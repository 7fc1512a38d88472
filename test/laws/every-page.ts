import type { Hono } from 'hono';
import type { IdentityProvider } from '../../functions/desk/session/identity.ts';
import { linksApp } from '../../functions/links/app.tsx';
import { functionOf } from '../../functions/links/paths.ts';
import { spaceApp } from '../../functions/space/app.tsx';
import type { LinkToken } from '../../shared/ids/ids.ts';
import { linkKind } from '../../shared/links/link.ts';
import { mintLink } from '../../shared/links/mint-link.ts';
import { missionKind } from '../../shared/missions/store.ts';
import { offerKind } from '../../shared/offers/store.ts';
import { ok, refused } from '../../shared/result/result.ts';
import { seniorKind } from '../../shared/seniors/store.ts';
import { rowsOf } from '../../shared/table/kind.ts';
import type { Table, Write } from '../../shared/table/table.ts';
import { create } from '../../shared/table/write.ts';
import { volunteerKind } from '../../shared/volunteers/store.ts';
import { TUESDAY_NOON as NOW } from '../builders/chain.ts';
import { demonstrationWrites } from '../support/demonstration.ts';
import { ISSUER, testDesk } from '../support/desk.ts';
import type { Store } from '../support/stores.ts';

export const LINKS = 'https://v.example';

/** Words that stand in every senior's file of this town and nowhere else. */
const CANARIES = [
  'Zéphirine',
  'Quincampoix',
  'Canari-Vert',
  '0199000777',
  '+33199000777',
  'C4N4R1',
  'carreau jaune',
];
const canary = (write: Write): Write =>
  write.op === 'put' && write.kind === seniorKind.name
    ? {
        ...write,
        data: {
          ...(write.data as object),
          firstName: 'Zéphirine',
          lastName: 'Quincampoix',
          usedName: undefined,
          phones: [{ phone: '+33199000777', label: '' }],
          practicalNotes: 'Frapper au carreau jaune.',
          address: {
            ...(write.data as { address: object }).address,
            line: '7 rue du Canari-Vert',
            doorCode: 'C4N4R1',
          },
        },
      }
    : write;
export const canariesIn = (body: string): string[] => {
  const flat = body.replaceAll(/(?<=\d)[\s\u00a0\u202f](?=\d)/g, '');
  return CANARIES.filter((word) => flat.includes(word));
};

/** A provider that leads to a door and never lets anybody in. */
const IDENTITY: IdentityProvider = {
  begin: async () =>
    ok({
      url: new URL(`${ISSUER}/auth`),
      attempt: { state: 's'.repeat(43), nonce: 'n'.repeat(43), verifier: 'v'.repeat(43) },
    }),
  finish: async () => refused({ reason: 'refused', code: 'test' }),
  signOutUrl: async () => undefined,
};

/** The demonstration town, on a table that counts what anybody tries to write. */
export const openTown = async ({ table: store, rows: readRows, everything }: Store) => {
  const writes = demonstrationWrites().map(canary);
  for (let at = 0; at < writes.length; at += 25) await store.commit(writes.slice(at, at + 25));
  const attempts: string[] = [];
  const table: Table = {
    ...store,
    commit: (writes) => {
      attempts.push(writes.map((write) => `${write.op} ${write.label}`).join(', '));
      return store.commit(writes);
    },
  };
  const desk = await testDesk({ table, town: 'none', now: NOW, identity: IDENTITY });
  const standing = await readRows();
  const rows = () => standing;

  /** A link in the hands of a volunteer whom it concerns, one for each situation that a page can be in. */
  const links: { readonly about: string; readonly token: LinkToken }[] = [];
  const missions = rowsOf(missionKind, rows()).map(({ value }) => value);
  const offers = rowsOf(offerKind, rows()).map(({ value }) => value);
  for (const state of [
    'offered',
    'filled',
    'confirmed',
    'done',
    'not-done',
    'cancelled',
    'unfilled',
  ] as const) {
    const found = missions.filter((one) => one.state === state);
    for (const offerState of ['sent', 'accepted', 'declined', 'handed-back', 'closed', 'expired'] as const) {
      const offer = offers.find(
        (one) => one.state === offerState && found.some((mission) => mission.id === one.missionId),
      );
      const mission = found.find((one) => one.id === offer?.missionId);
      if (!offer || !mission) continue;
      for (const purpose of ['mission', 'report'] as const) {
        const { token, link } = mintLink(desk.world.ids, {
          town: 'besancon',
          volunteerId: offer.volunteerId,
          now: NOW,
          purpose,
          mission,
          consent: 'FRIENDLY_VISIT',
        });
        await store.commit([create(linkKind, link)]);
        links.push({ about: `${purpose}: ${state}, ${offerState}`, token });
      }
    }
  }
  const spaces: LinkToken[] = [];
  for (const { value: volunteer } of rowsOf(volunteerKind, rows()).slice(0, 4))
    for (const purpose of ['my-space', 'calendar'] as const) {
      const { token, link } = mintLink(desk.world.ids, {
        town: 'besancon',
        volunteerId: volunteer.id,
        now: NOW,
        purpose,
      });
      await store.commit([create(linkKind, link)]);
      spaces.push(token);
    }
  attempts.length = 0;

  const hosts = { links: linksApp(desk.world), space: spaceApp(desk.world) };
  const pathsOf = (app: Pick<Hono, 'routes'>) => [
    ...new Set(app.routes.filter(({ method }) => method === 'GET').map(({ path }) => path)),
  ];
  const idsIn = (prefix: string): string[] => {
    const found = rows().filter(
      (row) => row.key.pk.startsWith(`${prefix}_`) && !row.key.sk.startsWith('AUDIT#'),
    );
    const pks = [...new Set(found.map((row) => row.key.pk))];
    return [...pks.slice(0, 2), ...pks.slice(-1), `${prefix}_${'0'.repeat(26)}`];
  };
  /** Numbers of attestations, the last part of their keys. */
  const numbersIn = (prefix: string): string[] => [
    ...new Set(
      rows().flatMap(({ key }) => (key.pk.startsWith(prefix) ? [key.pk.split('#').at(-1) ?? ''] : [])),
    ),
  ];
  const SEGMENTS: Readonly<Record<string, () => string[]>> = {
    personnes: () => idsIn('sen'),
    signalements: () => idsIn('flg'),
    missions: () => idsIn('mis'),
    attentions: () => idsIn('vol'),
    entretiens: () => idsIn('vol'),
    echanges: () => idsIn('tsk'),
    nouvelles: () => idsIn('vol'),
    reprises: () => idsIn('vol'),
    si: () => idsIn('vol'),
    presenter: () => idsIn('ser'),
    services: () => idsIn('ser'),
    benevoles: () => [...idsIn('vol'), 'affiche-battant'],
    candidats: () => idsIn('vol'),
    campagnes: () => ['affiche-battant', 'jamais-vue'],
    inquietudes: () => idsIn('con'),
    taches: () => idsIn('tsk'),
    imports: () => idsIn('imp'),
    equipe: () => idsIn('stf'),
    registre: () => [...idsIn('sen'), ...idsIn('reg')],
    appels: () => idsIn('cal'),
    appel: () => idsIn('cal'),
    vigilance: () => ['2026-07-10'],
    conflits: () => [`cal_besancon.heat.2026-11-24.1.reg_${'0'.repeat(26)}`],
    lettres: () => ['lot-1'],
    secteurs: () => ['planoise', 'nulle-part'],
    lecteurs: () => idsIn('sen'),
    tournees: () => idsIn('rou'),
    porte: () => idsIn('mis'),
    prets: () => idsIn('loa'),
    sacs: () => ['2026-11-25', 'hier'],
    activite: () => ['2026', 'hier'],
    besoins: () => ['2026', 'hier'],
    passees: () => ['2026-08-24', 'hier'],
    decisions: () => ['1', 'une'],
    bordereaux: () => ['2026-11-25'],
    rayons: () => ['2026-11-25'],
    m: () => links.map(({ token }) => token),
    'rendez-vous': () => idsIn('gat'),
    heures: () => idsIn('vol'),
    feuille: () => [...numbersIn('ATTESTATION#'), '2026-9999'],
    attestations: () => numbersIn('ATTESTATION#'),
    ligne: () => idsIn('mis'),
    frais: () => idsIn('exp'),
    mots: () => idsIn('tha').flatMap((id) => [id.replace('#', '.'), id.split('#')[0] ?? '']),
    e: () => spaces,
    g: () => spaces,
    w: () => spaces,
    l: () => spaces,
    d: () => spaces,
    p: () => spaces,
    f: () => spaces,
    c: () => spaces.map((token) => `${token}.ics`),
  };
  /** Every address that a route answers, with ids of records that exist, and one that does not. */
  const filled = (path: string): string[] => {
    const parts = path.split('/');
    const at = parts.findIndex((part) => part.startsWith(':'));
    if (at < 0) return [path];
    const fill = SEGMENTS[parts[at - 1] ?? '']?.() ?? ['inconnu'];
    return fill.flatMap((one) => filled([...parts.slice(0, at), one, ...parts.slice(at + 1)].join('/')));
  };
  return {
    desk,
    links,
    spaces,
    attempts,
    dump: everything,
    deskPaths: pathsOf(desk.app).flatMap(filled),
    linksPaths: [...pathsOf(hosts.links), ...pathsOf(hosts.space)].flatMap(filled),
    onLinks: (path: string, init: RequestInit) =>
      hosts[functionOf(path)].request(`${LINKS}${path}`, { redirect: 'manual', ...init }),
  };
};

export type Town = Awaited<ReturnType<typeof openTown>>;
