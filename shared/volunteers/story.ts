import type { AuditEvent } from '../audit/audit.ts';
import { isCivilDay } from '../time/civil.ts';
import { frenchDate } from '../time/french.ts';
import { requirementKindSchema } from '../town/programme.ts';
import { STATE_NAMES } from './path.ts';
import { REQUIREMENT_NAMES } from './requirements.ts';
import { leaveReasonSchema, volunteerStateSchema } from './volunteer.ts';
import { LEAVE_REASON_NAMES } from './words.ts';

const FIELD_NAMES: Readonly<Record<string, string>> = {
  firstName: 'prénom',
  lastName: 'nom',
  email: 'adresse électronique',
  address: 'adresse',
  phone: 'téléphone',
  channel: 'façon de communiquer',
  phoneLostAt: 'reprise des SMS après un téléphone perdu',
  travel: 'déplacements',
  rangeMetres: 'distance',
  languages: 'langues',
  availability: 'disponibilités',
  weekdaysFrom: 'soirées',
  exceptions: 'absences',
  weeklyCap: 'nombre de missions par semaine',
  restDays: 'jours de repos',
  programmes: 'types de mission',
  avoids: 'préférences de lieu',
  subjects: 'sujets aimés',
  remindTwoHoursBefore: 'rappel deux heures avant',
  birthYear: 'année de naissance',
};

const detail = (event: AuditEvent, name: string): string => String(event.details?.[name] ?? '');
const dayIn = (event: AuditEvent, name: string): string => {
  const text = detail(event, name);
  return isCivilDay(text) ? frenchDate(text) : text;
};

const fields = (event: AuditEvent): string => {
  const names = detail(event, 'fields')
    .split(', ')
    .flatMap((field) => FIELD_NAMES[field] ?? []);
  return names.length === 0 ? '' : ` : ${names.join(', ')}`;
};

const requirement = (event: AuditEvent): string => {
  const kind = requirementKindSchema.safeParse(detail(event, 'kind')).data;
  const until = detail(event, 'until') ? `, valable jusqu’au ${dayIn(event, 'until')}` : '';
  return `Dossier : ${kind ? REQUIREMENT_NAMES[kind] : 'pièce'} le ${dayIn(event, 'on')}${until}`;
};

const stateChange = (event: AuditEvent): string => {
  const to = volunteerStateSchema.safeParse(event.to).data;
  return to ? `Devient : ${STATE_NAMES[to]}` : 'Fiche mise à jour';
};

/** One event of a volunteer's history as a coordinator would tell it; who and when are told beside it. */
export const storySentence = (event: AuditEvent): string => {
  switch (event.action) {
    case 'volunteer-applied':
      return 'Candidature reçue par le formulaire';
    case 'volunteer-registered':
      return 'Candidature notée au bureau';
    case 'applicant-spoke':
      return 'Candidature : appel, la personne a répondu';
    case 'applicant-no-answer':
      return 'Candidature : appel sans réponse';
    case 'applicant-interview-fixed':
      return `Candidature : entretien fixé au ${dayIn(event, 'on')}`;
    case 'applicant-waits-too-long':
      return 'Candidature en attente au-delà du délai : tâche';
    case 'requirement-recorded':
      return requirement(event);
    case 'requirement-ends-soon':
      return 'Une pièce du dossier arrive à son terme : tâche créée';
    case 'volunteer-activated':
      return 'Devient bénévole actif';
    case 'volunteer-paused':
      return detail(event, 'until')
        ? `Se met en pause jusqu’au ${dayIn(event, 'until')}`
        : 'Se met en pause, sans date de fin';
    case 'volunteer-resumed':
      return 'Reprend ses missions';
    case 'volunteer-leaves': {
      const reason = leaveReasonSchema.safeParse(detail(event, 'reason')).data;
      return `Quitte le réseau : ${reason ? LEAVE_REASON_NAMES[reason] : 'raison non dite'}`;
    }
    case 'volunteer-wound-down':
      return event.details?.cause === 'resume'
        ? 'Visites régulières rétablies'
        : 'Propositions closes, missions rendues, binômes prévenus';
    case 'volunteer-came-back':
      return 'Revient : de nouveau candidat';
    case 'volunteer-edited':
      return `Fiche modifiée${fields(event)}`;
    case 'exclusion-added':
      return 'À ne plus associer avec une personne accompagnée';
    case 'exclusion-removed':
      return 'Peut de nouveau être associé à une personne accompagnée';
    case 'binome-asked':
      return 'Aimerait un binôme';
    case 'binome-made':
      return 'Forme un binôme';
    case 'binome-ended':
      return 'Le binôme prend fin';
    case 'phone-lost':
      return 'Téléphone perdu ou volé : les liens d’avant ne s’ouvrent plus, aucun SMS ne part';
    case 'phone-trusted':
      return 'Numéro de nouveau sûr : les SMS reprennent';
    case 'sms-opted-out':
      return 'Ne souhaite plus recevoir de SMS';
    case 'sms-opted-in':
      return 'Accepte de nouveau les SMS';
    case 'volunteer-eased':
      return `Rythme allégé jusqu’au ${dayIn(event, 'until')}`;
    case 'volunteer-easing-ended':
      return 'Reprend son rythme habituel';
    case 'thanks-withdrawn':
      return 'Mots d’une personne accompagnée repris avant d’être lus';
    case 'requirement-removed':
      return `Dossier corrigé : formation du ${dayIn(event, 'on')} retirée`;
    case 'summer-asked':
      return 'Question sur les absences de l’été, par SMS';
    case 'volunteer-thanked':
      return 'Remerciement noté';
    case 'space-link-sent':
      return 'Lien vers « Mon espace » envoyé';
    case 'calendar-opened':
      return 'Agenda partagé ouvert, ou adresse renouvelée';
    case 'calendar-closed':
      return 'Agenda partagé fermé';
    default:
      return stateChange(event);
  }
};

/** Who acted, without a name: the page adds the name of a member of staff. */
export const actorName = (event: AuditEvent): string => {
  switch (event.actor.kind) {
    case 'volunteer':
      return 'le bénévole';
    case 'staff':
      return 'l’équipe';
    case 'public':
      return 'le formulaire public';
    case 'system':
      return 'automatiquement';
  }
};
