import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circleAnswerSchema, scoreFourCircles } from '../../../shared/seniors/picture/four-circles.ts';
import { LSNS_ITEMS, scoreLsns6 } from '../../../shared/seniors/picture/lsns6.ts';

describe('the four circles', () => {
  it('gives no total below four answers: unknown is not never', () => {
    const three = { family: 'never', friends: 'never', neighbours: 'never' } as const;
    expect(scoreFourCircles(three)).toEqual({
      answered: 3,
      emptyCircles: undefined,
      points: undefined,
      allEmpty: false,
    });
    expect(scoreFourCircles({ ...three, associations: 'not-wished' }).answered).toBe(3);
  });
  it('counts weekly 3, monthly 2, rarely 1, never 0, and rarely or never as empty', () => {
    const answers = {
      family: 'weekly',
      friends: 'monthly',
      neighbours: 'rarely',
      associations: 'never',
    } as const;
    expect(scoreFourCircles(answers)).toEqual({ answered: 4, emptyCircles: 2, points: 6, allEmpty: false });
  });
  it('sees four empty circles', () => {
    const answers = {
      family: 'rarely',
      friends: 'never',
      neighbours: 'never',
      associations: 'rarely',
    } as const;
    expect(scoreFourCircles(answers)).toMatchObject({ emptyCircles: 4, allEmpty: true });
  });
  it('has a total if and only if the four circles were answered', () => {
    const answer = fc.option(fc.constantFrom(...circleAnswerSchema.options), { nil: undefined });
    fc.assert(
      fc.property(answer, answer, answer, answer, (family, friends, neighbours, associations) => {
        const all = [family, friends, neighbours, associations];
        const whole = all.every((a) => a !== undefined && a !== 'not-wished');
        const score = scoreFourCircles({ family, friends, neighbours, associations });
        expect(score.points !== undefined).toBe(whole);
        expect(score.emptyCircles !== undefined).toBe(whole);
      }),
      { seed: 20_261_122 },
    );
  });
});

describe('LSNS-6', () => {
  const sheet = (...answers: (number | 'not-wished')[]) =>
    Object.fromEntries(LSNS_ITEMS.map((item, i) => [item, answers[i]]));
  it('sums six answers from 0 to 30; under 12 is at risk, 12 is not', () => {
    expect(scoreLsns6(sheet(2, 2, 2, 2, 2, 1))).toMatchObject({ total: 11, atRisk: true });
    expect(scoreLsns6(sheet(2, 2, 2, 2, 2, 2))).toMatchObject({ total: 12, atRisk: false });
    expect(scoreLsns6(sheet(5, 5, 5, 5, 5, 5)).total).toBe(30);
  });
  it('voids the total when one answer is missing, and keeps the part that is whole', () => {
    const score = scoreLsns6(sheet(1, 1, 1, 2, 'not-wished', 2));
    expect(score).toMatchObject({
      answered: 5,
      total: undefined,
      family: 3,
      friends: undefined,
      atRisk: false,
    });
    expect(score).toMatchObject({ marginalFamily: true, marginalFriends: false });
  });
});
