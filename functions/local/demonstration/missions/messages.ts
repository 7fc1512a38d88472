import { linkKind } from '../../../../shared/links/link.ts';
import { mintLink } from '../../../../shared/links/mint-link.ts';
import type { MessageDraft } from '../../../../shared/messages/draft.ts';
import type { Intent } from '../../../../shared/messages/intent.ts';
import { intentOf } from '../../../../shared/messages/intent-write.ts';
import type { Message } from '../../../../shared/messages/message.ts';
import { claim, type Outcome, receive, settle } from '../../../../shared/messages/settle-intent.ts';
import { intentKind, ledgerKeyOf } from '../../../../shared/messages/store.ts';
import { handle } from '../../../../shared/messages/taken-over.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { taskFor } from '../../../../shared/outbox/settle-message.ts';
import type { Write } from '../../../../shared/table/table.ts';
import { add } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { type Instant, minus, plus } from '../../../../shared/time/instant.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import { canText } from '../../../../shared/volunteers/volunteer.ts';
import type { Making } from '../making.ts';

/** Texts older than this are left out: the log of a week is enough to show what it is. */
const LOG_DAYS = 6;

/** Tells people by SMS, as the outbox would have: the texts have left, most arrived. */
export type Messenger = {
  readonly offered: (mission: Mission, to: Volunteer, wave: number, at: Instant) => void;
  readonly accepted: (mission: Mission, to: Volunteer, at: Instant) => void;
  readonly reminded: (mission: Mission, to: Volunteer, at: Instant) => void;
  readonly askedReport: (mission: Mission, to: Volunteer, at: Instant) => void;
  /** The month's costs, once everything was sent. */
  readonly closeLedger: () => void;
};

type Send = {
  readonly message: Message;
  readonly round: string;
  readonly notAfter: Instant;
  readonly purpose: 'mission' | 'report';
};

export const openMessenger = (making: Making): Messenger => {
  const { dawn, dice, history, ids, staff, town, appSecret } = making;
  const ledger = new Map<string, Write & { readonly op: 'add' }>();
  const since = minus(dawn, { days: LOG_DAYS });
  let count = 0;

  const linkFor = (mission: Mission, to: Volunteer, purpose: Send['purpose'], at: Instant): string => {
    const programme = town.programmes.find(({ code }) => code === mission.programme);
    if (!programme) throw new Error('a mission without a programme');
    const { token, link } = mintLink(ids, {
      town: town.id,
      volunteerId: to.id,
      now: at,
      purpose,
      mission,
      consent: programme.consent,
    });
    if (link.expiresAt > dawn) history.note(linkKind, link);
    return token;
  };

  const book = (intent: Intent, at: Instant): void => {
    const key = ledgerKeyOf(intent, at);
    const before = ledger.get(key.pk)?.amounts ?? {};
    const amounts: Record<string, number> = { ...before };
    const plusOne = (name: string, amount: number): void => {
      amounts[name] = (amounts[name] ?? 0) + amount;
    };
    plusOne('messages', 1);
    plusOne('parts', intent.parts ?? 0);
    plusOne('microEuros', intent.priceMicroEuros ?? 0);
    plusOne(`parts:${intent.message.kind}`, intent.parts ?? 0);
    const write = add(key, amounts);
    if (write.op === 'add') ledger.set(key.pk, write);
  };

  /** What the provider and the network answered: nearly always yes. */
  const fateOf = (): 'delivered' | 'refused' | 'lost' => {
    count += 1;
    if (count % 41 === 17) return 'refused';
    return count % 53 === 29 ? 'lost' : 'delivered';
  };

  const send = (mission: Mission, to: Volunteer, at: Instant, what: Send): void => {
    if (!canText(to) || at < since || at >= dawn) return;
    const draft: MessageDraft = {
      message: what.message,
      recipient: to.id,
      subject: mission.id,
      round: what.round,
      dueAt: at,
      notAfter: what.notAfter,
      secret: linkFor(mission, to, what.purpose, at),
    };
    const asked = intentOf({ appSecret, ids }, town, draft, at);
    const leaves = plus(asked.dueAt, { seconds: dice.between(1, 9) });
    if (leaves >= dawn) return;
    const fate = fateOf();
    const claimed = claim(asked, leaves, 'demonstration');
    if (!claimed.ok) return;
    const outcome: Outcome =
      fate === 'refused'
        ? { outcome: 'permanent', reason: 'invalid-number' }
        : {
            outcome: 'accepted',
            providerMessageId: `demonstration-${asked.id.slice(0, 24)}`,
            parts: 1,
            priceMicroEuros: town.smsPartMicroEuros,
          };
    const settled = settle(claimed.value, 'demonstration', outcome, leaves, dice.roll());
    if (!settled.ok) return;
    let { intent, tellHuman } = settled.value;
    if (fate !== 'refused') {
      book(intent, leaves);
      ({ intent, tellHuman } = receive(intent, {
        delivered: fate === 'delivered',
        reason: fate === 'lost' ? 'unreachable' : '',
      }));
    }
    const task = tellHuman ? taskFor(intent, leaves, ids.at('tsk', leaves)) : undefined;
    const told: Intent = task ? { ...intent, taskId: task.id } : intent;
    // What failed some days ago was said by telephone; the last ones still wait.
    const calledAt = plus(leaves, { minutes: dice.between(40, 100) });
    const isOld = told.state !== 'delivered' && leaves < minus(dawn, { hours: 40 });
    const handled = isOld ? handle(told, staff.coordinator, calledAt) : undefined;
    history.note(intentKind, handled?.ok ? handled.value : told);
    if (!task) return;
    const done = { state: 'done' as const, doneAt: calledAt, doneBy: staff.coordinator };
    history.note(taskKind, handled?.ok ? { ...task, ...done, outcome: 'Dit au téléphone.' } : task);
  };

  const about = (mission: Mission) => ({ act: mission.act, startsAt: mission.startsAt });
  return {
    offered: (mission, to, wave, at) =>
      send(mission, to, at, {
        message: {
          kind: 'offer',
          ...about(mission),
          sector: mission.sector ?? town.sectors[0]?.code ?? 'ville',
        },
        round: `wave-${wave}`,
        notAfter: mission.startsAt,
        purpose: 'mission',
      }),
    accepted: (mission, to, at) =>
      send(mission, to, at, {
        message: { kind: 'accepted-confirmation', ...about(mission) },
        round: 'accepted',
        notAfter: mission.startsAt,
        purpose: 'mission',
      }),
    reminded: (mission, to, at) =>
      send(mission, to, at, {
        message: { kind: 'reminder-day-before', ...about(mission) },
        round: 'eve',
        notAfter: mission.startsAt,
        purpose: 'mission',
      }),
    askedReport: (mission, to, at) =>
      send(mission, to, at, {
        message: { kind: 'report-request', ...about(mission) },
        round: 'report',
        notAfter: plus(at, { days: 7 }),
        purpose: 'report',
      }),
    closeLedger: () => history.add([...ledger.values()]),
  };
};
