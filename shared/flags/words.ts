import { frenchDay, frenchMoment } from '../time/french.ts';
import type { Flag, FlagState, Urgency } from './flag.ts';

export const URGENCY_WORDS: Readonly<Record<Urgency, { readonly short: string; readonly help: string }>> = {
  P0: { short: 'Danger immédiat', help: 'La vie de la personne peut être en jeu, maintenant.' },
  P1: {
    short: 'Urgent',
    help: 'Plus rien à manger, pas de chauffage ou trop de chaleur, un décès, un retour d’hôpital seule, pas de réponse depuis deux jours.',
  },
  P2: { short: 'Important', help: 'La personne est isolée, ou aimerait voir du monde.' },
  P3: { short: 'Un souhait', help: 'La personne aimerait une activité, une sortie, des nouvelles.' },
};

export const REASON_WORDS: Readonly<Record<Flag['reasons'][number], string>> = {
  alone: 'Elle est seule',
  'no-visits': 'Plus de visites',
  bereaved: 'Un deuil récent',
  'back-from-hospital': 'Un retour d’hôpital',
  'no-answer': 'Elle ne répond plus',
  'no-food-or-heat': 'Manger ou se chauffer',
  'wants-contact': 'Elle aimerait du contact',
  'wants-activity': 'Elle aimerait une activité',
  'home-neglected': 'Logement ou courrier à l’abandon',
  other: 'Autre chose',
};

export const CONSENT_WORDS: Readonly<Record<Flag['consent'], string>> = {
  agrees: 'Oui, elle est d’accord',
  'not-asked': 'Je ne lui en ai pas parlé',
  refuses: 'Elle ne veut pas',
};

export const STATE_WORDS: Readonly<Record<FlagState, string>> = {
  received: 'Reçu',
  acknowledged: 'Pris en charge',
  contacted: 'Contact pris',
  'taken-up': 'Accompagnement commencé',
  'already-known': 'Déjà connue de nos services',
  'declined-by-person': 'La personne ne souhaite pas de suite',
  redirected: 'Orientée',
  unreachable: 'Personne injoignable',
  closed: 'Clos',
};

const NO_CALL = 'La personne ne veut pas être contactée : nous en tenons compte.';

/** What became of it, for the person who flagged: enough to be at peace, nothing more than needed (domain.md §5). */
export const feedbackTo = (flag: Flag, now: string): string => {
  switch (flag.state) {
    case 'received':
      return flag.dueAt < now
        ? 'Votre signalement est reçu. Nous avons pris du retard : un rappel a été donné à l’équipe.'
        : flag.consent === 'refuses'
          ? `Votre signalement est reçu, et sera lu avant ${frenchMoment(flag.dueAt)}. ${NO_CALL}`
          : `Votre signalement est reçu. Un premier contact est prévu avant ${frenchMoment(flag.dueAt)}.`;
    case 'acknowledged':
      return (flag.attempts?.length ?? 0) > 0
        ? 'Une personne de la maison s’en occupe. Elle a cherché à joindre la personne et recommencera.'
        : flag.consent === 'refuses'
          ? `Une personne de la maison s’en occupe. ${NO_CALL}`
          : `Une personne de la maison s’en occupe. Premier contact prévu avant ${frenchMoment(flag.dueAt)}.`;
    case 'contacted':
      return 'Nous avons parlé avec la personne. Nous voyons avec elle ce qu’elle souhaite.';
    case 'taken-up':
      return 'La personne est accompagnée. Merci de l’avoir signalée.';
    case 'already-known':
      return 'La personne était déjà connue de nos services. Son référent est prévenu de ce que vous avez vu.';
    case 'declined-by-person':
      return 'Nous avons parlé avec la personne. Elle ne souhaite pas de suite, et nous respectons son choix.';
    case 'redirected':
      return 'Un autre service est mieux placé pour aider : la personne y est orientée.';
    case 'unreachable':
      return 'Nous n’avons pas réussi à joindre la personne. Si vous la revoyez, parlez-lui de nous ou appelez-nous.';
    case 'closed':
      return 'Ce signalement est clos. Pour en savoir plus, appelez-nous en donnant son numéro.';
  }
};

export const recontactWords = (flag: Pick<Flag, 'recontactOn'>): string | undefined =>
  flag.recontactOn && `À recontacter ${frenchDay(flag.recontactOn)}, elle est d’accord.`;
