import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Of requests, hundredths: each kind of trouble that DynamoDB or a network makes and the engine never does. */
export type Faults = {
  /** Nobody hears the request. */
  readonly dropBefore: number;
  /** It is applied, and its answer is lost: the important one. */
  readonly dropAfter: number;
  /** It arrives twice; the answer to the second is the one given. */
  readonly twice: number;
  readonly throttled: number;
  /** Transactions only: somebody else's was in the way. */
  readonly conflict: number;
  readonly serverError: number;
};
type Fault = keyof Faults;

const bodyOf = async (message: IncomingMessage): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
};

const SERVICE = 'com.amazonaws.dynamodb.v20120810#';
const answers: Readonly<Record<'throttled' | 'conflict' | 'serverError', readonly [number, object]>> = {
  throttled: [
    400,
    { __type: `${SERVICE}ProvisionedThroughputExceededException`, message: 'The level is exceeded' },
  ],
  conflict: [
    400,
    {
      __type: `${SERVICE}TransactionCanceledException`,
      Message: 'Transaction cancelled',
      CancellationReasons: [{ Code: 'TransactionConflict', Message: 'Transaction is ongoing for the item' }],
    },
  ],
  serverError: [500, { __type: `${SERVICE}InternalServerError`, message: 'Internal server error' }],
};

/**
 * A way to the engine on which requests and answers get lost, by the dice that are given: what `reliability.md` calls the
 * fault proxy. `calm` lets everything through. `counts` tells what happened, so that a proof can show that it did.
 */
export const startFaultProxy = async (
  endpoint: string,
  faults: Faults,
  chance: (percent: number) => boolean,
) => {
  let isCalm = true;
  const counts: Record<Fault | 'passed', number> = {
    passed: 0,
    dropBefore: 0,
    dropAfter: 0,
    twice: 0,
    throttled: 0,
    conflict: 0,
    serverError: 0,
  };
  const ORDER: readonly Fault[] = [
    'dropBefore',
    'dropAfter',
    'twice',
    'throttled',
    'conflict',
    'serverError',
  ];
  const faultOf = (target: string): Fault | undefined =>
    isCalm
      ? undefined
      : ORDER.find(
          (fault) => chance(faults[fault]) && (fault !== 'conflict' || /TransactWrite/.test(target)),
        );

  const forward = (asked: IncomingMessage, body: Buffer): Promise<readonly [IncomingMessage, Buffer]> =>
    new Promise((resolve, reject) => {
      const onward = request(
        new URL(asked.url ?? '/', endpoint),
        { method: asked.method, headers: { ...asked.headers, connection: 'close' } },
        (answer) => {
          bodyOf(answer).then((bytes) => resolve([answer, bytes]), reject);
        },
      );
      onward.on('error', reject);
      onward.end(body);
    });
  const pass = async (asked: IncomingMessage, body: Buffer, to: ServerResponse): Promise<void> => {
    const [answer, bytes] = await forward(asked, body);
    to.writeHead(answer.statusCode ?? 500, answer.headers);
    to.end(bytes);
  };
  const serve = async (asked: IncomingMessage, to: ServerResponse): Promise<void> => {
    const body = await bodyOf(asked);
    const fault = faultOf(String(asked.headers['x-amz-target']));
    counts[fault ?? 'passed'] += 1;
    switch (fault) {
      case undefined:
        return pass(asked, body, to);
      case 'dropBefore':
        asked.socket.destroy();
        return;
      case 'dropAfter':
        await forward(asked, body);
        asked.socket.destroy();
        return;
      case 'twice':
        await forward(asked, body);
        return pass(asked, body, to);
      default: {
        const [status, said] = answers[fault];
        to.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
        to.end(JSON.stringify(said));
      }
    }
  };
  const server = createServer((asked, to) => {
    serve(asked, to).catch(() => asked.socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    counts,
    calm: (on: boolean): void => {
      isCalm = on;
    },
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** What a client says when it has tried often enough. */
const GIVEN_UP: ReadonlySet<string> = new Set([
  'TimeoutError',
  'ProvisionedThroughputExceededException',
  'TransactionCanceledException',
  'InternalServerError',
]);
export const hasGivenUp = (errorName: string): boolean => GIVEN_UP.has(errorName);
