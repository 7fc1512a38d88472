import { type Consent, isConsentGiven } from '../consents/consent.ts';
import { PURPOSE_WORDS } from '../consents/decide-consent.ts';
import type { Flag } from '../flags/flag.ts';
import { frenchPhone } from '../phone/phone.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { type Senior, seniorName } from '../seniors/senior.ts';
import { dayOf } from '../time/civil.ts';
import { frenchDate } from '../time/french.ts';
import type { Instant } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';

/** A letter as data: the page prints it, nothing sends it. Sentences follow domain.md §11 (15 words at most). */
export type Letter = {
  readonly to: readonly string[];
  readonly from: readonly string[];
  readonly date: string;
  readonly subject: string;
  readonly reference: string | undefined;
  readonly greeting: string;
  readonly paragraphs: readonly (readonly string[])[];
  readonly list: readonly string[];
  readonly signature: readonly string[];
  /** The last line of the address was supposed, not told: somebody checks it before the letter goes. */
  readonly isPlaceSupposed?: true;
};

export type Sender = Pick<Town, 'name' | 'houseName' | 'address' | 'phone' | 'coordinatorFirstName'>;

export const fromOf = (town: Sender): readonly string[] =>
  [`${town.houseName} de ${town.name}`, town.address, frenchPhone(town.phone)].filter((line) => line !== '');

export const signatureOf = (town: Sender): readonly string[] => [
  town.coordinatorFirstName,
  `${town.houseName} de ${town.name}`,
];

const RIGHTS = [
  'Nous avons noté votre nom et comment vous joindre.',
  'Vous pouvez voir ces informations.',
  'Vous pouvez les faire corriger ou effacer.',
  'Un appel suffit.',
];

export type LetterRefusal = 'sensitive' | 'no-address';

/** « 25000 Besançon » at the end of an address typed in one line, whatever parts the two. */
const PLACE = /[\s,;–-]*\b(\d{5})\b[\s,]*([^,;]*)$/u;

/**
 * What somebody typed in one field, as lines for the post. Without a postcode in it the place is the house's own, which is
 * supposed and said to be: a letter without a town comes back.
 */
const postalLines = (
  typed: string,
  town: Sender,
): { readonly lines: readonly string[]; readonly isPlaceSupposed: boolean } => {
  const whole = typed.trim();
  const told = PLACE.exec(whole);
  const [, postcode = ''] = PLACE.exec(town.address) ?? [];
  if (told) {
    const [end, digits, after = ''] = told;
    const city = after.trim();
    return {
      lines: [whole.slice(0, -end.length), `${digits} ${city || town.name}`],
      // Five digits alone may be another town's, or a door's code.
      isPlaceSupposed: city === '' && digits !== postcode,
    };
  }
  const ending = whole.slice(-town.name.length);
  const street =
    ending.localeCompare(town.name, 'fr', { sensitivity: 'base' }) === 0
      ? whole.slice(0, -town.name.length).replace(/[\s,;–-]+$/u, '')
      : whole;
  return { lines: [street, `${postcode} ${town.name}`.trim()], isPlaceSupposed: true };
};

/**
 * To the person somebody spoke of (domain.md §5: within 8 days). It says neither who spoke nor why: the reason of a flag
 * reaches nobody. Refused for a sensitive flag, which never goes to the home, and without an address.
 */
export const letterToPerson = (
  flag: Flag,
  town: Sender,
  now: Instant,
): Result<Letter, { readonly reason: LetterRefusal }> => {
  if (flag.sensitive) return refused({ reason: 'sensitive' });
  if (flag.person.address.trim() === '') return refused({ reason: 'no-address' });
  const { lines, isPlaceSupposed } = postalLines(flag.person.address, town);
  return ok({
    to: [flag.person.name, ...lines].filter((line) => line.trim() !== ''),
    ...(isPlaceSupposed ? { isPlaceSupposed } : {}),
    from: fromOf(town),
    date: frenchDate(dayOf(now)),
    subject: 'Nous aimerions faire votre connaissance',
    reference: flag.number,
    greeting: 'Bonjour,',
    paragraphs: [
      [
        `Nous sommes la ${town.houseName} de ${town.name}.`,
        'Nous aidons les personnes âgées à rester en lien avec les autres.',
      ],
      [
        'Une personne qui travaille près de chez vous nous a parlé de vous.',
        'Elle pense que notre aide pourrait vous être agréable.',
      ],
      [
        'Une personne de notre équipe va vous appeler.',
        'Elle vous dira son prénom.',
        'Elle ne demande jamais d’argent.',
      ],
      [
        'C’est vous qui décidez.',
        'Vous pouvez dire oui ou non.',
        'Vous pouvez changer d’avis quand vous voulez.',
      ],
      [
        `Notre numéro est le ${frenchPhone(town.phone)}.`,
        `Donnez le numéro ${flag.number}, nous saurons qui vous êtes.`,
      ],
      RIGHTS,
    ],
    list: [],
    signature: signatureOf(town),
  });
};

/** What she agreed to and what she did not, to keep at home and to show to whom she likes. */
export const letterOfConsents = (
  senior: Senior,
  consents: readonly Consent[],
  town: Sender,
  now: Instant,
): Result<Letter, { readonly reason: LetterRefusal }> => {
  if (senior.sensitive) return refused({ reason: 'sensitive' });
  const rows = consents.filter((consent) => consent.state !== 'asked');
  return ok({
    to: [
      seniorName(senior),
      senior.address.line,
      `${senior.address.postcode ?? ''} ${senior.address.city ?? ''}`.trim(),
    ].filter((line) => line !== ''),
    from: fromOf(town),
    date: frenchDate(dayOf(now)),
    subject: 'Ce que vous avez accepté',
    reference: undefined,
    greeting: 'Bonjour,',
    paragraphs: [
      rows.length === 0
        ? ['Vous n’avez encore répondu à aucune question.', 'Rien n’est organisé sans votre accord.']
        : ['Voici vos réponses.', 'Vous pouvez changer chaque réponse, quand vous voulez.'],
      ['Pour changer, appelez-nous.', `Notre numéro est le ${frenchPhone(town.phone)}.`],
      RIGHTS,
    ],
    list: rows.map((consent) => {
      const { name } = PURPOSE_WORDS[consent.purpose];
      const answer = isConsentGiven(consent, now)
        ? 'd’accord'
        : consent.state === 'refused'
          ? 'non'
          : 'plus maintenant';
      return `${name} : ${answer}, le ${frenchDate(dayOf(consent.at))}.`;
    }),
    signature: signatureOf(town),
  });
};
