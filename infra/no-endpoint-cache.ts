/**
 * Stands in bundles for `@aws-sdk/endpoint-cache`, which DynamoDB's client makes at its birth and asks only when endpoint
 * discovery is on: it is off unless AWS_ENDPOINT_DISCOVERY_ENABLED or a profile says so, and ours never do. The real one
 * brings a library of linked structures: 8 KB in each function. Asked all the same, it says so.
 */
export class EndpointCache {
  get(): never {
    throw new Error('endpoint discovery is left out of the bundles (infra/bundling.ts)');
  }
}
