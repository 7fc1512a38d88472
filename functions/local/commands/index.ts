import { clock } from './clock.ts';
import type { Command } from './command.ts';
import { importCommand } from './import.ts';
import { restored } from './restored.ts';
import { status } from './status.ts';
import { survivalCommand } from './survival.ts';
import { vigilanceCommand } from './vigilance.ts';

/** Every sub-command of `npm run -s prevenance`, in the order in which `help` shows them. A new one is added here. */
export const COMMANDS: readonly Command[] = [
  status,
  clock,
  importCommand,
  vigilanceCommand,
  survivalCommand,
  restored,
];
