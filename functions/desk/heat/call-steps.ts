import { isNeighbour } from '../../../shared/heat/calls/members/people.ts';
import type { CallTask, OutcomeCode, Rung } from '../../../shared/heat/calls/task.ts';
import type { Phone } from '../../../shared/phone/phone.ts';
import type { RegisteredPerson } from '../../../shared/register/entry.ts';
import { CALL_CODES } from '../../web/calls/call-card.tsx';

/** Who is called, from the register or from a file, as the agent who opened her needs it. */
export type Called = Pick<
  RegisteredPerson,
  | 'civility'
  | 'firstName'
  | 'lastName'
  | 'phones'
  | 'callNotes'
  | 'contacts'
  | 'homeHelp'
  | 'address'
  | 'floor'
>;

/** What an agent may say at each step of the ladder. */
export const CODES: Readonly<Record<Rung, readonly OutcomeCode[]>> = {
  'call-1': [...CALL_CODES, 'known-elsewhere'],
  'call-2': [...CALL_CODES, 'known-elsewhere'],
  'call-3': [...CALL_CODES, 'known-elsewhere'],
  relatives: ['seen-by-relative', 'known-elsewhere', 'well', 'needs-something', 'no-answer'],
  neighbour: ['seen-by-relative', 'known-elsewhere', 'well', 'needs-something', 'no-answer'],
  // Whoever is to go there may have rung first; whoever was sent may have seen to it all.
  door: [
    'visited-well',
    'visited-needs',
    'door-closed',
    'well',
    'no-answer',
    'known-elsewhere',
    'passed-to-police',
    'passed-to-rescue',
  ],
  police: [
    'passed-to-police',
    'well',
    'visited-well',
    'visited-needs',
    'door-closed',
    'no-answer',
    'known-elsewhere',
    'passed-to-rescue',
  ],
  // Called back, she may well answer: a distress said too soon ends here too.
  rescue: [
    'passed-to-rescue',
    'well',
    'needs-something',
    'visited-well',
    'visited-needs',
    'known-elsewhere',
    'passed-to-police',
    'no-answer',
    'door-closed',
  ],
  referent: [...CALL_CODES, 'seen-by-relative', 'known-elsewhere'],
};

type Number = { readonly phone: Phone; readonly label: string };
/** Whom this step rings: herself, then the relatives she named, then her neighbours. */
export const numbersFor = (rung: Rung, person: Called): readonly Number[] => {
  if (rung !== 'relatives' && rung !== 'neighbour') return person.phones;
  return person.contacts
    .filter(({ link }) => isNeighbour(link) === (rung === 'neighbour'))
    .map(({ name, link, phone }) => ({ phone, label: `${name}, ${link}` }));
};

const STEP_WORDS: Partial<Readonly<Record<Rung, string>>> = {
  'call-3': 'Essayez un autre numéro, ou une autre heure que les deux premières.',
  relatives: 'Un message laissé ne suffit pas : il faut quelqu’un qui l’a vue ou entendue aujourd’hui.',
  neighbour: 'Le voisin, le gardien ou l’aide à domicile : quelqu’un l’a-t-il vue aujourd’hui ?',
  door: 'Deux agents, avec le mot du jour. On ne force pas une porte : sans réponse, la police municipale.',
  police:
    'C’est à vous de l’appeler, ce logiciel ne l’a pas fait. Dites-lui ce qui a déjà été essayé, puis notez-le ici.',
  rescue:
    'C’est à vous d’appeler, ce logiciel ne l’a pas fait. La ligne reste à votre nom jusqu’à ce qu’elle soit en sécurité.',
};
const POLICE_TOLD =
  'Elle a été prévenue, c’est noté. Sans nouvelles et dans le doute, appelez le 18 ou le 112, puis notez-le ici.';

/** What is asked of the agent at this step. */
export const stepWords = ({ rung, acts }: Pick<CallTask, 'rung' | 'acts'>): string | undefined =>
  rung === 'police' && acts?.includes('police') ? POLICE_TOLD : STEP_WORDS[rung];

const NEXT: Partial<Readonly<Record<Rung, string>>> = {
  relatives: 'Personne ne l’a vue ? Notez « ne répond pas » : l’étape suivante vient alors.',
  neighbour: 'Personne ne l’a vue ? Notez « ne répond pas » : l’étape suivante est sa porte.',
  door: 'La porte reste fermée ? Notez-le : l’étape suivante est la police municipale.',
  police: 'Dans le doute, appelez le 18 ou le 112.',
};

/** Of a step whose time is over: nothing went on by itself, and what a person may do beyond it. */
export const lateWords = ({ rung, acts }: Pick<CallTask, 'rung' | 'acts'>): string =>
  rung === 'police' && acts?.includes('police')
    ? 'Le délai est passé et aucune nouvelle n’est notée.'
    : ['Le délai est passé et rien n’est noté : c’est encore à faire.', NEXT[rung]].filter(Boolean).join(' ');

/** Steps at which somebody goes there: where comes before any number. */
export const isOnTheSpot = (rung: Rung): boolean => rung === 'door' || rung === 'police' || rung === 'rescue';
