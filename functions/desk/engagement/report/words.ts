import type { Town } from '../../../../shared/town/settings.ts';

export const FATE_NAMES: Readonly<Record<string, string>> = {
  followed: 'suivis par la maison, ou déjà connus d’elle',
  redirected: 'orientés vers un autre service',
  'no-more': 'sans suite souhaitée, sans réponse, ou retirés',
  'in-progress': 'en cours',
};

export const OUTCOME_NAMES: Readonly<Record<string, string>> = {
  done: 'faites',
  'not-done': 'non faites',
  unfilled: 'sans personne',
  open: 'à venir ou à rendre',
};

export const SITUATION_NAMES: Readonly<Record<string, string>> = {
  served: 'avec un service',
  unserved: 'sans service',
};
/** Within each of the two. */
export const STANDING_NAMES: Readonly<Record<string, string>> = {
  visited: 'visitées ou appelées',
  waiting: 'attendent un visiteur',
  'no-service': 'suivies, sans service ouvert',
  'to-contact': 'à contacter',
};
export const HARDER_NAMES: Readonly<Record<string, string>> = {
  harder: 'plus difficile',
  neither: 'sans difficulté connue',
};
export const KIND_NAMES: Readonly<Record<string, string>> = {
  language: 'ne parlent pas français',
  practical: 'une contrainte pratique',
};
export const FLAGGED_NAMES: Readonly<Record<string, string>> = {
  'taken-up': 'accompagnement commencé',
  other: 'autre suite',
};

export const programmeName = ({ programmes }: Pick<Town, 'programmes'>, code: string): string =>
  programmes.find((one) => one.code === code)?.label ?? code;

export const hoursWords = (minutes: number): string =>
  `${Math.round(minutes / 60).toLocaleString('fr')}\u00a0h`;
