import type { DueVisit } from '../../../../shared/engagement/cover/cover.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';

export const RELAY = '/engagement/relais';
export const SUMMER = `${RELAY}/ete`;
export const whatIfPath = ({ id }: Pick<Volunteer, 'id'>): string => `${RELAY}/si/${id}`;

export const introducePath = (service: Pick<Service, 'id'>, volunteerId?: VolunteerId): string =>
  `${RELAY}/presenter/${service.id}${volunteerId ? `?avec=${volunteerId}` : ''}`;

export type Names = ReadonlyMap<VolunteerId, Volunteer>;
export const nameOf = (names: Names, id: VolunteerId | undefined): string => {
  const volunteer = id && names.get(id);
  return volunteer ? volunteerName(volunteer) : 'un bénévole parti';
};

/** « mercredi 2 décembre à 14 h 30 » */
export const visitMoment = ({ mission }: Pick<DueVisit, 'mission'>): string =>
  `${frenchDay(mission.day)} à ${frenchTime(mission.time)}`;

const SAID = 2;
/** Who goes instead, in words: « Paul Renard, second visiteur », « À chercher : Paul Renard, Anne Petit ou 3 autres ». */
export const goerWords = ({ goer, who, could }: DueVisit, names: Names): string => {
  switch (goer) {
    case 'usual':
      return `${nameOf(names, who)}, visite habituelle`;
    case 'backup':
      return `${nameOf(names, who)}, seconde personne, la connaît`;
    case 'held':
      return `${nameOf(names, who)}, a déjà dit oui`;
    case 'someone': {
      const said = could.slice(0, SAID).map((id) => nameOf(names, id));
      const more = could.length - said.length;
      const rest = more > 0 ? `, et ${more === 1 ? 'une autre personne' : `${more} autres`}` : '';
      return `À chercher : ${said.join(' ou ')}${rest}`;
    }
    default:
      return 'Personne d’autre ne remplit les conditions';
  }
};
