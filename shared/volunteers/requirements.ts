import { addDays, type CivilDay } from '../time/civil.ts';
import { frenchDate } from '../time/french.ts';
import { isOpenToVolunteers, type Programme, type RequirementKind } from '../town/programme.ts';
import type { Town } from '../town/settings.ts';
import type { Requirement, Volunteer } from './volunteer.ts';

/** Days before its end at which a requirement becomes a task: time to sign or to ask for an extract again. */
export const NOTICE_DAYS = 30;

/**
 * How long each holds unless the coordinator says otherwise, days. Design choices: the criminal-record extract is
 * shown again every three years, training every two; a charter holds as long as its version, an interview for good.
 */
export const VALIDITY_DAYS: Readonly<Record<RequirementKind, number | undefined>> = {
  charter: undefined,
  interview: undefined,
  'criminal-record': 3 * 365,
  training: 2 * 365,
};

export const REQUIREMENT_NAMES: Readonly<Record<RequirementKind, string>> = {
  charter: 'charte signée',
  interview: 'entretien',
  'criminal-record': 'extrait de casier judiciaire vu',
  training: 'formation',
};

export type MissingRequirement = {
  readonly kind: RequirementKind;
  readonly why: 'never' | 'expired' | 'old-version';
  /** Last valid day, when it expired. */
  readonly endedOn?: CivilDay;
};

/** The requirement that counts: the last one recorded of its kind. */
export const requirementOf = (
  volunteer: Pick<Volunteer, 'requirements'>,
  kind: RequirementKind,
): Requirement | undefined =>
  volunteer.requirements
    .filter((requirement) => requirement.kind === kind)
    .reduce<Requirement | undefined>(
      (last, requirement) => (last && last.on > requirement.on ? last : requirement),
      undefined,
    );

const missing = (
  volunteer: Pick<Volunteer, 'requirements'>,
  kind: RequirementKind,
  charterVersion: string,
  day: CivilDay,
): MissingRequirement | undefined => {
  const held = requirementOf(volunteer, kind);
  if (!held || held.on > day) return { kind, why: 'never' };
  if (held.validUntil && held.validUntil < day) return { kind, why: 'expired', endedOn: held.validUntil };
  if (kind === 'charter' && held.version !== charterVersion) return { kind, why: 'old-version' };
  return undefined;
};

/**
 * What keeps this volunteer from this programme on that day: each requirement never recorded, past its last valid
 * day (that day still counts), or a charter of another version than the town's. Empty: nothing does (domain.md §6).
 */
export const missingRequirements = (
  volunteer: Pick<Volunteer, 'requirements'>,
  programme: Pick<Programme, 'requirements'>,
  town: Pick<Town, 'charterVersion'>,
  day: CivilDay,
): readonly MissingRequirement[] =>
  programme.requirements.flatMap((kind) => missing(volunteer, kind, town.charterVersion, day) ?? []);

export const missingSentence = (one: MissingRequirement): string => {
  const name = REQUIREMENT_NAMES[one.kind];
  if (one.why === 'expired')
    return `${name} : valable jusqu’au ${one.endedOn ? frenchDate(one.endedOn) : '(date inconnue)'}`;
  return one.why === 'old-version' ? `${name} : une nouvelle version est à signer` : `${name} : à faire`;
};

/** The programmes that run, that a volunteer may do, and that this one wants. */
export const wantedProgrammes = (
  volunteer: Pick<Volunteer, 'programmes'>,
  town: Pick<Town, 'programmes'>,
): readonly Programme[] =>
  town.programmes.filter(
    (programme) => isOpenToVolunteers(programme) && volunteer.programmes.includes(programme.code),
  );

export type NotReady =
  | { readonly reason: 'no-programme' }
  | { readonly reason: 'requirements-missing'; readonly missing: readonly MissingRequirement[] };

/**
 * What is missing before this volunteer may be active: at least one programme they want must be wholly in order.
 * When none is, the shortest list of what is missing is given. Undefined: ready.
 */
export const notReady = (
  volunteer: Pick<Volunteer, 'requirements' | 'programmes'>,
  town: Pick<Town, 'programmes' | 'charterVersion'>,
  day: CivilDay,
): NotReady | undefined => {
  const lists = wantedProgrammes(volunteer, town)
    .map((programme) => missingRequirements(volunteer, programme, town, day))
    .sort((a, b) => a.length - b.length);
  const shortest = lists[0];
  if (!shortest) return { reason: 'no-programme' };
  return shortest.length === 0 ? undefined : { reason: 'requirements-missing', missing: shortest };
};

const standing = (volunteer: Pick<Volunteer, 'state' | 'requirements'>): readonly Requirement[] => {
  if (!['interviewed', 'active', 'paused'].includes(volunteer.state)) return [];
  const kinds = [...new Set(volunteer.requirements.map((requirement) => requirement.kind))];
  return kinds.flatMap((kind) => requirementOf(volunteer, kind) ?? []);
};

/** The first day on which a requirement not yet announced comes within its notice. */
export const noticeDay = (volunteer: Pick<Volunteer, 'state' | 'requirements'>): CivilDay | undefined =>
  standing(volunteer)
    .flatMap((one) => (one.validUntil && !one.noticedAt ? addDays(one.validUntil, -NOTICE_DAYS) : []))
    .sort()[0];

/** Requirements that end within the notice, or already did, and that nobody was told of. */
export const toAnnounce = (
  volunteer: Pick<Volunteer, 'state' | 'requirements'>,
  today: CivilDay,
): readonly Requirement[] =>
  standing(volunteer).filter(
    (one) => one.validUntil && !one.noticedAt && addDays(one.validUntil, -NOTICE_DAYS) <= today,
  );
