import type { SeniorId, ServiceId, VolunteerId } from '../../ids/ids.ts';
import { ok, type Result, refused } from '../../result/result.ts';
import type { Service } from '../../services/service.ts';
import type { Instant } from '../../time/instant.ts';
import { MATCH_PARAMS } from '../params.ts';
import type { MatchParams } from '../score.ts';
import {
  type Chance,
  chanceOf,
  lastingTie,
  liveTies,
  type PersonToPair,
  PROPOSAL_PARAMS,
  type Role,
  spareOf,
  type VolunteerToPair,
} from './lasting.ts';
import { pairingProblem } from './problem.ts';
import { type PairingBudget, solvePairings } from './solve.ts';
import { capital, hours, leftSentence, type Obstacle } from './words.ts';

export type ProposalInput = {
  readonly people: readonly PersonToPair[];
  /** Active volunteers of the town, each once. */
  readonly volunteers: readonly VolunteerToPair[];
  readonly now: Instant;
  readonly match?: MatchParams;
  readonly budget?: PairingBudget;
};

export type ProposedPair = {
  readonly serviceId: ServiceId;
  readonly seniorId: SeniorId;
  readonly volunteerId: VolunteerId;
  readonly role: Role;
  readonly minutesAWeek: number;
  /** « L’a déjà rencontrée, à 7 min à pied, 1 h 15 par semaine sur 3 h libres. » */
  readonly why: string;
};
export type LeftPlace = {
  readonly serviceId: ServiceId;
  readonly seniorId: SeniorId;
  readonly role: Role;
  /** « Sur 38 bénévoles : 21 ne sont pas libres à ce moment, 9 habitent trop loin. » */
  readonly why: string;
};

export type PairingProposal = {
  readonly pairs: readonly ProposedPair[];
  readonly left: readonly LeftPlace[];
  /** Total in points, and the least that any proposal could have: equal when this one is proven best. */
  readonly points: number;
  readonly bound: number;
  readonly isBest: boolean;
};

type Place = { readonly person: PersonToPair; readonly role: Role };

/** At most three volunteers tied to a service at a time (design.md §2). */
const MOST_PAIRED = 3;
const ROLES: readonly Role[] = ['primary', 'backup'];

/** What a service lacks: a usual visitor, a second one. Ties that exist stay as they are; a paused one holds its place. */
export const rolesLacking = (service: Service): readonly Role[] => {
  const live = liveTies(service);
  if (service.state === 'closed' || service.state === 'paused') return [];
  return ROLES.filter((role) => live.every((tie) => tie.role !== role)).slice(0, MOST_PAIRED - live.length);
};
const placesOf = (person: PersonToPair): readonly Place[] =>
  rolesLacking(person.service).map((role) => ({ person, role }));

const byId = <T>(rows: readonly T[], id: (row: T) => string): readonly T[] =>
  rows.toSorted((a, b) => (id(a) < id(b) ? -1 : 1));

type Job = {
  readonly group: number;
  readonly leave: number;
  readonly options: readonly { readonly agent: number; readonly cost: number; readonly weight: number }[];
};

/** Each place in turn, usual visitors first, takes the cheapest volunteer who still has the hours and is not hers already. */
const oneByOne = (
  agents: readonly { readonly capacity: number; readonly most: number }[],
  jobs: readonly Job[],
): { readonly agents: readonly number[]; readonly cost: number } => {
  const spare = agents.map(({ capacity, most }) => ({ capacity, most, groups: new Set<number>() }));
  const choice = jobs.map(() => -1);
  let cost = 0;
  const turns = [...jobs.entries()].toSorted(([a, one], [b, other]) => other.leave - one.leave || a - b);
  for (const [place, { group, leave, options }] of turns) {
    const free = options.filter(({ agent, weight, cost: price }) => {
      const left = spare[agent];
      return price < leave && left && left.capacity >= weight && left.most > 0 && !left.groups.has(group);
    });
    const [first, ...others] = free;
    const best = first && others.reduce((a, b) => (b.cost < a.cost ? b : a), first);
    const left = best && spare[best.agent];
    cost += best && left ? best.cost : leave;
    if (!best || !left) continue;
    choice[place] = best.agent;
    left.capacity -= best.weight;
    left.most -= 1;
    left.groups.add(group);
  }
  return { agents: choice, cost };
};

/**
 * Two volunteers for each person who lacks them, one usual and one second, within the hours and the number of people each
 * volunteer can give: generalized assignment, solved with a bound. Existing ties are kept, nobody is tied twice to one
 * person, and rules that speak of one week only are left out. Proposes; nothing is written. Refused only when the numbers
 * are beyond exact arithmetic. Same input, same proposal.
 */
export const proposePairings = ({
  people,
  volunteers,
  now,
  match = MATCH_PARAMS,
  budget,
}: ProposalInput): Result<PairingProposal, { readonly reason: 'too-large' }> => {
  const places = byId(people, ({ service }) => service.id).flatMap(placesOf);
  const givers = byId(volunteers, ({ volunteer }) => volunteer.id).map((one) => ({
    ...one,
    ...spareOf(one),
  }));
  const tiesOf = new Map<PersonToPair, readonly ReturnType<typeof lastingTie>[]>();
  const tied = (person: PersonToPair) => {
    const known = tiesOf.get(person) ?? givers.map((giver) => lastingTie(person, giver, now, match));
    tiesOf.set(person, known);
    return known;
  };
  const chanceAt = ({ person, role }: Place, agent: number): Chance => {
    const giver = givers[agent];
    const answer = tied(person)[agent];
    return giver && answer ? chanceOf(person, role, giver, answer) : { obstacle: 'not-active' };
  };

  const weightOf: Readonly<Record<Role, number>> = {
    primary: PROPOSAL_PARAMS.primaryWeight,
    backup: PROPOSAL_PARAMS.backupWeight,
  };
  const groups = new Map(people.map(({ service }, index) => [service.id, index]));
  const agents = givers.map(({ minutes, most }) => ({ capacity: minutes, most }));
  const jobs = places.map((place) => ({
    group: groups.get(place.person.service.id) ?? -1,
    leave: place.role === 'primary' ? PROPOSAL_PARAMS.leavePrimary : PROPOSAL_PARAMS.leaveBackup,
    options: givers.flatMap((_, agent) => {
      const chance = chanceAt(place, agent);
      return 'tie' in chance
        ? [{ agent, cost: Math.round(chance.tie.points * weightOf[place.role]), weight: chance.minutes }]
        : [];
    }),
  }));
  const problem = pairingProblem({ agents, jobs });
  if (!problem.ok) return refused({ reason: 'too-large' });
  const solved = solvePairings(problem.value, budget);
  // Every place may stay empty, so a choice exists; when the time was too short to find one, the plain one stands.
  const plain = solved.ok ? undefined : oneByOne(agents, jobs);
  const chosen = (job: number): number => {
    if (plain) return plain.agents[job] ?? -1;
    const edge = solved.ok ? (solved.value.choice[job] ?? -1) : -1;
    const agent = problem.value.agentOf[edge] ?? problem.value.agents;
    return agent < problem.value.agents ? agent : -1;
  };

  const pairs: ProposedPair[] = [];
  const left: LeftPlace[] = [];
  for (const [job, place] of places.entries()) {
    const { service } = place.person;
    const where = { serviceId: service.id, seniorId: service.seniorId, role: place.role };
    const giver = givers[chosen(job)];
    const chance = chanceAt(place, chosen(job));
    if (giver && 'tie' in chance) {
      const time = `${hours(chance.minutes)} par semaine sur ${hours(giver.minutes)} libres`;
      pairs.push({
        ...where,
        volunteerId: giver.volunteer.id,
        minutesAWeek: chance.minutes,
        why: `${capital([...chance.tie.why, time].join(', '))}.`,
      });
      continue;
    }
    const obstacles = givers.map((_, agent): Obstacle => {
      const one = chanceAt(place, agent);
      return 'tie' in one ? 'elsewhere' : one.obstacle;
    });
    left.push({ ...where, why: leftSentence(obstacles, place.person.mission.languages) });
  }
  return ok({
    pairs,
    left,
    points: plain?.cost ?? (solved.ok ? solved.value.objective : Number.POSITIVE_INFINITY),
    bound: solved.ok ? solved.value.bound : solved.refusal.bound,
    isBest: solved.ok && solved.value.optimal,
  });
};
