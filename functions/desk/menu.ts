import type { Entry, NavGroup } from './rooms.ts';

/** What each room holds, in the order of a day. */
export const MENU: Readonly<Record<NavGroup, readonly Entry[]>> = {
  day: [
    {
      label: 'Accueil',
      path: '/',
      action: 'home.view',
      what: '',
    },
    {
      label: 'La journée',
      path: '/journee',
      action: 'day.view',
      what: 'Ce qui attend quelqu’un, et la suite à donner.',
    },
    {
      label: 'Missions',
      path: '/missions',
      action: 'mission.list',
      what: 'Les visites et les appels, par jour ou par semaine.',
    },
    {
      label: 'Semaine',
      path: '/semaine',
      action: 'plan.view',
      what: 'Qui irait où, pour toute une semaine : proposer, ajuster, envoyer.',
    },
    {
      label: 'Bibliothèque',
      path: '/bibliotheque',
      action: 'library.view',
      what: 'Les lecteurs à domicile, les sacs à préparer, les retours.',
    },
    {
      label: 'Appels',
      path: '/appels',
      action: 'friendly.call',
      what: 'Les appels de convivialité du jour : qui appeler, avec qui, et ce qu’il en est.',
    },
    {
      label: 'Tournées',
      path: '/tournees',
      action: 'round.view',
      what: 'Qui porte quoi à qui : livres, colis, dans quel ordre et à quelle heure.',
    },
    {
      label: 'Inquiétudes',
      path: '/inquietudes',
      action: 'concern.list',
      what: 'Ce qui inquiète un visiteur, et ce qui en est fait.',
    },
    {
      label: 'Tâches',
      path: '/taches',
      action: 'task.list',
      what: 'Ce qu’une personne doit faire, par délai.',
    },
  ],
  people: [
    {
      label: 'Signaler une personne',
      path: '/signalements/nouveau',
      action: 'flag.raise',
      what: 'Dire qu’une personne âgée semble isolée : une minute, depuis un téléphone.',
      first: true,
    },
    {
      label: 'Signalements',
      path: '/signalements',
      action: 'flag.triage',
      what: 'Qui attend un premier contact, et jusqu’à quand.',
    },
    {
      label: 'Mes signalements',
      path: '/mes-signalements',
      action: 'flag.list-own',
      what: 'Ce que sont devenues les personnes que vous avez signalées.',
    },
    {
      label: 'Personnes',
      path: '/personnes',
      action: 'senior.list',
      what: 'Les personnes accompagnées : leur dossier, leurs accords, leur histoire.',
    },
  ],
  volunteers: [
    {
      label: 'Bénévoles',
      path: '/benevoles',
      action: 'volunteer.list',
      what: 'Candidatures, dossiers, disponibilités, pauses et départs.',
    },
    {
      label: 'Recruter',
      path: '/engagement/recruter',
      action: 'engagement.recruit',
      what: 'Les candidatures et leur délai de réponse, les campagnes, ce que la ville dit de ses besoins.',
    },
    {
      label: 'Merci',
      path: '/engagement/merci',
      action: 'engagement.recognition',
      what: 'Les mots dictés pour les bénévoles, les anniversaires de la semaine, la lettre de l’année.',
    },
    {
      label: 'Rendez-vous',
      path: '/engagement/rendez-vous',
      action: 'engagement.gathering',
      what: 'Formations, sorties, rencontres : qui est invité, qui vient, qui est venu.',
    },
    {
      label: 'Attestations',
      path: '/engagement/attestations',
      action: 'engagement.attestation',
      what: 'Les heures données, ce que les bénévoles en corrigent, les attestations à établir.',
    },
    {
      label: 'Frais',
      path: '/engagement/frais',
      action: 'engagement.expense',
      what: 'Les dépenses des bénévoles : à vérifier, à payer, payées.',
    },
    {
      label: 'Appariement',
      path: '/appariement',
      action: 'matching.view',
      what: 'Qui est interrogé d’abord, combien de SMS à la fois, et ce que répondent les bénévoles.',
    },
  ],
  network: [
    {
      label: 'Attentions',
      path: '/engagement/attentions',
      action: 'engagement.attention',
      what: 'Qui a besoin d’un mot cette semaine, pourquoi, et ce qui a suivi.',
    },
    {
      label: 'Relais',
      path: '/engagement/relais',
      action: 'engagement.cover',
      what: 'Qui n’a qu’un seul visiteur, qui pourrait le relayer, et les semaines à découvert.',
    },
    {
      label: 'Arrivées et départs',
      path: '/engagement/mouvements',
      action: 'engagement.turnover',
      what: 'Qui arrive, qui part, combien de temps les bénévoles restent : sans un nom.',
    },
    {
      label: 'Les mois qui viennent',
      path: '/engagement/prevision',
      action: 'engagement.forecast',
      what: 'Ce que le réseau pourra porter, ce qui sera demandé, et où recruter.',
    },
    {
      label: 'Revue',
      path: '/revue',
      action: 'engagement.review',
      what: 'Le réseau fatigue-t-il, qu’est-ce qui n’est pas couvert, et ce que nous avons décidé.',
    },
    {
      label: 'Rapports',
      path: '/rapports',
      action: 'engagement.report',
      what: 'Le rapport d’activité de l’année et l’analyse des besoins par secteur, à imprimer.',
    },
  ],
  summer: [
    {
      label: 'Registre',
      path: '/registre',
      action: 'register.read',
      what: 'Le registre d’alerte de la commune, pour les agents que le maire a nommés.',
    },
    {
      label: 'Suivi des appels',
      path: '/canicule',
      action: 'heat.view',
      what: 'Qui n’a pas été joint, avec qui, jusqu’à quand.',
    },
    {
      label: 'Listes papier',
      path: '/canicule/papier',
      action: 'heat.call',
      what: 'Les feuilles d’appels à imprimer, refaites toutes les deux heures, et leur saisie au retour.',
    },
    {
      label: 'Bilan',
      path: '/canicule/bilan',
      action: 'heat.view',
      what: 'Ce qui a été fait dans la journée, qui reste à joindre, le rapport pour le conseil et le préfet.',
    },
    {
      label: 'Bénévoles d’été',
      path: '/canicule/appelants',
      action: 'heat.summer-callers',
      what: 'Qui a dit oui aux appels des jours de chaleur, et à qui il manque quelque chose.',
    },
    {
      label: 'Vigilance météo',
      path: '/canicule/vigilance',
      action: 'vigilance.view',
      what: 'Le niveau de canicule, et les journées d’appels à décider.',
    },
  ],
  house: [
    {
      label: 'SMS',
      path: '/messages',
      action: 'message.list',
      what: 'Les SMS qui ne sont pas partis, et le coût du mois.',
    },
    {
      label: 'Lectures du registre',
      path: '/registre/lectures',
      action: 'register.read-log',
      what: 'Qui a lu quoi dans le registre d’alerte, et quand.',
    },
    {
      label: 'Imports',
      path: '/imports',
      action: 'import.list',
      what: 'Faire entrer un registre, des seniors ou des bénévoles depuis un fichier, après un essai.',
    },
    {
      label: 'Équipe',
      path: '/equipe',
      action: 'staff.list',
      what: 'Les comptes ouverts : en ouvrir, changer un rôle, en fermer.',
    },
    {
      label: 'Réglages',
      path: '/reglages',
      action: 'town.change',
      what: 'Ce que la ville a décidé : coordonnées, secteurs, horaires, délais, programmes.',
    },
  ],
};
