import { fc, test } from '@fast-check/vitest';
import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import {
  choice,
  choices,
  day,
  decimal,
  integer,
  readForm,
  text,
  textIfAny,
  ticked,
  time,
} from '../../../functions/web/form.ts';
import { phone } from '../../../functions/web/phone-field.ts';

/** What a form with these fields gives, through a real request. */
const read = async <S extends z.ZodObject>(schema: S, fields: readonly (readonly [string, string])[]) => {
  let found: Awaited<ReturnType<typeof readForm<S>>> | undefined;
  const app = new Hono();
  app.post('/', async (c) => {
    found = await readForm(c, schema);
    return c.body(null, 204);
  });
  const body = new URLSearchParams(fields.map(([name, value]): [string, string] => [name, value]));
  await app.request('/', { method: 'POST', body });
  if (!found) throw new Error('the form was not read');
  return found;
};

const schema = z.object({
  name: text(20, 'Écrivez le nom.'),
  note: textIfAny(30),
  phone: phone('Écrivez un numéro.').optional(),
  days: choices(['lundi', 'mardi']),
  urgency: choice(['P1', 'P2'], 'Choisissez.').default('P2'),
  seen: ticked(),
});

describe('a form', () => {
  it('leaves out what no hand types and no page can show: nothing turns the next words around', async () => {
    const form = await read(schema, [
      ['name', '\u202eMartin\u0000 \u2066😀\u0007'],
      ['note', 'un\r\ndeux\ttrois\u001b'],
    ]);
    expect(form.ok && [form.value.name, form.value.note]).toEqual(['Martin 😀', 'un\ndeux\ttrois']);
  });

  it('gives what was typed, clean: spaces around gone, empty fields absent, boxes as yes or no', async () => {
    const form = await read(schema, [
      ['name', '  Martin '],
      ['note', ''],
      ['phone', '06.39.98.00.01'],
      ['days', 'lundi'],
      ['days', 'mardi'],
      ['seen', 'yes'],
    ]);
    expect(form.ok && form.value).toEqual({
      name: 'Martin',
      note: '',
      phone: '+33639980001',
      days: ['lundi', 'mardi'],
      urgency: 'P2',
      seen: true,
    });
  });

  it('keeps one answer a list where a list is asked, and a list empty where nothing is ticked', async () => {
    const one = await read(schema, [
      ['name', 'M'],
      ['days', 'mardi'],
    ]);
    expect(one.ok && one.value.days).toEqual(['mardi']);
    const none = await read(schema, [['name', 'M']]);
    expect(none.ok && none.value.days).toEqual([]);
  });

  it('says one thing to do per field, and gives everything back', async () => {
    const form = await read(schema, [
      ['phone', '12'],
      ['note', 'n'.repeat(31)],
      ['days', 'jeudi'],
    ]);
    expect(form.ok).toBe(false);
    if (form.ok) return;
    expect(form.refusal.problems).toEqual([
      { field: 'name', sentence: 'Écrivez le nom.' },
      { field: 'note', sentence: 'Raccourcissez ce texte : 30 caractères au plus.' },
      { field: 'phone', sentence: expect.stringContaining('ne peut pas sonner') },
      { field: 'days', sentence: 'Cette réponse ne convient pas. Vérifiez-la.' },
    ]);
    expect(form.refusal.typed).toMatchObject({ phone: ['12'], days: ['jeudi'] });
  });

  it('is not fooled by names that objects have', async () => {
    const form = await read(schema, [
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['name', 'M'],
    ]);
    expect(form.ok && form.value).not.toHaveProperty('x');
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test.prop([fc.array(fc.tuple(fc.string(), fc.string()), { maxLength: 30 })], { seed: 4151, numRuns: 300 })(
    'never breaks, whatever is sent',
    async (fields) => {
      const form = await read(schema, fields);
      expect(typeof form.ok).toBe('boolean');
    },
  );
});

describe('what people type', () => {
  const asked = z.object({ value: z.unknown() });
  const one = async (field: z.ZodType, typed: string) => {
    const form = await read(asked.extend({ value: field }), [['value', typed]]);
    return form.ok ? form.value.value : 'refused';
  };
  it.each([
    ['1940-12-31', '1940-12-31'],
    ['31/12/1940', '1940-12-31'],
    ['1.2.1940', '1940-02-01'],
    ['29 02 2024', '2024-02-29'],
    ['29/02/2023', 'refused'],
    ['31/12/40', 'refused'],
    ['hier', 'refused'],
  ])('the day %s is %s', async (typed, expected) => {
    expect(await one(day('Écrivez le jour.'), typed)).toBe(expected);
  });
  it.each([
    ['14:30', '14:30'],
    ['9h', '09:00'],
    ['9 h 05', '09:05'],
    ['24:00', 'refused'],
    ['midi', 'refused'],
  ])('the hour %s is %s', async (typed, expected) => {
    expect(await one(time('Écrivez l’heure.'), typed)).toBe(expected);
  });
  it.each([
    ['3', 3],
    ['0', 'refused'],
    ['11', 'refused'],
    ['3,5', 'refused'],
    ['1e1', 'refused'],
  ])('the number %s is %s', async (typed, expected) => {
    expect(await one(integer(1, 10, 'Entre 1 et 10.'), typed)).toBe(expected);
  });
  it.each([
    ['0,065', 0.065],
    ['0.065', 0.065],
    ['-1', 'refused'],
    ['1,2,3', 'refused'],
  ])('the amount %s is %s', async (typed, expected) => {
    expect(await one(decimal(0, 10, 'En euros.'), typed)).toBe(expected);
  });
});
