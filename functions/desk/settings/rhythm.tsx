import * as z from 'zod';
import { frenchTime } from '../../../shared/time/french.ts';
import { Field } from '../../web/fields.tsx';
import { decimal, integer, time } from '../../web/form.ts';
import { sectionRoutes } from './section.tsx';

const MICRO = 1_000_000;
const euros = (micro: number): string => String(micro / MICRO).replace('.', ',');
/** « 36 h », « 8 jours ». */
const within = (count: number): string =>
  count > 24 && count % 24 === 0 ? plural(count / 24, 'jour') : `${count}\u00a0h`;
const plural = (count: number, one: string): string => `${count}\u00a0${one}${count > 1 ? 's' : ''}`;

const hours = (name: string) => integer(1, 24 * 90, `${name} : un nombre d’heures entre 1 et 2 160.`);

/** When people may be disturbed, how much is asked of a volunteer, and how long anybody may wait. */
export const rhythmSection = sectionRoutes({
  slug: 'rythme',
  title: 'Horaires, limites et délais',
  lead: 'Ce qui protège les bénévoles de trop de sollicitations, et les aînés de trop d’attente.',
  schema: () =>
    z.object({
      quietFrom: time('Écrivez l’heure à partir de laquelle un SMS peut partir, comme 08:30.'),
      quietTo: time('Écrivez l’heure après laquelle plus aucun SMS ne part, comme 20:30.'),
      weeklyDefault: integer(1, 14, 'Missions par semaine : un nombre entre 1 et 14.'),
      offersPerWeek: integer(1, 30, 'Propositions par semaine : un nombre entre 1 et 30.'),
      restDays: integer(0, 14, 'Jours de repos : un nombre entre 0 et 14.'),
      planWeeks: integer(1, 8, 'Semaines planifiées : un nombre entre 1 et 8.'),
      p1Hours: hours('Premier contact, urgent'),
      p2Hours: hours('Premier contact, important'),
      p3Hours: hours('Premier contact, souhait'),
      tellPersonDays: integer(1, 30, 'Information de la personne : entre 1 et 30 jours.'),
      concernHours: hours('Délai d’une inquiétude'),
      exitMinutes: integer(10, 240, 'Sortie non signalée : entre 10 et 240 minutes.'),
      uncoveredHours: hours('Mission sans bénévole'),
      applicantDays: integer(1, 20, 'Réponse à une candidature : entre 1 et 20 jours ouvrés.'),
      smsPrice: decimal(0, 10, 'Prix d’un SMS : en euros, comme 0,065.'),
      smsBudget: decimal(0, 100_000, 'Budget du mois : en euros.'),
    }),
  known: (town) => ({
    quietFrom: town.quietHours.from,
    quietTo: town.quietHours.to,
    ...town.caps,
    ...town.deadlines,
    planWeeks: town.planWeeks,
    smsPrice: euros(town.smsPartMicroEuros),
    smsBudget: euros(town.monthlySmsBudgetMicroEuros),
  }),
  edit: (v) => (town) => ({
    ...town,
    quietHours: { from: v.quietFrom, to: v.quietTo },
    caps: { weeklyDefault: v.weeklyDefault, offersPerWeek: v.offersPerWeek, restDays: v.restDays },
    deadlines: {
      p1Hours: v.p1Hours,
      p2Hours: v.p2Hours,
      p3Hours: v.p3Hours,
      tellPersonDays: v.tellPersonDays,
      concernHours: v.concernHours,
      exitMinutes: v.exitMinutes,
      uncoveredHours: v.uncoveredHours,
      applicantDays: v.applicantDays,
    },
    planWeeks: v.planWeeks,
    smsPartMicroEuros: Math.round(v.smsPrice * MICRO),
    monthlySmsBudgetMicroEuros: Math.round(v.smsBudget * MICRO),
  }),
  facts: ({ quietHours, caps, deadlines, ...town }) => [
    [
      'Heures des SMS',
      `de ${frenchTime(quietHours.from)} à ${frenchTime(quietHours.to)}, jamais le dimanche ni un jour férié`,
    ],
    [
      'Par bénévole',
      `${plural(caps.weeklyDefault, 'mission')} et ${plural(caps.offersPerWeek, 'proposition')} par semaine, ${plural(caps.restDays, 'jour')} de repos`,
    ],
    [
      'Premier contact',
      `urgent : ${within(deadlines.p1Hours)} ; important : ${within(deadlines.p2Hours)} ; souhait : ${within(deadlines.p3Hours)}`,
    ],
    ['Personne informée', `en ${plural(deadlines.tellPersonDays, 'jour')}`],
    ['Inquiétude', `prise en charge en ${deadlines.concernHours} h`],
    ['Sortie non signalée', `rappel après ${deadlines.exitMinutes} min`],
    ['Mission sans bénévole', `signalée ${deadlines.uncoveredHours} h avant`],
    [
      'Candidature',
      `première réponse en ${plural(deadlines.applicantDays, 'jour')} ${deadlines.applicantDays > 1 ? 'ouvrés' : 'ouvré'}`,
    ],
    ['Planification', `${plural(town.planWeeks, 'semaine')} d’avance`],
    [
      'Coût des SMS',
      `${euros(town.smsPartMicroEuros)} € l’un, ${euros(town.monthlySmsBudgetMicroEuros)} € par mois au plus`,
    ],
  ],
  fields: ({ form }) => (
    <>
      <h2>Quand un SMS peut partir</h2>
      <div class="row">
        <Field form={form} name="quietFrom" label="Pas avant" type="time" />
        <Field form={form} name="quietTo" label="Pas après" type="time" />
      </div>
      <p class="quiet">Jamais le dimanche ni un jour férié, sauf message urgent lié à une visite du jour.</p>
      <h2>Ce qu’on demande à un bénévole</h2>
      <div class="row">
        <Field
          form={form}
          name="weeklyDefault"
          label="Missions par semaine"
          hint="S’il n’a rien dit lui-même."
          inputmode="numeric"
        />
        <Field
          form={form}
          name="offersPerWeek"
          label="Propositions par semaine"
          hint="SMS reçus en sept jours."
          inputmode="numeric"
        />
        <Field form={form} name="restDays" label="Jours de repos après une mission" inputmode="numeric" />
      </div>
      <h2>Délais</h2>
      <div class="row">
        <Field form={form} name="p1Hours" label="Premier contact, urgent (heures)" inputmode="numeric" />
        <Field form={form} name="p2Hours" label="Premier contact, important (heures)" inputmode="numeric" />
        <Field form={form} name="p3Hours" label="Premier contact, souhait (heures)" inputmode="numeric" />
      </div>
      <div class="row">
        <Field
          form={form}
          name="tellPersonDays"
          label="Informer la personne signalée (jours)"
          inputmode="numeric"
        />
        <Field form={form} name="concernHours" label="Traiter une inquiétude (heures)" inputmode="numeric" />
      </div>
      <div class="row">
        <Field
          form={form}
          name="exitMinutes"
          label="Sortie non signalée après (minutes)"
          inputmode="numeric"
        />
        <Field
          form={form}
          name="uncoveredHours"
          label="Mission sans bénévole, prévenir (heures avant)"
          inputmode="numeric"
        />
        <Field
          form={form}
          name="applicantDays"
          label="Répondre à une candidature (jours ouvrés)"
          inputmode="numeric"
        />
        <Field form={form} name="planWeeks" label="Semaines planifiées d’avance" inputmode="numeric" />
      </div>
      <h2>Coût des SMS</h2>
      <div class="row">
        <Field
          form={form}
          name="smsPrice"
          label="Prix d’un SMS (euros)"
          hint="Celui de votre facture."
          inputmode="decimal"
        />
        <Field form={form} name="smsBudget" label="Budget du mois (euros)" inputmode="decimal" />
      </div>
    </>
  ),
});
