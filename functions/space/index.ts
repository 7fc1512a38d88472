import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { spaceApp } from './app.tsx';

let ready: ReturnType<typeof handle> | undefined;

/** The Lambda behind every address of the links host that no SMS of a mission opens. */
export const handler = async (event: LambdaEvent, context: LambdaContext): Promise<unknown> => {
  const world = await worldOfThisProcess();
  ready ??= handle(spaceApp(world));
  return ready(event, context);
};
