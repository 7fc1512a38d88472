import type { Role } from '../staff/staff.ts';
import type { FlagState } from './flag.ts';

/**
 * What can be done to a flag. `try`: nobody answered. `give-up`: nobody ever did. `withdraw`: the flagger takes it
 * back. `reopen`: the person changed her mind, or was found.
 */
export const FLAG_COMMANDS = [
  'acknowledge',
  'try',
  'contact',
  'take-up',
  'know',
  'decline',
  'redirect',
  'give-up',
  'close',
  'reopen',
  'withdraw',
] as const;
export type FlagCommand = (typeof FLAG_COMMANDS)[number];

/**
 * The one table of a flag's life: a command absent from a state is refused there. `taken-up`, `already-known` and
 * `closed` are ends: what follows is written in the senior's own file.
 */
export const FLAG_TRANSITIONS: Readonly<Record<FlagState, Partial<Record<FlagCommand, FlagState>>>> = {
  received: {
    acknowledge: 'acknowledged',
    try: 'acknowledged',
    contact: 'contacted',
    'take-up': 'taken-up',
    know: 'already-known',
    decline: 'declined-by-person',
    redirect: 'redirected',
    'give-up': 'unreachable',
    close: 'closed',
    withdraw: 'closed',
  },
  acknowledged: {
    acknowledge: 'acknowledged',
    try: 'acknowledged',
    contact: 'contacted',
    'take-up': 'taken-up',
    know: 'already-known',
    decline: 'declined-by-person',
    redirect: 'redirected',
    'give-up': 'unreachable',
    close: 'closed',
  },
  contacted: {
    acknowledge: 'contacted',
    try: 'contacted',
    contact: 'contacted',
    'take-up': 'taken-up',
    know: 'already-known',
    decline: 'declined-by-person',
    redirect: 'redirected',
    'give-up': 'unreachable',
    close: 'closed',
  },
  'declined-by-person': {
    reopen: 'acknowledged',
    contact: 'contacted',
    'take-up': 'taken-up',
    close: 'closed',
  },
  redirected: { reopen: 'acknowledged', contact: 'contacted', 'take-up': 'taken-up', close: 'closed' },
  unreachable: { reopen: 'acknowledged', contact: 'contacted', 'take-up': 'taken-up', close: 'closed' },
  'taken-up': {},
  'already-known': {},
  closed: {},
};

/** Who may do it: roles of the House, or the flagger of this very flag. */
const WHO: Readonly<Record<FlagCommand, readonly (Role | 'flagger')[]>> = {
  acknowledge: ['coordinator', 'duty-officer'],
  try: ['coordinator', 'duty-officer'],
  contact: ['coordinator', 'duty-officer'],
  'take-up': ['coordinator'],
  know: ['coordinator'],
  decline: ['coordinator'],
  redirect: ['coordinator'],
  'give-up': ['coordinator'],
  close: ['coordinator'],
  reopen: ['coordinator'],
  withdraw: ['flagger'],
};

/** The state a command leads to, or undefined when it is not allowed from here. */
export const nextFlagState = (state: FlagState, command: FlagCommand): FlagState | undefined =>
  FLAG_TRANSITIONS[state][command];

/** May this person do this to a flag? The state of the flag is asked apart. */
export const mayDo = (
  command: FlagCommand,
  reader: { readonly role: Role; readonly isFlagger: boolean },
): boolean => WHO[command].some((who) => (who === 'flagger' ? reader.isFlagger : who === reader.role));

/** Commands open from here to this person, in the order of the table: what a page offers. */
export const openCommands = (
  state: FlagState,
  reader: { readonly role: Role; readonly isFlagger: boolean },
): readonly FlagCommand[] =>
  FLAG_COMMANDS.filter((command) => nextFlagState(state, command) !== undefined && mayDo(command, reader));
