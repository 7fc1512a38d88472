import { systemClock, systemIds } from '../../functions/compose.ts';
import { countDraws } from '../bench/token-draws.ts';

/**
 * The tokens that this machine's own chance gives (`npm test` draws the same ones on every run). A fair source is found
 * unfair once in a million proofs.
 */
const counted = countDraws(systemIds(systemClock).linkToken, Number(process.env.TOKENS ?? 10_000_000));
process.stdout.write(`${JSON.stringify(counted)}\n`);
process.exitCode = counted.misshapen === 0 && counted.collisions === 0 && counted.fairness > 1e-6 ? 0 : 1;
