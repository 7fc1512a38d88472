import type { World } from '../../compose.ts';
import type { Addresses } from '../lock.ts';
import type { Place } from '../settings.ts';

/** The town as a command sees it: the one that runs, or its store opened for the time of the command. */
export type OpenTown = {
  readonly world: World;
  /** Where the hosts are, when a town runs on this folder. */
  readonly addresses: Addresses | undefined;
  readonly close: () => Promise<void>;
};

type Surroundings = {
  readonly place: Place;
  readonly openTown: () => Promise<OpenTown>;
  readonly out: (text: string) => void;
};

/** One sub-command of `npm run -s prevenance`. A failure to tell is thrown as a `Sentence`. */
export type Command = {
  readonly name: string;
  /** How it is written after its name, for `help`. */
  readonly usage: string;
  /** One French line: what it does. */
  readonly help: string;
  /** Resolves with the exit code, 0 when there is none. */
  readonly run: (args: readonly string[], around: Surroundings) => Promise<number | undefined>;
};
