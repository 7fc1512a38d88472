import { vi } from 'vitest';
import type { Log } from '../../functions/compose.ts';

/** Personal data as somebody types it, in no record of the demonstration town and in no word of this code. */
export const TYPED = {
  name: 'Mélusine Tourterelle',
  words: 'Mélusine garde une clé sous le pot bleu',
  phone: '06 39 98 57 46',
  email: 'melusine@tourterelle.example',
  street: '7 rue du Canari-Vert',
} as const;
const FOUND_BY = [
  /m[ée]lusine/i,
  /m%C3%A9lusine/i,
  /tourterelle/i,
  /canari/i,
  /pot bleu/i,
  /6\D?39\D?98\D?57\D?46/,
];

/** What a person calls somebody or finds them by: the names of the fields that hold it, in any record. */
const PERSONAL =
  /^(firstName|lastName|usedName|name|phone|email|line|doorCode|practicalNotes|words|wishes|motivation|thanks|birthDate|label)$/;
/** Names of things, in records that are about nobody: programmes, halls, the house itself. */
const OF_NOBODY = new Set(['town', 'programme', 'campaign', 'session']);

/** Every personal value that stands in these records, of five letters or more. */
export const personalIn = (rows: readonly { readonly kind: string; readonly data: unknown }[]): string[] => {
  const found = new Set<string>();
  const look = (value: unknown, name: string): void => {
    if (typeof value === 'string' && PERSONAL.test(name) && value.length >= 5) found.add(value);
    if (Array.isArray(value)) for (const one of value) look(one, name);
    else if (typeof value === 'object' && value !== null)
      for (const [inside, one] of Object.entries(value)) look(one, inside);
  };
  for (const { kind, data } of rows) if (!OF_NOBODY.has(kind)) look(data, '');
  return [...found];
};

/** What the words of a log may be: ids, codes, counts, a class, a place in our code, a pattern of a path. Nothing that a person writes. */
const SHAPES = [
  /^[a-z][a-z0-9]*(?:[-.#:][a-z0-9]+)*$/,
  /^[a-z]{3}_[0-9A-Z]{26}$/,
  /^[0-9a-f]{64}$/,
  /^[2-9A-Z]{4}-[2-9A-Z]{4}$/,
  /^[A-Z][A-Za-z]*$/,
  /^[A-Z]+(?:-[A-Z]+)*$/,
  /^(?:functions|shared)\/[\w./-]+:\d+$/,
  /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|none)?$/,
  // A pattern: its words are the code's, its secrets are named (`:token`).
  /^\/(?:[a-z*.-][\w*.-]*|:\w+(?:\{\S+\})?)?(?:\/(?:[\w*.-]+|:\w+(?:\{\S+\})?))*$/,
  /^[A-Z-]+#[\w.-]+(?:#[\w.-]+)*$/,
];
export const isOfALog = (value: unknown): boolean =>
  typeof value !== 'string' || SHAPES.some((shape) => shape.test(value));

export const canariesTyped = (text: string): string[] =>
  FOUND_BY.flatMap((canary) => canary.exec(text)?.[0] ?? []);

/** Everything that a process says while this is open: its own log, the console, both outputs, what it throws. */
export const listen = () => {
  const lines: Parameters<Log>[0][] = [];
  const said: string[] = [];
  const write = (chunk: unknown): boolean => {
    said.push(String(chunk));
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(write),
    vi.spyOn(process.stderr, 'write').mockImplementation(write),
    ...(['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...words: unknown[]) => {
        said.push(words.map(String).join(' '));
      }),
    ),
  ];
  return {
    lines,
    log: (line: Parameters<Log>[0]): void => {
      lines.push(line);
    },
    /** What Lambda prints of a function that fails. */
    failing: async (act: () => Promise<unknown>): Promise<void> => {
      try {
        await act();
      } catch (error) {
        said.push(error instanceof Error ? `${error.name} ${error.message} ${error.stack}` : String(error));
      }
    },
    close: (): { readonly lines: typeof lines; readonly said: readonly string[] } => {
      for (const spy of spies) spy.mockRestore();
      return { lines, said };
    },
  };
};

/** The forms of a page, each with every field filled in as somebody would who types personal data everywhere. */
export const formsOf = (page: string): { readonly action: string; readonly body: URLSearchParams }[] =>
  [...page.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, head = '', inside = '']) => {
    const action = /action="([^"]*)"/.exec(head)?.[1]?.replaceAll('&amp;', '&');
    if (!action || !/method="post"/i.test(head)) return [];
    const body = new URLSearchParams();
    for (const [, tag = ''] of inside.matchAll(/<input([^>]*)>/g)) {
      const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
      const name = of('name');
      if (!name) continue;
      const type = of('type') ?? 'text';
      const value = of('value') ?? '';
      if (type === 'radio' || type === 'checkbox') {
        if (!body.has(name)) body.set(name, value || 'on');
      } else
        body.set(
          name,
          {
            hidden: value,
            tel: TYPED.phone,
            email: TYPED.email,
            date: value || '2026-11-30',
            number: value || '3',
            time: value || '14:30',
          }[type] ?? TYPED.name,
        );
    }
    for (const [, tag = ''] of inside.matchAll(/<textarea([^>]*)>/g))
      body.set(/name="([^"]*)"/.exec(tag)?.[1] ?? 'words', TYPED.words);
    for (const [, tag = '', options = ''] of inside.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
      const values = [...options.matchAll(/<option[^>]*value="([^"]*)"/g)].map(([, value = '']) => value);
      body.set(/name="([^"]*)"/.exec(tag)?.[1] ?? 'choice', values.find((value) => value !== '') ?? '');
    }
    return [{ action, body }];
  });
