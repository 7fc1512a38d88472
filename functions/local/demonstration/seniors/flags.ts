import { advance, type FlagActor, tellPerson } from '../../../../shared/flags/advance-flag.ts';
import { overdueSteps } from '../../../../shared/flags/change-flag.ts';
import { flagLookupWrites } from '../../../../shared/flags/find-known.ts';
import type { Flag } from '../../../../shared/flags/flag.ts';
import { receiveFlag } from '../../../../shared/flags/receive-flag.ts';
import { flagFormHash, flagFormKind, flagKind, flagNumberKind } from '../../../../shared/flags/store.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { type Instant, minus, plus } from '../../../../shared/time/instant.ts';
import { daysAgo, type Making, officeTime, type PhoneBook } from '../making.ts';
import { lastName, nameOf } from '../names.ts';
import { FLAG_WORDS } from '../words.ts';
import { FLAGGED_BEFORE_HOURS, STORIES, type Step, type Story } from './flag-stories.ts';
import type { Known } from './seniors.ts';

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
  const among = (place: Known['place']) => known.filter((one) => one.place === place);
  const hoping = among('hoping');
  const followed = among('followed');
  STORIES.forEach((story, at) => {
    const about =
      story.becomes === 'taken-up'
        ? hoping[at % hoping.length]
        : story.becomes === 'already-known'
          ? followed[at]
          : undefined;
    tell(making, story, at, about ? personOf(about.senior) : stranger(making, phones), about);
  });
};

const receivedOf = (making: Making, story: Story, about: Known | undefined): Instant => {
  if (story.becomes === 'taken-up' && about)
    return minus(about.senior.createdAt, { hours: FLAGGED_BEFORE_HOURS });
  return story.hoursAgo > 48
    ? daysAgo(making, Math.ceil(story.hoursAgo / 24), officeTime(making.dice))
    : minus(making.dawn, { hours: story.hoursAgo });
};

const tell = (
  making: Making,
  story: Story,
  at: number,
  person: Flag['person'],
  about: Known | undefined,
): void => {
  const { appSecret, dawn, dice, history, ids, staff, town } = making;
  const receivedAt = receivedOf(making, story, about);
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
  for (const { after, step } of story.steps(making, about))
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
