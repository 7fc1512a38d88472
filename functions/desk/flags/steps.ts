import * as z from 'zod';
import type { AdvanceRefusal, FlagStep, TellRefusal } from '../../../shared/flags/advance-flag.ts';
import { type StaffId, seniorIdSchema } from '../../../shared/ids/ids.ts';
import { day, textIfAny } from '../../web/form.ts';

const COMMANDS = [
  'acknowledge',
  'try',
  'contact',
  'know',
  'decline',
  'redirect',
  'give-up',
  'close',
  'reopen',
  'withdraw',
] as const;

/** One form for every step of a flag's page; each button says which. */
export const stepForm = z.object({
  do: z.enum(COMMANDS),
  seniorId: seniorIdSchema.optional(),
  recontactOn: day('Choisissez une date.').optional(),
  where: textIfAny(300),
  why: textIfAny(300),
});

type Step = Exclude<FlagStep, { do: 'take-up' }>;

/** What was pressed, as a command of the flag; undefined when the file it names is not one. */
export const readStep = (form: z.output<typeof stepForm>, me: StaffId): Step | undefined => {
  switch (form.do) {
    case 'acknowledge':
      return { do: 'acknowledge', handlerId: me };
    case 'know':
      return form.seniorId ? { do: 'know', seniorId: form.seniorId } : undefined;
    case 'decline':
      return { do: 'decline', ...(form.recontactOn ? { recontactOn: form.recontactOn } : {}) };
    case 'redirect':
      return { do: 'redirect', words: form.where };
    case 'close':
      return { do: 'close', words: form.why };
    default:
      return { do: form.do };
  }
};

type Sentence = (command: (typeof COMMANDS)[number]) => { readonly field: string; readonly sentence: string };
export const ADVANCE_SENTENCES: Readonly<Record<AdvanceRefusal | 'no-such-flag', Sentence>> = {
  'no-such-flag': () => ({ field: '', sentence: 'Ce signalement n’existe plus.' }),
  'not-from-here': () => ({
    field: '',
    sentence: 'Quelqu’un a fait avancer ce signalement entre-temps. Regardez où il en est.',
  }),
  'not-yours': () => ({ field: '', sentence: 'Votre rôle ne permet pas cette étape.' }),
  'words-missing': (command) =>
    command === 'redirect'
      ? { field: 'where', sentence: 'Écrivez vers quel service la personne est orientée.' }
      : { field: 'why', sentence: 'Écrivez pourquoi vous fermez ce signalement.' },
  'day-not-ahead': () => ({ field: 'recontactOn', sentence: 'Choisissez une date à venir.' }),
};

export const TELL_SENTENCES: Readonly<Record<TellRefusal | 'no-such-flag', string>> = {
  'no-such-flag': 'Ce signalement n’existe plus.',
  'already-told': 'C’est déjà noté : la personne est prévenue.',
  closed: 'Ce signalement est clos.',
  'sensitive-no-letter': 'Situation sensible : pas de courrier au domicile.',
};
