import * as z from 'zod';
import { changeSchedule } from '../../../shared/friendly/change-schedule.ts';
import { listMembers } from '../../../shared/friendly/members.ts';
import { DEFAULT_SCRIPT } from '../../../shared/friendly/schedule.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { type Staff, staffKind } from '../../../shared/staff/staff.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { Notice } from '../../web/components.tsx';
import {
  Check,
  Checks,
  Choice,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import {
  choice,
  choices,
  type FormState,
  freshForm,
  integer,
  readForm,
  text,
  ticked,
  time,
  withProblem,
} from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { type Chosen, chosenSchedule } from './read.ts';
import { DAY_OPTIONS, FRIENDLY } from './words.ts';

const SETTINGS = `${FRIENDLY}/reglages`;

const settingsForm = z.object({
  programme: text(40, 'Choisissez un programme.'),
  version: integer(0, 1_000_000_000, 'Rouvrez cette page.'),
  isOn: choice(['yes', 'no'], 'Dites si les listes se font.'),
  weekdays: choices(['1', '2', '3', '4', '5', '6', '7']).refine(
    (days) => days.length > 0,
    'Cochez au moins un jour.',
  ),
  onHolidays: ticked(),
  from: time('Écrivez une heure, comme 9 h 30.'),
  to: time('Écrivez une heure, comme 18 h.'),
  handOverAt: time('Écrivez une heure, comme 14 h.'),
  batchSize: integer(2, 12, 'Écrivez un nombre, de 2 à 12.'),
  responsible: z.array(staffIdSchema).min(1, 'Cochez au moins une personne.').max(10),
  callingNumber: phone('Écrivez le numéro qui s’affiche.'),
  script: text(2_000, 'Écrivez ce que dit la personne qui appelle.').min(20, 'Quelques phrases au moins.'),
});

const agentsOf = async (c: DeskContext): Promise<readonly Staff[]> => {
  const page = await c.var.world.table.index('list', { partition: `${townOf(c).id}#staff`, limit: 200 });
  return rowsOf(staffKind, page.items)
    .map(({ value }) => value)
    .filter(({ active, role }) => active && (role === 'coordinator' || role === 'duty-officer'));
};

const known = (c: DeskContext, { schedule, programme, version }: Chosen): FormState =>
  freshForm({
    programme: programme?.code,
    version,
    isOn: schedule && !schedule.isOn ? 'no' : 'yes',
    weekdays: (schedule?.weekdays ?? [1, 2, 3, 4, 5]).map(String),
    onHolidays: schedule?.onHolidays ?? false,
    from: schedule?.hours.from ?? '09:30',
    to: schedule?.hours.to ?? '18:00',
    handOverAt: schedule?.handOverAt ?? '14:00',
    batchSize: schedule?.batchSize ?? 6,
    responsible: schedule?.responsible ?? [staffOf(c).id],
    callingNumber: frenchPhone(schedule?.callingNumber ?? townOf(c).phone),
    script: schedule?.script ?? DEFAULT_SCRIPT,
  });

const showSettings = async (
  c: DeskContext,
  form: FormState | undefined,
  status: PageStatus = 200,
): Promise<Response> => {
  const chosen = await chosenSchedule(c, form?.typed.programme?.[0] ?? c.req.query('programme'));
  const [agents, members] = await Promise.all([
    agentsOf(c),
    chosen.programme ? listMembers(c.var.world, chosen.programme.code) : [],
  ]);
  const shown = form ?? known(c, chosen);
  const isKnown = chosen.schedule !== undefined || chosen.programmes.length === 1;
  const frame = frameOf(c);
  return show(
    c,
    <DeskPage frame={frame} title="Jours et heures des appels" hasProblems={shown.problems.length > 0}>
      <p class="crumbs">
        <a href={FRIENDLY}>Appels de convivialité</a>
      </p>
      <ErrorSummary form={shown} />
      <h1>Jours et heures des appels</h1>
      {chosen.programmes.length === 0 ? (
        <Notice tone="warn">
          Aucun programme par téléphone&nbsp;: ouvrez-en un dans les <a href="/reglages">réglages</a>.
        </Notice>
      ) : (
        <PostForm action={SETTINGS} csrf={frame.csrf}>
          <Hidden name="version" value={chosen.version} />
          {isKnown && <Hidden name="programme" value={chosen.programme?.code ?? ''} />}
          <section class="card">
            {isKnown ? (
              <h2>{chosen.programme?.label}</h2>
            ) : (
              <Select
                form={shown}
                name="programme"
                label="Pour quel programme ?"
                options={chosen.programmes.map(({ code, label }) => ({ value: code, label }))}
              />
            )}
            <Choice
              form={shown}
              name="isOn"
              label="Les listes se font-elles ?"
              options={[
                { value: 'yes', label: 'Oui, chaque jour choisi, seules, à 7 h' },
                {
                  value: 'no',
                  label: 'Non, elles sont arrêtées',
                  ...(members.length > 0
                    ? { hint: `Attention : ${members.length} personnes suivies ne seraient plus appelées.` }
                    : {}),
                },
              ]}
            />
          </section>
          <section class="card">
            <h2>Quand</h2>
            <Checks
              form={shown}
              name="weekdays"
              label="Les jours où l’on appelle"
              hint="Chacun est appelé à ses propres jours, parmi ceux-ci. Un jour manqué est rattrapé sur la liste suivante."
              options={DAY_OPTIONS}
            />
            <Check form={shown} name="onHolidays" label="Aussi les jours fériés" />
            <div class="row">
              <Field form={shown} name="from" label="On appelle à partir de" type="time" short />
              <Field
                form={shown}
                name="handOverAt"
                label="Les bénévoles ont jusqu’à"
                hint="Ensuite, ce qui reste revient à l’équipe."
                type="time"
                short
              />
              <Field form={shown} name="to" label="On n’appelle plus après" type="time" short />
            </div>
          </section>
          <section class="card">
            <h2>Qui, et quoi dire</h2>
            <Field
              form={shown}
              name="batchSize"
              label="Personnes par bénévole"
              hint="De 2 à 12. Leur plafond, leur repos et leurs pauses valent toujours."
              inputmode="numeric"
              short
            />
            <Checks
              form={shown}
              name="responsible"
              label="Qui répond de ces listes"
              hint="La première personne est prévenue quand quelqu’un n’a pas de référent, ou quand il manque des appelants."
              options={agents.map(({ id, name }) => ({ value: id, label: name }))}
            />
            <Field form={shown} name="callingNumber" label="Numéro qui s’affiche" type="tel" short />
            <TextArea
              form={shown}
              name="script"
              label="Ce que dit la personne qui appelle"
              hint="En mots simples, une phrase par ligne. Aucune question de santé."
              max={2_000}
              rows={7}
            />
          </section>
          <SubmitButton>Enregistrer</SubmitButton>
        </PostForm>
      )}
    </DeskPage>,
    status,
  );
};

const REFUSED = {
  'not-by-telephone': ['programme', 'Ce programme ne se fait pas par téléphone.'],
  'out-of-order': [
    'handOverAt',
    'Mettez les heures dans l’ordre : début, fin pour les bénévoles, puis fin des appels.',
  ],
  'changed-meanwhile': ['', 'Quelqu’un vient de changer ces réglages : rouvrez la page et recommencez.'],
} as const;

const save = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, settingsForm);
  if (!read.ok) return showSettings(c, read.refusal, 422);
  const { version, isOn, weekdays, from, to, ...rest } = read.value;
  const wish = { ...rest, isOn: isOn === 'yes', weekdays: weekdays.map(Number), hours: { from, to } };
  const done = await changeSchedule(c.var.world, wish, version, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${FRIENDLY}?programme=${wish.programme}&dit=regle`);
  const [field, sentence] = REFUSED[done.refusal];
  return showSettings(c, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
};

const guarded = { action: 'friendly.arrange' } as const;
export const friendlySettingsRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'GET', path: SETTINGS, handler: (c) => showSettings(c, undefined) },
  { ...guarded, method: 'POST', path: SETTINGS, handler: save },
];
