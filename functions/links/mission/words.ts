import { capital } from '../../../shared/french/french.ts';
import { minutesForMetres } from '../../../shared/geo/travel.ts';
import { awayMetres } from '../../../shared/matching/away.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchDay, frenchTime } from '../../../shared/time/french.ts';
import { plus } from '../../../shared/time/instant.ts';
import type { Programme } from '../../../shared/town/programme.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import type { View } from './read.ts';

const MODES = { walk: 'à pied', bike: 'à vélo', bus: 'en bus', car: 'en voiture' } as const;
const NEEDS = {
  stairs: 'Il y a des marches jusqu’à la porte.',
  'pet-dog': 'Il y a un chien.',
  'pet-cat': 'Il y a un chat.',
  smoker: 'On fume dans le logement.',
  car: 'On n’y va qu’en voiture.',
} as const;

export const programmeOf = (town: Town, mission: Mission): Programme | undefined =>
  town.programmes.find((one) => one.code === mission.programme);

/** A call has no door to reach and no place to leave: its pages speak of a number, and nobody says « J’y suis ». */
export const isCall = ({ facts }: Pick<View, 'facts'>): boolean =>
  programmeOf(facts.town, facts.mission.value)?.place === 'phone';

export const sectorName = (town: Town, mission: Mission): string =>
  town.sectors.find((sector) => sector.code === mission.sector)?.name ?? town.name;

export const dayWords = (mission: Mission): string => {
  const words = frenchDay(mission.day);
  return capital(words);
};
/** « de 14 h 30 à 15 h 30 » */
export const hoursWords = (mission: Mission): string => {
  const end = civilOf(plus(mission.startsAt, { minutes: mission.durationMinutes }));
  return `de ${frenchTime(mission.time)} à ${frenchTime(end.time)}`;
};
export const durationWords = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${minutes}\u00a0minutes`;
  return `${hours}\u00a0heure${hours > 1 ? 's' : ''}${rest ? `\u00a0${rest}` : ''}`;
};

/** « Planoise, à 12 min à pied de chez vous »: a sector and minutes from a blurred point, never a street. */
export const whereWords = (
  town: Town,
  mission: Mission,
  volunteer: Volunteer,
  programme: Programme,
): string => {
  if (programme.place === 'phone') return 'Par téléphone, de chez vous';
  const metres = awayMetres(volunteer, mission);
  const sector = sectorName(town, mission);
  if (metres === undefined) return `Quartier ${sector}`;
  const minutes = Math.max(1, minutesForMetres(metres, volunteer.travel));
  return `Quartier ${sector}, à environ ${minutes}\u00a0min ${MODES[volunteer.travel]} de chez vous`;
};

/** Of a mission for two, who else: never a name before both have said yes, nor on a device that did not accept (law 7). */
export const partnerWords = (
  { situation, partner }: Pick<View, 'situation' | 'partner'>,
  isNamed: boolean,
): string | undefined => {
  if (!partner) return undefined;
  const goes = situation === 'upcoming' || situation === 'now' || situation === 'to-report';
  if (partner.company === 'alone')
    return goes ? 'Cette fois vous y allez seul·e, comme convenu avec la coordination.' : undefined;
  if (!goes)
    return partner.company === 'found'
      ? 'Deux bénévoles y vont ensemble : une autre personne a déjà dit oui.'
      : 'Deux bénévoles y vont ensemble. Nous cherchons aussi la deuxième personne.';
  if (partner.company === 'sought')
    return 'Il manque encore une personne, nous la cherchons. Si personne ne peut, nous vous appelons avant.';
  return isNamed && partner.firstName
    ? `Vous y allez avec ${partner.firstName}.`
    : 'Une autre personne y va avec vous.';
};

const LANGUAGES = new Intl.DisplayNames('fr', { type: 'language' });

/** What is good to know before saying yes, in practical words. */
export const needWords = (mission: Mission): readonly string[] => [
  ...mission.needs.map((need) => NEEDS[need]),
  ...(mission.languages.length > 0
    ? [`La personne parle ${mission.languages.map((code) => LANGUAGES.of(code) ?? code).join(' ou ')}.`]
    : []),
];
