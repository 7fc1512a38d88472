import {
  addDays,
  type CivilDay,
  type CivilTime,
  civilOf,
  daysBetween,
  type HalfDay,
  weekday,
  yearOf,
} from './civil.ts';
import type { Instant } from './instant.ts';

const WEEKDAYS = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];
/** In the order of the year. */
export const MONTHS = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

const parts = (day: CivilDay) => ({
  name: WEEKDAYS[weekday(day) - 1] ?? '',
  date: Number(day.slice(8)),
  month: MONTHS[Number(day.slice(5, 7)) - 1] ?? '',
  year: yearOf(day),
});
const ordinal = (date: number): string => (date === 1 ? '1er' : String(date));

/** « mardi 7 juillet » */
export const frenchDay = (day: CivilDay): string => {
  const p = parts(day);
  return `${p.name} ${ordinal(p.date)} ${p.month}`;
};
/** « 7 juillet 2026 » */
export const frenchDate = (day: CivilDay): string => {
  const p = parts(day);
  return `${ordinal(p.date)} ${p.month} ${p.year}`;
};
/** « mardi 7 juillet 2026 » */
export const frenchFullDay = (day: CivilDay): string => `${frenchDay(day)} ${yearOf(day)}`;

/** « 14 h », « 14 h 30 », with the no-break space of French typography. */
export const frenchTime = (time: CivilTime): string => {
  const hour = Number(time.slice(0, 2));
  const minute = time.slice(3);
  return minute === '00' ? `${hour}\u00a0h` : `${hour}\u00a0h\u00a0${minute}`;
};
/** « mardi 7 juillet à 14 h » */
export const frenchMoment = (at: Instant): string => {
  const { day, time } = civilOf(at);
  return `${frenchDay(day)} à ${frenchTime(time)}`;
};

/** Days from which a date of another year is said with it: « lundi 4 janvier » in December is the next one. */
const FAR_DAYS = 180;
/** « aujourd’hui », « demain », « hier », else « mardi 7 juillet »; with its year where that would be taken for another. */
export const frenchRelativeDay = (day: CivilDay, today: CivilDay): string => {
  if (day === today) return 'aujourd’hui';
  if (day === addDays(today, 1)) return 'demain';
  if (day === addDays(today, -1)) return 'hier';
  const isFar = Math.abs(daysBetween(day, today)) > FAR_DAYS && yearOf(day) !== yearOf(today);
  return isFar ? frenchFullDay(day) : frenchDay(day);
};

/** « depuis 3 jours », « depuis 2 h », « à l’instant »: how long someone has been waiting. */
export const frenchSince = (from: Instant, now: Instant): string => {
  const minutes = Math.floor((Date.parse(now) - Date.parse(from)) / 60_000);
  if (minutes < 1) return 'à l’instant';
  if (minutes < 60) return `depuis ${minutes}\u00a0min`;
  if (minutes < 48 * 60) return `depuis ${Math.floor(minutes / 60)}\u00a0h`;
  return `depuis ${daysBetween(civilOf(from).day, civilOf(now).day)} jours`;
};

const SMS_MONTHS = [
  'janv',
  'fév',
  'mars',
  'avril',
  'mai',
  'juin',
  'juil',
  'août',
  'sept',
  'oct',
  'nov',
  'déc',
];
/** « mar 7 juil » in GSM-7 letters only (no û): for SMS. */
export const smsDay = (day: CivilDay): string => {
  const p = parts(day);
  const month = (SMS_MONTHS[Number(day.slice(5, 7)) - 1] ?? '').replace('û', 'u');
  return `${p.name.slice(0, 3)} ${ordinal(p.date)} ${month}`;
};
/** « 14h », « 14h30 »: for SMS. */
export const smsTime = (time: CivilTime): string => {
  const minute = time.slice(3);
  return `${Number(time.slice(0, 2))}h${minute === '00' ? '' : minute}`;
};

const HALF_DAY_NAMES: Readonly<Record<HalfDay, string>> = {
  'mon-am': 'lundi matin',
  'mon-pm': 'lundi après-midi',
  'tue-am': 'mardi matin',
  'tue-pm': 'mardi après-midi',
  'wed-am': 'mercredi matin',
  'wed-pm': 'mercredi après-midi',
  'thu-am': 'jeudi matin',
  'thu-pm': 'jeudi après-midi',
  'fri-am': 'vendredi matin',
  'fri-pm': 'vendredi après-midi',
  'sat-am': 'samedi matin',
  'sat-pm': 'samedi après-midi',
  'sun-am': 'dimanche matin',
  'sun-pm': 'dimanche après-midi',
};
export const frenchHalfDay = (half: HalfDay): string => HALF_DAY_NAMES[half];
