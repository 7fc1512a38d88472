import { isNeighbour } from '../../../shared/heat/calls/members/people.ts';
import type { OutcomeCode, Rung } from '../../../shared/heat/calls/task.ts';
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
  door: ['visited-well', 'visited-needs', 'door-closed', 'known-elsewhere', 'well', 'passed-to-police'],
  police: [
    'well',
    'visited-well',
    'visited-needs',
    'door-closed',
    'known-elsewhere',
    'passed-to-police',
    'passed-to-rescue',
  ],
  // Called back, she may well answer: a distress said too soon ends here too.
  rescue: [
    'well',
    'needs-something',
    'visited-well',
    'visited-needs',
    'known-elsewhere',
    'passed-to-rescue',
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

export const STEP_WORDS: Partial<Readonly<Record<Rung, string>>> = {
  'call-3': 'Essayez un autre numéro, ou une autre heure que les deux premières.',
  relatives: 'Un message laissé ne suffit pas : il faut quelqu’un qui l’a vue ou entendue aujourd’hui.',
  neighbour: 'Le voisin, le gardien ou l’aide à domicile : quelqu’un l’a-t-il vue aujourd’hui ?',
  door: 'Deux agents, avec le mot du jour. On ne force pas une porte : sans réponse, la police municipale.',
  police: 'La police municipale se rend sur place. Dites ce qui a déjà été essayé.',
  rescue: 'Appelez le 18 ou le 112. Cette ligne reste à votre nom jusqu’à ce qu’elle soit en sécurité.',
};

/** Steps at which somebody goes there: where comes before any number. */
export const isOnTheSpot = (rung: Rung): boolean => rung === 'door' || rung === 'police' || rung === 'rescue';
