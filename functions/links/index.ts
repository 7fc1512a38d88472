import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { linksApp } from './app.tsx';

let ready: Promise<ReturnType<typeof handle>> | undefined;

/** The Lambda behind the host of SMS links. */
export const handler = async (event: LambdaEvent, context: LambdaContext): Promise<unknown> => {
  ready ??= worldOfThisProcess().then((world) => handle(linksApp(world)));
  const answer = await ready;
  return answer(event, context);
};
