import { describe, expect, it } from 'vitest';
import { whyChosen, whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { whyMissing } from '../../../../shared/matching/week/answers/missing.ts';
import { recruitment } from '../../../../shared/matching/week/answers/recruit.ts';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { couldGo, moveByHand } from '../../../../shared/matching/week/changes/by-hand.ts';
import { changed, profileOf } from '../../../../shared/matching/week/changes/change.ts';
import { smallestRemedy } from '../../../../shared/matching/week/changes/remedy.ts';
import { whatIf } from '../../../../shared/matching/week/changes/what-if.ts';
import { planWeek } from '../../../../shared/matching/week/plan-week.ts';
import type { WeekInput } from '../../../../shared/matching/week/problem.ts';
import { changeInWords } from '../../../../shared/matching/week/words.ts';
import { civilDay, civilTime } from '../../../../shared/time/civil.ts';
import { instant } from '../../../../shared/time/instant.ts';
import { FIRST_PROGRAMMES } from '../../../../shared/town/programme.ts';
import { aSenior } from '../../../builders/chain.ts';
import {
  aWeek,
  aWeekMission,
  aWeekVolunteer,
  metresAway,
  missionNumber,
  SUNDAY_BEFORE,
  volunteerAt,
} from '../../../builders/weeks.ts';

/** French sentences use no-break spaces; a test reads better without. */
const plain = (text: string | undefined): string | undefined => text?.replace(/\u00a0/g, ' ');
const proposed = (input: WeekInput) => {
  const problem = weekProblem(input);
  return { problem, plan: planWeek(problem) };
};
const pair = (mission: number, volunteer: number) => ({
  missionId: missionNumber(mission),
  volunteerId: volunteerAt(volunteer),
});
const at = (north: number) => ({
  address: { line: '', precision: 'street' as const, point: metresAway(north, 0) },
});
const ROOMY = { weeklyCap: 5, restDays: 0 };
const aTiredTown = (input: WeekInput, restDays: number): WeekInput => ({
  ...input,
  town: { ...input.town, caps: { ...input.town.caps, restDays } },
});

describe('why her', () => {
  it('names the language they share, the way, the last visit and the place in the week', () => {
    const { problem, plan } = proposed(
      aTiredTown(
        aWeek({
          missions: [
            aWeekMission(1, { weekday: 0 }),
            aWeekMission(
              2,
              { weekday: 3, languages: ['pt'] },
              { seen: new Map([[volunteerAt(1), civilDay('2026-03-14')]]) },
            ),
          ],
          volunteers: [aWeekVolunteer(1, { ...ROOMY, ...at(350), languages: ['fr', 'pt'] })],
        }),
        0,
      ),
    );
    expect(plain(whyChosen(problem, plan, pair(2, 1)))).toBe(
      'Lui a rendu visite en mars, parle portugais comme elle, à 7 min à pied, 2e mission de la semaine.',
    );
    expect(plain(whyChosen(problem, plan, pair(1, 1)))).toBe('À 7 min à pied, 1re mission de la semaine.');
  });

  it('says a call is a call', () => {
    const { problem, plan } = proposed(
      aWeek({
        missions: [
          aWeekMission(
            1,
            { programme: 'FRIENDLY_CALL', act: 'call' },
            {
              pairings: [
                { volunteerId: volunteerAt(1), role: 'primary', state: 'active', since: SUNDAY_BEFORE },
              ],
            },
          ),
        ],
        volunteers: [aWeekVolunteer(1, { programmes: ['FRIENDLY_CALL'] })],
      }),
    );
    expect(plain(whyChosen(problem, plan, pair(1, 1)))).toBe(
      'Appelle déjà cette personne, seule mission de la semaine.',
    );
  });

  it('names two of many facts, those alone that the choice goes beyond, and counts the others', () => {
    const facts = [1, 1, 9, 1, 1].map((atMost, n) => ({ sentence: `fait nº ${n + 1}`, atMost }));
    const missions = [1, 3].map((weekday) => aWeekMission(weekday, { weekday }));
    const volunteers = [{ ...aWeekVolunteer(1, ROOMY), facts }];
    const { problem, plan } = proposed(aTiredTown(aWeek({ missions, volunteers }), 0));
    expect(plan.choices).toHaveLength(2);
    expect(plain(whyChosen(problem, plan, pair(3, 1)))).toMatch(
      /À savoir : fait nº 1, fait nº 2 et 2 autres faits\.$/,
    );
  });

  it('shows the fact that would have spared them', () => {
    const fact = { sentence: 'a trouvé sa dernière visite lourde', atMost: 0 };
    const { problem, plan } = proposed(aWeek({ volunteers: [aWeekVolunteer(1, {}, { facts: [fact] })] }));
    expect(plain(whyChosen(problem, plan, pair(1, 1)))).toBe(
      'À 1 min à pied, seule mission de la semaine. À savoir : a trouvé sa dernière visite lourde.',
    );
  });

  it('is silent about whoever was not chosen', () => {
    const { problem, plan } = proposed(
      aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2, at(900))] }),
    );
    expect(whyChosen(problem, plan, pair(1, 2))).toBeUndefined();
    expect(whyNot(problem, plan, pair(1, 1))).toBeUndefined();
  });
});

describe('why not him', () => {
  it('is farther', () => {
    const { problem, plan } = proposed(
      aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2, at(600))] }),
    );
    const why = whyNot(problem, plan, pair(1, 2));
    expect(why).toMatchObject({ kind: 'possible' });
    expect(plain(why?.sentence)).toBe('Possible, mais 11 min de trajet de plus.');
  });

  it('is compared with whoever the plan would take off for him, not with the coordinator’s own choice', () => {
    const week = aWeek({
      volunteers: [aWeekVolunteer(1, at(900)), aWeekVolunteer(2), aWeekVolunteer(3, at(600))],
    });
    const two = { ...week, missions: week.missions.map((data) => ({ ...data, people: 2 as const })) };
    const free = proposed(two);
    expect(plain(whyNot(free.problem, free.plan, pair(1, 1))?.sentence)).toBe(
      'Possible, mais 6 min de trajet de plus.',
    );
    const { problem, plan } = proposed({ ...week, locks: [pair(1, 1)] });
    expect(whyNot(problem, plan, pair(1, 2))?.sentence).toBe('Possible aussi : votre choix passe avant.');
  });

  it('would be as good a choice, and no reason is made up', () => {
    const { problem, plan } = proposed(aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2)] }));
    const other = plan.choices[0]?.volunteerId === volunteerAt(1) ? 2 : 1;
    expect(whyNot(problem, plan, pair(1, other))?.sentence).toBe(
      'Possible aussi : ce serait un aussi bon choix.',
    );
  });

  it('gave more these last weeks, when that is the reason', () => {
    const busy = {
      missionId: missionNumber(9),
      day: civilDay('2026-11-20'),
      startsAt: instant('2026-11-20T13:30:00.000Z'),
      minutes: 60,
      state: 'held' as const,
    };
    const week = aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2)] });
    const volunteers = week.volunteers.map((data, n) =>
      n === 1 ? { ...data, load: { ...data.load, entries: [busy] } } : data,
    );
    const { problem, plan } = proposed({ ...week, volunteers });
    expect(whyNot(problem, plan, pair(1, 2))?.sentence).toBe(
      'Possible, mais a donné davantage ces quatre dernières semaines.',
    );
  });

  it('goes elsewhere, and rests', () => {
    const { problem, plan } = proposed(
      aTiredTown(
        aWeek({
          missions: [
            aWeekMission(1, { weekday: 1, urgent: true, sector: 'planoise' }),
            aWeekMission(2, { weekday: 2 }),
          ],
          volunteers: [aWeekVolunteer(1, { restDays: 1 })],
        }),
        1,
      ),
    );
    const why = whyNot(problem, plan, pair(2, 1));
    expect(why).toMatchObject({ kind: 'elsewhere', elsewhere: missionNumber(1) });
    expect(plain(why?.sentence)).toBe(
      'Va ailleurs mardi 1er décembre à 14 h 30 (visite de convivialité, Planoise), et a besoin de repos entre deux missions.',
    );
    expect(plan.choices).toHaveLength(1);
  });

  it('has a full week', () => {
    const { problem, plan } = proposed(
      aTiredTown(
        aWeek({
          missions: [aWeekMission(1, { weekday: 0, urgent: true }), aWeekMission(2, { weekday: 3 })],
          volunteers: [aWeekVolunteer(1, { weeklyCap: 1, restDays: 0 })],
        }),
        0,
      ),
    );
    expect(plain(whyNot(problem, plan, pair(2, 1))?.sentence)).toBe(
      'Fait déjà 1 mission cette semaine (1 au plus).',
    );
  });

  it('is kept away by a rule, told in its own words', () => {
    const { problem, plan } = proposed(
      aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2, { availability: ['mon-am'] })] }),
    );
    expect(whyNot(problem, plan, pair(1, 2))).toEqual({
      kind: 'rule',
      rule: 'not-free',
      sentence: 'Pas libre le mardi après-midi.',
    });
  });
});

describe('why nobody', () => {
  it('counts every volunteer once', () => {
    const { problem, plan } = proposed(
      aWeek({
        missions: [aWeekMission(1, { languages: ['pt'] })],
        volunteers: [
          aWeekVolunteer(1, { availability: ['mon-am'], languages: ['fr', 'pt'] }),
          aWeekVolunteer(2, { availability: ['mon-am'], languages: ['fr', 'pt'] }),
          aWeekVolunteer(3, { ...at(9_000), languages: ['fr', 'pt'] }),
          aWeekVolunteer(4),
        ],
      }),
    );
    expect(plain(whyMissing(problem, plan, missionNumber(1))?.sentence)).toBe(
      'Sur 4 bénévoles : 2 ne sont pas libres le mardi après-midi, 1 ne parle pas portugais, 1 habite trop loin.',
    );
  });

  it('says once that she has not agreed', () => {
    const { problem, plan } = proposed(aWeek({ missions: [aWeekMission(1, {}, { consented: false })] }));
    expect(whyMissing(problem, plan, missionNumber(1))?.sentence).toBe(
      'La personne n’a pas donné son accord, ou l’a repris : personne ne peut y aller.',
    );
    expect(smallestRemedy(problem, plan, missionNumber(1))).toBeUndefined();
  });

  it.each([
    ['closed', 'La personne n’est plus accompagnée, son dossier est clos : personne ne peut y aller.'],
    ['waiting', 'La personne n’est pas encore accompagnée : personne ne peut y aller.'],
  ] as const)('says of a file in state %s what it is, not that she refused', (state, sentence) => {
    const mission = aWeekMission(1, {}, { consented: false, senior: aSenior({ state }) });
    const { problem, plan } = proposed(aWeek({ missions: [mission] }));
    expect(whyMissing(problem, plan, missionNumber(1))?.sentence).toBe(sentence);
  });

  it('says nothing about a mission that lacks nobody', () => {
    const { problem, plan } = proposed(aWeek());
    expect(whyMissing(problem, plan, missionNumber(1))).toBeUndefined();
    expect(smallestRemedy(problem, plan, missionNumber(1))).toBeUndefined();
  });
});

describe('the smallest remedy', () => {
  const remedyOf = (input: WeekInput) => {
    const { problem, plan } = proposed(input);
    return smallestRemedy(problem, plan, missionNumber(1));
  };

  it('asks somebody to go a little farther', () => {
    const remedy = remedyOf(
      aWeek({ volunteers: [aWeekVolunteer(1, { ...at(3_550), availability: ['tue-pm'] })] }),
    );
    expect(remedy).toMatchObject({ who: volunteerAt(1), goes: volunteerAt(1) });
    expect(plain(remedy?.sentence)).toBe(
      'Si ce bénévole acceptait d’aller jusqu’à 3,6 km (3 km aujourd’hui), la mission trouverait quelqu’un.',
    );
  });

  it('moves the visit to the nearest moment when somebody is free', () => {
    const remedy = remedyOf(
      aWeek({ volunteers: [aWeekVolunteer(1, { availability: ['wed-pm', 'fri-am'] })] }),
    );
    expect(remedy?.who).toBeUndefined();
    expect(plain(remedy?.sentence)).toBe(
      'Si elle avait lieu le mercredi 2 décembre à 14 h 30, la mission trouverait quelqu’un.',
    );
  });

  it('looks for somebody with a car where one only gets there by car', () => {
    const remote = aWeek({ missions: [aWeekMission(1, { needs: ['car'], sector: 'planoise' })] });
    expect(plain(remedyOf(remote)?.sentence)).toBe(
      'Avec une personne de plus à Planoise, libre le mardi après-midi et en voiture, la mission trouverait quelqu’un.',
    );
  });

  it('asks for a moment’s freedom before a file, and for somebody new when nobody can be asked', () => {
    expect(plain(remedyOf(aWeek({ volunteers: [aWeekVolunteer(1, { availability: [] })] }))?.sentence)).toBe(
      'Si ce bénévole pouvait se libérer le mardi 1er décembre, après-midi, la mission trouverait quelqu’un.',
    );
    expect(
      plain(
        remedyOf(aWeek({ volunteers: [aWeekVolunteer(1, { requirements: [], availability: ['tue-pm'] })] }))
          ?.sentence,
      ),
    ).toBe(
      'Si le dossier de ce bénévole était complet (charte signée : à faire ; entretien : à faire ; extrait de casier judiciaire vu : à faire ; formation : à faire), la mission trouverait quelqu’un.',
    );
    expect(
      plain(
        remedyOf(aWeek({ missions: [aWeekMission(1, { languages: ['pt'], sector: 'planoise' })] }))?.sentence,
      ),
    ).toBe(
      'Avec une personne de plus à Planoise, libre le mardi après-midi et parlant portugais, la mission trouverait quelqu’un.',
    );
  });
});

describe('what a change does', () => {
  it('is told in the units people use', () => {
    const before = {
      wanted: 9,
      found: 7,
      travelMinutes: 70,
      usual: 2,
      met: 1,
      first: 4,
      changed: 0,
      atMaximum: 1,
      beyondAdvice: 0,
    };
    expect(changeInWords(before, before, 'mission')).toEqual([]);
    expect(
      changeInWords(
        before,
        { ...before, found: 8, travelMinutes: 82, usual: 1, first: 6, atMaximum: 2 },
        'mission',
      ).map(plain),
    ).toEqual([
      '1 mission de plus trouve quelqu’un',
      '1 visiteur habituel de moins',
      '2 premières rencontres de plus',
      '1 bénévole de plus à son maximum de la semaine',
      '12 min de trajet de plus, tous trajets réunis',
    ]);
  });

  it('counts places once a mission takes two people, as the figures beside do', () => {
    const { problem, plan } = proposed(
      aWeek({
        missions: [aWeekMission(1, {}, { people: 2 })],
        volunteers: [aWeekVolunteer(1), aWeekVolunteer(2, at(600))],
      }),
    );
    const without = whatIf(problem, plan, {
      kind: 'forbid',
      missionId: missionNumber(1),
      volunteerId: volunteerAt(2),
    });
    expect(plain(without.sentences[0])).toBe('1 place de moins trouve quelqu’un');
  });

  it('moves one by hand, with its cost, and locks it', () => {
    const { problem, plan } = proposed(
      aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2, at(600))] }),
    );
    expect(couldGo(problem, plan, missionNumber(1))).toEqual([pair(1, 2)]);
    const moved = moveByHand(problem, plan, pair(1, 2));
    if (!moved.ok) throw new Error(moved.refusal.sentence);
    expect(plain(moved.value.sentence)).toBe('11 min de trajet de plus, tous trajets réunis.');
    expect(moved.value.plan.choices).toEqual([{ ...pair(1, 2), isLocked: true }]);
    expect(plain(whyChosen(moved.value.problem, moved.value.plan, pair(1, 2)))).toBe(
      'Choix de la coordination, à 12 min à pied, seule mission de la semaine.',
    );
    expect(moveByHand(moved.value.problem, moved.value.plan, pair(1, 2))).toMatchObject({
      refusal: { reason: 'already-so' },
    });
    const back = moveByHand(moved.value.problem, moved.value.plan, pair(1, 1));
    expect(back.ok && back.value.plan.choices).toEqual([{ ...pair(1, 1), isLocked: true }]);
  });

  it('refuses a move that breaks a rule, in the rule’s words', () => {
    const { problem, plan } = proposed(
      aWeek({ volunteers: [aWeekVolunteer(1), aWeekVolunteer(2, { availability: [] })] }),
    );
    expect(moveByHand(problem, plan, pair(1, 2))).toEqual({
      ok: false,
      refusal: { reason: 'breaks-a-rule', sentence: 'Pas libre le mardi après-midi.' },
    });
    expect(moveByHand(problem, plan, pair(9, 1))).toMatchObject({ refusal: { reason: 'unknown' } });
  });

  it('tells what three more volunteers like one would bring', () => {
    const one = aWeekVolunteer(1, { weeklyCap: 1 });
    const missions = [0, 1, 2, 3, 4].map((n) => aWeekMission(n, { weekday: n }));
    const { problem, plan } = proposed(aWeek({ missions, volunteers: [one] }));
    const what = whatIf(problem, plan, { kind: 'newcomers', count: 3, like: profileOf(one) });
    expect(plan.totals.found).toBe(1);
    expect(what.plan.totals.found).toBe(4);
    expect(plain(what.sentences[0])).toBe('3 missions de plus trouvent quelqu’un');
  });
});

describe('where to recruit', () => {
  it('adds up what is missing by sector, half-day and language', () => {
    const { problem, plan } = proposed(
      aWeek({
        missions: [
          aWeekMission(1, { languages: ['pt'], sector: 'planoise' }),
          aWeekMission(2, { languages: ['pt'], weekday: 2, sector: 'planoise' }),
          aWeekMission(3, { weekday: 4, time: civilTime('10:00'), sector: 'planoise' }),
        ],
        volunteers: [aWeekVolunteer(1)],
      }),
    );
    const { sectors, halfDays, languages } = recruitment(problem, plan);
    expect(sectors.map(({ sentence }) => plain(sentence))).toEqual([
      'Planoise : il manque 2 personnes cette semaine.',
    ]);
    expect(languages.map(({ sentence }) => plain(sentence))).toEqual([
      'Portugais : il manque 2 personnes cette semaine.',
    ]);
    expect(halfDays.map(({ key, missing }) => [key, missing])).toEqual([
      ['tue-pm', 1],
      ['wed-pm', 1],
      ['fri-am', 0],
    ]);
    expect(plain(halfDays[2]?.sentence)).toBe(
      'Vendredi matin : personne ne manque, mais le choix est étroit.',
    );
  });

  it('leaves out what nobody new could do', () => {
    const { problem, plan } = proposed(aWeek({ missions: [aWeekMission(1, {}, { consented: false })] }));
    expect(recruitment(problem, plan).halfDays).toEqual([]);
    const call = FIRST_PROGRAMMES[1];
    expect(call?.place).toBe('phone');
    expect(changed(problem.input, { kind: 'unlock', ...pair(1, 1) }).locks).toEqual([]);
  });
});
