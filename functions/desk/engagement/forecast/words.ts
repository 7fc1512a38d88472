import type { Forecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import { shortageIn, type WeekAhead } from '../../../../shared/engagement/forecast/shortage.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { fewWords, plural } from '../movements/words.ts';

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
export const between = ({ low, high }: Pick<WeekAhead, 'low' | 'high'>): string =>
  `entre ${Math.floor(low)} et ${Math.ceil(high)}`;

export type Finding = {
  readonly tone: 'good' | 'warn' | 'alert';
  readonly title: string;
  readonly body: readonly string[];
};

/** What the weeks to come say, in two or three sentences. */
export const findingOf = (rows: readonly Row[], need: Forecast['need']): Finding => {
  const shortage = shortageIn(rows);
  const row = shortage && rows[shortage.at];
  const asked =
    need.proposed.services > 0
      ? [
          `${plural(need.proposed.services, 'demande en attente', 'demandes en attente')} y ${need.proposed.services > 1 ? 'ajouteraient' : 'ajouterait'} ${visits(Math.round(need.proposed.perWeek))} par semaine.`,
        ]
      : [];
  if (!shortage || !row)
    return {
      tone: 'good',
      title: `Sur les ${rows.length} prochaines semaines, le réseau porte le besoin tel qu’il est prévu aujourd’hui.`,
      body: ['Sans nouvelle demande, et si le rythme observé se maintient.', ...asked],
    };
  return {
    tone: shortage.isSure ? 'alert' : 'warn',
    title: `À partir de la semaine du ${frenchDate(row.monday)}, le besoin dépasse ce que le réseau peut porter à son rythme d’aujourd’hui.`,
    body: [
      `Cette semaine-là : ${visits(row.need)} à faire, le réseau en porterait ${Math.round(row.expected)} (${between(row)}). ${
        shortage.isSure
          ? 'Même le haut de l’intervalle n’y suffit pas.'
          : 'C’est probable, ce n’est pas certain : l’intervalle va plus haut.'
      }`,
      shortage.isBeyondMost
        ? `Même si chacun faisait le plus qu’il a déclaré (${visits(Math.round(row.most))}), il manquerait quelqu’un : il faut recruter.`
        : `Si chacun faisait le plus qu’il a déclaré, le réseau porterait ${visits(Math.round(row.most))} : proposer davantage à qui le veut bien peut suffire, avant de recruter.`,
      ...asked,
    ],
  };
};

/** How the chance of staying was found. */
export const stayingWords = ({ capacity, basis }: Forecast, exact: boolean): string => {
  if (!capacity) return '';
  const { method, exits, people, perYear } = capacity.staying;
  const left = `${fewWords(exits, exact)} ${exits < 2 && exact ? 'départ' : 'départs'} parmi ${plural(people, 'bénévole suivi', 'bénévoles suivis')}`;
  const year = `${Math.round(100 * (1 - Math.exp(-perYear)))}\u00a0%`;
  return method === 'curve'
    ? `courbe de maintien, selon l’ancienneté de chacun (${left} ; ${fewWords(basis.exitsInYear, exact)} depuis un an)`
    : `trop peu de départs pour une courbe (${left}) : la même chance pour tous, ${year} de départs par an, en supposant au départ un départ pour quatre années de bénévolat`;
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

export const thereWords = ({ basis }: Forecast, exact: boolean): string =>
  [
    plural(basis.active, 'bénévole actif', 'bénévoles actifs'),
    ...(basis.paused > 0
      ? [
          `${fewWords(basis.paused, exact)} en pause${basis.pausedOpen > 0 ? `, dont ${fewWords(basis.pausedOpen, exact)} sans date de retour, ${basis.pausedOpen > 1 ? 'comptés absents' : 'compté absent'}` : ''}`,
        ]
      : []),
    ...(basis.withLeave > 0 ? [`${fewWords(basis.withLeave, exact)} avec un congé déclaré`] : []),
  ].join(' ; ');

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
