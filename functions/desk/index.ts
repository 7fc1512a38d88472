import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { deskApp } from './app.tsx';

let ready: ReturnType<typeof handle> | undefined;

/** The Lambda behind the desk's host. The world is made inside the first invocation (secrets answer only then). */
export const handler = async (event: LambdaEvent, context: LambdaContext): Promise<unknown> => {
  const world = await worldOfThisProcess();
  ready ??= handle(deskApp(world));
  return ready(event, context);
};
