import type { AuditEvent } from '../../../../shared/audit/audit.ts';
import { purposeSchema } from '../../../../shared/consents/consent.ts';
import { PURPOSE_WORDS } from '../../../../shared/consents/decide-consent.ts';
import type { TimelineItem } from '../../../web/components.tsx';
import type { Team } from '../team.ts';

/** Each action of a flag's and of a file's audit, as a person would tell it. `who` is put before it. */
const SENTENCES: Readonly<Record<string, string>> = {
  'flag-received': 'a envoyé le signalement',
  'flag-acknowledge': 'a pris le signalement en charge',
  'flag-try': 'a essayé de joindre la personne, sans réponse',
  'flag-contact': 'a parlé avec la personne',
  'flag-take-up': 'a ouvert son dossier',
  'flag-know': 'a rattaché le signalement à un dossier existant',
  'flag-decline': 'a noté que la personne ne souhaite pas de suite',
  'flag-redirect': 'a orienté la personne vers un autre service',
  'flag-give-up': 'a noté que la personne est injoignable',
  'flag-close': 'a clos le signalement',
  'flag-reopen': 'a repris le signalement',
  'flag-withdraw': 'a retiré son signalement',
  'flag-reworded': 'a réécrit ce qui a été remarqué',
  'flag-told-letter': 'a envoyé la lettre à la personne',
  'flag-told-spoken': 'a prévenu la personne de vive voix',
  'flag-told-safe-channel': 'a prévenu la personne par le chemin sûr',
  'flag-deadline': 'Une échéance est passée : l’équipe est prévenue',
  'senior-created': 'a ouvert le dossier',
  'senior-imported': 'a repris le dossier d’un fichier',
  'consent-recorded': 'a noté une réponse à une demande d’accord',
  'senior-edited': 'a modifié le dossier',
  'situation-opened': 'a commencé l’accompagnement',
  'referent-changed': 'a changé le référent',
  'exclusion-added': 'a noté un bénévole à ne plus envoyer',
  'exclusion-lifted': 'a levé une exclusion',
  'picture-taken': 'a noté les réponses au questionnaire',
  'senior-closed': 'a clos le dossier',
  'senior-reopened': 'a rouvert le dossier',
  'file-merged-here': 'a réuni un autre dossier avec celui-ci',
  'file-merging': 'a réuni ce dossier avec un autre',
  'file-clock': 'Une date est arrivée : une tâche est donnée à l’équipe',
  'volunteer-to-call': 'Une tâche est donnée : appeler un bénévole',
  'moved-to-merged-file': 'a rattaché cet élément au dossier réuni',
};

/** Steps of the machinery, of no use to a reader. */
const SILENT: ReadonlySet<string> = new Set(['settling', 'settled']);

const consentSentence = (event: AuditEvent): string | undefined => {
  const purpose = purposeSchema.safeParse(event.details?.purpose);
  if (!event.action.startsWith('consent-') || !purpose.success) return undefined;
  const { name } = PURPOSE_WORDS[purpose.data];
  switch (event.action) {
    case 'consent-given':
      return `a noté son accord : ${name}`;
    case 'consent-refused':
      return `a noté son refus : ${name}`;
    case 'consent-withdrawn':
      return `a retiré son accord : ${name}`;
    default:
      return `a demandé son accord : ${name}`;
  }
};

const FIELDS: Readonly<Record<string, string>> = {
  civility: 'civilité',
  firstName: 'prénom',
  lastName: 'nom',
  birthName: 'nom de naissance',
  birthDay: 'date de naissance',
  address: 'adresse',
  phones: 'téléphones',
  email: 'adresse électronique',
  preferredChannel: 'moyen de contact préféré',
  sensitive: 'chemin sûr',
  practicalNotes: 'notes pratiques',
  needs: 'particularités du logement',
  languages: 'langues',
  wishes: 'souhaits',
  subjects: 'sujets aimés',
  gives: 'ce qu’elle offre',
  emergencyContacts: 'personnes à prévenir',
  absences: 'absences',
  recontactOn: 'date de recontact',
};
const editedFields = (event: AuditEvent): string | undefined =>
  event.action === 'senior-edited' && typeof event.details?.fields === 'string'
    ? event.details.fields
        .split(' ')
        .flatMap((field) => FIELDS[field] ?? [])
        .join(', ')
    : undefined;

/** The audit of a record as sentences, newest first: who did what, when; facts without their content. */
export const storyOf = (events: readonly AuditEvent[], team: Team): readonly TimelineItem[] =>
  events
    .filter((event) => !SILENT.has(event.action))
    .map((event): TimelineItem => {
      const who = team.get(event.actor.id)?.name;
      const sentence = consentSentence(event) ?? SENTENCES[event.action] ?? 'a modifié cet élément';
      const standsAlone = /^\p{Lu}/u.test(sentence);
      const by = who ?? (event.actor.kind === 'staff' ? 'Un membre de l’équipe' : 'La plateforme');
      const body = editedFields(event);
      return {
        at: event.at,
        title: standsAlone ? `${sentence}.` : `${by} ${sentence}.`,
        ...(body ? { body } : {}),
      };
    })
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0));
