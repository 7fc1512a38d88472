import { assignmentPlans } from './plan-assignment.ts';
import { layeredPlans } from './plan-layered.ts';
import type { PlanModel } from './plan-model.ts';

/** Every model of the plan bench, in the order its table is printed. */
export const PLAN_MODELS: readonly PlanModel[] = [assignmentPlans, layeredPlans];
