import type { Task, TaskKind } from '../../../shared/tasks/task.ts';
import { seniorPath, volunteerPath } from '../day/people.ts';
import { DEPARTURES, GOODBYES, QUIET, RETURNS } from '../engagement/rests/paths.ts';
import { FRIENDLY } from '../friendly/words.ts';

export const TASK_NAMES: Readonly<Record<TaskKind, string>> = {
  'mission-uncovered': 'Mission à pourvoir',
  'message-failed': 'SMS non parti',
  'human-call': 'Appel à passer',
  'flag-overdue': 'Signalement en retard',
  concern: 'Inquiétude',
  'exit-missing': 'Fin de visite non notée',
  'no-answer': 'Personne n’a répondu',
  application: 'Candidature',
  'ask-consent': 'Accord à demander',
  'hand-back-late': 'Mission rendue tard',
  'pairing-ended': 'Binôme terminé',
  debrief: 'Temps d’échange à proposer',
  'exit-talk': 'Entretien de départ',
  'welcome-back': 'Mot de bienvenue',
  'volunteer-quiet': 'Prendre des nouvelles',
  'requirement-expires': 'Dossier à renouveler',
  register: 'Registre d’alerte',
  'call-distress': 'Personne en détresse',
  'call-need': 'Besoin dit lors d’un appel',
  'call-campaign': 'Appels chaleur',
  'friendly-calls': 'Appels de convivialité',
  vigilance: 'Vigilance canicule',
};

type Aimed = Pick<Task, 'id' | 'kind' | 'subjectId' | 'seniorId' | 'volunteerId'>;

/** Of the alert register, nobody's file: her call, for whoever is named to open it. */
export const isOfRegisterCall = ({ subjectId, seniorId }: Aimed): boolean =>
  subjectId.startsWith('cal_') && !seniorId;

/** Said in a friendly call: she is called back where it is noted that she is safe. */
const isFriendlyDistress = ({ kind, subjectId, seniorId }: Aimed): boolean =>
  kind === 'call-distress' && subjectId.startsWith('cal_') && seniorId !== undefined;

/** What opens is a call, not a file. */
export const leadsToCall = (task: Aimed): boolean => isOfRegisterCall(task) || isFriendlyDistress(task);

/** Where the task is done: the page of what it is about. To whoever is not named for the register no call exists: the task itself. */
export const taskPath = (task: Aimed, isNamed: boolean): string => {
  const { subjectId } = task;
  switch (task.kind) {
    case 'exit-talk':
      return `${DEPARTURES}/${subjectId}`;
    case 'debrief':
      return `${GOODBYES}/${task.id}`;
    case 'volunteer-quiet':
      return `${QUIET}/${subjectId}`;
    case 'welcome-back':
      return `${RETURNS}/${subjectId}`;
    default:
  }
  // Who calls a volunteer about an end is told how; of a service, the person visited is called.
  if (task.kind === 'pairing-ended' && subjectId.startsWith('vol_')) return `${GOODBYES}/${task.id}`;
  if (subjectId.startsWith('mis_')) return `/missions/${subjectId}`;
  if (subjectId.startsWith('con_')) return `/inquietudes/${subjectId}`;
  if (subjectId.startsWith('flg_')) return `/signalements/${subjectId}`;
  if (subjectId.startsWith('ser_')) return `/services/${subjectId}`;
  if (subjectId.startsWith('sen_')) return seniorPath(subjectId);
  if (subjectId.startsWith('vol_')) return volunteerPath(subjectId);
  if (subjectId.startsWith('reg_')) return `/registre/${subjectId}`;
  if (subjectId.startsWith('rnd_')) return '/appels';
  if (subjectId.startsWith('gat_')) return `/engagement/rendez-vous/${subjectId}`;
  if (subjectId.startsWith('tha_')) return `/engagement/merci/mots/${subjectId.replace('#', '.')}`;
  if (isFriendlyDistress(task)) return `${FRIENDLY}/appel/${subjectId}`;
  if (isOfRegisterCall(task)) return isNamed ? `/canicule/appels/${subjectId}` : `/taches/${task.id}`;
  if (subjectId === 'register') return '/registre';
  if (subjectId === 'vigilance') return '/canicule/vigilance';
  if (task.volunteerId) return volunteerPath(task.volunteerId);
  return task.seniorId ? seniorPath(task.seniorId) : `/taches#${task.id}`;
};
