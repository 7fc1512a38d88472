import { GATHERED, GROUP_TABLES } from '../../../../shared/engagement/check-ins/groups.ts';
import type { LoadClass, WaitClass } from '../../../../shared/engagement/review/figures.ts';
import type { Measure, MeasureCode, Measured } from '../../../../shared/engagement/review/measures.ts';
import type { AnswerCode } from '../../../../shared/engagement/review/review.ts';
import { NO_SECTOR } from '../../../../shared/engagement/review/tables.ts';
import type { FactKind } from '../../../../shared/engagement/signals/fact.ts';
import { capital } from '../../../../shared/french/french.ts';
import type { CivilDay } from '../../../../shared/time/civil.ts';
import { MONTHS } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { NOT_TOLD } from '../movements/words.ts';

/** A number as it is told, or that it is not. */
export const toldWords = (value: number | null | undefined): string =>
  value === null || value === undefined ? NOT_TOLD : String(value);

/** « 4 sur 29 », what is told of it. */
export const toldOf = (of: number | null | undefined, among: number | null | undefined): string =>
  typeof of === 'number' && typeof among === 'number' ? `${of}\u00a0sur\u00a0${among}` : toldWords(of);

/** What a figure rests on: « 29 bénévoles actifs », or that it is not told how many. */
export const onWords = (count: number | null | undefined, what: string): string =>
  typeof count === 'number' ? `${count}\u00a0${what}` : `${capital(what)}\u00a0: nombre non dit`;

export const LOAD_NAMES: Readonly<Record<LoadClass, string>> = {
  '0': 'aucune',
  '1-2': '1 ou 2',
  '3-4': '3 ou 4',
  '5-8': '5 à 8',
  '9+': '9 et plus',
};
export const WAIT_NAMES: Readonly<Record<WaitClass, string>> = {
  'under-2-weeks': 'moins de 2 semaines',
  '2-to-4-weeks': '2 à 4 semaines',
  '1-to-3-months': '1 à 3 mois',
  'over-3-months': 'plus de 3 mois',
};
export const WAIT_SHORT: Readonly<Record<WaitClass, string>> = {
  'under-2-weeks': '< 2 sem.',
  '2-to-4-weeks': '2 à 4 sem.',
  '1-to-3-months': '1 à 3 mois',
  'over-3-months': '> 3 mois',
};

/** What is counted of the active volunteers: the kind of fact, never whose. */
export const FACT_NAMES: Readonly<Record<FactKind, string>> = {
  'hard-event': 'un décès, ou deux inquiétudes, en un mois',
  'heavy-visits': 'des visites vécues comme éprouvantes',
  'worn-out': 'à entourer, d’après le point du trimestre',
  'full-weeks': 'des semaines pleines, un mois durant',
  'large-share': 'une très grande part des missions de la ville',
  'no-pause': 'aucune semaine de pause depuis douze semaines',
  'concern-raised': 'une inquiétude signalée en un mois',
  'late-hand-backs': 'des missions rendues tard',
  'fewer-yes': 'moins de oui qu’avant',
  'slower-replies': 'des réponses plus lentes qu’avant',
  'missed-check-ins': '« comment allez-vous ? » sans réponse deux fois',
  'nothing-offered': 'rien de proposé depuis six semaines',
  'sole-link': 'seul lien d’une personne accompagnée',
  'no-training': 'aucune formation notée',
  'no-debrief': 'aucun temps d’échange noté depuis six semaines',
  'no-thanks': 'aucun remerciement noté depuis douze semaines',
};

export const ANSWER_NAMES: Readonly<Record<AnswerCode, string>> = {
  done: 'Faite',
  continued: 'Poursuivie',
  dropped: 'Abandonnée',
};

export const MEASURE_NAMES: Readonly<Record<MeasureCode, string>> = {
  uncovered: 'missions sans personne, en quatre semaines',
  waiting: 'personnes qui attendent un visiteur',
  'no-pause': 'bénévoles sans semaine de pause depuis douze semaines',
  'to-surround': 'bénévoles à entourer, d’après le point du trimestre',
  'heavy-load': 'bénévoles à neuf missions ou plus en quatre semaines',
  'said-yes': 'propositions acceptées, en quatre semaines',
  unanswered: 'propositions restées sans réponse, en quatre semaines',
  came: 'arrivées et retours depuis la revue d’avant',
  left: 'départs depuis la revue d’avant',
};

export const sectorName = (town: Pick<Town, 'sectors'>, code: string): string =>
  code === NO_SECTOR ? 'sans secteur' : (town.sectors.find((one) => one.code === code)?.name ?? code);

const GATHERED_NAMES: Readonly<Record<string, string>> = {
  [GATHERED.none]: 'sans programme',
  [GATHERED.several]: 'plusieurs programmes',
  [GATHERED.others]: 'autres, réunis',
};

/** A group of check-ins: a sector or a programme of the town, or what was gathered. */
export const groupName = (
  town: Pick<Town, 'sectors' | 'programmes'>,
  table: string,
  code: string,
): string => {
  if (table === GROUP_TABLES.bySector)
    return code === GATHERED.none ? 'sans secteur' : (GATHERED_NAMES[code] ?? sectorName(town, code));
  return GATHERED_NAMES[code] ?? town.programmes.find((one) => one.code === code)?.label ?? code;
};

const monthName = (day: CivilDay): string => MONTHS[Number(day.slice(5, 7)) - 1] ?? '';

/** « juillet à septembre 2026 » */
export const quarterWords = ({ from, to }: { readonly from: CivilDay; readonly to: CivilDay }): string =>
  `${monthName(from)} à ${monthName(to)} ${to.slice(0, 4)}`;

export const measureName = (town: Pick<Town, 'sectors'>, { what, sector }: Measure): string =>
  `${MEASURE_NAMES[what]}${sector ? `, ${sectorName(town, sector)}` : ''}`;

/** « 12 sur 40 », « 3 », « inconnu » */
export const measuredWords = (
  measured: Measured | { readonly of: number | null; readonly among?: number | null | undefined } | undefined,
): string => {
  if (!measured) return 'inconnu';
  const { of, among } = measured;
  if (of === null) return NOT_TOLD;
  return typeof among === 'number' ? `${of} sur ${among}` : String(of);
};
