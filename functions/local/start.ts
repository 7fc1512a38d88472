import { FUNCTIONS } from './functions.ts';
import { main } from './main.ts';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
process.exitCode = await main(process.argv.slice(2), process.env, FUNCTIONS);
