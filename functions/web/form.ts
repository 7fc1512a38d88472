import * as z from 'zod';
import { ok, type Result, refused } from '../../shared/result/result.ts';
import {
  type CivilDay,
  type CivilTime,
  civilDay,
  civilTimeSchema,
  isCivilDay,
} from '../../shared/time/civil.ts';
import { CSRF_FIELD, formOf } from './guard/csrf.ts';

/** What a person must do about one field, in a sentence. `field` empty = about the form as a whole. */
export type Problem = { readonly field: string; readonly sentence: string };
export type Typed = Readonly<Record<string, readonly string[]>>;
/** What a form shows: what was typed, and what is wrong with it. */
export type FormState = { readonly problems: readonly Problem[]; readonly typed: Typed };

/** A form shown for the first time, with what is already known in its fields. */
export const freshForm = (
  known: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>> = {},
): FormState => ({
  problems: [],
  typed: Object.fromEntries(
    Object.entries(known).flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return [[name, Array.isArray(value) ? value.map(String) : [value === true ? 'yes' : String(value)]]];
    }),
  ),
});
/** The same form with what a use case refused; for refusals that only the server can know. */
export const withProblem = (form: FormState, field: string, sentence: string): FormState => ({
  ...form,
  problems: [...form.problems, { field, sentence }],
});

export const typedIn = (form: FormState, name: string): string => form.typed[name]?.[0] ?? '';
export const allTypedIn = (form: FormState, name: string): readonly string[] => form.typed[name] ?? [];
export const problemOf = (form: FormState, name: string): string | undefined =>
  form.problems.find((problem) => problem.field === name)?.sentence;

/** An event's thousand presences, and what is around them: more would be dropped without a word. */
export const MAX_FIELDS = 1_100;
const MAX_TYPED = 20_000;

/** What no hand means to type: control characters, and marks that turn the words after them around on every page. */
const UNSEEN = /[^\P{Cc}\n\t]|[\u202A-\u202E\u2066-\u2069]/gu;

const typedOf = (data: FormData): Typed => {
  const typed = new Map<string, string[]>();
  for (const [name, value] of [...data].slice(0, MAX_FIELDS)) {
    if (name === CSRF_FIELD || typeof value !== 'string') continue;
    const line = value.replaceAll('\r\n', '\n').replace(UNSEEN, '').slice(0, MAX_TYPED);
    typed.set(name, [...(typed.get(name) ?? []), line]);
  }
  return Object.fromEntries(typed);
};

/** Lists stay lists, whatever wraps them. */
const isList = (field: unknown): boolean => {
  if (field instanceof z.ZodArray) return true;
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault || field instanceof z.ZodPrefault)
    return isList(field.unwrap());
  if (field instanceof z.ZodPipe) return isList(field.in);
  return false;
};

/**
 * Reads a form against its schema. A field left empty is absent for the schema, so `.optional()` and a required
 * sentence both work; what was typed always comes back, so that the page can be shown again.
 */
export const readForm = async <S extends z.ZodObject>(
  c: { readonly req: { readonly formData: () => Promise<FormData> } },
  schema: S,
): Promise<Result<z.output<S>, FormState> & { readonly typed: Typed }> => {
  const typed = typedOf(await formOf(c));
  const input: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(schema.shape)) {
    const values = (typed[name] ?? []).filter((value) => value.trim() !== '');
    if (isList(field)) input[name] = values;
    else if (values[0] !== undefined) input[name] = values[0];
  }
  const parsed = schema.safeParse(input, { error: () => 'Cette réponse ne convient pas. Vérifiez-la.' });
  if (parsed.success) return { ...ok(parsed.data), typed };
  const problems: Problem[] = [];
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? '');
    if (!problems.some((problem) => problem.field === field))
      problems.push({ field, sentence: issue.message });
  }
  return { ...refused({ problems, typed }), typed };
};

/** The same from an address: a page that writes nothing and can be gone back to. */
export const readQuery = <S extends z.ZodObject>(
  c: { readonly req: { readonly queries: () => Record<string, string[]> } },
  schema: S,
): ReturnType<typeof readForm<S>> => {
  const data = new FormData();
  for (const [name, values] of Object.entries(c.req.queries()))
    for (const value of values) data.append(name, value);
  return readForm({ req: { formData: () => Promise.resolve(data) } }, schema);
};

const tooLong = (max: number) => `Raccourcissez ce texte : ${max} caractères au plus.`;

/** A text that must be there; `sentence` says what to write. */
export const text = (max: number, sentence: string) =>
  z.string({ error: sentence }).trim().min(1, sentence).max(max, tooLong(max));
/** A text that may be left empty: comes out as ''. */
export const textIfAny = (max: number) => z.string().trim().max(max, tooLong(max)).default('');

/** `1940-12-31` as a date field sends it, or 31/12/1940 as people type it. */
export const day = (sentence: string) =>
  z
    .string({ error: sentence })
    .max(20, sentence)
    .transform((typed, check): CivilDay => {
      const french = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(typed.trim());
      const iso = french
        ? `${french[3]}-${String(french[2]).padStart(2, '0')}-${String(french[1]).padStart(2, '0')}`
        : typed.trim();
      if (isCivilDay(iso)) return civilDay(iso);
      check.addIssue({ code: 'custom', message: 'Cette date n’existe pas. Écrivez-la comme 31/12/1940.' });
      return z.NEVER;
    });

export const integer = (min: number, max: number, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .regex(/^-?\d{1,9}$/, sentence)
    .transform(Number)
    .refine((n) => n >= min && n <= max, sentence);

/** « 14:30 » as a time field sends it, « 14h30 » or « 14 h » as people type it. */
export const time = (sentence: string) =>
  z
    .string({ error: sentence })
    .max(10, sentence)
    .transform((typed, check): CivilTime => {
      const read = /^(\d{1,2})\s*[h:]\s*(\d{2})?$/i.exec(typed.trim());
      const parsed = civilTimeSchema.safeParse(`${(read?.[1] ?? '').padStart(2, '0')}:${read?.[2] ?? '00'}`);
      if (read && parsed.success) return parsed.data;
      check.addIssue({ code: 'custom', message: sentence });
      return z.NEVER;
    });

/** « 0,065 », with a comma or a point. */
export const decimal = (min: number, max: number, sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .regex(/^-?\d{1,9}([.,]\d{1,8})?$/, sentence)
    .transform((typed) => Number(typed.replace(',', '.')))
    .refine((n) => n >= min && n <= max, sentence);

export const choice = <const V extends readonly [string, ...string[]]>(values: V, sentence: string) =>
  z.enum(values, { error: sentence });
export const choices = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.array(z.enum(values)).max(values.length).default([]);
/** A single box: ticked or not. */
export const ticked = () =>
  z
    .string()
    .optional()
    .transform((value) => value === 'yes');
