import { type VolunteerId, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { isHeld, type Mission } from '../../../shared/missions/mission.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { offerKey, offerKind } from '../../../shared/offers/store.ts';
import type { Plan } from '../../../shared/plans/week-plan.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import type { Table } from '../../../shared/table/table.ts';
import { frenchMoment } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Tone } from '../../web/components.tsx';
import { answerWords } from '../missions/words.ts';
import type { Entry } from './read.ts';
import type { Line } from './views.tsx';
import { counted } from './words.ts';

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

const searchWords = (mission: Mission): string =>
  (mission.search?.open.length ?? 0) > 0 ? ' ; d’autres sont interrogés' : ' ; la recherche continue';

const answerOf = (
  mission: Mission,
  volunteerId: VolunteerId,
  offer: Offer | undefined,
  skipped: string | undefined,
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
  if (skipped) return { words: 'n’a pas été interrogé', tone: 'warn', sentence: skipped };
  const at = mission.search?.nextAt;
  if (mission.chosen?.includes(volunteerId) && at && at > now)
    return { words: `SMS ${frenchMoment(at)}`, tone: 'info' };
  return { words: 'part dans la minute', tone: 'neutral' };
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
      return [key, answerOf(mission, volunteerId, offers.get(key), skipped.get(key), now)];
    }),
  );
};

/** Its choice is asked once texts may leave. */
const isWaiting = ({ mission, standing }: Entry, now: Instant): boolean =>
  standing === 'chosen' && mission.chosen !== undefined && (mission.search?.nextAt ?? now) > now;

/** What became of what was sent, in one sentence, from the missions alone. */
export const outcomeWords = (plan: Plan, entries: readonly Entry[], now: Instant): string => {
  const sent = entries.filter(({ row }) => (row?.choices.length ?? 0) > 0);
  const held = sent.filter(({ standing }) => standing === 'held');
  const own = held.filter(({ mission, row }) =>
    row?.choices.some(({ volunteerId }) => volunteerId === mission.holder?.volunteerId),
  ).length;
  const asked = sent.filter(({ standing }) => standing === 'asked').length;
  const waiting = sent.filter((entry) => isWaiting(entry, now)).length;
  const skipped = new Set(plan.sent?.skipped.map(({ missionId }) => missionId)).size;
  const others = sent.length - held.length - asked - waiting - skipped;
  const said = [
    `${own} oui`,
    ...(held.length > own ? [`${held.length - own} prises par quelqu’un d’autre que prévu`] : []),
    ...(asked > 0 ? [`${asked} en attente de réponse`] : []),
    ...(waiting > 0 ? [`${waiting} dont le SMS attend les heures permises`] : []),
    ...(skipped > 0 ? [`${skipped} dont le choix ne tenait plus`] : []),
    ...(others > 0 ? [`${others} à pourvoir autrement`] : []),
  ];
  return `Sur ${counted(sent.length, 'mission')} : ${said.join(', ')}.`;
};
