import { describe, expect, it } from 'vitest';
import { letterOfRegister } from '../../../shared/letters/register-letter.ts';
import type { RegisterEntry } from '../../../shared/register/entry.ts';
import { instant, plus } from '../../../shared/time/instant.ts';
import { aTown } from '../../builders/chain.ts';
import { anEntry, aRegistered } from '../../builders/register.ts';

const CLOSED = { town: 'besancon', opened: {} };
const NOW = instant('2026-06-03T08:00:00.000Z');
const asked = (more: Partial<RegisterEntry['request']> = {}) =>
  anEntry({
    state: 'pending-acknowledgment',
    request: {
      by: 'third-party',
      channel: 'letter',
      at: NOW,
      asker: { name: 'Anne Perrin', quality: 'fille' },
      notice: '2026-1',
      ...more,
    },
    acknowledgment: { dueAt: plus(NOW, { days: 8 }) },
  });
const letterOf = (entry: RegisterEntry) => {
  const letter = letterOfRegister(entry, aTown(), CLOSED, NOW);
  if (!letter.ok) throw new Error(letter.refusal.reason);
  return letter.value;
};

describe('letters of the alert register', () => {
  it('tell her who asked, that it is free, what her silence means and until when, and how to say no', () => {
    const { to, paragraphs } = letterOf(asked());
    const text = paragraphs.flat().join(' ');
    expect(to).toEqual(['Mme Odile Perrin', '4 rue Battant', 'Besançon']);
    for (const words of [
      'Elle vient de : Anne Perrin (fille).',
      'Ce registre est facultatif.',
      'Votre inscription sera confirmée le 11 juin 2026.',
      'Vous n’êtes pas d’accord : appelez-nous avant cette date, au 03 53 01 00 00.',
      'Vous pouvez sortir du registre quand vous voulez',
    ])
      expect(text).toContain(words);
  });

  it('do not make up who asked when an old file did not say', () => {
    const { asker: _, ...request } = asked().request;
    const text = letterOf({ ...asked(), request })
      .paragraphs.flat()
      .join(' ');
    expect(text).not.toContain('Elle vient de');
  });

  it('ask again each year, and say that silence keeps her on', () => {
    const text = letterOf(anEntry({ reconfirmSince: NOW }))
      .paragraphs.flat()
      .join(' ');
    expect(text).toContain('Sans réponse, nous gardons votre nom');
    expect(letterOf(anEntry()).subject).toBe('Vous êtes au registre d’alerte');
  });

  it('keep to fifteen words a sentence', () => {
    for (const entry of [asked(), anEntry(), anEntry({ reconfirmSince: NOW })])
      for (const said of letterOf(entry).paragraphs.flat())
        for (const sentence of said.split(/(?<=[.?]) /)) {
          const words = sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));
          // A telephone is read as one word.
          expect(words.filter((word) => !/^\d\d\.?$/.test(word)).length, sentence).toBeLessThanOrEqual(15);
        }
  });

  it('are not written without an address, nor to somebody who left', () => {
    const address = { line: '', precision: 'unknown' } as const;
    expect(
      letterOfRegister(anEntry({ person: aRegistered({ address }) }), aTown(), CLOSED, NOW),
    ).toMatchObject({
      refusal: { reason: 'no-address' },
    });
    expect(letterOfRegister(anEntry({ state: 'removed' }), aTown(), CLOSED, NOW)).toMatchObject({
      ok: false,
    });
  });
});
