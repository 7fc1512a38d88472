import { describe, expect, it } from 'vitest';
import { letterOfConsents, letterToPerson } from '../../../shared/letters/letter.ts';
import { healthWordsIn } from '../../../shared/seniors/health-words.ts';
import { instant } from '../../../shared/time/instant.ts';
import { aConsent, aSenior, aTown } from '../../builders/chain.ts';
import { aFlag } from '../../builders/flags.ts';

const NOW = instant('2026-11-24T11:00:00.000Z');
const letterOf = (result: ReturnType<typeof letterToPerson>) => {
  if (!result.ok) throw new Error(result.refusal.reason);
  return result.value;
};

describe('the letter to the person somebody spoke of', () => {
  const letter = letterOf(letterToPerson(aFlag(), aTown(), NOW));
  const whole = letter.paragraphs.flat().join(' ');

  it('is in short sentences: fifteen words at most', () => {
    for (const sentence of letter.paragraphs.flat())
      expect(
        sentence.split(/[\s’]+/).filter((word) => /\p{L}/u.test(word)).length,
        sentence,
      ).toBeLessThanOrEqual(15);
  });
  it('says neither why, nor who, nor a word of health', () => {
    expect(whole).not.toContain('volets');
    expect(whole).not.toContain('Meunier');
    expect(healthWordsIn(whole)).toEqual([]);
  });
  it('says that she decides, where to call, which number to give, and her rights', () => {
    expect(whole).toContain('C’est vous qui décidez.');
    expect(whole).toContain('03 53 01 00 00');
    expect(whole).toContain('S-4821');
    expect(whole).toContain('corriger ou effacer');
    expect(letter.date).toBe('24 novembre 2026');
  });
  it.each([
    ['12 rue Battant', ['12 rue Battant', '25000 Besançon'], true],
    ['12 rue Battant, Besancon', ['12 rue Battant', '25000 Besançon'], true],
    ['12 rue Battant, 25000 Besançon', ['12 rue Battant', '25000 Besançon'], false],
    ['3 Grande Rue 25480 Pirey', ['3 Grande Rue', '25480 Pirey'], false],
    ['12 rue Battant, 25000', ['12 rue Battant', '25000 Besançon'], false],
    ['3 Grande Rue, 25480', ['3 Grande Rue', '25480 Besançon'], true],
    ['12 rue Battant, code 41825', ['12 rue Battant, code', '41825 Besançon'], true],
  ] as const)('goes to « %s » with a postcode and a town', (address, lines, isSupposed) => {
    const town = aTown({ address: '8 rue Pasteur, 25000 Besançon' });
    const flag = aFlag({ person: { ...aFlag().person, name: 'Mme Odette Perrin', address } });
    const written = letterOf(letterToPerson(flag, town, NOW));
    expect(written.to).toEqual(['Mme Odette Perrin', ...lines]);
    expect(written.isPlaceSupposed ?? false).toBe(isSupposed);
  });
  it('names the town even where the house’s own address has no postcode', () => {
    const flag = aFlag({ person: { ...aFlag().person, address: '12 rue Battant' } });
    expect(letterOf(letterToPerson(flag, aTown(), NOW)).to.at(-1)).toBe('Besançon');
  });
  it('does not exist for a sensitive flag, nor without an address', () => {
    const sensitive = aFlag({ sensitive: { safeChannel: 'au travail' } });
    expect(letterToPerson(sensitive, aTown(), NOW)).toEqual({ ok: false, refusal: { reason: 'sensitive' } });
    const homeless = aFlag({ person: { ...aFlag().person, address: ' ' } });
    expect(letterToPerson(homeless, aTown(), NOW)).toEqual({ ok: false, refusal: { reason: 'no-address' } });
  });
});

it('the letter of consents says each answer and its day, and nothing that was only asked', () => {
  const consents = [
    aConsent(),
    aConsent({ purpose: 'SENIOR_NEWS', state: 'refused' }),
    aConsent({ purpose: 'SUMMER_OUTING', state: 'asked' }),
  ];
  const letter = letterOf(letterOfConsents(aSenior(), consents, aTown(), NOW));
  expect(letter.list).toEqual([
    'Visites de convivialité : d’accord, le 24 novembre 2026.',
    'Nouvelles de la maison : non, le 24 novembre 2026.',
  ]);
});
