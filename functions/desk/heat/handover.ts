import type { Handover } from '../../../shared/heat/board/handover.ts';
import type { Board } from '../../../shared/heat/board/read-board.ts';
import type { CallRound } from '../../../shared/heat/calls/round.ts';
import type { Staff } from '../../../shared/staff/staff.ts';
import type { FormState } from '../../web/form.ts';
import type { Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';

export const HANDOVER = '/canicule/releve';

export type HandoverProps = {
  readonly frame: Frame;
  readonly rounds: readonly CallRound[];
  readonly board: Board | undefined;
  readonly notes: readonly Handover[];
  readonly team: Team;
  /** Names of volunteers who hold calls. */
  readonly names: ReadonlyMap<string, string>;
  readonly officers: readonly Staff[];
  readonly me: string;
  readonly form: FormState;
  readonly noteId: string;
  readonly done: string | undefined;
  readonly warning: string | undefined;
  /** A named agent: what the shift before holds may come to them. */
  readonly mayHold: boolean;
  /** How many calls each agent has by name, over every list that runs. */
  readonly held: ReadonlyMap<string, number>;
  readonly duty: readonly string[];
};
