import type { RuleName } from '../rule.ts';
import { languageName } from '../score.ts';

const NBSP = '\u00a0';

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** « 45 min », « 1 h », « 1 h 15 » */
export const hours = (minutes: number): string => {
  const whole = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (whole === 0) return `${rest}${NBSP}min`;
  return rest === 0 ? `${whole}${NBSP}h` : `${whole}${NBSP}h${NBSP}${String(rest).padStart(2, '0')}`;
};

/** Why a volunteer is not proposed for a place: a lasting rule, their hours, or the rest of the proposal. */
export type Obstacle = RuleName | 'consent' | 'already-tied' | 'enough-people' | 'no-hours' | 'elsewhere';

type Forms = readonly [one: string, many: string];
const FORMS: Readonly<Record<Exclude<Obstacle, 'language' | 'already-tied' | 'consent'>, Forms>> = {
  'not-active': ['n’est pas en activité', 'ne sont pas en activité'],
  'already-asked': ['a déjà eu cette proposition', 'ont déjà eu cette proposition'],
  introduction: ['n’est pas la personne à présenter', 'ne sont pas la personne à présenter'],
  programme: ['ne souhaite pas ce programme', 'ne souhaitent pas ce programme'],
  requirements: ['a un dossier incomplet', 'ont un dossier incomplet'],
  excluded: ['n’est pas à mettre en lien', 'ne sont pas à mettre en lien'],
  'not-free': ['n’est pas libre à ce moment de la semaine', 'ne sont pas libres à ce moment de la semaine'],
  'same-time': ['a une autre mission à cette heure', 'ont une autre mission à cette heure'],
  'weekly-cap': ['est à son maximum de la semaine', 'sont à leur maximum de la semaine'],
  'rest-days': ['se repose après une autre mission', 'se reposent après une autre mission'],
  'heavy-twice': ['sort d’une visite éprouvante', 'sortent d’une visite éprouvante'],
  'after-hard': ['se repose après une visite éprouvante', 'se reposent après une visite éprouvante'],
  'too-far': ['habite trop loin', 'habitent trop loin'],
  needs: ['préfère éviter ce lieu', 'préfèrent éviter ce lieu'],
  'by-car': ['ne se déplace pas en voiture', 'ne se déplacent pas en voiture'],
  'offers-lately': ['a déjà reçu assez de propositions', 'ont déjà reçu assez de propositions'],
  'enough-people': ['accompagne déjà assez de personnes', 'accompagnent déjà assez de personnes'],
  'no-hours': ['n’a plus assez d’heures dans la semaine', 'n’ont plus assez d’heures dans la semaine'],
  elsewhere: [
    'conviendrait, mais ses heures vont à d’autres binômes de cette proposition',
    'conviendraient, mais leurs heures vont à d’autres binômes de cette proposition',
  ],
};

const formsOf = (
  obstacle: Exclude<Obstacle, 'already-tied' | 'consent'>,
  languages: readonly string[],
): Forms => {
  if (obstacle !== 'language') return FORMS[obstacle];
  const names = languages.map(languageName).join(' ou ');
  return [`ne parle pas ${names}`, `ne parlent pas ${names}`];
};

/** Why a place stays empty: every other volunteer counted once, by the first thing that stands in the way. */
export const leftSentence = (obstacles: readonly Obstacle[], languages: readonly string[]): string => {
  if (obstacles.includes('consent')) return 'La personne n’a pas donné son accord, ou l’a repris.';
  const counts = new Map<Exclude<Obstacle, 'already-tied' | 'consent'>, number>();
  let people = 0;
  for (const obstacle of obstacles) {
    if (obstacle === 'already-tied' || obstacle === 'consent') continue;
    counts.set(obstacle, (counts.get(obstacle) ?? 0) + 1);
    people += 1;
  }
  const [only] = counts.keys();
  if (!only) return 'Il n’y a pas d’autre bénévole.';
  if (people === 1)
    return `Le seul ${obstacles.length > 1 ? 'autre ' : ''}bénévole ${formsOf(only, languages)[0]}.`;
  const words = [...counts]
    .toSorted(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
    .map(([obstacle, n]) => `${n}${NBSP}${formsOf(obstacle, languages)[n > 1 ? 1 : 0]}`);
  return `Sur ${people}${NBSP}bénévoles : ${words.join(', ')}.`;
};
