import { writeSync } from 'node:fs';
import { type PlanModel, secondsAgain } from './plan-model.ts';

const modelNamed = (models: readonly PlanModel[], name: string): PlanModel => {
  const model = models.find((one) => one.name === name);
  if (!model) throw new Error(`no model ${name}`);
  return model;
};

/** Solves one case in this process and prints what it came to, with the peak memory of the first solve, then solves it again. */
export const solveHere = (models: readonly PlanModel[], name: string, id: string): void => {
  const { again, ...solve } = modelNamed(models, name).solve(id);
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  writeSync(1, JSON.stringify({ ...solve, peakMegabytes, secondsAgain: secondsAgain(again) }));
};

/** The same case by HiGHS, its own run alone counted (not the making of the model). */
export const refereeHere = async (models: readonly PlanModel[], name: string, id: string): Promise<void> => {
  const { default: loadHighs } = await import('highs');
  const highs = await loadHighs();
  const data = modelNamed(models, name).forReferee(id);
  const answer = highs.withModel(data, (model) => {
    model.options.set({ output_flag: false });
    const before = process.cpuUsage();
    model.run();
    const { user, system } = process.cpuUsage(before);
    return { objective: model.getObjectiveValue(), seconds: (user + system) / 1e6 };
  });
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1_024);
  writeSync(1, JSON.stringify({ ...answer, peakMegabytes }));
};
