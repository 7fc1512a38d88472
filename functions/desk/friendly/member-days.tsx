import * as z from 'zod';
import { followByList, listMembers } from '../../../shared/friendly/members.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { Checks, ErrorSummary, Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { choice, choices, type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import { missing } from '../router.ts';
import { ARRANGE_SENTENCES } from '../services/words.ts';
import { type Chosen, chosenSchedule } from './read.ts';
import { ADD, DAY_OPTIONS, MEMBERS } from './words.ts';

const followForm = z.object({
  programme: text(40, 'Choisissez une liste.'),
  personne: z.string({ error: 'Choisissez une personne.' }).pipe(seniorIdSchema),
  weekdays: choices(['1', '2', '3', '4', '5', '6', '7']),
  cadence: choice(['weekly', 'fortnightly', 'monthly'], 'Choisissez un rythme.'),
});

const seniorOf = async (c: DeskContext, typed: string | undefined): Promise<Senior> => {
  const id = seniorIdSchema.safeParse(typed);
  const stored = id.success ? await c.var.world.table.get(seniorKind, seniorKey(id.data)) : undefined;
  return stored && stored.value.town === townOf(c).id ? stored.value : missing(c);
};

const showDays = async (
  c: DeskContext,
  chosen: Chosen,
  senior: Senior,
  form: FormState | undefined,
  status: PageStatus = 200,
): Promise<Response> => {
  const { programme } = chosen;
  if (!programme) return missing(c);
  const service = (await listMembers(c.var.world, programme.code)).find(
    ({ seniorId }) => seniorId === senior.id,
  );
  const shown =
    form ??
    freshForm({
      weekdays: (service?.byList?.weekdays ?? []).map(String),
      cadence: service && service.cadence !== 'daily' ? service.cadence : 'weekly',
    });
  const frame = frameOf(c);
  const title = `Les jours de ${seniorName(senior)}`;
  return show(
    c,
    <DeskPage frame={frame} title={title} hasProblems={shown.problems.length > 0}>
      <p class="crumbs">
        <a href={`${MEMBERS}?programme=${programme.code}`}>Personnes suivies</a>
      </p>
      <ErrorSummary form={shown} />
      <h1>{title}</h1>
      <p>
        {programme.label}. Convenez-en avec elle.
        {!service &&
          ' Si des appels étaient prévus à une heure à elle, ils sont annulés, et leurs bénévoles prévenus.'}
      </p>
      <PostForm action={ADD} csrf={frame.csrf}>
        <Hidden name="programme" value={programme.code} />
        <Hidden name="personne" value={senior.id} />
        <Checks
          form={shown}
          name="weekdays"
          label="Quels jours ?"
          hint="Aucun coché : chaque jour où la ville appelle."
          options={DAY_OPTIONS}
          optional
        />
        <Select
          form={shown}
          name="cadence"
          label="Toutes les semaines ?"
          options={[
            { value: 'weekly', label: 'Toutes les semaines' },
            { value: 'fortnightly', label: 'Une semaine sur deux' },
            { value: 'monthly', label: 'Une semaine sur quatre' },
          ]}
        />
        <SubmitButton>{service ? 'Changer ses jours' : 'La mettre sur la liste'}</SubmitButton>
      </PostForm>
      {service && (
        <p class="quick no-print">
          <a class="button second" href={`/services/${service.id}`}>
            Mettre en pause ou arrêter ses appels
          </a>
        </p>
      )}
    </DeskPage>,
    status,
  );
};

export const askDays = async (c: DeskContext): Promise<Response> =>
  showDays(c, await chosenSchedule(c), await seniorOf(c, c.req.query('personne')), undefined);

export const follow = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, followForm);
  const senior = await seniorOf(c, read.typed.personne?.[0]);
  const chosen = await chosenSchedule(c, read.typed.programme?.[0]);
  if (!read.ok) return showDays(c, chosen, senior, read.refusal, 422);
  const { programme, weekdays, cadence } = read.value;
  const isDaily = weekdays.length === 0 && cadence === 'weekly';
  const wish = {
    programme,
    weekdays: weekdays.map(Number),
    cadence: isDaily ? ('daily' as const) : cadence,
  };
  const done = await followByList(c.var.world, senior.id, wish, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `${MEMBERS}?programme=${programme}&dit=suivie`);
  const sentence =
    done.refusal === 'no-schedule'
      ? 'Les listes de ce programme sont arrêtées : choisissez d’abord leurs jours et leurs heures.'
      : ARRANGE_SENTENCES[done.refusal];
  return showDays(c, chosen, senior, withProblem({ problems: [], typed: read.typed }, '', sentence), 422);
};
