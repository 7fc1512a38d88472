import type * as z from 'zod';

const frozen = (value: unknown): void => {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(frozen);
  Object.freeze(value);
};

/**
 * Records of the memory double are frozen and never change: each version written is parsed at its first read, and that
 * answer is given again at the others. What it gives is frozen too, so that nobody could tell. For long simulations only.
 */
export const parsedOnce = (kinds: readonly { readonly schema: z.ZodType }[]): void => {
  for (const { schema } of kinds) {
    const parse = schema.safeParse.bind(schema);
    const known = new WeakMap<object, ReturnType<typeof parse>>();
    schema.safeParse = (data, context) => {
      if (typeof data !== 'object' || data === null || !Object.isFrozen(data)) return parse(data, context);
      const before = known.get(data);
      if (before) return before;
      const parsed = parse(data, context);
      if (parsed.success) frozen(parsed.data);
      known.set(data, parsed);
      return parsed;
    };
  }
};
