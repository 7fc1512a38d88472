import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { linksApp } from './app.tsx';

let ready: ReturnType<typeof handle> | undefined;

/** The Lambda behind the host of SMS links. */
export const handler = async (event: LambdaEvent, context: LambdaContext): Promise<unknown> => {
  const world = await worldOfThisProcess();
  ready ??= handle(linksApp(world));
  return ready(event, context);
};
