import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What is deployed: the local run and its demonstration are on no server. */
const sources = ['functions', 'shared'].flatMap((top) =>
  readdirSync(top, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(top, file))
    .filter((file) => !file.startsWith('functions/local/')),
);
const withoutComments = (text: string): string =>
  text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/^\s*\/\/.*$/gm, '');
const code = new Map(sources.map((file) => [file, withoutComments(readFileSync(file, 'utf8'))]));
/** The files whose code matches, each once; `shared/a.ts: createHash` where the pattern has a group. */
const where = (pattern: RegExp): string[] =>
  [...code].flatMap(([file, text]) =>
    [...new Set([...text.matchAll(pattern)].map(([, said]) => (said ? `${file}: ${said}` : file)))].sort(),
  );

describe('what runs on a server', () => {
  it('was read', () => {
    expect(code.size).toBeGreaterThan(900);
    expect(where(/from '(hono)'/g).length).toBeGreaterThan(10);
  });

  it('starts no program, runs no text as code, and parses no XML that could name a file', () => {
    expect(where(/child_process|\bexecSync\b|\bspawn\(/g)).toEqual([]);
    expect(where(/\beval\(|\bnew Function\(|node:vm|setTimeout\(\s*['"`]/g)).toEqual([]);
    expect(where(/xml2js|fast-xml|DOMParser|libxml|<!ENTITY/gi)).toEqual([]);
    expect(where(/\bnode:(?:fs|net|tls|dgram|http|https|worker_threads|cluster)\b/g)).toEqual([]);
  });

  it('writes pages by one way that escapes, in the browser as well', () => {
    expect(where(/innerHTML|outerHTML|insertAdjacentHTML|document\.write|dangerouslySetInnerHTML/g)).toEqual(
      [],
    );
    expect(
      where(/hono\/html|\braw\(/g).filter((file) => file !== 'functions/desk/session/person.ts'),
    ).toEqual([]);
    expect(
      where(/postMessage|addEventListener\('message'|new WebSocket|EventSource|RTCPeer|graphql/gi),
    ).toEqual([]);
  });

  it('asks the table with bound values: no expression is made of what somebody typed', () => {
    const made = [...code].flatMap(([file, text]) =>
      [...text.matchAll(/\w*Expression(?:s)?\b[^\n]*`[^`\n]*\$\{[^`\n]*`/g)].map(
        ([line]) => `${file}: ${line}`,
      ),
    );
    // Counters: their placeholders are numbered, the names themselves are bound.
    expect(made).toHaveLength(1);
    expect(made[0]).toMatch(
      /^shared\/table\/conditions\.ts: UpdateExpression: `ADD .* `#n\$\{i\} :n\$\{i\}`/,
    );
    expect(where(/PartiQL|ExecuteStatement/g)).toEqual([]);
  });

  it('leaves the town by known doors alone', () => {
    expect(where(/(?<![.\w])(fetch)\(/g)).toEqual([
      'functions/outward.ts: fetch',
      'functions/secrets.ts: fetch',
      'functions/space/calls/keep.ts: fetch',
      'shared/town/communes.geo-api.ts: fetch',
    ]);
    const hosts = where(/https?:\/\/([a-z0-9.-]+\.[a-z]{2,})\//g).map((line) => line.split(': ')[1]);
    expect([...new Set(hosts)].sort()).toEqual(HOSTS);
  });

  it('uses the platform’s cryptography, these parts of it, in these places', () => {
    expect(
      where(/(?:from|import\() ?'(?:node:)?(crypto)'/g)
        .map((line) => line.split(':')[0])
        .sort(),
    ).toEqual(Object.keys(CRYPTOGRAPHY));
    for (const [file, parts] of Object.entries(CRYPTOGRAPHY)) {
      const [, imported = ''] = /import \{ ([^}]+) \} from 'node:crypto'/.exec(code.get(file) ?? '') ?? [];
      expect(imported.split(', ').sort(), file).toEqual([...parts].sort());
    }
    const algorithms = [...code.values()].flatMap((text) =>
      [...text.matchAll(/create(?:Hash|Hmac|Cipheriv|Decipheriv)\('([^']+)'/g)].map(([, name]) => name),
    );
    expect([...new Set(algorithms)].sort()).toEqual(['aes-256-gcm', 'sha256']);
    expect(where(/['"`-](?:md5|sha1|ecb|cbc|rc4|pkcs1)['"`-]/gi)).toEqual([]);
    expect(where(/Math\.random|pseudoRandomBytes/g)).toEqual([]);
  });

  it('turns off no verification of a certificate, and speaks in clear to this machine alone', () => {
    expect(where(/rejectUnauthorized|NODE_TLS|checkServerIdentity|ca: /g)).toEqual([]);
    expect(where(/(allowInsecureRequests)/g)).toEqual([
      'functions/desk/session/identity.ts: allowInsecureRequests',
    ]);
    expect(where(/['"`](http:\/\/[^'"`$)]*)/g)).toEqual(IN_CLEAR);
  });

  it('notes each code that another device tried', () => {
    const trying = where(/await try(?:Device|Batch|Round)Code\(/g);
    expect(trying).toHaveLength(3);
    expect(where(/noteCode\(c, tried\)/g)).toEqual(trying);
  });

  it('keeps in a browser what a caller typed without a network, and nothing else', () => {
    expect(where(/localStorage|sessionStorage|indexedDB|\bcaches\.|serviceWorker|document\.cookie/g)).toEqual(
      ['functions/space/calls/keep.ts'],
    );
  });
});

/** Asked by the code, with nothing of anybody but an address typed to be found; OpenStreetMap is only linked to. */
const HOSTS = ['data.geopf.fr', 'geo.api.gouv.fr', 'public-api.meteofrance.fr', 'www.openstreetmap.org'];
/** Lambda’s own vault extension, beside the function; and the test of an issuer on this very machine. */
const IN_CLEAR = [
  'functions/secrets.ts: http://localhost:2773/secretsmanager/get?secretId=',
  'functions/desk/session/identity.ts: http://',
];
const CRYPTOGRAPHY: Readonly<Record<string, readonly string[]>> = {
  'functions/compose.ts': ['randomBytes', 'randomInt'],
  'functions/gate/index.ts': ['createHash', 'timingSafeEqual'],
  'shared/engagement/recognition/attestation/attestation.ts': ['scryptSync'],
  'shared/ids/digest.ts': ['createHash', 'createHmac', 'timingSafeEqual'],
  'shared/ids/seal.ts': ['createCipheriv', 'createDecipheriv', 'createHash'],
  'shared/links/device-code.ts': ['scryptSync'],
};

describe('what is installed', () => {
  type Locked = { readonly resolved?: string; readonly integrity?: string; readonly inBundle?: boolean };
  const lock: { readonly packages: Readonly<Record<string, Locked>> } = JSON.parse(
    readFileSync('package-lock.json', 'utf8'),
  );
  const packages = Object.entries(lock.packages).filter(([path, { inBundle }]) => path !== '' && !inBundle);

  it('is named whole in the lock file, each from one registry with its hash', () => {
    expect(packages.length).toBeGreaterThan(150);
    const strange = packages.filter(
      ([, { resolved, integrity }]) =>
        (resolved !== undefined && !resolved.startsWith('https://registry.npmjs.org/')) ||
        !integrity?.startsWith('sha512-'),
    );
    expect(strange.map(([path]) => path)).toEqual([]);
  });

  it('is exact: no range of versions stands in package.json', () => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync('package.json', 'utf8'),
    );
    for (const [name, version] of Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    }))
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  });
});
