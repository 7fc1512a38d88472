import { describe, expect, it } from 'vitest';
import { dropImport, keepRows } from '../../../shared/imports/change-import.ts';
import { commitImport, continueImport } from '../../../shared/imports/commit-import.ts';
import type { Import } from '../../../shared/imports/import.ts';
import { importKey, importKind } from '../../../shared/imports/store.ts';
import { tryImport } from '../../../shared/imports/try-import.ts';
import type { EntryState } from '../../../shared/register/entry.ts';
import { listActiveEntries, listEntries } from '../../../shared/register/list-entries.ts';
import { findAlike } from '../../../shared/seniors/identity/find-alike.ts';
import { traitsOfSenior } from '../../../shared/seniors/identity/traits.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import type { Table } from '../../../shared/table/table.ts';
import { create, replace } from '../../../shared/table/write.ts';
import { plus } from '../../../shared/time/instant.ts';
import { aSenior } from '../../builders/chain.ts';
import {
  CLAIRE,
  fortySeniors,
  given,
  type ImportWorld,
  importWorld,
  LATER,
  NOW,
  seniorsIn,
  tried,
  volunteersIn,
} from './import-world.ts';

const commit = async (world: ImportWorld, one: Import, now = NOW) => {
  const result = await commitImport(world, one.id, one, CLAIRE, now);
  return result.ok ? result.value : result.refusal.reason;
};

class Killed extends Error {}
/** A process that dies at its n-th write from now: before it reaches the table, or after, its answer lost. */
const dyingAt = (n: number, when: 'before' | 'after') => {
  let left = n;
  return {
    wrap: (table: Table): Table => ({
      ...table,
      commit: async (writes) => {
        left -= 1;
        if (left === 0 && when === 'before') throw new Killed();
        const done = await table.commit(writes);
        if (left === 0) throw new Killed();
        return done;
      },
    }),
  };
};

describe('an import, from trial to commit', () => {
  it('creates nobody when it is tried', async () => {
    const world = await importWorld();
    const one = await tried(world, given('seniors', fortySeniors()));
    expect(one).toMatchObject({
      state: 'tried',
      counts: { rows: 40, accepted: 40, rejected: 0, duplicates: 0 },
    });
    expect(world.raw.dump().filter((item) => item.kind === 'senior')).toEqual([]);
  });

  it('creates everybody at the commit, waiting to be asked, without a consent', async () => {
    const world = await importWorld();
    const done = await commit(world, await tried(world, given('seniors', fortySeniors())));
    expect(done).toMatchObject({ state: 'committed', written: 40 });
    const people = await seniorsIn(world.table);
    expect(people).toHaveLength(40);
    expect(new Set(people.map(({ state, origin }) => `${state} ${origin}`))).toEqual(
      new Set(['waiting import']),
    );
    expect(world.raw.dump().filter((item) => item.kind === 'consent')).toEqual([]);
  });

  it('shows nobody until the last write, then everybody', async () => {
    const seen: number[] = [];
    const world: ImportWorld = await importWorld((table) => ({
      ...table,
      commit: async (writes) => {
        const done = await table.commit(writes);
        seen.push((await seniorsIn(world.table)).length);
        return done;
      },
    }));
    await commit(world, await tried(world, given('seniors', fortySeniors())));
    expect(seen.length).toBeGreaterThan(4);
    expect(seen.slice(0, -1).every((count) => count === 0)).toBe(true);
    expect(seen.at(-1)).toBe(40);
  });

  it('keeps staged people out of the desk’s search for doubles', async () => {
    const death = dyingAt(2, 'after');
    const world = await importWorld(death.wrap);
    const one = await tried({ ...world, table: world.raw }, given('seniors', fortySeniors()));
    await expect(commit(world, one)).rejects.toThrow(Killed);
    const staged = world.raw.dump().find((item) => item.kind === 'senior');
    const key = staged?.key ?? { pk: '', sk: '' };
    const hidden = await world.raw.get(seniorKind, key);
    expect(await world.table.get(seniorKind, key)).toBeUndefined();
    if (!hidden) throw new Error('nobody was staged');
    expect(await findAlike(world, traitsOfSenior(hidden.value))).toEqual([]);
    await continueImport(world, one.id, LATER);
    expect(await findAlike(world, traitsOfSenior(hidden.value))).toHaveLength(1);
  });

  it('does nothing the second time, whoever asks', async () => {
    const world = await importWorld();
    const file = given('seniors', fortySeniors());
    const one = await tried(world, file);
    await commit(world, one);
    const before = world.raw.dump();
    expect(await commit(world, one, LATER)).toMatchObject({ state: 'committed' });
    expect(await tryImport(world, file, CLAIRE, LATER)).toMatchObject({
      ok: false,
      refusal: { reason: 'already-imported', import: { id: one.id } },
    });
    expect(world.raw.dump()).toEqual(before);
  });

  it('refuses another file than the one tried, and another report than the one read', async () => {
    const world = await importWorld();
    const one = await tried(world, given('seniors', fortySeniors()));
    expect(await commit(world, { ...one, sha256: 'f'.repeat(64) })).toBe('other-file');
    expect(await commit(world, { ...one, verdicts: 'f'.repeat(64) })).toBe('report-changed');
    expect(await seniorsIn(world.table)).toEqual([]);
  });

  it('asks to read the report again when somebody on it was added meanwhile', async () => {
    const world = await importWorld();
    const one = await tried(
      world,
      given('seniors', 'Nom;Prénom;Adresse\nDurand;Odile;1 rue A\nPetit;Rose;2 rue B\n'),
    );
    const already = aSenior({
      firstName: 'Odile',
      lastName: 'Durand',
      address: { line: '1 rue A', precision: 'unknown' },
    });
    await world.raw.commit([create(seniorKind, already)]);
    expect(await commit(world, one)).toBe('report-changed');
    const again = await tried(
      world,
      given('seniors', 'Nom;Prénom;Adresse\nDurand;Odile;1 rue A\nPetit;Rose;2 rue B\n'),
    );
    expect(again.counts).toEqual({ rows: 2, accepted: 1, rejected: 0, duplicates: 1 });
    expect(await commit(world, again)).toMatchObject({ state: 'committed', written: 1 });
  });

  it('sets duplicates aside, except those a person keeps', async () => {
    const text = 'Nom;Prénom;Adresse\nDurand;Odile;1 rue A\nDurant;Odile;1 rue A\nDurand;Odile;1 rue A\n';
    const world = await importWorld();
    const one = await tried(world, given('seniors', text + 'Durand;Odil;1 rue A\n'));
    expect(one.counts.duplicates).toBe(3);
    const kept = await keepRows(world, one.id, [2, 3, 4], [4]);
    if (!kept.ok) throw new Error(kept.refusal.reason);
    expect(await commit(world, kept.value)).toMatchObject({ written: 2, setAside: [2, 3], kept: [4] });
  });

  it('cannot be changed or dropped once it started, and can be tried again once dropped', async () => {
    const world = await importWorld();
    const file = given('seniors', fortySeniors());
    const one = await tried(world, file);
    expect(await dropImport(world, one.id, CLAIRE, NOW)).toMatchObject({
      ok: true,
      value: { state: 'dropped' },
    });
    expect(await commit(world, one)).toBe('not-tried');
    await commit(world, await tried(world, file));
    expect(await dropImport(world, one.id, CLAIRE, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'not-now' },
    });
    expect(await keepRows(world, one.id, [1], [1])).toEqual({ ok: false, refusal: { reason: 'not-now' } });
  });

  it('imports nothing from a file of nobody', async () => {
    const world = await importWorld();
    const one = await tried(world, given('seniors', 'Nom;Prénom;Adresse\n;Odile;1 rue A\n'));
    expect(await commit(world, one)).toBe('nobody-to-import');
  });
});

describe('an import that is killed', () => {
  it.each(['before', 'after'] as const)('%s any of its writes ends as if it never was', async (when) => {
    const calm = await importWorld();
    await commit(calm, await tried(calm, given('seniors', fortySeniors())));
    const people = (world: ImportWorld) =>
      world.raw.dump().filter((item) => item.kind !== 'import' && item.key.pk.slice(0, 3) !== 'imp');
    let deaths = 0;
    for (let step = 1; step < 30; step += 1) {
      const death = dyingAt(step, when);
      const world = await importWorld(death.wrap);
      const one = await tried({ ...world, table: world.raw }, given('seniors', fortySeniors()));
      const first = await commit(world, one).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
        deaths += 1;
        return 'killed';
      });
      if (first !== 'killed') break;
      const stored = await world.raw.get(importKind, importKey(one.id));
      if (stored?.value.state === 'tried') await commit(world, one);
      else await continueImport(world, one.id, LATER);
      expect(people(world)).toEqual(people(calm));
    }
    expect(deaths).toBeGreaterThan(4);
  });

  it('is left to the agenda, and driven on by two at once without harm', async () => {
    const death = dyingAt(3, 'before');
    const world = await importWorld(death.wrap);
    const one = await tried({ ...world, table: world.raw }, given('seniors', fortySeniors()));
    await expect(commit(world, one)).rejects.toThrow(Killed);
    expect(await world.raw.due('agenda', LATER, 10)).toMatchObject([{ key: importKey(one.id) }]);
    const both = await Promise.all([
      continueImport(world, one.id, LATER),
      continueImport(world, one.id, LATER),
    ]);
    expect(both.map((result) => result.ok && result.value.written)).toEqual([40, 40]);
    expect(await seniorsIn(world.table)).toHaveLength(40);
    expect(await world.raw.due('agenda', LATER, 10)).toEqual([]);
  });
});

describe('who arrives', () => {
  it('from a register: an entry of the register, and nobody to ask for a visit', async () => {
    const world = await importWorld();
    const text =
      'Nom;Prénom;Adresse;Demandeur;Qualité;Vit seul\n' +
      'Durand;Odile;1 rue A;elle-même;65 ans et +;oui\nPetit;Yves;2 rue B;médecin;;\n';
    const one = await tried(world, given('register', text));
    await commit(world, one);
    expect(await seniorsIn(world.table)).toEqual([]);
    const entries = async (state: EntryState) =>
      (await listEntries(world.table, 'besancon', state, { limit: 10 })).items;
    expect(await entries('confirmed')).toMatchObject([
      { person: { lastName: 'Durand', capacity: 'AGE_65', livesAlone: true }, request: { by: 'self' } },
    ]);
    expect(await entries('pending-acknowledgment')).toMatchObject([
      { person: { lastName: 'Petit' }, acknowledgment: { dueAt: plus(NOW, { days: 8 }) } },
    ]);
    const again = await tried(world, given('register', `${text}\n`));
    expect(again.counts).toMatchObject({ accepted: 0, duplicates: 2 });
  });

  it('from a register: hidden until the whole file is there', async () => {
    const death = dyingAt(3, 'before');
    const world = await importWorld(death.wrap);
    const one = await tried(
      { ...world, table: world.raw },
      given(
        'register',
        fortySeniors()
          .replace('Portable', 'Portable;Demandeur')
          .replaceAll(/(\d{10})$/gm, '$1;elle-même'),
      ),
    );
    await expect(commit(world, one)).rejects.toThrow(Killed);
    expect((await listActiveEntries(world.table, 'besancon', { limit: 100 })).items).toEqual([]);
    await continueImport(world, one.id, LATER);
    expect((await listActiveEntries(world.table, 'besancon', { limit: 100 })).items).toHaveLength(40);
  });

  it('as a volunteer: as far along the path as the file proves', async () => {
    const world = await importWorld();
    const text =
      'Nom;Prénom;Portable;Entretien;Charte;Casier;Formation\n' +
      'Petit;Léa;0639980001;04/02/2026;04/02/2026;05/02/2026;06/02/2026\n' +
      'Roy;Paul;0639980002;04/02/2026;;;\n' +
      'Morel;Anna;0639980003;;oui;;\n';
    await commit(world, await tried(world, given('volunteers', text)));
    const names = async (state: Parameters<typeof volunteersIn>[1]) =>
      (await volunteersIn(world.table, state)).map(({ firstName }) => firstName);
    expect(await names('active')).toEqual(['Léa']);
    expect(await names('interviewed')).toEqual(['Paul']);
    expect(await names('candidate')).toEqual(['Anna']);
    const [lea] = await volunteersIn(world.table, 'active');
    expect(lea?.requirements.map(({ kind, validUntil }) => [kind, validUntil])).toEqual([
      ['charter', undefined],
      ['interview', undefined],
      ['criminal-record', '2029-02-04'],
      ['training', '2028-02-06'],
    ]);
  });

  it('as two volunteers on one landline, who are both found by it', async () => {
    const world = await importWorld();
    const text = 'Nom;Prénom;Tél\nPetit;Léa;0353010001\nPetit;Marc;0353010001\n';
    await commit(world, await tried(world, given('volunteers', text)));
    const lookup = world.raw.dump().find((item) => item.kind === 'volunteer-phone');
    expect(lookup?.data).toMatchObject({ volunteerIds: [expect.any(String), expect.any(String)] });
  });

  it('loses the import’s mark with the first change made to the person', async () => {
    const world = await importWorld();
    await commit(world, await tried(world, given('seniors', 'Nom;Prénom;Adresse\nDurand;Odile;1 rue A\n')));
    const [odile] = await seniorsIn(world.table);
    const stored = odile && (await world.table.get(seniorKind, seniorKey(odile.id)));
    if (!stored) throw new Error('nobody arrived');
    await world.table.commit([replace(seniorKind, stored, { ...stored.value, wishes: 'lecture' })]);
    expect(world.raw.dump().find((item) => item.kind === 'senior')?.data).not.toHaveProperty('importId');
  });
});
