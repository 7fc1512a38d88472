import { main } from '../../../functions/local/main.ts';
import { smallTown } from './small-town.ts';

process.exitCode = await main(process.argv.slice(2), process.env, smallTown());
