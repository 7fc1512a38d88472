import type * as z from 'zod';
import { type ChangeRefusal, changeEntry, type EntryAct } from '../../../../shared/register/change-entry.ts';
import type { EntryRefusal } from '../../../../shared/register/decide-entry.ts';
import type { RegisterEntry } from '../../../../shared/register/entry.ts';
import type { Result } from '../../../../shared/result/result.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { seeOther } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { entryAsked, isOpened } from '../readers/reader.tsx';
import { ENTRY_SENTENCES } from '../words.ts';
import { showEntry } from './show-entry.tsx';

type Outcome = Result<unknown, { readonly reason: ChangeRefusal | 'no-such-senior' | 'tied-elsewhere' }>;

/** Back to the entry, or the entry with what is wrong; shown whole only to whoever has opened it. */
export const answer = async (
  c: DeskContext,
  entry: RegisterEntry,
  done: Outcome,
  typed: FormState = freshForm(),
): Promise<Response> => {
  if (done.ok || !(await isOpened(c, entry.id))) return seeOther(c, `/registre/${entry.id}`);
  const { field, sentence } = ENTRY_SENTENCES[done.refusal.reason];
  return showEntry(c, entry, withProblem(typed, field, sentence), 422);
};

export type Decide = (entry: RegisterEntry) => Result<RegisterEntry, { readonly reason: EntryRefusal }>;

/** An act whose form is read by this schema, and decided so. */
export const acting =
  <S extends z.ZodObject>(act: EntryAct, schema: S, decide: (c: DeskContext, form: z.output<S>) => Decide) =>
  async (c: DeskContext): Promise<Response> => {
    const { value: entry } = await entryAsked(c, 'register.change');
    const read = await readForm(c, schema);
    if (!read.ok)
      return (await isOpened(c, entry.id))
        ? showEntry(c, entry, read.refusal, 422)
        : seeOther(c, `/registre/${entry.id}`);
    const done = await changeEntry(c.var.world, entry.id, act, decide(c, read.value), actorOf(c), c.var.now);
    return answer(c, entry, done, { problems: [], typed: read.typed });
  };
