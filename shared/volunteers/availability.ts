import { distanceMetres, type Point } from '../geo/point.ts';
import type { SeniorId } from '../ids/ids.ts';
import type { Need } from '../seniors/senior.ts';
import { addDays, type CivilDay, type CivilTime, halfDayOf } from '../time/civil.ts';
import { frenchDate, frenchDay, frenchHalfDay } from '../time/french.ts';
import type { Town } from '../town/settings.ts';
import { missingRequirements, missingSentence } from './requirements.ts';
import type { Exception, Volunteer } from './volunteer.ts';

/** One fact that lets a volunteer be asked, or not, in a sentence a coordinator can repeat. */
export type Fact = {
  readonly rule:
    | 'state'
    | 'half-day'
    | 'programme'
    | 'requirements'
    | 'needs'
    | 'exclusion'
    | 'language'
    | 'distance';
  readonly holds: boolean;
  readonly sentence: string;
};

export type Freedom = { readonly free: boolean; readonly sentence: string };

const covers = (exception: Exception, day: CivilDay, half: 'am' | 'pm'): boolean =>
  exception.from <= day && day <= exception.to && (exception.half ?? half) === half;

/**
 * Whether the volunteer said to be free at that civil day and time, and in which words. A pause and « pas cette
 * semaine » come first, then an absence, then an exceptional freedom, then the ordinary week. Civil time only:
 * a change of the clocks changes nothing.
 */
export const freedom = (volunteer: Volunteer, day: CivilDay, time: CivilTime): Freedom => {
  if (volunteer.state === 'leaving' || volunteer.state === 'left')
    return { free: false, sentence: 'ne fait plus partie des bénévoles' };
  if (volunteer.state === 'paused' && (!volunteer.pausedUntil || day <= volunteer.pausedUntil))
    return {
      free: false,
      sentence: volunteer.pausedUntil
        ? `en pause jusqu’au ${frenchDate(volunteer.pausedUntil)}`
        : 'en pause, sans date de fin',
    };
  if (volunteer.restUntil && day < volunteer.restUntil)
    return { free: false, sentence: `a demandé du repos jusqu’au ${frenchDate(volunteer.restUntil)}` };
  const half = halfDayOf(day, time);
  const part = half.endsWith('am') ? 'am' : 'pm';
  const ofTheDay = volunteer.exceptions.filter((exception) => covers(exception, day, part));
  const away = ofTheDay.find((exception) => exception.kind === 'away');
  if (away)
    return {
      free: false,
      sentence:
        away.from === away.to
          ? `absent le ${frenchDay(away.from)}`
          : `absent du ${frenchDay(away.from)} au ${frenchDay(away.to)}`,
    };
  if (ofTheDay.length > 0) return { free: true, sentence: `libre exceptionnellement le ${frenchDay(day)}` };
  return volunteer.availability.includes(half)
    ? { free: true, sentence: `libre le ${frenchHalfDay(half)}` }
    : { free: false, sentence: `pas libre le ${frenchHalfDay(half)}` };
};

/** Free at that civil day and time, by their own word. */
export const isFree = (volunteer: Volunteer, day: CivilDay, time: CivilTime): boolean =>
  freedom(volunteer, day, time).free;

/** What is asked of a volunteer: facts of a mission, never who the senior is. */
export type Asked = {
  readonly programme: string;
  readonly day: CivilDay;
  readonly time: CivilTime;
  readonly needs: readonly Need[];
  /** Languages one of which is enough; empty: any. */
  readonly languages: readonly string[];
  readonly seniorId: SeniorId;
  /** Blurred place, when it is at somebody's home and known. */
  readonly area?: Point | undefined;
};

const NEED_NAMES: Readonly<Record<Need, string>> = {
  stairs: 'beaucoup de marches',
  'pet-dog': 'un chien',
  'pet-cat': 'un chat',
  smoker: 'de la fumée',
};

const kilometres = (metres: number): string =>
  metres < 1000
    ? `${Math.round(metres / 100) * 100}\u00a0m`
    : `${(metres / 1000).toFixed(1).replace('.', ',')}\u00a0km`;

/**
 * Every rule of the volunteer's own that bears on a mission, held or not, each with its sentence. Load (cap, rest,
 * offers of the week) is not here: it belongs to the offers. An unknown home or place does not exclude.
 */
export const eligibilityFacts = (
  volunteer: Volunteer,
  asked: Asked,
  town: Pick<Town, 'programmes' | 'charterVersion'>,
): readonly Fact[] => {
  const free = freedom(volunteer, asked.day, asked.time);
  const programme = town.programmes.find(({ code }) => code === asked.programme);
  const missing = programme ? missingRequirements(volunteer, programme, town, asked.day) : [];
  const avoided = asked.needs.filter((need) => volunteer.avoids.includes(need));
  const speaks =
    asked.languages.length === 0 || asked.languages.some((one) => volunteer.languages.includes(one));
  const home = volunteer.address.point;
  const metres = home && asked.area ? distanceMetres(home, asked.area) : undefined;
  const wants =
    volunteer.programmes.includes(asked.programme) &&
    programme?.on === true &&
    programme.who !== 'professional';
  return [
    {
      rule: 'state',
      holds: volunteer.state === 'active',
      sentence: volunteer.state === 'active' ? 'actif' : 'n’est pas actif en ce moment',
    },
    { rule: 'half-day', holds: free.free, sentence: free.sentence },
    {
      rule: 'programme',
      holds: wants,
      sentence: wants
        ? 'souhaite ce type de mission'
        : programme?.on
          ? 'ne souhaite pas ce type de mission'
          : 'ce programme n’est pas ouvert',
    },
    {
      rule: 'requirements',
      holds: missing.length === 0,
      sentence: missing.length === 0 ? 'dossier en ordre' : missing.map(missingSentence).join(' ; '),
    },
    {
      rule: 'needs',
      holds: avoided.length === 0,
      sentence:
        avoided.length === 0
          ? 'le lieu convient'
          : `préfère éviter ${avoided.map((need) => NEED_NAMES[need]).join(', ')}`,
    },
    {
      rule: 'exclusion',
      holds: !volunteer.exclusions.includes(asked.seniorId),
      sentence: volunteer.exclusions.includes(asked.seniorId) ? 'à ne pas associer' : 'rien ne s’y oppose',
    },
    {
      rule: 'language',
      holds: speaks,
      sentence: speaks ? 'une langue en commun' : 'ne parle pas la langue souhaitée',
    },
    {
      rule: 'distance',
      holds: metres === undefined || metres <= volunteer.rangeMetres,
      sentence:
        metres === undefined
          ? 'distance inconnue'
          : metres <= volunteer.rangeMetres
            ? `à ${kilometres(metres)} de son domicile`
            : `trop loin : ${kilometres(metres)}, pour ${kilometres(volunteer.rangeMetres)} souhaités`,
    },
  ];
};

/** An exception with its bounds in order and not wholly past is worth keeping. */
export const isCurrent = (exception: Exception, today: CivilDay): boolean =>
  exception.from <= exception.to && exception.to >= addDays(today, -1);
