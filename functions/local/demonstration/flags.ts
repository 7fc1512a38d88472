import { advance, type FlagActor, type FlagStep, tellPerson } from '../../../shared/flags/advance-flag.ts';
import { overdueSteps } from '../../../shared/flags/change-flag.ts';
import { flagLookupWrites } from '../../../shared/flags/find-known.ts';
import type { Flag, Urgency } from '../../../shared/flags/flag.ts';
import { receiveFlag } from '../../../shared/flags/receive-flag.ts';
import { flagFormHash, flagFormKind, flagKind, flagNumberKind } from '../../../shared/flags/store.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { taskKind } from '../../../shared/tasks/task.ts';
import { addDays } from '../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../shared/time/instant.ts';
import { daysAgo, type Making, officeTime, type PhoneBook } from './making.ts';
import { lastName, nameOf } from './names.ts';
import type { Known } from './seniors.ts';
import { FLAG_WORDS } from './words.ts';

type Step = { readonly after: number; readonly step: FlagStep | { readonly do: 'tell' } };

/** One flag: how urgent, how long ago (hours before dawn), and what was done about it, each so many hours after. */
type Story = {
  readonly urgency: Urgency;
  readonly hoursAgo: number;
  readonly consent: Flag['consent'];
  readonly reasons: Flag['reasons'];
  readonly steps: (making: Making, senior: Senior | undefined) => readonly Step[];
  readonly becomes?: 'taken-up' | 'already-known';
  readonly safeChannel?: string;
};

const nothing = () => [];
const acknowledged = ({ staff }: Making): readonly Step[] => [
  { after: 2, step: { do: 'acknowledge', handlerId: staff.coordinator } },
];

/** Every state and urgency, clocks running: one is over its deadline, one a sensitive one with its safe channel. */
const STORIES: readonly Story[] = [
  {
    urgency: 'P1',
    hoursAgo: 31,
    consent: 'not-asked',
    reasons: ['no-answer', 'alone'],
    steps: (making) => [...acknowledged(making), { after: 5, step: { do: 'try' } }],
  },
  { urgency: 'P1', hoursAgo: 7, consent: 'agrees', reasons: ['back-from-hospital'], steps: nothing },
  { urgency: 'P2', hoursAgo: 10, consent: 'agrees', reasons: ['wants-contact', 'alone'], steps: nothing },
  { urgency: 'P2', hoursAgo: 54, consent: 'agrees', reasons: ['bereaved'], steps: acknowledged },
  {
    urgency: 'P2',
    hoursAgo: 100,
    consent: 'not-asked',
    reasons: ['no-visits'],
    steps: (making) => [...acknowledged(making), { after: 30, step: { do: 'contact' } }],
  },
  {
    urgency: 'P2',
    hoursAgo: 150,
    consent: 'agrees',
    reasons: ['alone', 'home-neglected'],
    steps: (making) => [
      ...acknowledged(making),
      { after: 20, step: { do: 'try' } },
      { after: 44, step: { do: 'try' } },
    ],
  },
  { urgency: 'P3', hoursAgo: 20, consent: 'agrees', reasons: ['wants-activity'], steps: nothing },
  {
    urgency: 'P3',
    hoursAgo: 220,
    consent: 'agrees',
    reasons: ['wants-activity', 'wants-contact'],
    steps: (making) => [...acknowledged(making), { after: 50, step: { do: 'contact' } }],
  },
  {
    urgency: 'P1',
    hoursAgo: 60,
    consent: 'not-asked',
    reasons: ['other'],
    safeChannel: 'Par l’assistante sociale de secteur, jamais à domicile.',
    steps: (making) => [...acknowledged(making), { after: 6, step: { do: 'contact' } }],
  },
  {
    urgency: 'P0',
    hoursAgo: 400,
    consent: 'not-asked',
    reasons: ['no-answer'],
    steps: () => [
      { after: 0.2, step: { do: 'contact' } },
      {
        after: 9,
        step: { do: 'redirect', words: 'Secours intervenus ; suivi repris par le service hospitalier.' },
      },
    ],
  },
  {
    urgency: 'P2',
    hoursAgo: 500,
    consent: 'agrees',
    reasons: ['alone'],
    becomes: 'taken-up',
    steps: (_, senior) => takenUp(senior),
  },
  {
    urgency: 'P2',
    hoursAgo: 620,
    consent: 'agrees',
    reasons: ['bereaved', 'no-visits'],
    becomes: 'taken-up',
    steps: (_, senior) => takenUp(senior),
  },
  {
    urgency: 'P3',
    hoursAgo: 700,
    consent: 'agrees',
    reasons: ['wants-contact'],
    becomes: 'taken-up',
    steps: (_, senior) => takenUp(senior),
  },
  {
    urgency: 'P2',
    hoursAgo: 300,
    consent: 'agrees',
    reasons: ['alone'],
    becomes: 'already-known',
    steps: (_, senior) =>
      senior
        ? [
            { after: 3, step: { do: 'know', seniorId: senior.id } },
            { after: 26, step: { do: 'tell' } },
          ]
        : [],
  },
  {
    urgency: 'P2',
    hoursAgo: 350,
    consent: 'not-asked',
    reasons: ['no-visits'],
    steps: ({ today }) => [{ after: 40, step: { do: 'decline', recontactOn: addDays(today, 24) } }],
  },
  {
    urgency: 'P3',
    hoursAgo: 450,
    consent: 'agrees',
    reasons: ['wants-activity'],
    steps: () => [
      {
        after: 60,
        step: { do: 'redirect', words: 'Orientée vers le club du quartier, première séance accompagnée.' },
      },
      { after: 61, step: { do: 'tell' } },
    ],
  },
  {
    urgency: 'P2',
    hoursAgo: 560,
    consent: 'not-asked',
    reasons: ['no-answer'],
    steps: () => [
      { after: 8, step: { do: 'try' } },
      { after: 32, step: { do: 'try' } },
      { after: 80, step: { do: 'try' } },
      { after: 81, step: { do: 'tell' } },
      { after: 170, step: { do: 'give-up' } },
    ],
  },
  {
    urgency: 'P3',
    hoursAgo: 480,
    consent: 'refuses',
    reasons: ['other'],
    steps: () => [
      {
        after: 12,
        step: { do: 'close', words: 'Signalement fait par erreur, la personne est bien entourée.' },
      },
    ],
  },
];

const takenUp = (senior: Senior | undefined): readonly Step[] =>
  senior
    ? [
        { after: 20, step: { do: 'contact' } },
        { after: 70, step: { do: 'take-up', seniorId: senior.id } },
      ]
    : [];

const stranger = (making: Making, phones: PhoneBook): Flag['person'] => {
  const { dice } = making;
  const born = dice.between(1932, 1952);
  const woman = dice.chance(0.7);
  const name = nameOf(dice, { born, woman });
  return {
    name: `${woman ? 'Mme' : 'M.'} ${dice.chance(0.8) ? `${name.firstName} ${name.lastName}` : lastName(dice)}`,
    address: making.home(dice.pick(making.town.sectors).code).line,
    phone: dice.chance(0.6) ? phones.landline().replace('+33', '0') : '',
    birth: dice.chance(0.4) ? String(born) : '',
  };
};

const personOf = (senior: Senior): Flag['person'] => ({
  name: seniorName(senior),
  address: senior.address.line,
  phone: senior.phones[0]?.phone.replace('+33', '0') ?? '',
  birth: '',
});

/** The flags as they came and what was done, each step by the product's own decisions. */
export const raiseFlags = (making: Making, phones: PhoneBook, known: readonly Known[]): void => {
  const served = known
    .filter(({ place }) => place === 'served' || place === 'hoping')
    .map(({ senior }) => senior);
  const followed = known.filter(({ place }) => place === 'followed').map(({ senior }) => senior);
  STORIES.forEach((story, at) => {
    const senior =
      story.becomes === 'taken-up'
        ? served[at]
        : story.becomes === 'already-known'
          ? followed[at]
          : undefined;
    tell(making, story, at, senior ? personOf(senior) : stranger(making, phones), senior);
  });
};

const tell = (
  making: Making,
  story: Story,
  at: number,
  person: Flag['person'],
  senior: Senior | undefined,
): void => {
  const { appSecret, dawn, dice, history, ids, staff, town } = making;
  const receivedAt =
    story.hoursAgo > 48
      ? daysAgo(making, Math.ceil(story.hoursAgo / 24), officeTime(dice))
      : plus(dawn, { hours: -story.hoursAgo });
  const flaggerId = dice.pick(staff.socialWorkers);
  const number = `S-${4_021 + at * 137}`;
  const received = receiveFlag(
    {
      person,
      reasons: story.reasons,
      noticed: FLAG_WORDS[at % FLAG_WORDS.length] ?? '',
      urgency: story.urgency,
      consent: story.consent,
      dangerHandled: story.urgency === 'P0',
      ...(story.safeChannel ? { sensitive: { safeChannel: story.safeChannel } } : {}),
    },
    { id: ids.at('flg', receivedAt), number, known: story.becomes === 'already-known' },
    flaggerId,
    town,
    receivedAt,
  );
  if (!received.ok) throw new Error(`a flag was refused: ${received.refusal.reason}`);
  let flag = received.value;
  history.change(flagKind, flag, {
    action: 'flag-received',
    actor: { kind: 'staff', id: flaggerId },
    at: receivedAt,
    to: flag.state,
    details: { number, urgency: flag.urgency, sensitive: flag.sensitive !== undefined },
  });
  history.note(flagFormKind, { form: flagFormHash(flaggerId, `demonstration-${at}`), flagId: flag.id });
  history.note(flagNumberKind, { town: town.id, number, flagId: flag.id });
  for (const { after, step } of story.steps(making, senior))
    flag = advanced(making, flag, step, plus(receivedAt, { minutes: after * 60 }));
  flag = overdue(making, flag, dawn);
  history.add(flagLookupWrites(appSecret, undefined, flag, town.name));
};

const advanced = ({ history, staff, dawn }: Making, flag: Flag, step: Step['step'], at: Instant): Flag => {
  if (at >= dawn) return flag;
  const by: FlagActor = { id: staff.coordinator, role: 'coordinator' };
  const next = step.do === 'tell' ? tellPerson(flag, 'spoken', at) : advance(flag, step, by, at);
  if (!next.ok) throw new Error(`a step of a flag was refused: ${step.do} ${next.refusal.reason}`);
  return history.change(flagKind, next.value, {
    action: step.do === 'tell' ? 'flag-told-spoken' : `flag-${step.do}`,
    actor: { kind: 'staff', id: by.id },
    at,
    from: flag.state,
    to: next.value.state,
  });
};

/** What the agenda found before this morning: a deadline gone by makes a task. */
const overdue = ({ history, ids, dawn }: Making, flag: Flag, until: Instant): Flag => {
  const due = [flag.dueAt, flag.tellPersonBy].filter((at) => at < until).sort();
  let now = flag;
  for (const at of due) {
    const look = plus(at, { minutes: 1 });
    if (look >= dawn) continue;
    const { next, tasks } = overdueSteps(now, look, () => ids.at('tsk', look));
    if (next === now) continue;
    now = history.change(flagKind, next, {
      action: 'flag-deadline',
      actor: { kind: 'system', id: '' },
      at: look,
      from: flag.state,
      to: next.state,
    });
    for (const task of tasks) history.note(taskKind, task);
  }
  return now;
};
