import { permissions } from '../access/permission.ts';

/** Sums and curves are the reviewer's too; a month of a small network names people, so only whoever knows them sees it. */
export const engagementAccess = permissions({
  'engagement.turnover': {
    what: 'Voir les arrivées et départs sur un an, la courbe de maintien et le parcours d’entrée, sans les noms',
    who: { coordinator: 'any', reviewer: 'any' },
  },
  'engagement.turnover-by-month': {
    what: 'Voir les arrivées et départs mois par mois, et leurs raisons',
    who: { coordinator: 'any' },
  },
  'engagement.forecast': {
    what: 'Voir ce que le réseau pourra porter dans les mois qui viennent, sans les noms',
    who: { coordinator: 'any', reviewer: 'any' },
  },
  'engagement.attention': {
    what: 'Voir qui a besoin d’un mot cette semaine, et noter la suite donnée (rythme allégé, appel, merci)',
    who: { coordinator: 'any' },
  },
  'engagement.cover': {
    what: 'Voir qui n’a qu’un seul visiteur, les absences par semaine et qui pourrait prendre le relais',
    who: { coordinator: 'any' },
  },
  'engagement.cover-ask': {
    what: 'Demander aux bénévoles leurs absences de l’été, par SMS, maintenant ou chaque année',
    who: { coordinator: 'any' },
  },
  'engagement.review': {
    what: 'Lire les revues closes, en nombres protégés et sans les noms',
    who: { coordinator: 'any', reviewer: 'any' },
  },
  'engagement.review-hold': {
    what: 'Tenir la revue des bénévoles : la compter, répondre aux décisions, en prendre, la clore',
    who: { coordinator: 'any' },
  },
  'engagement.report': {
    what: 'Lire le rapport d’activité et l’analyse des besoins, en nombres protégés',
    who: { coordinator: 'any', reviewer: 'any' },
  },
  'engagement.report-make': {
    what: 'Préparer et arrêter le rapport d’activité et l’analyse des besoins',
    who: { coordinator: 'any' },
  },
  'engagement.gathering': {
    what: 'Préparer une formation ou une sortie, inviter les bénévoles, noter qui vient et qui est venu',
    who: { coordinator: 'any' },
  },
  'engagement.thanks': {
    what: 'Noter les mots qu’une personne dicte pour ses bénévoles, les faire remettre ou les reprendre',
    who: { coordinator: 'any', 'social-worker': ['referent'] },
  },
  'engagement.recognition': {
    what: 'Voir les mots remis, les anniversaires de la semaine et les lettres de l’année, et régler leurs textes',
    who: { coordinator: 'any' },
  },
  'engagement.rests': {
    what: 'Prendre des nouvelles d’un silence, accueillir un retour, noter entretiens de départ et temps d’échange',
    who: { coordinator: 'any' },
  },
  'engagement.goodbye': {
    what: 'Dire de vive voix à un bénévole, et à la personne visitée, qu’un binôme prend fin',
    who: { coordinator: 'any', 'duty-officer': 'any' },
  },
  'engagement.attestation': {
    what: 'Relire les heures des bénévoles, établir leurs attestations et en annuler',
    who: { coordinator: 'any' },
  },
  'engagement.expense': {
    what: 'Voir les frais des bénévoles, les vérifier, les payer ou les refuser, et régler l’abandon de frais',
    who: { coordinator: 'any' },
  },
  'engagement.recruit': {
    what: 'Répondre aux candidatures, faire les campagnes de recrutement, dire en public qui attend',
    who: { coordinator: 'any' },
  },
});
