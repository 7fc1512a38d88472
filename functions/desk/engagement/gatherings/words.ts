import { coming, waiting } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import { frenchDay, frenchFullDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Audience, Gathering } from '../../../../shared/volunteers/gatherings/gathering.ts';
import type { GatheringType } from '../../../../shared/volunteers/gatherings/gathering-type.ts';

export const GATHERINGS = '/engagement/rendez-vous';
export const gatheringPath = ({ id }: Pick<Gathering, 'id'>): string => `${GATHERINGS}/${id}`;

export const TYPE_NAMES: Readonly<Record<GatheringType, string>> = {
  training: 'Formation',
  outing: 'Sortie',
  meeting: 'Rencontre',
};

/** « jeudi 3 décembre, 14 h à 17 h » */
export const whenWords = (one: Pick<Gathering, 'day' | 'from' | 'to'>, withYear = false): string =>
  `${withYear ? frenchFullDay(one.day) : frenchDay(one.day)}, ${frenchTime(one.from)} à ${frenchTime(one.to)}`;

export const audienceWords = (audience: Audience, town: Town): string => {
  switch (audience.of) {
    case 'all':
      return 'tous les bénévoles';
    case 'programme':
      return `bénévoles de « ${town.programmes.find(({ code }) => code === audience.code)?.label ?? audience.code} »`;
    case 'sector':
      return `bénévoles du secteur ${town.sectors.find(({ code }) => code === audience.code)?.name ?? audience.code}`;
  }
};

/** « 7 sur 10, 2 en attente » */
export const seatsWords = (one: Gathering): string => {
  const queue = waiting(one).length;
  return `${coming(one).length} sur ${one.seats}${queue > 0 ? `, ${queue} en attente` : ''}`;
};

/** What the list says of it, and whether somebody must do something. */
export const stateWords = (
  one: Gathering,
  now: Instant,
): { readonly words: string; readonly tone: 'good' | 'warn' | 'neutral' } => {
  if (one.state === 'cancelled') return { words: 'annulé', tone: 'neutral' };
  if (one.startsAt <= now) {
    if (coming(one).some(({ came }) => came === undefined))
      return { words: 'présences à noter', tone: 'warn' };
    const came = one.registrations.filter((answer) => answer.came).length;
    if (one.state !== 'held' && came === 0) return { words: 'passé, sans inscrit', tone: 'neutral' };
    return { words: came === 1 ? 'une personne venue' : `${came} personnes venues`, tone: 'neutral' };
  }
  return one.state === 'draft'
    ? { words: 'pas encore proposé', tone: 'warn' }
    : { words: 'inscriptions ouvertes', tone: 'good' };
};

/** What was decided of it, for its page and for whoever compares two versions. */
export const planFacts = (one: Gathering, town: Town): readonly (readonly [string, string])[] => [
  ['Sorte', `${TYPE_NAMES[one.type]}${one.fulfils ? ', qui vaut la formation du dossier' : ''}`],
  ['Quand', whenWords(one, true)],
  ['Lieu', one.place],
  ['À savoir', one.details],
  ['Pour', audienceWords(one.audience, town)],
];
