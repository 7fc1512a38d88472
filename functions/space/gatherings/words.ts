import type { MyGathering } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { frenchDay } from '../../../shared/time/french.ts';

export const GATHERINGS = '/espace/rendez-vous';

/** What comes next for them, or how many invitations wait for a word: for the line of the first page. */
export const gatheringsWords = (all: readonly MyGathering[]): string => {
  const [next] = all.filter(
    ({ gathering, mine }) => gathering.state === 'open' && mine?.state === 'registered',
  );
  if (next) return `vous venez ${frenchDay(next.gathering.day)} : ${next.gathering.title}`;
  const open = all.filter(({ gathering, mine }) => gathering.state === 'open' && !mine).length;
  if (open === 0) return 'rien de prévu pour le moment';
  return open === 1 ? 'une invitation' : `${open} invitations`;
};
