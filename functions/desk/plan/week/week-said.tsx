import { Notice } from '../../../web/components.tsx';

const SAID = new Map<string | undefined, string>(
  Object.entries({
    propose: 'La semaine est proposée. Ces choix ne partent que si vous les envoyez.',
    garde: 'Votre choix est gardé, et le reste de la semaine est planifié autour.',
    libere: 'Le choix n’est plus gardé : le plan a choisi de nouveau.',
    readmis: 'Cette personne n’est plus écartée : le plan a choisi de nouveau.',
    cherche: 'Le plan cherche de nouveau quelqu’un pour cette mission.',
    envoye: 'C’est envoyé : chaque bénévole reçoit son SMS aux heures permises.',
    rien: 'Rien à envoyer : le plan ne choisit personne.',
    attend:
      'Rien n’est parti : un choix fait à la main n’est pas encore dans le plan. Il s’enverra une fois recalculé.',
    change: 'Le plan a changé pendant ce temps. Regardez-le de nouveau avant de continuer.',
    passe: 'Cette semaine a commencé : son plan ne se propose et ne se change plus.',
    parti: 'Rien n’a changé : ce plan est déjà envoyé. Voyez ci-dessous ce que chacun répond.',
    loin: 'Cette semaine est à plus d’un an d’ici : rien ne s’y propose. Choisissez-en une autre.',
    encours: 'L’envoi est en cours : vous pourrez proposer de nouveau quand il sera fini.',
  }),
);

/** The same of a week too large to be solved at once: the word is kept, and the calculation to come. */
const SAID_BEFORE = new Map<string | undefined, string>(
  Object.entries({
    garde: 'Votre choix est gardé. Le plan sera refait autour.',
    libere: 'Le choix n’est plus gardé. Le plan choisira de nouveau.',
    readmis: 'Cette personne n’est plus écartée. Le plan choisira de nouveau.',
    cherche: 'Le plan cherchera de nouveau quelqu’un pour cette mission.',
  }),
);

/** Said of an act that did not happen. */
const TROUBLE: ReadonlySet<string | undefined> = new Set([
  'rien',
  'change',
  'passe',
  'parti',
  'loin',
  'encours',
  'attend',
]);

/** What is said of the act that led here; `isOwed`: a calculation is still to come. */
export const WeekSaid = ({ said, isOwed }: { said: string | undefined; isOwed: boolean }) => {
  const sentence = (isOwed ? SAID_BEFORE.get(said) : undefined) ?? SAID.get(said);
  if (!sentence) return null;
  return (
    <div class="no-print">
      <Notice tone={TROUBLE.has(said) ? 'warn' : 'good'}>{sentence}</Notice>
    </div>
  );
};
