import { frenchPhone, type Phone } from '../phone/phone.ts';
import { impossible } from '../result/result.ts';
import { type CivilDay, civilOf } from '../time/civil.ts';
import { smsDay, smsTime } from '../time/french.ts';
import type { Instant } from '../time/instant.ts';
import type { Act } from '../town/act.ts';
import type { GatheringType } from '../volunteers/gatherings/gathering-type.ts';
import { measureText, toGsm7 } from './gsm7.ts';
import type { AlertReason, Message } from './message.ts';

/** Who signs, from the town's settings. `contact` is an agent's first name, never a senior's. */
export type Signature = {
  readonly house: string;
  readonly contact: string | undefined;
  readonly phone: Phone;
  readonly sectorName: (code: string) => string;
};

const ACTS: Readonly<Record<Act, string>> = {
  visit: 'visite',
  call: 'appel',
  books: 'livres',
  outing: 'sortie',
  parcel: 'colis',
  help: 'coup de main',
};

const GATHERINGS: Readonly<Record<GatheringType, string>> = {
  training: 'formation',
  outing: 'sortie',
  meeting: 'rencontre',
};

const moment = (at: Instant): string => {
  const { day, time } = civilOf(at);
  return `${smsDay(day)} à ${smsTime(time)}`;
};
const hour = (at: Instant): string => smsTime(civilOf(at).time);
const day = (at: Instant): string => smsDay(civilOf(at).day);
const until = (end: CivilDay | undefined): string =>
  end === undefined ? 'en pause, sans date de fin' : `en pause jusqu'au ${smsDay(end)}`;

const counted = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;
const alert = (reason: AlertReason, count: number): string => {
  switch (reason) {
    case 'missions-uncovered':
      return counted(count, 'mission sans bénévole dans les 48 h', 'missions sans bénévole dans les 48 h');
    case 'urgent-flag':
      return counted(count, 'signalement urgent à traiter', 'signalements urgents à traiter');
    case 'concern-raised':
      return counted(
        count,
        'inquiétude à traiter, dite par un bénévole',
        'inquiétudes à traiter, dites par des bénévoles',
      );
    case 'late-hand-back':
      return counted(count, 'mission rendue à moins de 24 h', 'missions rendues à moins de 24 h');
    case 'exit-missing':
      return counted(count, 'sortie de visite non notée', 'sorties de visite non notées');
    case 'messages-failing':
      return `${count} SMS non remis`;
    case 'call-distress':
      return 'URGENT, une personne en détresse lors des appels';
    case 'calls-overdue':
      return counted(count, 'personne à joindre, délai dépassé', 'personnes à joindre, délai dépassé');
    default:
      return impossible(reason);
  }
};

/** The desk's page where it waits, by its name in the menu. */
const pageOf = (reason: AlertReason): string =>
  reason === 'calls-overdue' ? 'Suivi des appels' : 'La journée';

/**
 * Every sentence the town sends by SMS. It names who writes; the page behind the link says how to receive no
 * more of them, and where there is no link the telephone number does. The word that operators read as an
 * advertising opt-out is never written (domain.md §10).
 */
const sentence = (m: Message, s: Signature, secret: string): string => {
  const from = s.contact === undefined ? s.house : `${s.contact}, ${s.house}`;
  const what = (mission: { readonly act: Act }): string => ACTS[mission.act];
  switch (m.kind) {
    case 'offer':
      return `${from} : ${what(m)} ${s.sectorName(m.sector)} ${moment(m.startsAt)}. Oui ou non : ${secret}`;
    case 'accepted-confirmation':
      return `${s.house} : merci, ${what(m)} ${moment(m.startsAt)}. Détails, imprévu : ${secret}`;
    case 'reminder-day-before':
      return `${s.house} : rappel, ${what(m)} ${moment(m.startsAt)}. Je confirme ou je ne peux plus : ${secret}`;
    case 'reminder-two-hours':
      return `${s.house} : ${what(m)} ${moment(m.startsAt)}, nous comptons sur vous. Détails, imprévu : ${secret}`;
    case 'report-request':
      return `${s.house} : ${what(m)} ${day(m.startsAt)}, comment était-ce ? Trois questions : ${secret}`;
    case 'report-nudge':
      return `${s.house} : il nous manque votre mot (${what(m)} ${day(m.startsAt)}). Une minute suffit : ${secret}`;
    case 'exit-missing':
      return `${s.house} : tout va bien ? La fin n'est pas notée (${what(m)}). Répondre : ${secret} Urgence : 112`;
    case 'mission-cancelled':
      return `${s.house} : ${what(m)} ${moment(m.startsAt)}, c'est annulé, rien à faire. Merci. ${secret}`;
    case 'mission-moved':
      return `${s.house} : ${what(m)} ${moment(m.startsAt)} passe au ${moment(m.movedTo)}. Oui ou non : ${secret}`;
    case 'hand-back-received':
      return `${s.house} : c'est noté, nous ne comptons plus sur vous ${moment(m.startsAt)}. Merci d'avoir prévenu. Une question : ${frenchPhone(s.phone)}`;
    case 'partner-gone':
      return `${s.house} : ${what(m)}${m.alone ? '' : ' à deux'} ${moment(m.startsAt)}, l'autre personne ne peut plus. ${m.alone ? 'Allez-y comme prévu' : 'Nous cherchons'}. ${secret}`;
    case 'calls-offer':
      return `${s.house} : ${counted(m.count, 'appel', 'appels')} ${m.friendly ? 'de convivialité' : 'chaleur'} ${s.sectorName(m.sector)}, ${day(m.startsAt)} avant ${hour(m.endsAt)}. Oui ou non : ${secret}`;
    case 'calls-reminder':
      return `${s.house} : ${counted(m.count, 'appel vous attend', 'appels vous attendent')} ce matin, avant ${hour(m.endsAt)}. La liste, imprévu : ${secret}`;
    case 'round-offer':
      return `${s.house} : tournée de ${what(m)}, ${counted(m.count, 'porte', 'portes')}, ${moment(m.startsAt)}. Oui ou non : ${secret}`;
    case 'round-confirmation':
      return `${s.house} : merci, tournée de ${what(m)} ${moment(m.startsAt)}, ${counted(m.count, 'porte', 'portes')}. La liste, imprévu : ${secret}`;
    case 'round-reminder':
      return `${s.house} : rappel, tournée de ${what(m)} ${moment(m.startsAt)}. La liste, imprévu : ${secret}`;
    case 'round-changed':
      return `${s.house} : tournée de ${what(m)} ${day(m.startsAt)}, la porte prévue à ${hour(m.startsAt)} est annulée. La liste : ${secret}`;
    case 'round-withdrawn':
      return `${s.house} : la tournée de ${what(m)} ${moment(m.startsAt)}, c'est annulé, rien à faire. Merci. ${secret}`;
    case 'round-report':
      return `${s.house} : tournée de ${what(m)} ${day(m.startsAt)}, il manque ${counted(m.count, 'porte', 'portes')}. Que s'est-il passé ? ${secret}`;
    case 'thanks-received':
      return `${s.house} : un mot de remerciement vous attend. Le lire : ${secret}`;
    case 'milestone':
      return `${from} : ${m.milestone === 'years' ? `${counted(m.count, 'an', 'ans')} de bénévolat avec nous` : `${counted(m.count, 'mission faite', 'missions faites')} avec nous`}. Un grand merci ! Pour nous parler : ${frenchPhone(s.phone)}`;
    case 'yearly-letter':
      return `${s.house} : votre année de bénévolat, dans une lettre. Avec tous nos mercis : ${secret}`;
    case 'gathering-invitation':
      return `${s.house} : ${GATHERINGS[m.gathering]} ${moment(m.startsAt)}. En serez-vous ? Oui ou non : ${secret}`;
    case 'gathering-reminder':
      return `${s.house} : rappel, ${GATHERINGS[m.gathering]} ${moment(m.startsAt)}. Lieu, imprévu : ${secret}`;
    case 'gathering-seat':
      return `${s.house} : une place s'est libérée, vous venez (${GATHERINGS[m.gathering]} ${moment(m.startsAt)}). Lieu, imprévu : ${secret}`;
    case 'gathering-changed':
      return `${s.house} : ${GATHERINGS[m.gathering]} ${moment(m.startsAt)}, l'heure ou le lieu a changé. Lieu, imprévu : ${secret}`;
    case 'gathering-cancelled':
      return `${s.house} : ${GATHERINGS[m.gathering]} ${moment(m.startsAt)}, c'est annulé. Avec nos excuses. ${secret}`;
    case 'device-code':
      return `${s.house} : code ${secret} pour ouvrir votre mission sur cet appareil, 10 minutes. Ne le donnez à personne. ${frenchPhone(s.phone)}`;
    case 'my-space-link':
      return `${s.house} : votre espace (missions, pause, données, ne plus recevoir) : ${secret}`;
    case 'application-received':
      return `${s.house} : merci, votre candidature est arrivée. Nous vous appelons sous peu. Question ou retrait : ${frenchPhone(s.phone)}`;
    case 'application-called':
      return `${s.house} : nous vous avons appelé pour votre candidature. Nous rappelons bientôt, ou appelez-nous : ${frenchPhone(s.phone)}`;
    case 'interview-fixed':
      return `${s.house} : votre entretien est prévu ${moment(m.startsAt)}. Merci. Un empêchement : ${frenchPhone(s.phone)}`;
    case 'welcome':
      return `${s.house} : bienvenue parmi les bénévoles. Votre espace, sans mot de passe : ${secret}`;
    case 'pause-confirmed':
      return `${s.house} : c'est noté, ${until(m.until)}. Plus de proposition. Changer d'avis : ${secret}`;
    case 'pause-over':
      return `${s.house} : votre pause est finie, heureux de vous retrouver. Reprendre en douceur, ou la prolonger : ${secret}`;
    case 'return-question':
      return `${s.house} : prenez votre temps. Si vous pensez à une date de retour, ou pas encore, dites-le ici : ${secret}`;
    case 'stay-question':
      return `${s.house} : nous pensons à vous. Vous restez, une pause, ou c'est fini ? Tout nous va : ${secret}`;
    case 'check-in-question':
      return `${s.house} : et vous, comment allez-vous ? Trois questions, si vous voulez : ${secret}`;
    case 'leave-confirmed':
      if (m.candidate)
        return `${s.house} : votre candidature est close, vous ne recevrez plus de message. Merci d'avoir pensé à nous. Vos données : ${frenchPhone(s.phone)}`;
      return `${s.house} : votre départ est noté, vous ne recevrez plus de message. Merci pour tout. Vos données : ${frenchPhone(s.phone)}`;
    case 'summer-question':
      return `${s.house} : vos absences de cet été ? Les dire prend une minute, et nous prévoyons un relais : ${secret}`;
    case 'attestation-ready':
      return `${s.house} : votre attestation est prête, à lire et à imprimer dans votre espace : ${secret}`;
    case 'expense-paid':
      return `${s.house} : votre remboursement est fait. Le détail, dans votre espace : ${secret}`;
    case 'coordinator-alert':
      return `${s.house} : ${alert(m.reason, m.count)}. Voir la page ${pageOf(m.reason)}.`;
    default:
      return impossible(m);
  }
};

/** A name cut to `room` characters ends in a full stop, on a word where it can. */
const clip = (name: string, room: number): string => {
  const text = toGsm7(name).replace(/\s+/g, ' ').trim();
  return text.length <= room ? text : `${text.slice(0, room - 1).replace(/[^\p{L}\p{N}]+$/u, '')}.`;
};

const LONGEST_NAME = 60;
const SHORTEST_NAME = 6;

/**
 * The text of one message: GSM-7, one part, whatever the length of the town's own names (house, sector, first
 * name of the agent). The longest names are shortened first; the link is never touched. Undefined when
 * even six letters a name do not fit, which only a links host far beyond 14 characters can cause.
 */
export const writeText = (message: Message, signature: Signature, secret: string): string | undefined => {
  for (let room = LONGEST_NAME; room >= SHORTEST_NAME; room -= 1) {
    const text = toGsm7(
      sentence(
        message,
        {
          ...signature,
          house: clip(signature.house, room),
          contact: signature.contact === undefined ? undefined : clip(signature.contact, room),
          sectorName: (code) => clip(signature.sectorName(code), room),
        },
        secret,
      ),
    );
    if (measureText(text).parts === 1) return text;
  }
  return undefined;
};
