import { frenchDate } from '../time/french.ts';
import { NOTICE_VERSION } from './clocks.ts';
import type { RegisterRules } from './rules.ts';

const WHAT_FOR = [
  'Il sert quand la préfecture déclenche un plan d’alerte\u00a0: grande chaleur, grand froid, inondation.',
  'La mairie prend alors de vos nouvelles.',
];
const READERS = [
  'Seuls des agents nommés par le maire le lisent.',
  'Le préfet peut le demander pendant l’alerte.',
];

/**
 * To whom her data may go, as it is today (G13, G16): nobody but the named agents and the prefect, until the town opens
 * transfers; from then on, to whom else, on what text, and that she may refuse.
 */
export const recipientsNotice = (rules: RegisterRules): readonly string[] => {
  const { onward } = rules.opened;
  if (!onward) return [...READERS, 'Personne d’autre.'];
  return [
    ...READERS,
    'La commune peut aussi donner votre nom, votre adresse et votre téléphone au CCAS, à un service de santé ou à un service autorisé, pour prendre contact avec vous hors d’une alerte.',
    `Elle s’appuie sur ce texte\u00a0: ${onward.basis}, du ${frenchDate(onward.on)}.`,
    'Nous vous en parlons avant, et vous pouvez refuser\u00a0: vous restez au registre.',
  ];
};

/** What the register is and who reads it, in sentences of one idea: for a letter. */
export const noticeSentences = (rules: RegisterRules): readonly string[] => [
  'Ce registre est facultatif.',
  ...WHAT_FOR,
  ...recipientsNotice(rules),
];

/** The whole information owed with a request: what for, free or not, who reads, which rights. One line a subject. */
export const noticeLines = (rules: RegisterRules): readonly string[] => [
  'Le registre d’alerte est facultatif.',
  WHAT_FOR.join(' '),
  recipientsNotice(rules).join(' '),
  'Vous pouvez lire ce qui est noté, le faire corriger, en sortir quand vous voulez, sans dire pourquoi. Un appel suffit.',
  'Vos données sont gardées tant que vous êtes au registre, puis effacées un mois après.',
];

/** Which notice a request of today is given: `2026-1`, or `2026-1+` and the day of the text that opened transfers. */
export const noticeVersion = (rules: RegisterRules): string =>
  rules.opened.onward ? `${NOTICE_VERSION}+${rules.opened.onward.on}` : NOTICE_VERSION;
