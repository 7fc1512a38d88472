import { type Actor, PUBLIC } from '../../../../shared/audit/audit.ts';
import type { TravelMode } from '../../../../shared/geo/travel.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, dayOf, HALF_DAYS, type HalfDay } from '../../../../shared/time/civil.ts';
import { plus } from '../../../../shared/time/instant.ts';
import type { RequirementKind } from '../../../../shared/town/programme.ts';
import { waitFor } from '../../../../shared/volunteers/joining/clock.ts';
import { usualValidity } from '../../../../shared/volunteers/joining/requirement.ts';
import { phoneFinds } from '../../../../shared/volunteers/phone-lookup.ts';
import { leave, pause, wound } from '../../../../shared/volunteers/rest/rest.ts';
import { volunteerKind } from '../../../../shared/volunteers/store.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making, officeTime, type PhoneBook, SECTOR_WEIGHTS } from '../making.ts';
import { FRIENDLY_WALK } from '../missions/walks.ts';
import { nameOf } from '../names.ts';
import { MOTIVATIONS, SOURCES } from '../words.ts';
import { cameBy } from './recruitment.ts';

/** How forty volunteers are spread: most are there, some rest, some are on their way in or out. */
const PATHS = [
  ...Array.from({ length: 27 }, () => 'active' as const),
  'voice',
  'paused',
  'paused',
  'paused-open',
  'interviewed',
  'interviewed',
  'candidate',
  'candidate',
  'candidate',
  'left',
  'left',
  'left',
  'newcomer',
] as const;
/** Who was there before: a network two years old has been renewed. */
const FORMER = Array.from({ length: 16 }, () => 'former' as const);
type Path = (typeof PATHS)[number] | 'former';

const AGES = { student: 18, working: 27, retired: 55 } as const;
type Life = keyof typeof AGES;

const RANGE: Readonly<Record<TravelMode, readonly [number, number]>> = {
  walk: [1_200, 2_200],
  bike: [2_500, 4_500],
  bus: [3_500, 6_000],
  car: [5_000, 9_000],
};

const isOffice = (half: HalfDay): boolean => !half.startsWith('sat') && !half.startsWith('sun');

const freeHalfDays = ({ dice }: Making, life: Life): HalfDay[] => {
  if (life === 'retired') return dice.some(HALF_DAYS.filter(isOffice), dice.between(5, 8));
  if (life === 'student')
    return dice.some(
      ['mon-pm', 'wed-pm', 'thu-pm', 'fri-pm', 'sat-pm', 'sun-pm'] as const,
      dice.between(2, 4),
    );
  return dice.some(['wed-pm', 'fri-pm', 'sat-am', 'sat-pm', 'sun-pm', 'tue-pm'] as const, dice.between(2, 3));
};

const languagesOf = ({ dice }: Making): string[] => [
  'fr',
  ...(dice.chance(0.3) ? [dice.weighted({ it: 2, pt: 2, es: 2, ar: 2, en: 3, de: 1, tr: 1 })] : []),
];

const TRAVEL: Readonly<Record<Life, Readonly<Record<TravelMode, number>>>> = {
  student: { walk: 3, bike: 4, bus: 4, car: 0 },
  working: { walk: 2, bike: 3, bus: 2, car: 3 },
  retired: { walk: 4, bike: 1, bus: 4, car: 4 },
};

const person = (making: Making, phones: PhoneBook, path: Path, appliedDaysAgo: number): Volunteer => {
  const { dice, town } = making;
  const life = path === 'voice' ? 'retired' : dice.weighted(AGES);
  const year = Number(making.today.slice(0, 4));
  const age = { student: dice.between(19, 25), working: dice.between(28, 60), retired: dice.between(61, 78) }[
    life
  ];
  const name = nameOf(dice, { born: year - age, woman: dice.chance(0.68) });
  const travel = dice.weighted(TRAVEL[life]);
  const [near, far] = RANGE[travel];
  const appliedAt = daysAgo(making, appliedDaysAgo, officeTime(dice));
  return {
    ...name,
    id: making.ids.at('vol', appliedAt),
    town: town.id,
    state: 'candidate',
    birthYear: year - age,
    phone: path === 'voice' ? phones.landline() : phones.mobile(),
    channel: path === 'voice' ? 'voice' : 'sms',
    address: making.home(dice.weighted(SECTOR_WEIGHTS)),
    travel,
    rangeMetres: Math.round(dice.between(near, far) / 100) * 100,
    languages: languagesOf(making),
    availability: freeHalfDays(making, life),
    exceptions: dice.chance(0.2)
      ? [{ from: addDays(making.today, 16), to: addDays(making.today, 24), kind: 'away' }]
      : [],
    weeklyCap: life === 'retired' ? dice.between(2, 3) : dice.between(1, 2),
    restDays: town.caps.restDays,
    programmes: [
      'FRIENDLY_VISIT',
      ...(dice.chance(0.75) ? ['FRIENDLY_CALL'] : []),
      ...(age % 4 === 0 ? [] : [FRIENDLY_WALK.code]),
      ...(age % 3 === 0 ? [] : ['HOME_LIBRARY']),
      ...(age % 2 === 0 ? ['CHRISTMAS_PARCEL'] : []),
    ],
    avoids: dice.chance(0.2) ? [dice.pick(['stairs', 'pet-dog', 'smoker'] as const)] : [],
    exclusions: [],
    remindTwoHoursBefore: dice.chance(0.25),
    requirements: [],
    motivation: dice.pick(MOTIVATIONS),
    source: cameBy(appliedDaysAgo, dice.pick(SOURCES)),
    appliedAt,
  };
};

/** Days after the application at which each step was taken. */
const STEPS: readonly { readonly kind: RequirementKind; readonly after: number }[] = [
  { kind: 'interview', after: 9 },
  { kind: 'charter', after: 16 },
  { kind: 'criminal-record', after: 20 },
  { kind: 'training', after: 24 },
];

/** Days since the application: those who left came early, newcomers and candidates lately. */
const sinceApplication = ({ dice }: Making, path: Path): number => {
  if (path === 'candidate') return dice.between(1, 12);
  if (path === 'interviewed') return dice.between(13, 22);
  if (path === 'newcomer') return 34;
  if (path === 'former') return dice.between(260, 1_000);
  return dice.chance(0.3) ? dice.between(60, 150) : dice.between(150, 650);
};

/** Three who applied lately: one waited too long, one was called in vain, one has a date. */
const APPLIED_DAYS_AGO = [12, 5, 3];

const RECENT_REASONS = ['moved', 'no-time', 'other-commitment'] as const;
const REASONS = [...RECENT_REASONS, 'no-time', 'tired', 'tired', 'not-as-expected', 'not-said'] as const;

/** Couples and friends who go together: two of the same neighbourhood where there are some. */
const makePairs = (making: Making, people: readonly Volunteer[]): readonly Volunteer[] => {
  const { history, staff, today } = making;
  const active = people.filter(({ state, channel }) => state === 'active' && channel === 'sms');
  const paired = new Map<string, Volunteer>();
  for (const one of active) {
    if (paired.size >= 4) break;
    const other = active.find(
      (candidate) =>
        candidate.id !== one.id &&
        candidate.address.sector === one.address.sector &&
        !paired.has(candidate.id) &&
        !paired.has(one.id),
    );
    if (!other) continue;
    paired.set(one.id, { ...one, partnerId: other.id }).set(other.id, { ...other, partnerId: one.id });
  }
  const at = daysAgo({ today }, 6, '10:30');
  for (const one of paired.values())
    history.change(volunteerKind, one, {
      action: 'binome-made',
      actor: { kind: 'staff', id: staff.coordinator },
      at,
    });
  return people.map((one) => paired.get(one.id) ?? one);
};

/** The volunteers as their lives made them. Their missions come later. */
export const recruit = (making: Making, phones: PhoneBook): readonly Volunteer[] =>
  makePairs(making, arriving(making, phones, PATHS));

/** Those who left before the twelve weeks that the town remembers visit by visit. */
export const recruitFormer = (making: Making, phones: PhoneBook): readonly Volunteer[] =>
  arriving(making, phones, FORMER);

const arriving = (making: Making, phones: PhoneBook, paths: readonly Path[]): readonly Volunteer[] => {
  const { dice, history, staff, town, today } = making;
  const desk: Actor = { kind: 'staff', id: staff.coordinator };
  const change = (
    next: Volunteer,
    action: string,
    actor: Actor,
    days: number,
    from?: Volunteer['state'],
    details?: Record<string, string>,
  ) =>
    history.change(volunteerKind, next, {
      action,
      actor,
      at: daysAgo(making, days, officeTime(dice)),
      ...(from ? { from } : {}),
      to: next.state,
      ...(details ? { details } : {}),
    });

  let applicants = 0;
  return dice.shuffled(paths).map((path) => {
    const drawn = sinceApplication(making, path);
    const days = path === 'candidate' ? (APPLIED_DAYS_AGO[applicants++] ?? drawn) : drawn;
    let one = person(making, phones, path, days);
    const taskId = making.ids.at('tsk', one.appliedAt);
    const answeredAt = plus(one.appliedAt, { days: 1 + (days % 7) });
    const waits = waitFor('answer', {}, town, one.appliedAt);
    if (path === 'candidate') one = { ...one, joining: { ...waits, taskId } };
    history.change(volunteerKind, one, {
      action: 'volunteer-applied',
      actor: PUBLIC,
      at: one.appliedAt,
      to: 'candidate',
    });
    history.add(phoneFinds(making.appSecret, one.phone, one.id, undefined));
    history.note(taskKind, {
      id: taskId,
      town: town.id,
      kind: 'application',
      state: path === 'candidate' ? 'open' : 'done',
      subjectId: one.id,
      volunteerId: one.id,
      sentence:
        one.channel === 'sms'
          ? 'Candidature bénévole : appeler pour convenir d’un entretien.'
          : 'Candidature bénévole, téléphone fixe : appeler pour convenir d’un entretien.',
      urgent: false,
      createdAt: one.appliedAt,
      dueAt: waits.dueBy,
      ...(path === 'candidate'
        ? {}
        : {
            doneAt: answeredAt,
            doneBy: staff.coordinator,
            outcome: 'Rendez-vous pris.',
          }),
    });
    if (path === 'candidate') return one;

    for (const step of path === 'interviewed' ? STEPS.slice(0, 2) : STEPS) {
      const { kind } = step;
      const after = Math.min(step.after, days - 1);
      const on = addDays(dayOf(one.appliedAt), after);
      const validUntil = usualValidity(kind, on);
      const from = one.state;
      const requirement = {
        kind,
        on,
        by: staff.coordinator,
        ...(validUntil ? { validUntil } : {}),
        ...(kind === 'charter' ? { version: town.charterVersion } : {}),
      };
      const interviewed = kind === 'interview';
      one = {
        ...one,
        requirements: [...one.requirements, requirement],
        ...(interviewed
          ? {
              state: 'interviewed' as const,
              interviewedAt: daysAgo(making, days - after, '11:00'),
              joining: waitFor('file', { answeredAt }, town, daysAgo(making, days - after, '11:00')),
            }
          : {}),
      };
      change(one, 'requirement-recorded', desk, days - after, from, { kind, on });
    }
    if (path === 'interviewed') return one;

    const activeDays = days - 25;
    one = { ...one, state: 'active', activeSince: daysAgo(making, activeDays, '14:00') };
    change(one, 'volunteer-activated', desk, activeDays, 'interviewed');

    if (path === 'paused' || path === 'paused-open') {
      const since = dice.between(4, 15);
      const at = daysAgo(making, since, '18:20');
      const until = path === 'paused' ? addDays(today, dice.between(9, 40)) : undefined;
      const paused = pause(one, until, 'volunteer', at);
      if (!paused.ok) throw new Error(`a pause was refused: ${paused.refusal.reason}`);
      one = wound(paused.value);
      history.change(volunteerKind, one, {
        action: 'volunteer-paused',
        actor: { kind: 'volunteer', id: one.id },
        at,
        from: 'active',
        to: 'paused',
      });
    }
    if (path === 'left' || path === 'former') {
      const since = path === 'left' ? dice.between(15, 80) : dice.between(90, activeDays - 20);
      const at = daysAgo(making, since, '17:05');
      const leaving = leave(one, dice.pick(path === 'left' ? RECENT_REASONS : REASONS), 'volunteer', at);
      if (!leaving.ok) throw new Error(`a departure was refused: ${leaving.refusal.reason}`);
      history.change(volunteerKind, leaving.value, {
        action: 'volunteer-leaves',
        actor: { kind: 'volunteer', id: one.id },
        at,
        from: 'active',
        to: leaving.value.state,
      });
      one = wound(leaving.value);
      history.change(volunteerKind, one, {
        action: 'volunteer-wound-down',
        actor: { kind: 'system', id: '' },
        at: plus(at, { minutes: 6 }),
        from: 'leaving',
        to: 'left',
      });
    }
    return one;
  });
};
