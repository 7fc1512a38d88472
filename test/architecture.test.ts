import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Outside knows inside; inside knows nobody. Read from the files' own imports, so that nothing has to be kept up by hand
 * but the two orders below.
 */

/** Foundations: each may use the ones before it. */
const FOUNDATIONS = ['result', 'remote', 'french', 'time', 'phone', 'ids', 'geo', 'table', 'audit', 'decide'];
/** Concepts (records, states, pure decisions): each slice may use the concepts of those before it. */
const CONCEPTS = [
  ...FOUNDATIONS,
  'consents',
  'town',
  'staff',
  'access',
  'seniors',
  'register',
  'vigilance',
  'flags',
  'tasks',
  'concerns',
  'services',
  'volunteers',
  'missions',
  'offers',
  'links',
  'visits',
  'messages',
  'matching',
  'plans',
  'heat',
  'friendly',
  'rounds',
  'outbox',
  'letters',
  'situations',
  'imports',
  'library',
  'engagement',
];
/** Acts (use cases over the table): each may use any concept, and the acts of those before it. */
const ACTS = [
  'access',
  'staff',
  'town',
  'matching',
  'geo',
  'tasks',
  'messages',
  'links',
  'heat',
  'outbox',
  'concerns',
  'seniors',
  'register',
  'vigilance',
  'flags',
  'offers',
  'missions',
  'services',
  'plans',
  'library',
  'rounds',
  'visits',
  'volunteers',
  'consents',
  'situations',
  'friendly',
  'letters',
  'imports',
  'engagement',
];

const walk = (folder: string): string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return walk(path);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [path] : [];
  });

type Source = {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly string[];
  /** Without `import type`: what is loaded when this file is. */
  readonly loads: readonly string[];
};
const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|^import\s+'([^']+)'/gm;
const load = (folder: string): Source[] =>
  walk(folder).map((path) => {
    const text = readFileSync(path, 'utf8');
    const namesIn = (code: string) =>
      [...code.matchAll(IMPORT)]
        .map(([, a, b, c]) => a ?? b ?? c ?? '')
        .map((name) => (name.startsWith('.') ? normalize(join(dirname(path), name)) : name));
    const values = text.replace(/(?:^|\n)\s*(?:import|export) type\s[^'"]*?from\s+'[^']+';?/g, '\n');
    return { path, text, imports: namesIn(text), loads: namesIn(values) };
  });

const shared = load('shared');
const functions = load('functions');
const infra = load('infra');
const all = [...shared, ...functions, ...infra];

/** Names that both sides must spell alike: tables, indexes, a header. */
const INFRA_MAY_NAME =
  /^(shared\/table\/definition|shared\/town\/settings|functions\/gate\/header|functions\/links\/paths)\.ts$/;

/** The local identity provider hands over its own sign-out form, with nothing of a visitor in it. */
const LOCAL_SIGN_OUT = 'functions/local/identity/provider.tsx';

const sliceOf = (path: string): string => path.split('/')[1] ?? '';
/** Speaks to the world outside: named for what it adapts to. */
const isAdapter = (path: string): boolean =>
  /\.(dynamo|offline|geoplateforme|geo-api|meteo-france|osrm|sru)\.ts$/.test(path);
/** Rows of the permission table: each slice's own, gathered above all slices by `access/table.ts`. */
const isPermissions = (path: string): boolean =>
  /\/access\.ts$/.test(path) || path === 'shared/access/table.ts';
/** Uses the table or the shape of every use case, itself or through what it imports. */
const acts = new Set<string>();
for (let before = -1; before !== acts.size; ) {
  before = acts.size;
  for (const { path, text, imports } of shared) {
    if (FOUNDATIONS.includes(sliceOf(path)) || isAdapter(path)) continue;
    const touches =
      /from '[./]*\/decide\/decide\.ts'/.test(text) ||
      /\bTable\b[^;]*from '[./]*\/table\/table\.ts'/.test(text);
    if (touches || imports.some((name) => acts.has(name))) acts.add(path);
  }
}
const isAct = ({ path }: Source): boolean => acts.has(path);
const found = (sources: readonly Source[], offence: (source: Source) => readonly string[]): string[] =>
  sources.flatMap((source) => offence(source).map((what) => `${source.path}: ${what}`));

describe('the house', () => {
  it('reads imports at all', () => {
    expect(shared.length).toBeGreaterThan(80);
    expect(shared.flatMap((source) => source.imports).length).toBeGreaterThan(300);
    expect(shared.filter(isAct).length).toBeGreaterThan(20);
  });

  it('keeps the inside from knowing the outside', () => {
    const outward = found(shared, ({ imports }) =>
      imports.filter((name) => /^(functions|infra|test)\//.test(name)),
    );
    const upward = found(functions, ({ imports }) => imports.filter((name) => /^(infra|test)\//.test(name)));
    const fromInfra = found(infra, ({ imports }) =>
      imports.filter((name) => /^(functions|shared|test)\//.test(name) && !INFRA_MAY_NAME.test(name)),
    );
    expect([...outward, ...upward, ...fromInfra]).toEqual([]);
  });

  it('keeps shared files pure but for adapters: no SDK, web framework, environment, clock, dice or console', () => {
    const packages = /^(@aws-|hono|openid-client|jose|oidc-provider|@faker-js|leaflet|playwright)/;
    const computing = /^node:(crypto|buffer)$/;
    const world: readonly [RegExp, string][] = [
      [/\bDate\.now\(/, 'Date.now'],
      [/\bnew Date\(\)/, 'new Date()'],
      [/\bMath\.random\(/, 'Math.random'],
      [/\bconsole\./, 'console'],
      [/\bprocess\./, 'process'],
      [/\bsetTimeout\(|\bsetInterval\(/, 'a timer'],
      [/(?<![.\w])fetch\(/, 'fetch'],
    ];
    const offences = found(
      shared.filter((source) => !isAdapter(source.path)),
      ({ imports, text }) => {
        const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
        return [
          ...imports.filter(
            (name) => packages.test(name) || (name.startsWith('node:') && !computing.test(name)),
          ),
          ...world.flatMap(([pattern, what]) => (pattern.test(code) ? [what] : [])),
        ];
      },
    );
    expect(offences).toEqual([]);
  });

  it('lets only adapters import adapters’ packages, and nobody inside import an adapter', () => {
    const offences = found(shared, ({ imports }) => imports.filter((name) => isAdapter(name)));
    expect(offences).toEqual([]);
  });

  it('orders concepts: each slice uses only concepts before it', () => {
    const offences = found(
      shared.filter((source) => !isAct(source) && !isAdapter(source.path) && !isPermissions(source.path)),
      ({ path, imports }) => {
        const mine = CONCEPTS.indexOf(sliceOf(path));
        if (mine < 0) return [`slice ${sliceOf(path)} is in no order`];
        return imports.filter((name) => name.startsWith('shared/') && CONCEPTS.indexOf(sliceOf(name)) > mine);
      },
    );
    expect(offences).toEqual([]);
  });

  it('orders acts: each slice uses only the acts of slices before it', () => {
    const offences = found(
      shared.filter((source) => isAct(source) && !isPermissions(source.path)),
      ({ path, imports }) => {
        const mine = ACTS.indexOf(sliceOf(path));
        if (mine < 0) return [`slice ${sliceOf(path)} has acts and is in no order`];
        return imports.filter((name) => acts.has(name) && ACTS.indexOf(sliceOf(name)) > mine);
      },
    );
    expect(offences).toEqual([]);
  });

  it('has no two files that load each other in a circle', () => {
    const byPath = new Map(all.map((source) => [source.path, source]));
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        circles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
        return;
      }
      state.set(path, 'open');
      for (const name of byPath.get(path)?.loads ?? []) if (byPath.has(name)) visit(name, [...trail, path]);
      state.set(path, 'done');
    };
    for (const source of all) visit(source.path, []);
    expect(circles).toEqual([]);
  });

  it('creates clients, clock and dice in one place a process', () => {
    // The script of the calls runs on the caller's telephone: how long ago a call was made is told by its own clock.
    const own = /^functions\/(compose\.ts|outbox\/sns\.ts|space\/calls\/keep\.ts|local\/)/;
    const offences = found(
      functions.filter(({ path }) => !own.test(path)),
      ({ text }) =>
        [/new (DynamoDB|SNS)Client\(/, /\bDate\.now\(/, /\bnew Date\(\)/, /\bMath\.random\(/].flatMap(
          (pattern) => (pattern.test(text) ? [String(pattern)] : []),
        ),
    );
    expect(offences).toEqual([]);
  });

  it('keeps the local run’s packages out of what is deployed', () => {
    const local =
      /^(@faker-js\/|oidc-provider|@hono\/node-server|@etalab\/|@aws-sdk\/client-dynamodb-streams)/;
    const offences = found(
      all.filter(({ path }) => !path.startsWith('functions/local/')),
      ({ imports }) => imports.filter((name) => local.test(name)),
    );
    expect(offences).toEqual([]);
  });

  it('escapes every page: no raw HTML', () => {
    const offences = found(
      functions.filter(({ path }) => path !== LOCAL_SIGN_OUT),
      ({ text }) =>
        /import\s*{[^}]*\braw\b[^}]*}\s*from 'hono\/html'|dangerouslySetInnerHTML/.test(text)
          ? ['unescaped HTML']
          : [],
    );
    expect(offences).toEqual([]);
  });

  it('has no file over 400 lines', () => {
    expect(
      found(all, ({ text }) => (text.split('\n').length > 400 ? [`${text.split('\n').length} lines`] : [])),
    ).toEqual([]);
  });
});
