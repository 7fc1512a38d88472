import { COMMANDS } from './commands/index.ts';
import { runCommand } from './commands/run.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.exitCode = await runCommand(process.argv.slice(2), COMMANDS, process.env, {
  out: (text) => process.stdout.write(`${text}\n`),
  error: (text) => process.stderr.write(`${text}\n`),
});
