import { PUBLIC } from '../../../../shared/audit/audit.ts';
import { acknowledge, silence } from '../../../../shared/register/acknowledge-entry.ts';
import {
  type AskToRegister,
  answerVolunteerCalls,
  ask,
  mayDo,
} from '../../../../shared/register/decide-entry.ts';
import type { RegisterEntry, RegisteredPerson } from '../../../../shared/register/entry.ts';
import { oppose } from '../../../../shared/register/leave-entry.ts';
import { readerKind } from '../../../../shared/register/readers/reader.ts';
import { besideEntry, entryKind } from '../../../../shared/register/store.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { addDays, ageOn, civilDay, dayOf, yearOf } from '../../../../shared/time/civil.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { daysAgo, type Making, officeTime, type PhoneBook, SECTOR_WEIGHTS } from '../making.ts';
import { lastName, nameOf } from '../names.ts';
import type { Known } from './seniors.ts';
import { must } from './situations.ts';

/** How the register of the demonstration stands; about one eligible person in ten, as in real towns (G18). */
const ENTRIES = {
  /** Accompanied too: the same person in two stores that only an agent ties together. */
  accompanied: 32,
  confirmed: 110,
  again: 6,
  pending: 5,
  told: 3,
  requested: 3,
  opposed: 2,
} as const;
type Fate = keyof typeof ENTRIES;

const ASKERS = ['fille', 'fils', 'voisine', 'médecin', 'infirmière', 'gardien'] as const;

const floorOf = (complement: string | undefined): number | undefined => {
  const read = /(\d)e(?:r)? étage/.exec(complement ?? '');
  return read ? Number(read[1]) : /rez-de-chaussée/.test(complement ?? '') ? 0 : undefined;
};

const someone = (making: Making, phones: PhoneBook): RegisteredPerson => {
  const { dice, today } = making;
  const woman = dice.chance(0.72);
  const born = Number(yearOf(today)) - dice.between(70, 97);
  const { doorCode: _code, ...address } = making.home(dice.weighted(SECTOR_WEIGHTS));
  const floor = floorOf(address.complement);
  const name = nameOf(dice, { born, woman });
  return {
    ...name,
    civility: woman ? 'madame' : 'monsieur',
    birthDay: civilDay(`${born}-0${dice.between(1, 9)}-${dice.between(10, 28)}`),
    capacity: dice.chance(0.9) ? 'AGE_65' : 'DISABLED_ADULT',
    address,
    phones: [{ phone: phones.landline(), label: 'fixe' }],
    homeHelp: dice.chance(0.35) ? 'Service d’aide à domicile' : '',
    contacts: dice.chance(0.7)
      ? [
          {
            name: `${nameOf(dice, { born: 1966, woman: true }).firstName} ${lastName(dice)}`,
            link: dice.pick(['fille', 'nièce', 'voisine']),
            phone: phones.mobile(),
          },
        ]
      : [],
    livesAlone: dice.chance(0.6),
    ...(floor === undefined ? {} : { floor }),
    languages: ['fr'],
    callNotes: dice.chance(0.2) ? 'Laisser sonner longtemps.' : '',
  };
};

const personOf = (senior: Senior): RegisteredPerson => {
  const { doorCode: _code, ...address } = senior.address;
  const floor = floorOf(address.complement);
  return {
    ...(senior.civility ? { civility: senior.civility } : {}),
    firstName: senior.firstName,
    lastName: senior.lastName,
    ...(senior.birthName ? { birthName: senior.birthName } : {}),
    ...(senior.birthDay ? { birthDay: senior.birthDay } : {}),
    capacity: 'AGE_65',
    address,
    phones: senior.phones,
    homeHelp: '',
    contacts: senior.emergencyContacts,
    ...(floor === undefined ? {} : { floor }),
    languages: senior.languages,
    callNotes: '',
  };
};

const WHEN: Readonly<Record<Fate, readonly [number, number]>> = {
  accompanied: [40, 330],
  confirmed: [20, 340],
  again: [380, 420],
  pending: [1, 4],
  told: [6, 9],
  requested: [1, 1],
  opposed: [60, 200],
};

const requestOf = (making: Making, fate: Fate, at: Instant): AskToRegister['request'] => {
  const { dice } = making;
  if (fate === 'requested') return { by: 'self', channel: 'online', at };
  const byOther = fate === 'pending' || fate === 'told' || fate === 'opposed' || dice.chance(0.25);
  return byOther
    ? {
        by: 'third-party',
        channel: 'letter',
        at,
        asker: {
          name: `${nameOf(dice, { born: 1968, woman: true }).firstName} ${lastName(dice)}`,
          quality: dice.pick(ASKERS),
        },
        proof: 'courrier, classeur du registre',
      }
    : { by: 'self', channel: dice.pick(['phone', 'counter', 'letter']), at };
};

/** One entry, through the decisions that the desk's pages use. */
const live = (making: Making, fate: Fate, person: RegisteredPerson, seniorId?: Senior['id']): void => {
  const { dice, history, dawn, staff, town } = making;
  const [from, to] = WHEN[fate];
  const at = daysAgo(making, dice.between(from, to), officeTime(dice));
  const by = fate === 'requested' ? PUBLIC : ({ kind: 'staff', id: staff.dutyOfficer } as const);
  const agent = { kind: 'staff', id: staff.dutyOfficer } as const;
  const request = requestOf(making, fate, at);
  let entry = must(
    ask({ person, request }, making.ids.at('reg', at), town.id, {
      looked: fate !== 'requested',
      opposedBefore: false,
      now: at,
    }),
  );
  const step = (action: string, next: RegisterEntry, when: Instant, actor: typeof by = agent) => {
    entry = history.change(entryKind, next, { action, actor, at: when, to: next.state });
  };
  step('register-asked', entry, at, by);
  const told = plus(at, { days: 1 });
  if (entry.state === 'pending-acknowledgment' && fate !== 'pending' && told < dawn)
    step('register-acknowledged', must(acknowledge(entry, 'letter', told)), told);
  const quiet = plus(told, { days: 8 });
  const confirmed = fate === 'told' || quiet >= dawn ? undefined : silence(entry, quiet);
  if (confirmed) step('register-silence', confirmed, quiet);
  const later = plus(at, { days: 10 });
  if (fate === 'opposed') step('register-opposed', must(oppose(entry, 'self', 'phone', later)), later);
  if (mayDo(entry, 'reconfirm') && later < dawn && dice.chance(0.55)) {
    const state = dice.chance(0.8) ? 'given' : 'refused';
    const answered = must(answerVolunteerCalls(entry, { state, how: 'phone' }, agent, later));
    step('register-volunteer-calls', answered, later);
  }
  if (seniorId && mayDo(entry, 'link')) step('register-tied', { ...entry, seniorId }, later);
  const asked = daysAgo(making, 4, '09:00');
  if (fate === 'again' && entry.reconfirmOn)
    step('register-ask-again', { ...entry, reconfirmSince: asked }, asked);
  if (fate === 'requested') requestTask(making, entry, at);
  history.add(besideEntry(making.appSecret, undefined, entry));
};

const requestTask = ({ history, ids }: Making, entry: RegisterEntry, at: Instant): void => {
  const id = ids.at('tsk', at);
  history.note(taskKind, {
    id,
    town: entry.town,
    kind: 'register',
    state: 'open',
    subjectId: entry.id,
    sentence: 'Registre d’alerte : lire une demande d’inscription reçue en ligne.',
    urgent: false,
    createdAt: at,
    dueAt: plus(at, { hours: 24 }),
  });
  history.note(entryKind, { ...entry, taskId: id });
};

/**
 * The municipal register, a store apart: the duty officer and a social worker are named to read it, the coordinator is not
 * (G11), so that both can be seen.
 */
export const keepRegister = (making: Making, phones: PhoneBook, known: readonly Known[]): void => {
  const { history, staff, town, today } = making;
  const since = daysAgo(making, 200, '09:00');
  for (const staffId of [staff.dutyOfficer, ...staff.socialWorkers.slice(0, 1)])
    history.change(
      readerKind,
      {
        staffId,
        town: town.id,
        act: 'arrêté du maire, registre d’alerte',
        from: dayOf(since),
        to: addDays(today, 300),
        namedBy: staff.coordinator,
        at: since,
      },
      {
        action: 'register-reader-named',
        actor: { kind: 'staff', id: staff.coordinator },
        at: since,
        details: { reader: staffId },
      },
    );
  const accompanied = known
    .filter(({ senior, place }) => place === 'served' && senior.phones.length > 0 && !senior.sensitive)
    .filter(({ senior }) => senior.birthDay && ageOn(senior.birthDay, today) > 67)
    .slice(0, ENTRIES.accompanied);
  for (const { senior } of accompanied) live(making, 'accompanied', personOf(senior), senior.id);
  for (const fate of ['confirmed', 'again', 'pending', 'told', 'requested', 'opposed'] as const)
    for (let n = 0; n < ENTRIES[fate]; n += 1) live(making, fate, someone(making, phones));
};
