import { describe, expect, it } from 'vitest';
import { whyNot } from '../../../../shared/matching/week/answers/explain.ts';
import { weekProblem } from '../../../../shared/matching/week/build.ts';
import { planWeek } from '../../../../shared/matching/week/plan-week.ts';
import { emptyLoad, type Load } from '../../../../shared/offers/load.ts';
import { addDays, civilTime, instantOf } from '../../../../shared/time/civil.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { aTown } from '../../../builders/chain.ts';
import {
  aWeek,
  aWeekMission,
  aWeekVolunteer,
  MONDAY,
  missionNumber,
  seniorNumber,
  volunteerAt,
} from '../../../builders/weeks.ts';

const sentenceOf = (
  missions: readonly ReturnType<typeof aWeekMission>[],
  more: Partial<Volunteer>,
  load: Partial<Load> = {},
): string | undefined => {
  const data = aWeekVolunteer(1, { weeklyCap: 5, restDays: 0, ...more });
  const volunteers = [{ ...data, load: { ...emptyLoad(volunteerAt(1)), ...load } }];
  const town = { ...aTown(), caps: { ...aTown().caps, restDays: 0 } };
  const problem = weekProblem(aWeek({ missions, volunteers, town }));
  const plan = planWeek(problem);
  const [missing] = plan.missing;
  if (!missing) throw new Error('nobody is missing');
  return whyNot(problem, plan, { missionId: missing.missionId, volunteerId: volunteerAt(1) })?.sentence;
};

const EASED = { cap: 4, since: addDays(MONDAY, -9), until: addDays(MONDAY, 9) };

describe('why not somebody whose week is lighter, in the plan', () => {
  it('says that their rest is that of the lighter rhythm', () => {
    const held = {
      missionId: missionNumber(90),
      day: addDays(MONDAY, 1),
      startsAt: instantOf(addDays(MONDAY, 1), civilTime('09:00')),
      minutes: 60,
      state: 'held' as const,
    };
    expect(
      sentenceOf(
        [aWeekMission(1, { weekday: 2 })],
        { eased: { ...EASED, restDays: 2 } },
        { entries: [held] },
      ),
    ).toMatch(/^Semaine allégée jusqu’au 9 décembre 2026 : a une mission .* 2 jours de repos entre deux\.$/);
  });

  it('says that the plan fills the lighter week, not their own', () => {
    const missions = [1, 2].map((n) => aWeekMission(n, { weekday: 2 * n - 1 }));
    expect(sentenceOf(missions, { eased: { ...EASED, cap: 1 } })).toMatch(
      /^Semaine allégée jusqu’au 9 décembre 2026 : fait déjà 1.mission cette semaine \(1 au plus\)\.$/,
    );
    expect(sentenceOf(missions, { weeklyCap: 1 })).toMatch(/^Fait déjà 1.mission cette semaine/);
  });
});

describe('why not somebody after two hard visits, in the plan', () => {
  it('says the end of the later rest', () => {
    const heavy = [2, 1].map((n) => ({
      missionId: missionNumber(90 + n),
      seniorId: seniorNumber(90),
      day: addDays(MONDAY, -n),
    }));
    const why = 'Repos jusqu’au mercredi 2 décembre, après une visite éprouvante.';
    expect(sentenceOf([aWeekMission(1, { weekday: 0 })], {}, { heavy })).toBe(why);
    expect(sentenceOf([aWeekMission(1, { weekday: 0 })], {}, { heavy: heavy.toReversed() })).toBe(why);
  });
});
