import type { AuditEvent } from '../../../../shared/audit/audit.ts';
import { capital } from '../../../../shared/french/french.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import type { OfferClosedBy } from '../../../../shared/offers/close-offer.ts';
import { frenchMoment } from '../../../../shared/time/french.ts';
import { instantSchema } from '../../../../shared/time/instant.ts';
import type { TimelineItem } from '../../../web/components.tsx';
import { type People, volunteerNamed } from '../../day/people.ts';
import type { Team } from '../../seniors/team.ts';
import { goingWords } from './act-words.ts';

export const CANCEL_REASONS: Readonly<Record<NonNullable<Mission['cancelled']>['reason'], string>> = {
  'senior-absent': 'la personne est absente',
  'senior-closed': 'l’accompagnement a pris fin',
  'service-paused': 'les visites sont en pause',
  'service-closed': 'les visites ont pris fin',
  'consent-withdrawn': 'la personne ne le souhaite plus',
  coordinator: 'décision de la coordination',
  'one-is-enough': 'une seule personne y va cette fois',
};
const cancelReasons = new Map<string, string>(Object.entries(CANCEL_REASONS));

export const OVERRIDE_WORDS = {
  'they-agreed': 'son accord a été donné au téléphone',
  'knows-her': 'les deux se connaissent',
  'nobody-else': 'il n’y a personne d’autre',
} as const;
const overrides = new Map<string, string>(Object.entries(OVERRIDE_WORDS));

const OFFER_CLOSED: Readonly<Record<OfferClosedBy, string>> = {
  pause: 'en pause',
  leave: 'parti du réseau',
  'tie-ended': 'ce binôme a pris fin',
  'kept-apart': 'il ne lui est plus rien proposé chez cette personne',
};
const offerClosed = new Map<string, string>(Object.entries(OFFER_CLOSED));

const detail = (event: AuditEvent, name: string): string => String(event.details?.[name] ?? '');
const momentIn = (event: AuditEvent, name: string): string => {
  const at = instantSchema.safeParse(detail(event, name));
  return at.success ? frenchMoment(at.data) : '';
};
const people = (n: string): string => (n === '1' ? 'une personne' : `${n} personnes`);

/** Steps of the machinery, of no use to a reader. */
const SILENT: ReadonlySet<string> = new Set(['look-settled']);

type Told = { readonly sentence: string; readonly tone?: TimelineItem['tone'] };

/** Whose answer sets the search going; not everybody's, where more have a question open than it waits for. */
const answerAwaited = (event: AuditEvent): string | undefined => {
  const [answers, of] = [Number(detail(event, 'answers')), Number(detail(event, 'of'))];
  if (answers === 0) return undefined;
  if (of <= answers) return 'dès qu’une réponse arrive';
  return answers === 1 ? 'dès que le mieux placé répond' : `dès que l’un des ${answers} mieux placés répond`;
};

/** Why nobody is asked for now; a story from before the reason was kept knows of the hour alone. */
const waitWords = (why: string, until: string, answer: string | undefined): string => {
  if (why === 'spared') {
    const again = answer ? `${answer}, au plus tard ${until}` : until;
    return `Ceux qui restent à interroger ont déjà une question en attente, ou se reposent : la recherche reprend ${again}.`;
  }
  if (why === 'introduction')
    return `La personne qui vient se présenter a le temps de répondre, jusqu’à ${until}.`;
  if (why === 'changed') return 'La situation vient de changer : la recherche reprend dans quelques minutes.';
  return 'Les propositions attendent une heure à laquelle écrire.';
};

const tell = (event: AuditEvent, who: string, names: People, words: ReturnType<typeof goingWords>): Told => {
  const whom = volunteerNamed(names, detail(event, 'volunteer'));
  switch (event.action) {
    case 'mission-planned':
      return { sentence: 'Mission prévue par le rythme convenu.' };
    case 'mission-added':
      return { sentence: `${who} a ajouté cette mission.` };
    case 'wave-sent':
      return { sentence: `Proposition envoyée à ${people(detail(event, 'asked'))}.` };
    case 'search-waits':
      return {
        sentence: waitWords(detail(event, 'why'), momentIn(event, 'until'), answerAwaited(event)),
      };
    case 'search-woken':
      return {
        sentence: `La question en attente de ${whom} a eu sa réponse, ou est close : la recherche reprend.`,
      };
    case 'search-ended':
      return { sentence: 'Plus personne à interroger.', tone: 'warn' };
    case 'search-relaunched':
      return { sentence: `${who} a relancé la recherche.` };
    case 'offered-by-hand': {
      const why = overrides.get(detail(event, 'why'));
      return { sentence: `${who} a choisi ${whom}${why ? `, hors règles : ${why}` : ''}.` };
    }
    case 'mission-accepted':
      return {
        sentence:
          detail(event, 'via') === 'coordinator'
            ? `${who} a noté le oui de ${whom}.`
            : `${whom} a accepté par le lien.`,
        tone: 'good',
      };
    case 'offer-declined':
      return {
        sentence:
          event.actor.kind === 'staff' ? `${who} a noté le non de ${whom}.` : `${whom} a répondu non.`,
      };
    case 'mission-handed-back':
      return { sentence: `${whom} a rendu la mission.`, tone: 'warn' };
    case 'offer-closed':
      return {
        sentence: `La proposition à ${whom} est close : ${offerClosed.get(detail(event, 'cause')) ?? 'raison non dite'}.`,
      };
    case 'offers-released':
      return { sentence: 'Les autres propositions sont closes.' };
    case 'mission-confirmed':
      return { sentence: `${capital(words.confirmed)}.`, tone: 'good' };
    case 'details-opened':
      return { sentence: words.openedOnce };
    case 'mission-moved':
      return {
        sentence: `${who} a déplacé la mission, de ${momentIn(event, 'before')} à ${momentIn(event, 'after')}.`,
      };
    case 'mission-cancelled':
      if (detail(event, 'reason') === 'one-is-enough')
        return { sentence: `${who} laisse l’autre personne y aller seule cette fois.` };
      return {
        sentence: `${who} a annulé la mission : ${cancelReasons.get(detail(event, 'reason')) ?? 'raison non dite'}.`,
        tone: 'alert',
      };
    case 'mission-follows-file':
      return { sentence: 'Secteur, besoins ou langues mis à jour d’après la fiche de la personne.' };
    case 'mission-unfilled':
      return { sentence: words.missed, tone: 'alert' };
    case 'introduction-planned':
      return { sentence: 'Une seconde personne vient se présenter à cette visite.' };
    case 'visit-arrived':
      return { sentence: 'Arrivée notée.' };
    case 'visit-left':
      return { sentence: 'Fin de visite notée.' };
    case 'visit-reported':
      return { sentence: 'Compte rendu reçu.', tone: 'good' };
    case 'concern-told':
      return { sentence: `${whom} a dit une inquiétude.`, tone: 'warn' };
    case 'reminded-day-before':
    case 'reminded-two-hours':
      return { sentence: 'Rappel envoyé.' };
    case 'report-asked':
      return { sentence: 'Compte rendu demandé.' };
    case 'report-nudged':
      return { sentence: 'Compte rendu redemandé, une fois.' };
    case 'exit-asked':
      return { sentence: 'Fin de visite non notée : un SMS demande si tout va bien.', tone: 'warn' };
    case 'exit-alerted':
      return { sentence: 'Toujours pas de nouvelles : l’équipe est prévenue.', tone: 'alert' };
    case 'uncovered-told':
      return { sentence: 'Personne encore : une tâche est donnée à l’équipe.', tone: 'warn' };
    case 'report-missing-told':
      return { sentence: 'Pas de compte rendu : une tâche est donnée à l’équipe.', tone: 'warn' };
    default:
      return { sentence: 'La mission a été modifiée.' };
  }
};

/** The audit of a mission in French sentences, newest first. */
export const missionStory = (
  { act }: Pick<Mission, 'act'>,
  events: readonly AuditEvent[],
  team: Team,
  names: People,
): readonly TimelineItem[] =>
  events
    .filter((event) => !SILENT.has(event.action))
    .map((event): TimelineItem => {
      const who =
        team.get(event.actor.id)?.name ??
        (event.actor.kind === 'staff' ? 'Un membre de l’équipe' : 'La plateforme');
      const { sentence, tone } = tell(event, who, names, goingWords(act));
      return { at: event.at, title: sentence, ...(tone ? { tone } : {}) };
    })
    .reverse();
