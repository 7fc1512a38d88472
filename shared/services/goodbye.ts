import type { Surroundings } from '../decide/decide.ts';
import type { VolunteerId } from '../ids/ids.ts';
import { isHeld, type Mission } from '../missions/mission.ts';
import type { Task } from '../tasks/task.ts';
import { earliest, type Instant, plus } from '../time/instant.ts';
import type { Pairing, Service } from './service.ts';

export type EndReason = NonNullable<Pairing['endReason']>;

/** Ends that a person tells and no SMS ever announces (domain.md §6, goodbyes). */
export const isToldByPerson = (reason: EndReason): boolean =>
  reason === 'death' || reason === 'move' || reason === 'fatigue';

const CALL_WORDS: Readonly<Record<EndReason, string>> = {
  death:
    'Appeler le bénévole : la personne qu’il accompagnait est décédée. Lui parler de vive voix, avant tout message.',
  move: 'Appeler le bénévole : la personne qu’il accompagnait a déménagé, les visites s’arrêtent. Aucun SMS ne le dit.',
  fatigue:
    'Un binôme s’arrête, le bénévole est fatigué : l’appeler pour le remercier, et prévenir la personne visitée de vive voix.',
  'volunteer-left':
    'Un binôme prend fin, le bénévole s’en va : l’appeler pour le remercier, et prévenir la personne visitée de vive voix.',
  wish: 'Appeler le bénévole : la personne souhaite arrêter les visites.',
  other: 'Un binôme prend fin : appeler le bénévole, et prévenir la personne visitée de vive voix.',
};

/** The same call once the file was opened again, by mistake closed or not: nobody is told of a death that did not happen. */
export const CALL_AFTER_REOPENING =
  'Dossier clos, puis rouvert. Appeler le bénévole : ses visites ont été annulées ; lui dire ce qu’il en est et ce qui reprend.';

/** The news was told already: whoever heard of a death that did not happen is called again, before all else. */
const CALL_BACK_AFTER_REOPENING =
  'Décès noté par erreur, déjà annoncé au bénévole : le rappeler sans attendre, lui dire ce qu’il en est et ce qui reprend.';

/** A call still to be made, whose words suppose her file open again. */
export const saysReopened = ({ kind, state, sentence }: Task): boolean =>
  kind === 'pairing-ended' &&
  state === 'open' &&
  (sentence === CALL_AFTER_REOPENING || sentence === CALL_BACK_AFTER_REOPENING);

/** How soon it is said (hours), whoever was expected sooner being called before they set out. */
const CALL_HOURS: Readonly<Record<'death' | 'rest', number>> = { death: 4, rest: 48 };
const BEFORE_SETTING_OUT_HOURS = 3;
/** A debrief is proposed within two weeks: not in the call that brings the news, and not too late. */
const DEBRIEF_DAYS = 14;

type About = Pick<Service, 'town' | 'seniorId'> & { readonly assigneeId?: Task['assigneeId'] };

/** When a volunteer must have been called: within the hours above, and before the first visit they still expect. */
export const callBy = (
  volunteerId: VolunteerId,
  missions: readonly Mission[],
  isDeath: boolean,
  now: Instant,
): Instant => {
  const expected = missions
    .filter((one) => one.holder?.volunteerId === volunteerId && isHeld(one.state) && one.startsAt > now)
    .map(({ startsAt }) => plus(startsAt, { hours: -BEFORE_SETTING_OUT_HOURS }));
  const due = [plus(now, { hours: CALL_HOURS[isDeath ? 'death' : 'rest'] }), ...expected].reduce(earliest);
  return due > now ? due : now;
};

/** The call by which a volunteer learns of an end. */
export const callTask = (
  world: Pick<Surroundings, 'ids'>,
  about: About,
  volunteerId: VolunteerId,
  reason: EndReason,
  dueAt: Instant,
  now: Instant,
): Task => ({
  id: world.ids.next('tsk'),
  town: about.town,
  kind: 'pairing-ended',
  state: 'open',
  subjectId: volunteerId,
  seniorId: about.seniorId,
  volunteerId,
  ...(about.assigneeId ? { assigneeId: about.assigneeId } : {}),
  sentence: CALL_WORDS[reason],
  urgent: reason === 'death',
  createdAt: now,
  dueAt,
});

/** The call that takes back the news of a death, once it was told. */
export const callBackTask = (
  world: Pick<Surroundings, 'ids'>,
  { town, subjectId, seniorId, volunteerId, assigneeId }: Task,
  now: Instant,
): Task => ({
  id: world.ids.next('tsk'),
  town,
  kind: 'pairing-ended',
  state: 'open',
  subjectId,
  ...(seniorId ? { seniorId } : {}),
  ...(volunteerId ? { volunteerId } : {}),
  ...(assigneeId ? { assigneeId } : {}),
  sentence: CALL_BACK_AFTER_REOPENING,
  urgent: true,
  createdAt: now,
  dueAt: plus(now, { hours: CALL_HOURS.death }),
});

/** A time to talk, offered to a volunteer whose tie has ended; what followed is noted with it. */
export const debriefTask = (
  world: Pick<Surroundings, 'ids'>,
  about: About,
  volunteerId: VolunteerId,
  now: Instant,
): Task => ({
  id: world.ids.next('tsk'),
  town: about.town,
  kind: 'debrief',
  state: 'open',
  subjectId: volunteerId,
  seniorId: about.seniorId,
  volunteerId,
  sentence: 'Un binôme a pris fin : proposer au bénévole un temps d’échange, et noter la suite.',
  urgent: false,
  createdAt: now,
  dueAt: plus(now, { days: DEBRIEF_DAYS }),
});

/** Whoever had met her: a tie that was only proposed was promised to nobody. */
export const hadMet = ({ state }: Pick<Pairing, 'state'>): boolean =>
  state !== 'ended' && state !== 'proposed';
