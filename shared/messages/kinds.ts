import type { MessageKind } from './message.ts';

/** Who goes first when the operator's rate is the limit, in this order (reliability.md §2.2). */
export type Lane = 'sos' | 'alert' | 'obligation' | 'offer' | 'courtesy';

type KindPolicy = {
  readonly lane: Lane;
  /**
   * `quiet`: waits for the next hour at which a volunteer may be disturbed. `quiet-before`: a reminder, brought
   * forward to the last such hour before rather than arriving late. `any`: an alert, or the direct answer to
   * what the recipient has just done and is waiting for.
   */
  readonly hours: 'quiet' | 'quiet-before' | 'any';
  /**
   * What the text carries and the intent keeps sealed. Each purpose of a link has its own door: a mission's page is
   * not the volunteer's own space.
   */
  readonly secret: LinkSecret | 'code' | 'none';
};

/** The last six open « Mon espace » too, each at the page that the text speaks of. */
export type LinkSecret =
  | 'mission-link'
  | 'space-link'
  | 'calls-link'
  | 'round-link'
  | 'words-link'
  | 'letter-link'
  | 'gathering-link'
  | 'dates-link'
  | 'attestation-link'
  | 'expense-link';

const policy = (
  lane: KindPolicy['lane'],
  hours: KindPolicy['hours'],
  secret: KindPolicy['secret'],
): KindPolicy => ({ lane, hours, secret });

/** One row per kind: what it is worth, when it may leave, what secret it carries. */
export const KINDS: Readonly<Record<MessageKind, KindPolicy>> = {
  offer: policy('offer', 'quiet', 'mission-link'),
  'accepted-confirmation': policy('obligation', 'any', 'mission-link'),
  'reminder-day-before': policy('offer', 'quiet-before', 'mission-link'),
  'reminder-two-hours': policy('offer', 'quiet-before', 'mission-link'),
  'report-request': policy('offer', 'quiet', 'mission-link'),
  'report-nudge': policy('courtesy', 'quiet', 'mission-link'),
  'exit-missing': policy('alert', 'any', 'mission-link'),
  'mission-cancelled': policy('obligation', 'quiet-before', 'mission-link'),
  'mission-moved': policy('obligation', 'quiet-before', 'mission-link'),
  'hand-back-received': policy('courtesy', 'any', 'none'),
  'partner-gone': policy('obligation', 'quiet-before', 'mission-link'),
  'calls-offer': policy('offer', 'quiet', 'calls-link'),
  'calls-reminder': policy('obligation', 'any', 'calls-link'),
  'round-offer': policy('offer', 'quiet', 'round-link'),
  'round-confirmation': policy('obligation', 'any', 'round-link'),
  'round-reminder': policy('offer', 'quiet-before', 'round-link'),
  'round-changed': policy('obligation', 'quiet-before', 'round-link'),
  'round-withdrawn': policy('obligation', 'quiet-before', 'round-link'),
  'round-report': policy('offer', 'quiet', 'round-link'),
  'thanks-received': policy('offer', 'quiet', 'words-link'),
  milestone: policy('courtesy', 'quiet', 'none'),
  'yearly-letter': policy('courtesy', 'quiet', 'letter-link'),
  'gathering-invitation': policy('offer', 'quiet', 'gathering-link'),
  'gathering-reminder': policy('offer', 'quiet-before', 'gathering-link'),
  'gathering-seat': policy('obligation', 'quiet-before', 'gathering-link'),
  'gathering-changed': policy('obligation', 'quiet-before', 'gathering-link'),
  'gathering-cancelled': policy('obligation', 'quiet-before', 'gathering-link'),
  'device-code': policy('obligation', 'any', 'code'),
  'my-space-link': policy('offer', 'any', 'space-link'),
  'application-received': policy('offer', 'any', 'none'),
  'application-called': policy('courtesy', 'quiet', 'none'),
  'interview-fixed': policy('offer', 'quiet', 'none'),
  welcome: policy('offer', 'quiet', 'space-link'),
  'pause-confirmed': policy('courtesy', 'any', 'space-link'),
  'pause-over': policy('courtesy', 'quiet', 'space-link'),
  'return-question': policy('offer', 'quiet', 'space-link'),
  'stay-question': policy('offer', 'quiet', 'space-link'),
  'check-in-question': policy('courtesy', 'quiet', 'space-link'),
  'leave-confirmed': policy('courtesy', 'any', 'none'),
  'summer-question': policy('courtesy', 'quiet', 'dates-link'),
  'attestation-ready': policy('courtesy', 'quiet', 'attestation-link'),
  'expense-paid': policy('courtesy', 'quiet', 'expense-link'),
  'coordinator-alert': policy('alert', 'any', 'none'),
};

/**
 * Tries before a message is given up, by lane: alerts and obligations have no limit, they end when a human
 * takes over or when they are too late to be of use.
 */
export const TRIES: Readonly<Record<Lane, number>> = {
  sos: Number.POSITIVE_INFINITY,
  alert: Number.POSITIVE_INFINITY,
  obligation: Number.POSITIVE_INFINITY,
  offer: 3,
  courtesy: 1,
};

/** From this try on, a message without a limit is also shown to a human, while the machine keeps trying. */
export const TRIES_BEFORE_A_HUMAN_KNOWS = 3;

/** A life may hang on these: nothing about money, quiet hours or late receipts stops them. */
export const isVital = (lane: Lane): boolean => lane === 'sos' || lane === 'alert';
/** Giving one of these up is a human's task; a courtesy is only a line in the report. */
export const isOwed = (lane: Lane): boolean => lane !== 'courtesy';

/** The link that a message of this kind carries; undefined: none. */
export const linkOf = (kind: MessageKind): LinkSecret | undefined => {
  const { secret } = KINDS[kind];
  return secret === 'code' || secret === 'none' ? undefined : secret;
};

/** Where each secret opens, on the links host. */
export const DOORS: Readonly<Record<LinkSecret, string>> = {
  'mission-link': '/m/',
  'space-link': '/e/',
  'calls-link': '/a/',
  'round-link': '/t/',
  'words-link': '/w/',
  'letter-link': '/l/',
  'gathering-link': '/g/',
  'dates-link': '/d/',
  'attestation-link': '/p/',
  'expense-link': '/f/',
};
