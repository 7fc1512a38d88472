import * as z from 'zod';
import type { DraftSubject } from '../../../../shared/rounds/half-day/draft.ts';
import { type HalfDayRounds, readHalfDay } from '../../../../shared/rounds/half-day/read-rounds.ts';
import { HALF_NAMES, halfSchema } from '../../../../shared/rounds/round.ts';
import { civilDay, civilDaySchema, isCivilDay } from '../../../../shared/time/civil.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { choice, type FormState, day as readDay, text } from '../../../web/form.ts';
import { Stopped } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';

export const WHICH = 'Choisissez de nouveau la demi-journée.';
export const subjectForm = z.object({
  programme: text(40, WHICH),
  jour: readDay(WHICH),
  moitie: choice(HALF_NAMES, WHICH),
});

export const subjectOf = (
  town: Town,
  { programme, jour, moitie }: z.output<typeof subjectForm>,
): DraftSubject => ({
  town: town.id,
  programme,
  day: jour,
  half: moitie,
});

export const subjectAsked = (c: DeskContext): DraftSubject => {
  const [programme, day, half] = [
    c.req.query('programme') ?? '',
    c.req.query('jour') ?? '',
    c.req.query('moitie'),
  ];
  const read = halfSchema.safeParse(half);
  if (!read.success || !isCivilDay(day) || programme.length > 40) throw new Stopped(404, 'not-found');
  return { town: townOf(c).id, programme, day: civilDaySchema.parse(civilDay(day)), half: read.data };
};

export const opened = async (c: DeskContext, subject: DraftSubject): Promise<HalfDayRounds> => {
  const open = await readHalfDay(c.var.world, subject, c.var.now);
  if (!open) throw new Stopped(404, 'not-found');
  return open;
};

/** The same for a form that only changes the draft: no way is asked for. */
export const drafted = async (c: DeskContext, subject: DraftSubject): Promise<HalfDayRounds['draft']> => {
  const open = await readHalfDay({ table: c.var.world.table }, subject, c.var.now);
  if (!open) throw new Stopped(404, 'not-found');
  return open.draft;
};

/** The half-day of a form with other faults. */
export const subjectIn = (c: DeskContext, form: FormState): Promise<DraftSubject> => {
  const typed = (name: string) => form.typed[name]?.[0];
  const read = subjectForm.safeParse({
    programme: typed('programme'),
    jour: typed('jour'),
    moitie: typed('moitie'),
  });
  if (!read.success) throw new Stopped(400, 'not-found');
  return Promise.resolve(subjectOf(townOf(c), read.data));
};
