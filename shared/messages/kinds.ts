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

/** The last four open « Mon espace » too, each at the page that the text speaks of. */
export type LinkSecret =
  | 'mission-link'
  | 'space-link'
  | 'calls-link'
  | 'round-link'
  | 'words-link'
  | 'letter-link'
  | 'gathering-link'
  | 'dates-link';

/** One row per kind: what it is worth, when it may leave, what secret it carries. */
export const KINDS: Readonly<Record<MessageKind, KindPolicy>> = {
  offer: { lane: 'offer', hours: 'quiet', secret: 'mission-link' },
  'accepted-confirmation': { lane: 'obligation', hours: 'any', secret: 'mission-link' },
  'reminder-day-before': { lane: 'offer', hours: 'quiet-before', secret: 'mission-link' },
  'reminder-two-hours': { lane: 'offer', hours: 'quiet-before', secret: 'mission-link' },
  'report-request': { lane: 'offer', hours: 'quiet', secret: 'mission-link' },
  'report-nudge': { lane: 'courtesy', hours: 'quiet', secret: 'mission-link' },
  'exit-missing': { lane: 'alert', hours: 'any', secret: 'mission-link' },
  'mission-cancelled': {
    lane: 'obligation',
    hours: 'quiet-before',
    secret: 'mission-link',
  },
  'mission-moved': { lane: 'obligation', hours: 'quiet-before', secret: 'mission-link' },
  'hand-back-received': { lane: 'courtesy', hours: 'any', secret: 'none' },
  'partner-gone': { lane: 'obligation', hours: 'quiet-before', secret: 'mission-link' },
  'calls-offer': { lane: 'offer', hours: 'quiet', secret: 'calls-link' },
  'calls-reminder': { lane: 'obligation', hours: 'any', secret: 'calls-link' },
  'round-offer': { lane: 'offer', hours: 'quiet', secret: 'round-link' },
  'round-confirmation': { lane: 'obligation', hours: 'any', secret: 'round-link' },
  'round-reminder': { lane: 'offer', hours: 'quiet-before', secret: 'round-link' },
  'round-changed': { lane: 'obligation', hours: 'quiet-before', secret: 'round-link' },
  'round-withdrawn': { lane: 'obligation', hours: 'quiet-before', secret: 'round-link' },
  'round-report': { lane: 'offer', hours: 'quiet', secret: 'round-link' },
  'thanks-received': { lane: 'offer', hours: 'quiet', secret: 'words-link' },
  milestone: { lane: 'courtesy', hours: 'quiet', secret: 'none' },
  'yearly-letter': { lane: 'courtesy', hours: 'quiet', secret: 'letter-link' },
  'gathering-invitation': { lane: 'offer', hours: 'quiet', secret: 'gathering-link' },
  'gathering-reminder': { lane: 'offer', hours: 'quiet-before', secret: 'gathering-link' },
  'gathering-seat': { lane: 'obligation', hours: 'quiet-before', secret: 'gathering-link' },
  'gathering-changed': { lane: 'obligation', hours: 'quiet-before', secret: 'gathering-link' },
  'gathering-cancelled': { lane: 'obligation', hours: 'quiet-before', secret: 'gathering-link' },
  'device-code': { lane: 'obligation', hours: 'any', secret: 'code' },
  'my-space-link': { lane: 'offer', hours: 'any', secret: 'space-link' },
  'application-received': { lane: 'offer', hours: 'any', secret: 'none' },
  'application-called': { lane: 'courtesy', hours: 'quiet', secret: 'none' },
  'interview-fixed': { lane: 'offer', hours: 'quiet', secret: 'none' },
  welcome: { lane: 'offer', hours: 'quiet', secret: 'space-link' },
  'pause-confirmed': { lane: 'courtesy', hours: 'any', secret: 'space-link' },
  'pause-over': { lane: 'courtesy', hours: 'quiet', secret: 'space-link' },
  'return-question': { lane: 'offer', hours: 'quiet', secret: 'space-link' },
  'stay-question': { lane: 'offer', hours: 'quiet', secret: 'space-link' },
  'check-in-question': { lane: 'courtesy', hours: 'quiet', secret: 'space-link' },
  'leave-confirmed': { lane: 'courtesy', hours: 'any', secret: 'none' },
  'summer-question': { lane: 'courtesy', hours: 'quiet', secret: 'dates-link' },
  'attestation-ready': { lane: 'courtesy', hours: 'quiet', secret: 'space-link' },
  'expense-paid': { lane: 'courtesy', hours: 'quiet', secret: 'space-link' },
  'coordinator-alert': { lane: 'alert', hours: 'any', secret: 'none' },
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
};
