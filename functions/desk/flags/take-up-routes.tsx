import { ASKED_PURPOSES } from '../../../shared/consents/decide-consent.ts';
import { findKnown } from '../../../shared/flags/find-known.ts';
import type { Sector } from '../../../shared/geo/sector.ts';
import { placeInSector } from '../../../shared/geo/sector.ts';
import { type SeniorId, seniorIdSchema, staffIdSchema } from '../../../shared/ids/ids.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';
import { type TakeUp, type TakeUpRefusal, takeUp } from '../../../shared/situations/open-situation.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type DeskRoute, demand } from '../router.ts';
import { possibleReferents } from '../seniors/team.ts';
import { phoneLabel, phoneWords } from './phone-words.ts';
import { type AskedFlag, aboutFlag, actorIn, flagAsked } from './show-flag.tsx';
import { answersOf, TakeUpPage, takeUpForm } from './take-up-page.tsx';

export const TAKE_UP_SENTENCES: Readonly<
  Record<TakeUpRefusal, { readonly field: string; readonly sentence: string }>
> = {
  'not-from-here': { field: '', sentence: 'Ce signalement a déjà une suite. Regardez où il en est.' },
  'not-yours': { field: '', sentence: 'Votre rôle ne permet pas d’ouvrir un dossier.' },
  'words-missing': { field: '', sentence: 'Il manque une précision.' },
  'day-not-ahead': { field: '', sentence: 'Choisissez une date à venir.' },
  'no-such-flag': { field: '', sentence: 'Ce signalement n’existe plus.' },
  'no-such-senior': { field: 'who', sentence: 'Ce dossier n’existe plus. Choisissez-en un autre.' },
  'no-such-referent': { field: 'referentId', sentence: 'Ce compte est fermé. Choisissez un autre référent.' },
  'no-answer': { field: 'how', sentence: 'Notez au moins une réponse de la personne, oui ou non.' },
  'nothing-to-withdraw': { field: 'how', sentence: 'Cet accord n’avait pas été donné.' },
  'ends-in-the-past': { field: 'how', sentence: 'Cette date de fin est déjà passée.' },
  'register-is-apart': { field: 'how', sentence: 'Le registre d’alerte se demande à part.' },
  closed: { field: 'who', sentence: 'Ce dossier est clos. Rouvrez-le d’abord, ou ouvrez-en un nouveau.' },
  'name-missing': { field: 'lastName', sentence: 'Écrivez son nom.' },
  'absence-reversed': { field: '', sentence: 'Une absence finit avant de commencer.' },
  'channel-without-means': { field: '', sentence: 'Son moyen de contact préféré manque au dossier.' },
};

/** Flags take any words for a telephone; a file takes what can ring, and never drops the rest in silence. */
const UNREADABLE_PHONE = {
  field: 'phone',
  sentence:
    'Ce numéro ne peut pas sonner : corrigez-le, ou effacez-le. Ce que le signalement en dit y reste lisible.',
};

const showTakeUp = async (c: DeskContext, asked: AskedFlag, form: FormState, status: 200 | 422 = 200) => {
  const town = townOf(c);
  const [known, referents] = await Promise.all([
    findKnown(c.var.world, asked.flag.person, town.name, asked.flag.id),
    possibleReferents(c.var.world.table, town.id),
  ]);
  return show(
    c,
    <TakeUpPage
      frame={frameOf(c)}
      flag={asked.flag}
      form={form}
      known={known.seniors}
      referents={referents}
      town={town}
    />,
    status,
  );
};

/**
 * « Mme Odette Perrin » as two fields, to be corrected by the person who spoke with her; « Mme » alone is no name. « m barek » is
 * Monsieur Barek or M’Barek: nothing is made of it but the name as it was typed.
 */
const namesIn = (typed: string): { civility?: string; firstName: string; lastName: string } => {
  if (/^\s*m\s+\p{Ll}\S*\s*$/u.test(typed)) return { firstName: '', lastName: typed.trim() };
  const [, title, rest = ''] =
    /^\s*(?:(mme|madame|mlle|mademoiselle|m|mr|monsieur)(?:\.\s*|\s+|$))?(.*)$/is.exec(typed) ?? [];
  const words = rest.split(/\s+/).filter((word) => word !== '');
  const civility = title && (/^m(me|lle|ad)/i.test(title) ? 'madame' : 'monsieur');
  const lastName = words.at(-1) ?? '';
  return { ...(civility ? { civility } : {}), firstName: words.slice(0, -1).join(' '), lastName };
};

const first = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.take-up', aboutFlag(c, asked));
  const { person } = asked.flag;
  return showTakeUp(
    c,
    asked,
    freshForm({
      ...namesIn(person.name),
      address: person.address,
      phone: phoneWords(person.phone),
      referentId: staffOf(c).id,
      how: 'phone',
      who: 'new',
      ...Object.fromEntries(ASKED_PURPOSES.map((purpose) => [`consent_${purpose}`, ''])),
    }),
  );
};

const whoOf = (form: ReturnType<typeof takeUpForm.parse>, sectors: readonly Sector[]): TakeUp['who'] => {
  const known = seniorIdSchema.safeParse(form.who);
  if (known.success) return { known: known.data };
  const phone = readPhone(form.phone);
  return {
    fresh: {
      ...(form.civility ? { civility: form.civility } : {}),
      firstName: form.firstName,
      lastName: form.lastName,
      address: { line: form.address, ...placeInSector(undefined, sectors) },
      phones: phone ? [{ phone, label: phoneLabel(form.phone) }] : [],
      origin: 'flag',
    },
  };
};

/** A new file goes on to its address, which a person confirms. */
const nextPage = (id: SeniorId, who: TakeUp['who']): string =>
  'fresh' in who ? `/personnes/${id}/adresse` : `/personnes/${id}`;

const take = async (c: DeskContext): Promise<Response> => {
  const asked = await flagAsked(c);
  demand(c, 'flag.take-up', aboutFlag(c, asked));
  const read = await readForm(c, takeUpForm);
  if (!read.ok) return showTakeUp(c, asked, read.refusal, 422);
  const referentId = staffIdSchema.safeParse(read.value.referentId);
  const who = whoOf(read.value, townOf(c).sectors);
  const again = ({ field, sentence }: { field: string; sentence: string }) =>
    showTakeUp(c, asked, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
  if (!referentId.success) return again(TAKE_UP_SENTENCES['no-such-referent']);
  if ('fresh' in who && who.fresh.lastName === '') return again(TAKE_UP_SENTENCES['name-missing']);
  if ('fresh' in who && read.value.phone !== '' && who.fresh.phones.length === 0)
    return again(UNREADABLE_PHONE);
  const answers = answersOf(read.value, read.value.how);
  const command: TakeUp = { who, referentId: referentId.data, answers };
  const taken = await takeUp(c.var.world, asked.flag.id, command, actorIn(c), c.var.now);
  return taken.ok ? seeOther(c, nextPage(taken.value, who)) : again(TAKE_UP_SENTENCES[taken.refusal.reason]);
};

export const takeUpRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/signalements/:id/dossier',
    action: 'flag.take-up',
    about: 'handler',
    handler: first,
  },
  {
    method: 'POST',
    path: '/signalements/:id/dossier',
    action: 'flag.take-up',
    about: 'handler',
    handler: take,
  },
];
