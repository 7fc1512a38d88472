import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { type AddressCandidate, type AddressKind, verdict } from '../../../shared/geo/address-finder.ts';

const besancon = ['25056'];

const candidate = (change: Partial<AddressCandidate> = {}): AddressCandidate => ({
  label: '12 Rue Battant 25000 Besançon',
  kind: 'housenumber',
  score: 0.96,
  point: { lat: 47.2412, lon: 6.0187 },
  precisionMetres: 20,
  postcode: '25000',
  city: 'Besançon',
  cityCode: '25056',
  ...change,
});

describe('a found address', () => {
  test('is used at once: a door in the town, well scored, alone', () => {
    expect(verdict([candidate()], besancon)).toEqual({ kind: 'automatic', candidate: candidate() });
  });

  test('is unknown when nothing reaches one half', () => {
    expect(verdict([], besancon)).toEqual({ kind: 'unknown' });
    expect(verdict([candidate({ score: 0.499 })], besancon)).toEqual({ kind: 'unknown' });
  });

  test.each([
    ['score-low', { score: 0.79 }],
    ['no-housenumber', { kind: 'street' as const }],
    ['no-housenumber', { kind: 'locality' as const }],
    ['town-centre', { kind: 'municipality' as const, score: 0.99 }],
    ['other-commune', { cityCode: '25388', city: 'Montbéliard' }],
    ['place-vague', { precisionMetres: 201 }],
  ])('goes to a human: %s', (why, change) => {
    expect(verdict([candidate(change)], besancon)).toMatchObject({ kind: 'ask-a-human', why });
  });

  test('goes to a human when a second is close behind, even one that scores under one half', () => {
    const second = candidate({ label: '12 Rue Battant 25620 Mamirolle', score: 0.9 });
    expect(verdict([second, candidate()], besancon)).toMatchObject({
      kind: 'ask-a-human',
      why: 'several-close',
      candidates: [{ score: 0.96 }, { score: 0.9 }],
    });
    expect(verdict([candidate(), { ...second, score: 0.85 }], besancon).kind).toBe('automatic');
  });

  test('is not its own rival when the finder says it twice', () => {
    expect(verdict([candidate(), candidate({ score: 0.95 })], besancon).kind).toBe('automatic');
  });

  test('a human is shown only what is worth it, best first', () => {
    const asked = verdict([candidate({ score: 0.3 }), candidate({ score: 0.6 })], besancon);
    expect(asked.kind === 'ask-a-human' && asked.candidates.map((c) => c.score)).toEqual([0.6]);
  });

  test('a department with several communes names them all', () => {
    expect(verdict([candidate({ cityCode: '25388' })], ['25056', '25388']).kind).toBe('automatic');
  });

  test('a town may move its thresholds', () => {
    const strict = { automaticScore: 0.99, humanScore: 0.5, gap: 0.1, precisionMetres: 200 };
    expect(verdict([candidate()], besancon, strict)).toMatchObject({ why: 'score-low' });
  });
});

/** Real samples live beside the project, not in it. */
const samples = process.env.PREVENANCE_SAMPLES ?? '../shared/data';
const realAnswers = `${samples}/geocoder/ban_search_csv_reponse_marseille.csv`;

describe.skipIf(!existsSync(realAnswers))(
  `117 real answers of the public geocoder (skipped where ${realAnswers} is absent)`,
  () => {
    const kinds: readonly AddressKind[] = ['housenumber', 'street', 'locality', 'municipality'];
    const answers = () =>
      parse<Record<string, string>>(readFileSync(realAnswers, 'utf8'), { columns: true, bom: true }).map(
        (row) => {
          const first = candidate({
            label: row.result_label ?? '',
            kind: kinds.find((kind) => kind === row.result_type) ?? 'locality',
            score: Number(row.result_score),
            cityCode: row.result_citycode ?? '',
          });
          const next = candidate({ label: 'the next one', score: Number(row.result_score_next) });
          return { asked: `${row.num_voie} ${row.nom_voie}`, got: verdict([first, next], [first.cityCode]) };
        },
      );

    test('allée de la Montagnette, answered as rue de la Damiette at 0.572 with status ok, goes to a human', () => {
      const montagnette = answers().filter(({ asked }) => asked.includes('ALLÉE DE LA MONTAGNETTE'));
      expect(montagnette.length).toBeGreaterThan(0);
      for (const { got } of montagnette) expect(got).toMatchObject({ kind: 'ask-a-human', why: 'score-low' });
    });

    test('traverse du Moulin, answered as traverse du Moulin à Vent at 0.821, goes to a human too', () => {
      const moulin = answers().filter(({ asked }) => asked === '7 TRAVERSE DU MOULIN');
      expect(moulin.length).toBeGreaterThan(0);
      for (const { got } of moulin) expect(got).toMatchObject({ kind: 'ask-a-human', why: 'several-close' });
    });

    test('nine in ten are nevertheless found without asking anybody', () => {
      const all = answers();
      const automatic = all.filter(({ got }) => got.kind === 'automatic');
      expect(automatic.length / all.length).toBeGreaterThan(0.85);
    });
  },
);
