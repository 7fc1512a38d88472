import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { measureText, toGsm7 } from '../../../shared/messages/gsm7.ts';

const gsmLetters = [...'abcdefghijklmnopqrstuvwxyzABCXYZ0189 àéèùìòÇÉ\'"£$@§&%():;?!-.,/\n'];
const doubled = [...'€^{}[]~|\\'];
const outside = [...'çêëâîïôûœÀÂÈÊ’«»–…'];

const textOf = (characters: string[], maxLength: number) =>
  fc.array(fc.constantFrom(...characters), { maxLength }).map((list) => list.join(''));

describe('what an SMS costs', () => {
  it.each([
    ['', 'GSM-7', 0, 1],
    ['a'.repeat(160), 'GSM-7', 160, 1],
    ['a'.repeat(161), 'GSM-7', 161, 2],
    ['a'.repeat(306), 'GSM-7', 306, 2],
    ['a'.repeat(307), 'GSM-7', 307, 3],
    ['€'.repeat(80), 'GSM-7', 160, 1],
    ['ç'.repeat(70), 'UCS-2', 70, 1],
    ['ç'.repeat(71), 'UCS-2', 71, 2],
  ])('%#: counts septets, encoding and parts', (text, encoding, units, parts) => {
    expect(measureText(text)).toEqual({ encoding, units, parts });
  });

  it('does not cut a two-septet character between two parts', () => {
    expect(measureText(`${'a'.repeat(152)}€${'a'.repeat(152)}`).parts).toBe(3);
    expect(measureText(`${'a'.repeat(153)}€${'a'.repeat(151)}`).parts).toBe(2);
  });

  it('agrees with an independent calculator on any French text', () => {
    const french = textOf([...gsmLetters, ...doubled, ...outside], 400);
    const plain = textOf([...gsmLetters, ...doubled], 400);
    fc.assert(
      fc.property(fc.oneof(french, plain), (text) => {
        const theirs = new SegmentedMessage(text);
        const ours = measureText(text);
        expect(ours.encoding).toBe(theirs.encodingName);
        expect(ours.parts).toBe(theirs.segmentsCount);
        expect(ours.units).toBe(theirs.numberOfCharacters);
      }),
      { seed: 7, numRuns: 2_000 },
    );
  });

  it('agrees with it on each single character of the basic plane', () => {
    const different: string[] = [];
    for (let code = 0; code < 0xd800; code += 1) {
      const character = String.fromCharCode(code);
      if (measureText(character).encoding !== new SegmentedMessage(character).encodingName)
        different.push(character);
    }
    expect(different).toEqual([]);
  });
});

describe('rewriting a text for SMS', () => {
  it.each([
    ['à bientôt, Françoise', 'à bientot, Francoise'],
    ['é è à ù É Ç', 'é è à ù É Ç'],
    ['ç ê ë â î ï ô û œ', 'c e e a i i o u oe'],
    ['À Â È Ê', 'A A E E'],
    ['L’été « chaud » – fin…', 'L\'été " chaud " - fin...'],
    ['14\u00a0h\u202f30', '14 h 30'],
    ['Zoe\u0308 et E\u0301lodie', 'Zoe et Élodie'],
    ['Łukasz, Nguyễn, Žižek', 'Lukasz, Nguyen, Zizek'],
    ['Привет 🙂', '?????? ?'],
  ])('%s', (written, sent) => {
    expect(toGsm7(written)).toBe(sent);
  });

  it('turns "bientôt" from two parts back into one', () => {
    const text = `A bientôt ${'x'.repeat(104)}`;
    expect(measureText(text)).toEqual({ encoding: 'UCS-2', units: 114, parts: 2 });
    expect(measureText(toGsm7(text))).toEqual({ encoding: 'GSM-7', units: 114, parts: 1 });
  });

  it('always ends in the alphabet, and a second pass changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const sent = toGsm7(text);
        expect(measureText(sent).encoding).toBe('GSM-7');
        expect(toGsm7(sent)).toBe(sent);
      }),
      { seed: 11, numRuns: 3_000 },
    );
  });
});
