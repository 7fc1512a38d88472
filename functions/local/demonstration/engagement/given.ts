import {
  attestationBookKind,
  attestationFileKind,
  attestationKind,
  numberOf,
  withHeld,
} from '../../../../shared/engagement/recognition/attestation/attestation.ts';
import { seenOf } from '../../../../shared/engagement/recognition/attestation/issue-attestation.ts';
import { makeAttestation } from '../../../../shared/engagement/recognition/attestation/paper.ts';
import {
  type ExpenseAct,
  nextExpense,
} from '../../../../shared/engagement/recognition/expenses/decide-expense.ts';
import { type Expense, expenseKind } from '../../../../shared/engagement/recognition/expenses/expense.ts';
import { hourEntriesKind, sayEntry } from '../../../../shared/engagement/recognition/hours/entry.ts';
import { linesOf } from '../../../../shared/engagement/recognition/hours/line.ts';
import { totalsOf } from '../../../../shared/engagement/recognition/hours/totals.ts';
import { lettersOf } from '../../../../shared/ids/digest.ts';
import { expenseIdSchema } from '../../../../shared/ids/ids.ts';
import { type Mission, missionSchema } from '../../../../shared/missions/mission.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { addDays, civilDay, dayOf, yearOf } from '../../../../shared/time/civil.ts';
import { type Report, reportKind, reportSchema } from '../../../../shared/visits/report.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { daysAgo, type Making } from '../making.ts';

type Given = {
  readonly who: Volunteer;
  readonly missions: readonly Mission[];
  readonly reports: readonly Report[];
};

/** What the twelve weeks behind the town wrote about each volunteer: hours come from it by themselves. */
const givenBy = ({ history }: Making, volunteers: readonly Volunteer[]): readonly Given[] => {
  const writes = history.writes();
  const values = <T>(kind: string, schema: { parse: (data: unknown) => T }): T[] =>
    writes.flatMap((write) => (write.op === 'put' && write.kind === kind ? [schema.parse(write.data)] : []));
  const missions = values(missionKind.name, missionSchema);
  const reports = values(reportKind.name, reportSchema);
  return volunteers.map((who) => ({
    who,
    missions: missions.filter(({ holder, state }) => holder?.volunteerId === who.id && state === 'done'),
    reports: reports.filter(({ volunteerId }) => volunteerId === who.id),
  }));
};

const send = (
  making: Making,
  who: Volunteer,
  days: number,
  said: Pick<Expense, 'kind' | 'cents' | 'words'>,
): Expense => {
  const sentAt = daysAgo(making, days, '18:40');
  const expense: Expense = {
    ...said,
    id: expenseIdSchema.parse(`exp_${lettersOf(`${who.id}|${sentAt}`)}`),
    town: who.town,
    volunteerId: who.id,
    state: 'to-check',
    day: dayOf(sentAt),
    wish: 'refund',
    tellBySms: false,
    sentAt,
  };
  return making.history.change(expenseKind, expense, {
    action: 'expense-sent',
    actor: { kind: 'volunteer', id: who.id },
    at: sentAt,
    to: expense.state,
  });
};

const step = (making: Making, before: Expense, act: ExpenseAct, days: number): Expense => {
  const at = daysAgo(making, days, '10:20');
  const by = making.staff.coordinator;
  const next = nextExpense(before, act, { by, now: at });
  if (!next.ok) throw new Error(`the demonstration's expense may not ${act.command}`);
  return making.history.change(expenseKind, next.value, {
    action: `expense-${act.command}`,
    actor: { kind: 'staff', id: by },
    at,
    from: before.state,
    to: next.value.state,
  });
};

/** One attestation issued and one asked for, a line to read, and three expenses: to check, to pay, paid. */
export const recogniseGiven = (making: Making, volunteers: readonly Volunteer[]): void => {
  const { history, town, today, ids, appSecret, staff } = making;
  const active = volunteers.filter(({ state }) => state === 'active');
  const [first, second, third] = givenBy(making, active).toSorted(
    (a, b) => b.missions.length - a.missions.length,
  );
  if (!first || !second || !third) return;
  const period = { from: addDays(today, -84), to: addDays(today, -8) };
  const now = daysAgo(making, 7, '15:30');
  const inPeriod = first.missions.filter(({ day }) => day >= period.from && day <= period.to);
  const totals = totalsOf(
    linesOf({
      volunteer: first.who,
      programmes: town.programmes,
      missions: inPeriod,
      reports: first.reports,
      rounds: [],
      batches: [],
      entries: [],
    }),
  );
  const year = yearOf(dayOf(now));
  const number = numberOf(year, 1);
  const issuing = { ...period, withKilometres: false };
  const by = staff.coordinator;
  const attestation = makeAttestation(
    { appSecret, ids },
    { town, volunteer: first.who, totals, issuing, number, by, now },
  );
  const happening = { action: 'attestation-issued', actor: { kind: 'staff' as const, id: by }, at: now };
  history.change(attestationKind, attestation, { ...happening, to: 'issued' });
  history.note(attestationBookKind, { town: town.id, year, last: 1 });
  const file = { volunteerId: first.who.id, town: town.id };
  history.change(
    attestationFileKind,
    { ...file, held: withHeld([], attestation, seenOf(period, false, totals)) },
    happening,
  );

  const askedAt = daysAgo(making, 2, '20:05');
  history.change(
    attestationFileKind,
    {
      volunteerId: second.who.id,
      town: town.id,
      held: [],
      asked: {
        from: civilDay(`${yearOf(today)}-01-01`),
        to: addDays(today, -2),
        withKilometres: true,
        tellBySms: false,
        at: askedAt,
      },
    },
    { action: 'attestation-asked', actor: { kind: 'volunteer', id: second.who.id }, at: askedAt },
  );
  const line = second.missions.findLast(({ day }) => day <= dayOf(askedAt));
  const said =
    line &&
    sayEntry(
      { volunteerId: second.who.id, town: town.id, year: yearOf(line.day), entries: [] },
      { lineId: line.id, day: line.day, said: { minutes: 95 }, words: 'La partie de cartes a duré.' },
      dayOf(askedAt),
      askedAt,
    );
  if (said?.ok)
    history.change(hourEntriesKind, said.value, {
      action: 'hours-corrected',
      actor: { kind: 'volunteer', id: second.who.id },
      at: askedAt,
    });

  send(making, first.who, 1, { kind: 'parking', cents: 280, words: 'Parking de la mairie.' });
  const toPay = send(making, second.who, 9, {
    kind: 'transport',
    cents: 640,
    words: 'Tickets de tram, quatre trajets.',
  });
  step(making, toPay, { command: 'accept', receiptSeen: true }, 6);
  const paid = send(making, third.who, 30, {
    kind: 'supplies',
    cents: 1_475,
    words: 'Jeu de cartes à gros chiffres.',
  });
  const checked = step(making, paid, { command: 'accept', receiptSeen: true }, 26);
  step(making, checked, { command: 'pay', on: addDays(today, -20), reference: 'Mandat 2114' }, 20);
};
