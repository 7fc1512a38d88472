/** What is expected to go wrong is a value; what is not is thrown. */
export type Ok<T> = { readonly ok: true; readonly value: T };
export type Refused<E> = { readonly ok: false; readonly refusal: E };
export type Result<T, E> = Ok<T> | Refused<E>;

export const ok = <T>(value: T): Ok<T> => ({ ok: true, value });
export const refused = <E>(refusal: E): Refused<E> => ({ ok: false, refusal });

/** For the `default` of a switch on a closed union: the compiler refuses a case nobody thought of. */
export const impossible = (value: never): never => {
  throw new Error(`a case nobody thought of: ${JSON.stringify(value)}`);
};
