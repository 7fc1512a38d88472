import type { Forecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import {
  type Shortage,
  shortageIn,
  type WeekAhead,
} from '../../../../shared/engagement/forecast/shortage.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { fewWords, percent, plural } from '../movements/words.ts';

export const FORECAST = '/engagement/prevision';

export type Row = WeekAhead & { readonly monday: CivilDay; readonly campaigns: number };

/** Each coming week with both sides; undefined while what is carried is not known. */
export const rowsOf = ({ weeks, need, capacity }: Forecast): readonly Row[] | undefined =>
  capacity &&
  weeks.flatMap((monday, i): readonly Row[] => {
    const [asked, carried] = [need.weeks[i], capacity.weeks[i]];
    return asked && carried
      ? [{ ...carried, monday, need: asked.services + asked.campaigns, campaigns: asked.campaigns }]
      : [];
  });

const visits = (count: number): string => plural(count, 'visite', 'visites');
/** « entre 18 et 27 » */
const between = (week: Pick<WeekAhead, 'low' | 'high'>): string =>
  `entre ${rangeWords(week).replace('\u00a0à\u00a0', ' et ')}`;
/** « 18 à 27 » */
export const rangeWords = ({ low, high }: Pick<WeekAhead, 'low' | 'high'>): string =>
  `${Math.floor(low)}\u00a0à\u00a0${Math.ceil(high)}`;

export type Finding = {
  readonly tone: 'good' | 'warn' | 'alert';
  readonly title: string;
  readonly body: readonly string[];
};

/** What the weeks to come say, in two or three sentences. */
export const findingOf = (rows: readonly Row[], need: Forecast['need']): Finding => {
  const shortage = shortageIn(rows);
  const row = shortage && rows[shortage.at];
  const waiting =
    need.proposed.services > 0
      ? [
          `${plural(need.proposed.services, 'demande pas encore commencée', 'demandes pas encore commencées')} y ${need.proposed.services > 1 ? 'ajouteraient' : 'ajouterait'} ${visits(Math.round(need.proposed.perWeek))} par semaine.`,
        ]
      : [];
  if (!shortage || !row)
    return {
      tone: 'good',
      title: `Sur les ${rows.length} prochaines semaines, le réseau porte le besoin tel qu’il est prévu aujourd’hui.`,
      body: ['Sans nouvelle demande, et si le rythme observé se maintient.', ...waiting],
    };
  const isBeyond = shortage.isBeyondAsking !== false;
  const sure = shortage.isSure
    ? 'Même le haut de l’intervalle n’y suffit pas.'
    : 'C’est probable, pas certain : l’intervalle va plus haut.';
  return {
    tone: isBeyond && shortage.isSure ? 'alert' : 'warn',
    title: `À partir de la semaine du ${frenchDate(row.monday)}, le besoin dépasse ce que le réseau ${isBeyond ? 'peut porter' : 'porte à son rythme d’aujourd’hui'}.`,
    body: [
      `Cette semaine-là : ${visits(row.need)} à faire. À son rythme, le réseau en ferait ${Math.round(row.expected)} (${between(row)}). ${sure}`,
      ...askingWords(shortage, row),
      ...waiting,
    ],
  };
};

const askingWords = ({ isBeyondAsking }: Shortage, { asked }: Row): readonly string[] => {
  if (isBeyondAsking === undefined || asked === undefined) return [];
  const much = `En proposant davantage à ceux qui ont déclaré de la place, il en ferait environ ${Math.round(asked)}`;
  return [
    isBeyondAsking
      ? `${much} : cela ne suffirait pas, il faut recruter.`
      : `${much} : cela peut suffire, avant de recruter.`,
  ];
};

/** How the chance of staying was found. */
export const stayingWords = ({ capacity, basis }: Forecast, exact: boolean): string => {
  if (!capacity) return '';
  const { method, exits, people, days, perYear } = capacity.staying;
  if (days === 0) return 'inconnus : personne n’est suivi depuis son arrivée, aucun n’est compté';
  const left = `${fewWords(exits, exact)} ${exits < 2 && exact ? 'départ' : 'départs'} parmi ${plural(people, 'bénévole suivi', 'bénévoles suivis')}`;
  if (method === 'curve')
    return `courbe de maintien, selon l’ancienneté de chacun (${left} ; ${fewWords(basis.exitsInYear, exact)} depuis un an)`;
  return exits === 0
    ? `${left} : aucun n’est prévu, l’intervalle en tient compte`
    : `trop peu pour une courbe (${left}) : la même chance pour tous${exact ? `, ${percent(1 - Math.exp(-perYear))} en un an` : ''}`;
};

export const arrivalWords = ({ basis }: Forecast, exact: boolean): string => {
  const { arrivals } = basis;
  if (!arrivals) return 'inconnues : aucune n’est comptée';
  const months = Math.round(arrivals.weeks / 4.345);
  const since = months >= 12 ? 'un an' : `${months}\u00a0mois`;
  return arrivals.count === 0
    ? `aucune en ${since} : aucune n’est comptée`
    : `au rythme passé : ${fewWords(arrivals.count, exact)} ${arrivals.count < 2 && exact ? 'arrivée ou retour' : 'arrivées et retours'} en ${since}`;
};

/**
 * Who is there: the active for whoever knows them. For the others everybody enrolled, as « Arrivées et départs » tells them: the
 * active beside it would give, by subtraction, the one to four who pause.
 */
export const peopleWords = ({ basis }: Forecast, exact: boolean): string =>
  exact
    ? plural(basis.active, 'bénévole actif', 'bénévoles actifs')
    : plural(basis.active + basis.paused, 'bénévole inscrit', 'bénévoles inscrits');

export const thereWords = (forecast: Forecast, exact: boolean): string => {
  const { basis } = forecast;
  const few = (count: number): string => fewWords(count, exact);
  const open = basis.pausedOpen > 0 ? `, dont ${few(basis.pausedOpen)} sans date de retour` : '';
  const paused = basis.paused > 0 ? `${exact ? ' ; ' : ', dont '}${few(basis.paused)} en pause${open}` : '';
  const leave = basis.withLeave > 0 ? ` ; ${few(basis.withLeave)} avec un congé déclaré` : '';
  return `${peopleWords(forecast, exact)}${paused}${leave}`;
};

export const pauseWords = ({ basis }: Forecast, exact: boolean): string =>
  basis.pauses.expected
    ? `celles déclarées, puis aussi souvent et aussi longtemps que par le passé (${fewWords(basis.pauses.seen, exact)} vues)`
    : `celles déclarées seulement : trop peu vues pour en prévoir d’autres (${fewWords(basis.pauses.seen, exact)})${basis.pausedOpen > 0 ? ' ; sans date de retour, la personne est comptée absente' : ''}`;

export const needWords = ({ need }: Forecast): string =>
  [
    plural(need.running, 'accompagnement en cours', 'accompagnements en cours'),
    ...(need.weeks.some(({ campaigns }) => campaigns > 0) ? ['les demi-journées de colis fixées'] : []),
    ...(need.pausedOpen > 0
      ? [
          `${plural(need.pausedOpen, 'autre en pause', 'autres en pause')} sans date, non ${need.pausedOpen > 1 ? 'comptés' : 'compté'}`,
        ]
      : []),
  ].join(' ; ');

export const answerWords = ({ basis }: Forecast): string =>
  basis.yes === undefined
    ? 'inconnue : trop peu de réponses à des propositions'
    : `${percent(basis.yes.of / basis.yes.among)} des propositions (${basis.yes.of} sur ${basis.yes.among}), mêlée à la part de chacun`;
