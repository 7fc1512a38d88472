import { describe, expect, it } from 'vitest';
import { civilDay } from '../../../shared/time/civil.ts';
import { FIRST_PROGRAMMES } from '../../../shared/town/programme.ts';
import { nextLook } from '../../../shared/volunteers/next-look.ts';
import {
  missingRequirements,
  missingSentence,
  notReady,
  toAnnounce,
} from '../../../shared/volunteers/requirements.ts';
import { aTown, aVolunteer, TUESDAY_NOON } from '../../builders/chain.ts';
import { everyRequirement } from '../../builders/volunteers.ts';

const visit = FIRST_PROGRAMMES.find(({ code }) => code === 'FRIENDLY_VISIT') ?? FIRST_PROGRAMMES[0];
const today = civilDay('2026-11-24');
const missing = (requirements = everyRequirement(), day = today, town = aTown()) =>
  visit ? missingRequirements(aVolunteer({ requirements }), visit, town, day) : [];

describe('what is missing before a programme', () => {
  it('is nothing when charter, interview, extract and training all hold', () => {
    expect(missing()).toEqual([]);
  });
  it('is everything for somebody new, said in words', () => {
    expect(missing([]).map(missingSentence)).toEqual([
      'charte signée : à faire',
      'entretien : à faire',
      'extrait de casier judiciaire vu : à faire',
      'formation : à faire',
    ]);
  });
  it('counts the last valid day, and not the day after', () => {
    expect(missing(everyRequirement(), civilDay('2028-01-19'))).toEqual([]);
    expect(missing(everyRequirement(), civilDay('2028-01-20'))).toEqual([
      { kind: 'training', why: 'expired', endedOn: '2028-01-19' },
    ]);
  });
  it('asks for the charter again when the town writes a new one', () => {
    expect(missing(everyRequirement(), today, aTown({ charterVersion: '2027-1' }))).toEqual([
      { kind: 'charter', why: 'old-version' },
    ]);
  });
  it('believes the last one recorded, not the longest', () => {
    const renewed = [...everyRequirement(), { kind: 'training' as const, on: civilDay('2026-02-01') }];
    expect(missing(renewed, civilDay('2035-01-01')).map(({ kind }) => kind)).toEqual(['criminal-record']);
  });
});

describe('ready to be active', () => {
  it('needs one wished programme wholly in order: calls do not wait for the extract of visits', () => {
    const forCalls = everyRequirement().filter(({ kind }) => kind === 'charter' || kind === 'interview');
    const both = { requirements: forCalls, programmes: ['FRIENDLY_VISIT', 'FRIENDLY_CALL'] };
    expect(notReady(both, aTown(), today)).toBeUndefined();
    expect(notReady({ ...both, programmes: ['FRIENDLY_VISIT'] }, aTown(), today)).toEqual({
      reason: 'requirements-missing',
      missing: [
        { kind: 'criminal-record', why: 'never' },
        { kind: 'training', why: 'never' },
      ],
    });
  });
  it('says when no programme was chosen', () => {
    expect(notReady({ requirements: everyRequirement(), programmes: [] }, aTown(), today)).toEqual({
      reason: 'no-programme',
    });
  });
});

describe('thirty days before the end', () => {
  const volunteer = aVolunteer({ requirements: everyRequirement() });
  it('the agenda wakes at eight that morning, in winter as in summer', () => {
    expect(nextLook(volunteer)).toBe('2027-12-20T07:00:00.000Z');
    const summer = everyRequirement().map((one) => ({ ...one, validUntil: civilDay('2027-08-30') }));
    expect(nextLook(aVolunteer({ requirements: summer }))).toBe('2027-07-31T06:00:00.000Z');
  });
  it('announces once, and nothing for somebody who left', () => {
    const day = civilDay('2027-12-20');
    expect(toAnnounce(volunteer, civilDay('2027-12-19'))).toEqual([]);
    expect(toAnnounce(volunteer, day).map(({ kind }) => kind)).toEqual(['training']);
    const told = everyRequirement().map((one) => ({ ...one, noticedAt: TUESDAY_NOON }));
    expect(toAnnounce(aVolunteer({ requirements: told }), day)).toEqual([]);
    expect(toAnnounce(aVolunteer({ state: 'left', requirements: everyRequirement() }), day)).toEqual([]);
  });
});
