type Runtime = { readonly awslambda?: { readonly InvokeStore?: object } };

/**
 * Stands in bundles for `@aws/lambda-invoke-store`, of which the SDK asks one thing: the trace of the invocation under way, which it
 * reads from the environment where there is no store. The runtime's own is given where it made one; the real one would make another,
 * empty: 2 KB in each function.
 */
export const InvokeStore = {
  getInstanceAsync: async (): Promise<object | undefined> => (globalThis as Runtime).awslambda?.InvokeStore,
};
