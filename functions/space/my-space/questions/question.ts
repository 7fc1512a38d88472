import type { Child } from 'hono/jsx';
import type * as z from 'zod';
import type { Town } from '../../../../shared/town/settings.ts';
import type { OwnProfile } from '../../../../shared/volunteers/profile/profile.ts';
import type { Volunteer } from '../../../../shared/volunteers/volunteer.ts';
import type { FormState } from '../../../web/form.ts';

/** One screen, one question: what it asks, what it shows already, and what it changes. */
export type Question<S extends z.ZodObject = z.ZodObject> = {
  readonly path: string;
  readonly title: string;
  readonly why?: string;
  readonly schema: S;
  readonly now: (me: Volunteer, town: Town) => string;
  readonly known: (me: Volunteer) => FormState;
  readonly fields: (props: { form: FormState; me: Volunteer; town: Town }) => Child;
  readonly change: (read: z.output<S>, me: Volunteer, town: Town) => Partial<OwnProfile>;
};
export const question = <S extends z.ZodObject>(one: Question<S>): Question<S> => one;
