import { LOOKED_DAYS, type Seen } from '../../../shared/engagement/signals/fact.ts';
import { factsOf, townLoadOf } from '../../../shared/engagement/signals/facts.ts';
import {
  type Attention,
  noAttention,
  type Verdict,
  withDecision,
} from '../../../shared/engagement/steps/attention.ts';
import { type Proposal, proposalOf, thisWeek, unanswered } from '../../../shared/engagement/steps/propose.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { emptyLoad } from '../../../shared/offers/load.ts';
import { addDays, type CivilDay } from '../../../shared/time/civil.ts';
import { type Instant, minus } from '../../../shared/time/instant.ts';
import { easingOf } from '../../../shared/volunteers/rest/ease-volunteer.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { DAY, die } from '../../bench/waves-town.ts';
import { ASSUMED, REACTION } from './assumed.ts';
import type { Books } from './policies.ts';
import { civilDayAt, instantAt } from './records.ts';
import type { YearTown } from './town.ts';
import type { Care, Mind, Person } from './year.ts';

const CLAIRE = staffIdSchema.parse(`stf_${'C'.repeat(26)}`);
const QUARTER_WEEKS = 13;

/**
 * Each Monday as the coordinator lives it: facts of everybody, one step each, this week's few, and what comes of them. The
 * facts see what the project sees (reports, offers, load, a check-in); never what the simulation knows besides.
 */
export const openGuard = (books: Books, town: YearTown): NonNullable<Mind['monday']> => {
  const attentions = new Map<number, Attention>();
  const checkIns = new Map<number, NonNullable<Seen['checkIn']>>();
  const attentionOf = (n: number, { id, town: name }: Volunteer): Attention =>
    attentions.get(n) ?? noAttention(id, name);

  const quarterly = (week: number, people: readonly Person[], strainOf: (one: Person) => number): void => {
    for (const one of people) {
      const { n } = one.who;
      if (week % QUARTER_WEEKS !== n % QUARTER_WEEKS || die(town.seed, n, week, 63) >= ASSUMED.answersCheckIn)
        continue;
      const band = strainOf(one) >= ASSUMED.wornAt ? 'to-surround' : 'steady';
      checkIns.set(n, { on: civilDayAt(week * 7), band });
    }
  };
  const seenOf = (n: number, volunteer: Volunteer, now: Instant, today: CivilDay): Seen => {
    const from = minus(now, { days: LOOKED_DAYS });
    const checkIn = checkIns.get(n);
    return {
      volunteer,
      load: books.loads.get(n) ?? emptyLoad(volunteer.id),
      reports: (books.reports.get(n) ?? []).filter(({ at }) => at >= from),
      offers: (books.offers.get(n) ?? []).filter(({ sentAt }) => sentAt >= from),
      services: [],
      ...(checkIn && checkIn.on > addDays(today, -90) ? { checkIn } : {}),
    };
  };

  /** What the coordinator's word changes of the record: a lighter month that was agreed, thanks noted, a pause. */
  const answer = (n: number, { step }: Proposal, volunteer: Volunteer, week: number, now: Instant): Care => {
    const agrees = die(town.seed, n, week, 64);
    if (step === 'lighter' && agrees < REACTION.agreesLighter) {
      const half = Math.floor(volunteer.weeklyCap / 2);
      const perWeek = volunteer.weeklyCap > 1 ? Math.max(1, half) : 'fortnight';
      const eased = easingOf(volunteer, { perWeek, until: civilDayAt(week * 7 + REACTION.lighterDays) }, now);
      if (eased.ok) books.volunteers[n] = { ...volunteer, eased: eased.value };
    }
    if (step === 'thanks') books.volunteers[n] = { ...volunteer, lastThanksAt: now };
    if (step === 'debrief') books.volunteers[n] = { ...volunteer, lastDebriefAt: now };
    return step === 'pause' && agrees < REACTION.agreesPause
      ? { n, what: 'pause', days: REACTION.pauseDays }
      : { n, what: 'word' };
  };

  return (week, people, strainOf) => {
    const [now, today] = [instantAt(week * 7 * DAY), civilDayAt(week * 7)];
    quarterly(week, people, strainOf);
    const active = people.filter(({ pausedUntil }) => pausedUntil <= week * 7);
    const numbers = active.map(({ who }) => who.n);
    const load = townLoadOf(
      numbers.flatMap((n) => books.loads.get(n) ?? []),
      today,
    );
    const numberOf = new Map(numbers.map((n) => [books.volunteers[n]?.id, n]));
    const proposals = numbers.flatMap((n) => {
      const volunteer = books.volunteers[n];
      if (!volunteer) return [];
      const facts = factsOf(seenOf(n, volunteer, now, today), load, today);
      return proposalOf(volunteer.id, unanswered(facts, attentionOf(n, volunteer), today)) ?? [];
    });
    return thisWeek(proposals, 0).flatMap((proposal): readonly Care[] => {
      const n = numberOf.get(proposal.volunteerId);
      const volunteer = n === undefined ? undefined : books.volunteers[n];
      if (n === undefined || !volunteer) return [];
      const isDone = die(town.seed, n, week, 62) < REACTION.done;
      const verdict: Verdict = isDone ? 'done' : 'not-now';
      const kinds = proposal.why.map(({ kind }) => kind);
      const decision = { at: now, by: CLAIRE, step: proposal.step, verdict, kinds, sentence: '', note: '' };
      attentions.set(n, withDecision(attentionOf(n, volunteer), decision));
      return isDone ? [answer(n, proposal, volunteer, week, now)] : [];
    });
  };
};
