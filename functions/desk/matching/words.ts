import type { ParamWords } from '../../../shared/matching/param-row.ts';
import { type ParamValues, SHOWN_PARAMS } from '../../../shared/matching/params.ts';

const SINGULAR: Readonly<Record<ParamWords['unit'], string>> = {
  minutes: 'minute',
  heures: 'heure',
  jours: 'jour',
  réponses: 'réponse',
  personnes: 'personne',
  '%': '%',
};
/** « 1 heure », « 30 minutes », « 35 % ». */
export const withUnit = (value: number, unit: ParamWords['unit']): string =>
  `${value.toLocaleString('fr')}\u00a0${Math.abs(value) < 2 ? SINGULAR[unit] : unit}`;

/** What is told beside a field: range, standard value, where that comes from. */
export const rangeWords = ({ min, max, unit, origin }: ParamWords, standard: number): string =>
  `De ${min.toLocaleString('fr')} à ${withUnit(max, unit)}. Valeur d’origine\u00a0: ${standard.toLocaleString('fr')} (${origin}).`;

export type Changed = { readonly label: string; readonly before: string; readonly after: string };

/** Numbers that differ, in words. */
export const changesBetween = (before: ParamValues, after: ParamValues): readonly Changed[] =>
  SHOWN_PARAMS.flatMap(({ key, words }) => {
    const [old, next] = [before[key], after[key]];
    return old === undefined || next === undefined || old === next
      ? []
      : [{ label: words.label, before: withUnit(old, words.unit), after: withUnit(next, words.unit) }];
  });

/** Under this many, a share would say more than is known (design.md, law 10). */
export const FEW = 10;

/** « 12 sur 40 » from the first, « 30 % (12 sur 40) » once there are enough. */
export const shareWords = (part: number, whole: number): string =>
  whole < FEW ? `${part} sur ${whole}` : `${Math.round((100 * part) / whole)}\u00a0% (${part} sur ${whole})`;

/** « moins de 15 min », « environ 2 h », in waking hours. */
export const delayWords = (minutes: number): string => {
  if (minutes < 60) return `environ ${Math.max(5, Math.round(minutes / 5) * 5)}\u00a0min`;
  const hours = Math.round(minutes / 30) / 2;
  return `environ ${hours.toLocaleString('fr')}\u00a0h`;
};
