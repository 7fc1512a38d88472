import type { Surroundings } from '../../decide/decide.ts';
import type { Intent } from '../../messages/intent.ts';
import { intentIdOfDraft } from '../../messages/intent-write.ts';
import { intentKey, intentKind } from '../../messages/store.ts';
import { rowsOf } from '../../table/kind.ts';
import { taskKey, taskKind } from '../../tasks/task.ts';
import { type Instant, minus } from '../../time/instant.ts';
import type { Town } from '../../town/settings.ts';
import type { CallOutcome } from './outcome.ts';
import { CALLING_MINUTES } from './record-outcome.ts';
import type { CallRound } from './round.ts';
import type { CallTask } from './task.ts';
import { alertOf, dutyRecipients } from './tell-desk.ts';

/**
 * What has become of a distress that was said, as far as the records know. `nobody`: no text was asked for, the town has no
 * number to send it to. `leaving`: asked for, not out yet. `failed`: none could leave. `left`: handed to the network;
 * `received`: it says so. `answered`: an agent has done something about it since.
 */
export type DutyTold = { readonly saidAt: Instant } & (
  | { readonly is: 'nobody' | 'leaving' | 'failed' }
  | { readonly is: 'left' | 'received' | 'answered'; readonly at: Instant }
);

/** Forms in which one distress was said, newest first: each may have a text to every duty telephone. */
const MOST_FORMS = 10;

const newest = (outcomes: readonly CallOutcome[]): CallOutcome | undefined =>
  outcomes.reduce<CallOutcome | undefined>(
    (known, one) => (known && known.recordedAt >= one.recordedAt ? known : one),
    undefined,
  );

const ofTexts = (texts: readonly Intent[], saidAt: Instant): DutyTold => {
  const received = texts.find(({ state }) => state === 'delivered');
  if (received) return { saidAt, is: 'received', at: received.sentAt ?? received.createdAt };
  const left = texts.find(({ state }) => state === 'sent');
  if (left) return { saidAt, is: 'left', at: left.sentAt ?? left.createdAt };
  if (texts.some(({ state }) => state === 'pending' || state === 'sending')) return { saidAt, is: 'leaving' };
  return { saidAt, is: texts.length > 0 ? 'failed' : 'nobody' };
};

/** The moment an agent was first seen to act after `since`: on the line with her, a result noted, the desk's task closed. */
const answeredAt = async (
  world: Pick<Surroundings, 'table'>,
  task: CallTask,
  outcomes: readonly CallOutcome[],
  since: CallOutcome,
  now: Instant,
): Promise<Instant | undefined> => {
  const desk = task.deskTaskId && (await world.table.get(taskKind, taskKey(task.deskTaskId)))?.value;
  const acts = [desk?.kind === 'call-distress' ? desk.doneAt : undefined, task.escalated?.settled?.at];
  // Closed before it was said again is no answer to it.
  const act = acts.find((at) => at !== undefined && at >= since.recordedAt);
  if (act) return act;
  const agents = outcomes.filter(
    ({ by, recordedAt, code }) =>
      by.kind === 'staff' && code !== 'distress' && recordedAt >= since.recordedAt,
  );
  const noted = newest(agents)?.recordedAt;
  if (noted) return noted;
  // Any outcome lets go of the line: whoever is on it now took it since.
  return task.calling && task.calling.until > now
    ? minus(task.calling.until, { minutes: CALLING_MINUTES })
    : undefined;
};

/**
 * Who knows of the distress said of this person: undefined when none was ever recorded. Reads only; a page says this and
 * no more, for whoever reads it decides by it whether to ring the rescue themselves.
 */
export const dutyTold = async (
  world: Pick<Surroundings, 'table'>,
  about: {
    readonly task: CallTask;
    readonly round: CallRound;
    readonly town: Town;
    /** Every attempt at her (`listOutcomes`). */
    readonly outcomes: readonly CallOutcome[];
    /** Only what this volunteer or agent said. */
    readonly by?: string;
  },
  now: Instant,
): Promise<DutyTold | undefined> => {
  const { task, round, town, outcomes } = about;
  const distresses = outcomes.filter(({ code }) => code === 'distress');
  const last = newest(distresses.filter(({ by }) => about.by === undefined || by.id === about.by));
  if (!last) return undefined;
  const at = await answeredAt(world, task, outcomes, last, now);
  if (at) return { saidAt: last.recordedAt, is: 'answered', at };
  const recipients = await dutyRecipients(world, town, round.duty);
  // One already told of is not told of twice: the text of an earlier form speaks for this one too, where it has none.
  const forms = distresses.toSorted((a, b) => (a.recordedAt > b.recordedAt ? -1 : 1)).slice(0, MOST_FORMS);
  const keys = forms.map((one) =>
    recipients.map((recipient) =>
      intentKey(intentIdOfDraft(alertOf(task.id, one.id, recipient, one.recordedAt))),
    ),
  );
  const rows = await world.table.getRows(keys.flat());
  const texts = forms.map((_, n) =>
    rowsOf(
      intentKind,
      rows.slice(n * recipients.length, (n + 1) * recipients.length).flatMap((row) => row ?? []),
    ).map(({ value }) => value),
  );
  return ofTexts(texts.find((some) => some.length > 0) ?? [], last.recordedAt);
};
