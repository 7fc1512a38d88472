import { handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda';
import { worldOfThisProcess } from '../compose.ts';
import { deskApp } from './app.tsx';

let ready: Promise<ReturnType<typeof handle>> | undefined;

/** The Lambda behind the desk's host. The world is made inside the first invocation (secrets answer only then). */
export const handler = async (event: LambdaEvent, context: LambdaContext): Promise<unknown> => {
  ready ??= worldOfThisProcess().then((world) => handle(deskApp(world)));
  const answer = await ready;
  return answer(event, context);
};
