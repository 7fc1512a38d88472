import { readFileSync } from 'node:fs';
import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildTown } from '../../infra/town.ts';

// biome-ignore lint/suspicious/noExplicitAny: a synthesized template is JSON of a hundred shapes; typing it would test the types.
export type Json = any;
type Properties = Record<string, Json>;
export type Resource = { id: string; Type: string; Properties: Properties; DeletionPolicy?: string };

const shared = JSON.parse(readFileSync(new URL('../../cdk.json', import.meta.url), 'utf8')).context;

const appFor = (changes: Record<string, unknown>): App =>
  new App({
    context: {
      ...shared,
      prevenance: { ...shared.prevenance, ...changes },
      'aws:cdk:bundling-stacks': [],
    },
  });

/** Synthesizes under the security rules of AWS: throws with every finding that is neither mended nor acknowledged. */
export const synthesizeUnderSecurityRules = (build: (app: App) => unknown): void => {
  const app = appFor({});
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  build(app);
  app.synth();
};

/** The town of cdk.json, with some settings changed; code is not bundled, which the promises do not depend on. */
export const synthesizeTown = (changes: Record<string, unknown> = {}) => {
  const app = appFor(changes);
  const { edge, town } = buildTown(app);
  const resources = (stack: typeof edge | typeof town): Resource[] =>
    Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, Omit<Resource, 'id'>>).map(
      ([id, resource]) => ({ id, ...resource, Properties: resource.Properties ?? {} }),
    );
  return { app, edge: resources(edge), town: resources(town) };
};

export type SynthesizedTown = ReturnType<typeof synthesizeTown>;

export const ofType = (resources: readonly Resource[], ...types: string[]): Resource[] =>
  resources.filter((resource) => types.includes(resource.Type));

/** The one resource of this type; two or none is a failure. */
export const only = (resources: readonly Resource[], type: string): Resource => {
  const [first, ...others] = ofType(resources, type);
  if (!first || others.length > 0) throw new Error(`expected exactly one ${type}`);
  return first;
};

export const functionNames = ['desk', 'links', 'space', 'outbox', 'agenda', 'receipts'];

/** The logical id behind `{ Ref }` or `{ 'Fn::GetAtt': [id, …] }`. */
export const target = (reference: Json): string => reference?.Ref ?? reference?.['Fn::GetAtt']?.[0];

export type Statement = { Effect: string; Action: string[]; Resource: unknown[] };

/** Everything that the role of a function may do, under the function's name in the stack ("desk", "outbox"…). */
export const permissionsOf = (town: readonly Resource[], name: string): Statement[] => {
  const role = ofType(town, 'AWS::IAM::Role').find(({ id }) => id.startsWith(`${name}Role`));
  if (!role) throw new Error(`no role for ${name}`);
  return statements(
    ofType(town, 'AWS::IAM::Policy').filter((policy) =>
      policy.Properties.Roles.some((attached: unknown) => target(attached) === role.id),
    ),
  );
};

export const statements = (policies: readonly Resource[]): Statement[] =>
  policies.flatMap((policy) =>
    policy.Properties.PolicyDocument.Statement.map((s: Json) => ({
      Effect: s.Effect,
      Action: [s.Action].flat(),
      Resource: [s.Resource].flat(),
    })),
  );
