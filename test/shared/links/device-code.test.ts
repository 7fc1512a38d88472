import { describe, expect, it } from 'vitest';
import { CODE, tryCode, whyNoCode, withCode } from '../../../shared/links/device-code.ts';
import { type Link, linkSchema } from '../../../shared/links/link.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { TUESDAY_NOON as NOW, PAUL } from '../../builders/chain.ts';

const LINK: Link = linkSchema.parse({
  hash: 'a'.repeat(64),
  town: 'besancon',
  purpose: 'mission',
  volunteerId: PAUL,
  createdAt: NOW,
  expiresAt: plus(NOW, { days: 3 }),
});
const SALT = 's'.repeat(43);
const asked = (link: Link = LINK, code = '042917', now: Instant = NOW): Link =>
  withCode(link, code, SALT, now);
const at = (minutes: number): Instant => plus(NOW, { minutes });
const wrong = (link: Link, times: number, now: Instant = NOW): Link => {
  let tried = link;
  for (let n = 0; n < times; n += 1) {
    const answer = tryCode(tried, '000000', now);
    if (!('link' in answer)) throw new Error(answer.is);
    tried = answer.link;
  }
  return tried;
};

describe('the code that opens a link on another telephone', () => {
  it('opens once, with the spaces that a hand puts in it', () => {
    const right = tryCode(asked(), '042 917', NOW);
    expect(right.is).toBe('right');
    if (right.is !== 'right') return;
    expect(tryCode(right.link, '042917', NOW).is).toBe('expired');
  });

  it('lives ten minutes', () => {
    expect(tryCode(asked(), '042917', at(9)).is).toBe('right');
    expect(tryCode(asked(), '042917', at(10)).is).toBe('expired');
  });

  it('locks at the fifth wrong try, for a quarter of an hour, also to the right one', () => {
    expect(tryCode(wrong(asked(), 3), '000000', NOW).is).toBe('wrong');
    const locked = wrong(asked(), 5);
    expect(tryCode(wrong(asked(), 4), '000000', NOW).is).toBe('locked');
    expect(tryCode(locked, '042917', at(9)).is).toBe('still-locked');
    expect(whyNoCode(locked, at(14))).toBe('locked');
    expect(whyNoCode(locked, at(15))).toBeUndefined();
  });

  it('of before, and of another link, opens nothing', () => {
    const second = asked(asked(), '777777', at(1));
    expect(tryCode(second, '042917', at(2)).is).toBe('wrong');
    expect(tryCode({ ...LINK, hash: 'b'.repeat(64) }, '042917', NOW).is).toBe('expired');
  });

  it('asked for anew forgives no wrong try while the one before lives', () => {
    const again = asked(wrong(asked(), 4), '777777', at(1));
    expect(tryCode(again, '000000', at(1)).is).toBe('locked');
    const later = asked(wrong(asked(), 4), '777777', at(11));
    expect(tryCode(later, '000000', at(11)).is).toBe('wrong');
  });

  it('is asked for three times in a quarter of an hour, and ten times in a day, at most', () => {
    let link = LINK;
    const texts: number[] = [];
    const refused = new Set<string | undefined>();
    for (let minute = 0; minute < 24 * 60; minute += 1)
      if (whyNoCode(link, at(minute))) refused.add(whyNoCode(link, at(minute)));
      else {
        link = asked(link, '042917', at(minute));
        texts.push(minute);
      }
    expect(texts).toEqual([0, 1, 2, 15, 16, 17, 30, 31, 32, 45]);
    // Nobody tried too often here: the code of the last text is the one to type.
    expect([...refused]).toEqual(['too-often']);
    expect(whyNoCode(link, at(24 * 60))).toBeUndefined();
    expect(linkSchema.safeParse(link).success).toBe(true);
  });

  it('is nowhere in its record: a salted scrypt, another one with another salt', () => {
    const [one, other] = [asked(), withCode(LINK, '042917', 'other-salt', NOW)];
    expect(JSON.stringify(one)).not.toContain('042917');
    expect(one.code?.digest).toMatch(/^[\w-]{43}$/);
    expect(one.code?.digest).not.toBe(other.code?.digest);
    expect(10 ** CODE.digits).toBeGreaterThanOrEqual(1_000_000);
  });
});
