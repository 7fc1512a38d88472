import { type VolunteerId, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { isHeld, isOpen, type Mission } from '../../../../shared/missions/mission.ts';
import type { Offer } from '../../../../shared/offers/offer.ts';
import { offerKey, offerKind } from '../../../../shared/offers/store.ts';
import { isPromised } from '../../../../shared/plans/solve/promised.ts';
import type { Plan } from '../../../../shared/plans/week-plan.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import type { Table } from '../../../../shared/table/table.ts';
import { civilOf, dayOf } from '../../../../shared/time/civil.ts';
import { frenchMoment, frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Tone } from '../../../web/components.tsx';
import { answerWords } from '../../missions/words.ts';
import type { Entry } from '../read.ts';
import { counted } from '../words.ts';
import { type Line, visitsIn } from './lines.ts';

/** What became of one choice that was sent. */
export type Answer = { readonly words: string; readonly tone: Tone; readonly sentence?: string };
export const answerKey = (missionId: string, volunteerId: string | undefined): string =>
  `${missionId} ${volunteerId ?? ''}`;

const TONES: Readonly<Record<Offer['state'], Tone>> = {
  sent: 'info',
  accepted: 'good',
  declined: 'warn',
  expired: 'warn',
  closed: 'neutral',
  'handed-back': 'warn',
};

/** Others are asked, one after the other: looked for still, and a first wave has left. */
const isSearched = ({ state, search }: Mission): boolean =>
  isOpen(state) && !search?.endedAt && (search?.wave ?? 0) > 0;

const searchWords = (mission: Mission): string => {
  if ((mission.search?.open.length ?? 0) > 0) return ' ; d’autres sont interrogés';
  if (isSearched(mission)) return ' ; la recherche continue';
  return isOpen(mission.state) && mission.search?.endedAt ? ' ; plus personne à interroger' : '';
};

const NOT_ASKED: Answer = { words: 'n’a pas été interrogé', tone: 'warn' };

/** « à 8 h 30 » of today, « mercredi 25 novembre à 8 h 30 ». */
const leavesWords = (at: Instant, now: Instant): string =>
  dayOf(at) === dayOf(now) ? `à ${frenchTime(civilOf(at).time)}` : frenchMoment(at);

const answerOf = (
  mission: Mission,
  volunteerId: VolunteerId,
  offer: Offer | undefined,
  skipped: string | undefined,
  isDone: boolean,
  now: Instant,
): Answer => {
  if (isHeld(mission.state) || mission.state === 'done')
    return mission.holder?.volunteerId === volunteerId
      ? { words: 'oui', tone: 'good' }
      : { words: 'prise par quelqu’un d’autre', tone: 'neutral' };
  if (offer) {
    const goesOn = offer.state === 'declined' || offer.state === 'expired' || offer.state === 'handed-back';
    return { words: `${answerWords(offer)}${goesOn ? searchWords(mission) : ''}`, tone: TONES[offer.state] };
  }
  if (skipped) return { ...NOT_ASKED, sentence: skipped };
  const { wave = 0, nextAt, endedAt, passesOverChosen } = mission.search ?? {};
  const isLookedFor = isOpen(mission.state) && !endedAt;
  const isNext = isLookedFor && wave === 0 && !passesOverChosen && mission.chosen?.includes(volunteerId);
  if (isNext && nextAt && nextAt > now) return { words: `SMS ${leavesWords(nextAt, now)}`, tone: 'info' };
  if (isNext || (isLookedFor && wave === 0 && !isDone))
    return { words: 'part dans la minute', tone: 'neutral' };
  // The search had to begin with others, or could ask nobody.
  return isSearched(mission)
    ? { ...NOT_ASKED, words: `${NOT_ASKED.words}${searchWords(mission)}` }
    : NOT_ASKED;
};

/** The answers to the choices written out on a page: one record each, read in batches. */
export const answersTo = async (
  table: Pick<Table, 'getRows'>,
  plan: Plan,
  lines: readonly Line[],
  now: Instant,
): Promise<ReadonlyMap<string, Answer>> => {
  const asked = lines.flatMap(({ mission, row, volunteerId }) =>
    row?.choices.some((choice) => choice.volunteerId === volunteerId)
      ? [{ mission, volunteerId: volunteerIdSchema.parse(volunteerId) }]
      : [],
  );
  const rows = await table.getRows(
    asked.map(({ mission, volunteerId }) => offerKey(mission.id, volunteerId)),
  );
  const offers = new Map(
    rowsOf(
      offerKind,
      rows.flatMap((row) => row ?? []),
    ).map(({ value }) => [answerKey(value.missionId, value.volunteerId), value]),
  );
  const skipped = new Map(
    plan.sent?.skipped.map((one) => [answerKey(one.missionId, one.volunteerId), one.sentence]),
  );
  return new Map(
    asked.map(({ mission, volunteerId }) => {
      const key = answerKey(mission.id, volunteerId);
      return [
        key,
        answerOf(
          mission,
          volunteerId,
          offers.get(key),
          skipped.get(key),
          plan.sent?.doneAt !== undefined,
          now,
        ),
      ];
    }),
  );
};

/** What became of what was sent, in one sentence, from the missions alone: each is counted once. */
export const outcomeWords = (plan: Plan, entries: readonly Entry[], now: Instant): string => {
  const sent = entries.filter(({ row }) => (row?.choices.length ?? 0) > 0);
  const skipped = new Set(plan.sent?.skipped.map(({ missionId }) => missionId));
  const became = (entry: Entry) => {
    const { mission, row, standing } = entry;
    if (standing === 'held')
      return row?.choices.some(({ volunteerId }) => volunteerId === mission.holder?.volunteerId)
        ? 'own'
        : 'other';
    if (standing === 'over') return 'over';
    if (standing === 'asked') return 'asked';
    if (skipped.has(row?.missionId ?? mission.id) && (mission.search?.wave ?? 0) === 0) return 'skipped';
    if (standing === 'chosen' && isPromised(mission, now)) return 'waiting';
    return isSearched(mission) ? 'searched' : 'open';
  };
  const counts = new Map<ReturnType<typeof became>, number>();
  for (const entry of sent) counts.set(became(entry), (counts.get(became(entry)) ?? 0) + 1);
  const n = (key: ReturnType<typeof became>): number => counts.get(key) ?? 0;
  const said = [
    `${n('own')} oui`,
    ...(n('other') > 0
      ? [
          counted(
            n('other'),
            'prise par quelqu’un d’autre que prévu',
            'prises par quelqu’un d’autre que prévu',
          ),
        ]
      : []),
    ...(n('asked') > 0 ? [`${n('asked')} en attente de réponse`] : []),
    ...(n('waiting') > 0 ? [`${n('waiting')} dont le SMS attend les heures permises`] : []),
    ...(n('skipped') > 0 ? [`${n('skipped')} dont le choix ne tenait plus`] : []),
    ...(n('searched') > 0 ? [`${n('searched')} dont la recherche continue`] : []),
    ...(n('open') > 0 ? [`${n('open')} à pourvoir autrement`] : []),
    ...(n('over') > 0 ? [counted(n('over'), 'passée')] : []),
  ];
  const what = visitsIn(sent) === sent.length ? 'mission' : 'place';
  return `Sur ${counted(sent.length, what)} : ${said.join(', ')}.`;
};
