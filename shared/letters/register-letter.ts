import { frenchPhone } from '../phone/phone.ts';
import { SILENCE_DAYS } from '../register/clocks.ts';
import { type RegisterEntry, registeredName } from '../register/entry.ts';
import { noticeSentences } from '../register/notice.ts';
import type { RegisterRules } from '../register/rules.ts';
import { ok, type Result, refused } from '../result/result.ts';
import { addDays, dayOf } from '../time/civil.ts';
import { frenchDate } from '../time/french.ts';
import type { Instant } from '../time/instant.ts';
import { fromOf, type Letter, type Sender, signatureOf } from './letter.ts';

/** `emptied`: she opposed or left. `no-address`: she is told by telephone or at the counter. */
export type RegisterLetterRefusal = 'emptied' | 'no-address';
type Written = Result<Letter, { readonly reason: RegisterLetterRefusal }>;

const RIGHTS = [
  'Vous pouvez lire ce que nous avons noté.',
  'Vous pouvez le faire corriger.',
  'Vous pouvez sortir du registre quand vous voulez, sans dire pourquoi.',
];

const addressOf = (entry: RegisterEntry): readonly string[] => {
  const address = entry.person?.address;
  return [
    registeredName(entry),
    address?.line ?? '',
    address?.complement ?? '',
    `${address?.postcode ?? ''} ${address?.city ?? ''}`.trim(),
  ].filter((line) => line !== '');
};

const written = (
  entry: RegisterEntry,
  town: Sender,
  now: Instant,
  content: Pick<Letter, 'subject' | 'paragraphs'>,
): Written => {
  if (!entry.person) return refused({ reason: 'emptied' });
  if (entry.person.address.line.trim() === '') return refused({ reason: 'no-address' });
  return ok({
    to: addressOf(entry),
    from: fromOf(town),
    date: frenchDate(dayOf(now)),
    reference: undefined,
    greeting: 'Bonjour,',
    list: [],
    signature: signatureOf(town),
    ...content,
  });
};

/**
 * To somebody whom another person asked to register (G6, within eight days): who asked is said, since the law has it
 * written down; what her silence means is said with its date.
 */
const acknowledgment = (entry: RegisterEntry, town: Sender, rules: RegisterRules, now: Instant): Written => {
  const until = addDays(dayOf(now), SILENCE_DAYS);
  const { asker } = entry.request;
  const who = asker
    ? `${asker.name}${asker.quality && asker.quality !== asker.name ? ` (${asker.quality})` : ''}`
    : '';
  return written(entry, town, now, {
    subject: 'Votre inscription au registre d’alerte : dites-nous si vous êtes d’accord',
    paragraphs: [
      [
        `Nous avons reçu une demande pour vous, le ${frenchDate(dayOf(entry.request.at))}.`,
        ...(who === '' ? [] : [`Elle vient de : ${who}.`]),
        `Il s’agit du registre d’alerte de ${town.name}.`,
      ],
      noticeSentences(rules),
      [
        'C’est vous qui décidez.',
        `Vous êtes d’accord : vous n’avez rien à faire. Votre inscription sera confirmée le ${frenchDate(until)}.`,
        `Vous n’êtes pas d’accord : appelez-nous avant cette date, au ${frenchPhone(town.phone)}.`,
        'Vous pouvez aussi nous écrire, ou venir.',
        'Après cette date, vous pourrez toujours dire non.',
      ],
      RIGHTS,
    ],
  });
};

const confirmation = (entry: RegisterEntry, town: Sender, rules: RegisterRules, now: Instant): Written =>
  written(entry, town, now, {
    subject: 'Vous êtes au registre d’alerte',
    paragraphs: [
      [`Votre nom est au registre d’alerte de ${town.name}.`],
      noticeSentences(rules),
      [
        'Un changement d’adresse, de téléphone, une absence l’été ?',
        `Appelez-nous au ${frenchPhone(town.phone)}.`,
      ],
      RIGHTS,
    ],
  });

const askedAgain = (entry: RegisterEntry, town: Sender, rules: RegisterRules, now: Instant): Written =>
  written(entry, town, now, {
    subject: 'Le registre d’alerte : êtes-vous toujours d’accord ?',
    paragraphs: [
      [`Votre nom est au registre d’alerte de ${town.name} depuis un an ou plus.`],
      noticeSentences(rules),
      [
        `Vous êtes toujours d’accord ? Appelez-nous au ${frenchPhone(town.phone)}, pour vérifier votre téléphone.`,
        'Vous n’êtes plus d’accord ? Dites-le-nous, nous effaçons votre fiche.',
        'Sans réponse, nous gardons votre nom, pour ne pas vous oublier.',
      ],
      RIGHTS,
    ],
  });

/**
 * The letter this entry waits for: the acknowledgment, the yearly question, or the confirmation. Each says what the register
 * is and to whom it may go, as the town's rules stand today (G13).
 */
export const letterOfRegister = (
  entry: RegisterEntry,
  town: Sender,
  rules: RegisterRules,
  now: Instant,
): Written => {
  if (entry.state === 'pending-acknowledgment') return acknowledgment(entry, town, rules, now);
  if (entry.state === 'confirmed' && entry.reconfirmSince) return askedAgain(entry, town, rules, now);
  return entry.state === 'confirmed' ? confirmation(entry, town, rules, now) : refused({ reason: 'emptied' });
};
