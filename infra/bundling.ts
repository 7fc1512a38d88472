import { fileURLToPath } from 'node:url';

/**
 * Other ways to find credentials than the role of the function: a laptop's profile, single sign-on, an instance's
 * metadata. The SDK loads them only when the environment has no credentials, which never happens in Lambda.
 * Left out they take 130 KB and a quarter of the import time away (531 -> 399 KB, `receipts`, November 2026).
 */
export const LEFT_OUT = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-login',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
  // Streams of events inside one answer: the SDK loads them for services that have such answers; ours have none.
  '@smithy/core/event-streams',
] as const;

/** What is replaced, and by what. */
export const REPLACED = {
  '@aws-sdk/endpoint-cache': fileURLToPath(new URL('./no-endpoint-cache.ts', import.meta.url)),
  '@aws/lambda-invoke-store': fileURLToPath(new URL('./no-invoke-store.ts', import.meta.url)),
};

/** How each function is made into one file; the bundles' bench measures with the same. In esbuild's words. */
export const BUNDLE = {
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // French keeps its accents: two bytes each instead of six.
  charset: 'utf8',
  alias: REPLACED,
  // The rest of the SDK is inside: the runtime's is another version on another day, and imports three times slower.
  external: [...LEFT_OUT],
  // Some dependencies are still CommonJS and look for `require`.
  banner: "import{createRequire as __cr}from'node:module';const require=__cr(import.meta.url);",
} as const;
