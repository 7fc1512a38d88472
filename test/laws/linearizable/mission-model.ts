import type { Model } from './checker.ts';

/** Volunteers by number; the two hours of the visit by number too, only the first of which may be arrived at and reported now. */
export type MissionAct =
  | {
      readonly what: 'accept' | 'accept-by-desk' | 'decline' | 'hand-back' | 'confirm' | 'arrive';
      readonly who: number;
    }
  | { readonly what: 'report'; readonly who: number; readonly outcome: 'done' | 'not-home' }
  | { readonly what: 'cancel' }
  | { readonly what: 'move'; readonly to: 0 | 1 }
  /** The agenda looks for somebody: nothing of this is the mission's state. */
  | { readonly what: 'search' }
  | { readonly what: 'read' };

/** `open`: planned or offered, which only the search tells apart. */
export type MissionIs = {
  readonly state: 'open' | 'filled' | 'confirmed' | 'done' | 'not-done' | 'cancelled';
  /** Who goes, went, or would have gone. */
  readonly holder: number | undefined;
  readonly at: 0 | 1;
};

/** What an answer tells of a mission: the same words whether the model or the product says them. */
export const told = ({ state, holder, at }: MissionIs): string => `${state} ${holder ?? '-'} at ${at}`;

type Answer = { readonly state: MissionIs; readonly says: string };

/**
 * One mission with an offer to every volunteer, one act at a time: what shared/missions, shared/offers and shared/visits
 * promise, written again in the fewest words and from nothing of theirs.
 */
const act = (is: MissionIs, asked: MissionAct): Answer => {
  const no = (says: string): Answer => ({ state: is, says });
  const yes = (change: Partial<MissionIs> = {}): Answer => {
    const state = { ...is, ...change };
    return { state, says: told(state) };
  };
  const isHeld = is.state === 'filled' || is.state === 'confirmed';
  const isMine = 'who' in asked && is.holder === asked.who;
  switch (asked.what) {
    case 'read':
      return yes();
    case 'search':
      return no('');
    case 'accept':
    case 'accept-by-desk':
      if (isHeld) return isMine ? yes() : no('already-filled');
      if (is.state === 'cancelled') return no('cancelled');
      return is.state === 'open' ? yes({ state: 'filled', holder: asked.who }) : no('too-late');
    case 'decline':
      return isMine && is.state !== 'cancelled' ? no('already-yours') : yes();
    case 'hand-back':
      if (!isMine) return no('not-yours');
      return isHeld ? yes({ state: 'open', holder: undefined }) : no('over');
    case 'confirm':
      if (is.state === 'cancelled') return no('cancelled');
      return isMine && isHeld ? yes({ state: 'confirmed' }) : no('not-yours');
    case 'arrive':
      if (is.state === 'cancelled') return no('cancelled');
      if (!isMine || !isHeld) return no('not-yours');
      return is.at === 0 ? yes({ state: 'confirmed' }) : no('too-early');
    case 'report':
      if (is.state === 'cancelled') return no('cancelled');
      if (!isMine) return no('not-yours');
      if (isHeld && is.at === 1) return no('too-early');
      return yes({ state: asked.outcome === 'done' ? 'done' : 'not-done' });
    case 'cancel':
      return isHeld || is.state === 'open' ? yes({ state: 'cancelled' }) : no('over');
    case 'move':
      if (!isHeld && is.state !== 'open') return no('over');
      if (is.at === asked.to) return no('unchanged');
      return yes({ at: asked.to, state: isHeld ? 'filled' : 'open' });
  }
};

export const MISSION: Model<MissionIs, MissionAct> = {
  first: { state: 'open', holder: undefined, at: 0 },
  act,
};
