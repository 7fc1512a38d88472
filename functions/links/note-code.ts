import type { Result } from '../../shared/result/result.ts';
import type { WebContext } from '../web/http.ts';

/** One line for each code that another device tried, right or not (ASVS 16.3.1): neither the code nor whose it was. */
export const noteCode = <R extends string>(c: WebContext, tried: Result<unknown, R>): void =>
  c
    .get('world')
    .log({ event: 'code-tried', id: c.get('requestId'), outcome: tried.ok ? 'right' : tried.refusal });
