import { basename, extname } from 'node:path';
import { assignmentProblem } from '../../shared/matching/assignment/problem.ts';
import { solveAssignment } from '../../shared/matching/assignment/solve.ts';
import { verifyAssignment } from '../../shared/matching/assignment/verify.ts';
import { ok, type Result, refused } from '../../shared/result/result.ts';
import { assignmentFile } from './assignment-file.ts';
import { eachFile, UnreadableFile } from './instance-files.ts';

type Line = {
  readonly instance: string;
  readonly objective: number;
  /** The certificate was recomputed from the file's numbers and holds. */
  readonly optimal: boolean;
  /** Understanding the file, checking and solving; not the check of the certificate. */
  readonly seconds: number;
};

/** One OR-Library file to its optimum, or a sentence that says why not. */
export const solveFile = (content: Uint8Array, file: string): Result<Line, string> => {
  const started = performance.now();
  const arrays = assignmentFile(content);
  if (!arrays.ok) return arrays;
  const problem = assignmentProblem(arrays.value);
  if (!problem.ok)
    return refused(
      problem.refusal.reason === 'costs-too-large'
        ? 'costs too large: their sums could pass 2^53 − 1, the largest exact whole number'
        : `${problem.refusal.reason} (at ${problem.refusal.index})`,
    );
  const solved = solveAssignment(problem.value);
  const seconds = Math.round(performance.now() - started) / 1_000;
  if (!solved.ok) {
    const { missions, volunteers } = solved.refusal.shortage;
    return refused(
      `no complete assignment exists: ${missions.length} rows (row ${(missions[0] ?? 0) + 1} among them) have ${volunteers.length} columns between them`,
    );
  }
  return ok({
    instance: file === '-' ? 'stdin' : basename(file, extname(file)),
    objective: solved.value.objective,
    optimal: verifyAssignment(problem.value, solved.value).ok,
    seconds,
  });
};

const USAGE =
  'npm run -s bench -- assignment FILE… (OR-Library assign*.txt or assignp*.txt; - reads what comes in)';

/** A JSON line per file; what cannot be solved is said on stderr, the others still are, and the exit code is 1. */
export const run = async (files: readonly string[]): Promise<void> =>
  eachFile(files, USAGE, (content, file) => {
    const line = solveFile(content, file);
    if (!line.ok) throw new UnreadableFile(line.refusal);
    console.log(JSON.stringify(line.value));
  });
