import type { CallBatch } from './batches/batch.ts';
import type { CallTask, Escalation, OutcomeCode, Rung, StopReason } from './calls/task.ts';
import type { Level } from './level.ts';
import type { Reach } from './settings.ts';

/** What people read for each code; no page invents its own. */
export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  yellow: 'jaune',
  orange: 'orange',
  red: 'rouge',
};

/** Whom a yellow day calls. */
export const WHO_WORDS: Readonly<Record<Reach['who'], { readonly label: string; readonly hint: string }>> = {
  'most-isolated': {
    label: 'les personnes les plus isolées',
    hint: 'Seules chez elles ou dont on ne le sait pas, sans personne à prévenir, ou pas jointes la fois d’avant.',
  },
  everybody: { label: 'tout le registre', hint: '' },
};

const NUMBERS = ['', '', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept'];

/** « les personnes les plus isolées, un jour sur deux » */
export const reachWords = ({ who, everyDays }: Reach): string =>
  `${WHO_WORDS[who].label}, ${everyDays === 1 ? 'chaque jour' : `un jour sur ${NUMBERS[everyDays] ?? everyDays}`}`;

export const OUTCOME_NAMES: Readonly<Record<OutcomeCode, string>> = {
  well: 'va bien',
  'needs-something': 'a besoin de quelque chose',
  distress: 'en détresse',
  'no-answer': 'ne répond pas',
  busy: 'occupé',
  refused: 'ne souhaite pas répondre aujourd’hui',
  'wrong-number': 'mauvais numéro',
  'seen-by-relative': 'vue ou entendue aujourd’hui par un proche',
  'visited-well': 'vue à sa porte, va bien',
  'visited-needs': 'vue à sa porte, a besoin de quelque chose',
  'door-closed': 'la porte reste fermée',
  'known-elsewhere': 'en sécurité ailleurs',
  'passed-to-police': 'confiée à la police municipale',
  'passed-to-rescue': 'confiée aux secours',
};

export const RUNG_NAMES: Readonly<Record<Rung, string>> = {
  'call-1': 'premier appel',
  'call-2': 'deuxième appel',
  'call-3': 'troisième appel, à une autre heure ou un autre numéro',
  relatives: 'appeler les personnes à prévenir',
  neighbour: 'appeler un voisin, le gardien ou l’aide à domicile',
  door: 'aller à la porte, à deux',
  police: 'appeler la police municipale',
  rescue: 'appeler les secours : 15, 18 ou 112',
  referent: 'son référent prend de ses nouvelles',
};

/** What is due for her now: a step of the ladder, that nobody is said to have taken. */
export const dueWords = ({ rung, acts }: Pick<CallTask, 'rung' | 'acts'>): string =>
  rung === 'police' && acts?.includes('police')
    ? 'prendre des nouvelles auprès de la police municipale'
    : RUNG_NAMES[rung];

export const CALL_STATE_NAMES: Readonly<Record<CallTask['state'], string>> = {
  open: 'à joindre',
  reached: 'jointe',
  escalated: 'confiée à quelqu’un',
  stopped: 'sortie de la liste',
};

const ESCALATION_NAMES: Readonly<Record<Escalation, string>> = {
  distress: 'détresse',
  door: 'à voir à sa porte',
  'not-reached': 'pas jointe à l’heure prévue',
  police: 'la police municipale est prévenue',
  rescue: 'les secours sont prévenus',
  'by-agent': 'confiée par un agent',
  'next-day': 'à rappeler au prochain jour d’appels',
  referent: 'son référent est prévenu',
};

/**
 * Why a named agent has her; undefined of somebody nobody was handed. The police and the rescue are said to know only where an
 * agent said so: before the clock told people and acted no more (decision 014), a passed hour wrote the same reason.
 */
export const whyHanded = ({ escalated, acts }: Pick<CallTask, 'escalated' | 'acts'>): string | undefined => {
  const reason = escalated?.reason;
  const isUnsaid = (reason === 'police' || reason === 'rescue') && !acts?.includes(reason);
  return reason && ESCALATION_NAMES[isUnsaid ? 'door' : reason];
};

export const STOP_NAMES: Readonly<Record<StopReason, string>> = {
  removed: 'radiée du registre',
  opposed: 's’est opposée',
  died: 'décédée',
  'moved-away': 'a déménagé',
  away: 'absente ce jour',
  'no-longer-agrees': 'n’est plus d’accord',
  'not-followed': 'n’est plus suivie par cette liste',
};

export const BATCH_STATE_NAMES: Readonly<
  Record<CallBatch['state'], readonly [one: string, several: string]>
> = {
  offered: ['proposé', 'proposés'],
  accepted: ['accepté', 'acceptés'],
  returned: ['revenu au bureau', 'revenus au bureau'],
  finished: ['terminé', 'terminés'],
  void: ['annulé', 'annulés'],
};
