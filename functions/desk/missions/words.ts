import type { Mission } from '../../../shared/missions/mission.ts';
import { MISSION_STATE_NAMES } from '../../../shared/missions/words.ts';
import type { Offer } from '../../../shared/offers/offer.ts';
import { DECLINE_REASON_NAMES } from '../../../shared/offers/words.ts';
import { civilOf } from '../../../shared/time/civil.ts';
import { frenchRelativeDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import type { Tone } from '../../web/components.tsx';

/** « demain à 14 h 30 » */
export const whenWords = (mission: Pick<Mission, 'startsAt'>, now: Instant): string => {
  const { day, time } = civilOf(mission.startsAt);
  return `${frenchRelativeDay(day, civilOf(now).day)} à ${frenchTime(time)}`;
};

export const programmeName = (town: Town, code: string): string =>
  town.programmes.find((one) => one.code === code)?.label ?? 'Mission';
export const sectorName = (town: Town, code: string | undefined): string =>
  town.sectors.find((one) => one.code === code)?.name ?? 'secteur inconnu';

/** The state in the words of somebody who has to do something about it. */
export const stateWords = (mission: Mission): { readonly words: string; readonly tone: Tone } => {
  switch (mission.state) {
    case 'planned':
      return mission.search?.endedAt
        ? { words: 'personne n’a été trouvé', tone: 'alert' }
        : { words: 'à pourvoir', tone: 'warn' };
    case 'offered':
      return { words: 'proposée', tone: 'info' };
    case 'filled':
    case 'confirmed':
    case 'done':
      return { words: MISSION_STATE_NAMES[mission.state], tone: 'good' };
    case 'unfilled':
      return { words: 'sans bénévole', tone: 'alert' };
    case 'not-done':
    case 'cancelled':
      return { words: MISSION_STATE_NAMES[mission.state], tone: 'neutral' };
  }
};

/** One answer in words: « non, trop loin ». */
export const answerWords = (offer: Offer): string => {
  switch (offer.state) {
    case 'sent':
      return 'pas encore de réponse';
    case 'accepted':
      return 'oui';
    case 'declined':
      return offer.reason ? `non, ${DECLINE_REASON_NAMES[offer.reason]}` : 'non';
    case 'expired':
      return 'pas de réponse';
    case 'closed':
      return 'proposition retirée';
    case 'handed-back':
      return 'oui, puis rendue';
  }
};
