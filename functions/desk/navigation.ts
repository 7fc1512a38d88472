import { type Action, mightEver } from '../../shared/access/table.ts';
import type { Staff } from '../../shared/staff/staff.ts';

/** The rooms of the menu, in the order of a day, each named as the team says it. */
export const NAV_GROUPS = {
  day: 'Aujourd’hui',
  people: 'Personnes',
  volunteers: 'Bénévoles',
  network: 'Le réseau',
  summer: 'Canicule',
  house: 'La maison',
} as const;

export type NavItem = {
  readonly label: string;
  readonly group: keyof typeof NAV_GROUPS;
  readonly path: string;
  readonly action: Action;
  /** One sentence for the first page. */
  readonly what: string;
  /** The first thing a social worker does: big on the first page, one tap after sign-in. */
  readonly first?: boolean;
};

/** The desk's menu, in the order of a day. An entry shows when its page is open to the person's role. */
const NAVIGATION: readonly NavItem[] = [
  { label: 'Accueil', path: '/', group: 'day', action: 'home.view', what: '' },
  {
    label: 'La journée',
    path: '/journee',
    group: 'day',
    action: 'day.view',
    what: 'Ce qui attend quelqu’un, et la suite à donner.',
  },
  {
    label: 'Missions',
    path: '/missions',
    group: 'day',
    action: 'mission.list',
    what: 'Les visites et les appels, par jour ou par semaine.',
  },
  {
    label: 'Semaine',
    path: '/semaine',
    group: 'day',
    action: 'plan.view',
    what: 'Qui irait où, pour toute une semaine : proposer, ajuster, envoyer.',
  },
  {
    label: 'Bibliothèque',
    path: '/bibliotheque',
    group: 'day',
    action: 'library.view',
    what: 'Les lecteurs à domicile, les sacs à préparer, les retours.',
  },
  {
    label: 'Appels',
    path: '/appels',
    group: 'day',
    action: 'friendly.call',
    what: 'Les appels de convivialité du jour : qui appeler, avec qui, et ce qu’il en est.',
  },
  {
    label: 'Tournées',
    path: '/tournees',
    group: 'day',
    action: 'round.view',
    what: 'Qui porte quoi à qui : livres, colis, dans quel ordre et à quelle heure.',
  },
  {
    label: 'Inquiétudes',
    path: '/inquietudes',
    group: 'day',
    action: 'concern.list',
    what: 'Ce qui inquiète un visiteur, et ce qui en est fait.',
  },
  {
    label: 'Tâches',
    path: '/taches',
    group: 'day',
    action: 'task.list',
    what: 'Ce qu’une personne doit faire, par délai.',
  },
  {
    label: 'SMS',
    path: '/messages',
    group: 'house',
    action: 'message.list',
    what: 'Les SMS qui ne sont pas partis, et le coût du mois.',
  },
  {
    label: 'Signaler une personne',
    path: '/signalements/nouveau',
    group: 'people',
    action: 'flag.raise',
    what: 'Dire qu’une personne âgée semble isolée : une minute, depuis un téléphone.',
    first: true,
  },
  {
    label: 'Signalements',
    path: '/signalements',
    group: 'people',
    action: 'flag.triage',
    what: 'Qui attend un premier contact, et jusqu’à quand.',
  },
  {
    label: 'Mes signalements',
    path: '/mes-signalements',
    group: 'people',
    action: 'flag.list-own',
    what: 'Ce que sont devenues les personnes que vous avez signalées.',
  },
  {
    label: 'Personnes',
    path: '/personnes',
    group: 'people',
    action: 'senior.list',
    what: 'Les personnes accompagnées : leur dossier, leurs accords, leur histoire.',
  },
  {
    label: 'Bénévoles',
    path: '/benevoles',
    group: 'volunteers',
    action: 'volunteer.list',
    what: 'Candidatures, dossiers, disponibilités, pauses et départs.',
  },
  {
    label: 'Recruter',
    path: '/engagement/recruter',
    group: 'volunteers',
    action: 'engagement.recruit',
    what: 'Les candidatures et leur délai de réponse, les campagnes, ce que la ville dit de ses besoins.',
  },
  {
    label: 'Attentions',
    path: '/engagement/attentions',
    group: 'network',
    action: 'engagement.attention',
    what: 'Qui a besoin d’un mot cette semaine, pourquoi, et ce qui a suivi.',
  },
  {
    label: 'Relais',
    path: '/engagement/relais',
    group: 'network',
    action: 'engagement.cover',
    what: 'Qui n’a qu’un seul visiteur, qui pourrait le relayer, et les semaines à découvert.',
  },
  {
    label: 'Merci',
    path: '/engagement/merci',
    group: 'volunteers',
    action: 'engagement.recognition',
    what: 'Les mots dictés pour les bénévoles, les anniversaires de la semaine, la lettre de l’année.',
  },
  {
    label: 'Rendez-vous',
    path: '/engagement/rendez-vous',
    group: 'volunteers',
    action: 'engagement.gathering',
    what: 'Formations, sorties, rencontres : qui est invité, qui vient, qui est venu.',
  },
  {
    label: 'Attestations',
    path: '/engagement/attestations',
    group: 'volunteers',
    action: 'engagement.attestation',
    what: 'Les heures données, ce que les bénévoles en corrigent, les attestations à établir.',
  },
  {
    label: 'Frais',
    path: '/engagement/frais',
    group: 'volunteers',
    action: 'engagement.expense',
    what: 'Les dépenses des bénévoles : à vérifier, à payer, payées.',
  },
  {
    label: 'Arrivées et départs',
    path: '/engagement/mouvements',
    group: 'network',
    action: 'engagement.turnover',
    what: 'Qui arrive, qui part, combien de temps les bénévoles restent : sans un nom.',
  },
  {
    label: 'Les mois qui viennent',
    path: '/engagement/prevision',
    group: 'network',
    action: 'engagement.forecast',
    what: 'Ce que le réseau pourra porter, ce qui sera demandé, et où recruter.',
  },
  {
    label: 'Registre',
    path: '/registre',
    group: 'summer',
    action: 'register.read',
    what: 'Le registre d’alerte de la commune, pour les agents que le maire a nommés.',
  },
  {
    label: 'Lectures du registre',
    path: '/registre/lectures',
    group: 'house',
    action: 'register.read-log',
    what: 'Qui a lu quoi dans le registre d’alerte, et quand.',
  },
  {
    label: 'Appariement',
    path: '/appariement',
    group: 'volunteers',
    action: 'matching.view',
    what: 'Qui est interrogé d’abord, combien de SMS à la fois, et ce que répondent les bénévoles.',
  },
  {
    label: 'Suivi des appels',
    path: '/canicule',
    group: 'summer',
    action: 'heat.view',
    what: 'Qui n’a pas été joint, avec qui, jusqu’à quand.',
  },
  {
    label: 'Listes papier',
    path: '/canicule/papier',
    group: 'summer',
    action: 'heat.call',
    what: 'Les feuilles d’appels à imprimer, refaites toutes les deux heures, et leur saisie au retour.',
  },
  {
    label: 'Bilan',
    path: '/canicule/bilan',
    group: 'summer',
    action: 'heat.view',
    what: 'Ce qui a été fait dans la journée, qui reste à joindre, le rapport pour le conseil et le préfet.',
  },
  {
    label: 'Bénévoles d’été',
    path: '/canicule/appelants',
    group: 'summer',
    action: 'heat.summer-callers',
    what: 'Qui a dit oui aux appels des jours de chaleur, et à qui il manque quelque chose.',
  },
  {
    label: 'Vigilance météo',
    path: '/canicule/vigilance',
    group: 'summer',
    action: 'vigilance.view',
    what: 'Le niveau de canicule, et les journées d’appels à décider.',
  },
  {
    label: 'Revue',
    path: '/revue',
    group: 'network',
    action: 'engagement.review',
    what: 'Le réseau fatigue-t-il, qu’est-ce qui n’est pas couvert, et ce que nous avons décidé.',
  },
  {
    label: 'Rapports',
    path: '/rapports',
    group: 'network',
    action: 'engagement.report',
    what: 'Le rapport d’activité de l’année et l’analyse des besoins par secteur, à imprimer.',
  },
  {
    label: 'Imports',
    path: '/imports',
    group: 'house',
    action: 'import.list',
    what: 'Faire entrer un registre, des seniors ou des bénévoles depuis un fichier, après un essai.',
  },
  {
    label: 'Équipe',
    path: '/equipe',
    group: 'house',
    action: 'staff.list',
    what: 'Les comptes ouverts : en ouvrir, changer un rôle, en fermer.',
  },
  {
    label: 'Réglages',
    path: '/reglages',
    group: 'house',
    action: 'town.change',
    what: 'Ce que la ville a décidé : coordonnées, secteurs, horaires, délais, programmes.',
  },
];

/** Whoever works the day, or the library, starts with it: for them, the first page is not one more entry. */
export const navigationFor = (staff: Staff | undefined): readonly NavItem[] => {
  const items = staff ? NAVIGATION.filter((item) => mightEver(staff, item.action)) : [];
  const hasOwnPage = mightEver(staff, 'day.view') || mightEver(staff, 'library.view');
  return hasOwnPage ? items.filter((item) => item.path !== '/') : items;
};
