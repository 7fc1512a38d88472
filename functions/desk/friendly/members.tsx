import * as z from 'zod';
import { followByList, listMembers } from '../../../shared/friendly/members.ts';
import { type CallMemory, callMemoryKey, callMemoryKind } from '../../../shared/heat/calls/memory.ts';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind, sortName } from '../../../shared/seniors/store.ts';
import type { Service } from '../../../shared/services/service.ts';
import { readAs } from '../../../shared/table/kind.ts';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDay } from '../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Checks, ErrorSummary, Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { choice, choices, type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { peopleOf, seniorPath, volunteerNamed } from '../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import { type DeskRoute, missing } from '../router.ts';
import { searchSeniors } from '../seniors/search.ts';
import { ARRANGE_SENTENCES, listDaysWords, serviceState } from '../services/words.ts';
import { type Chosen, chosenSchedule } from './read.ts';
import { DAY_OPTIONS, FRIENDLY } from './words.ts';

const MEMBERS = `${FRIENDLY}/personnes`;
const ADD = `${FRIENDLY}/personnes/jours`;
const CHUNK = 100;

type MemberRow = {
  readonly service: Service;
  readonly senior: Senior | undefined;
  readonly reachedOn: string | undefined;
  readonly missed: number;
};

/** Lists in a row without news of her; today's, still going on, does not count yet. */
const missedLists = ({ owedOn, reachedOn, missed }: CallMemory, today: CivilDay): number => {
  if (owedOn === undefined || (reachedOn !== undefined && reachedOn >= owedOn)) return 0;
  return owedOn === today ? missed : missed + 1;
};

const rowsFor = async (c: DeskContext, services: readonly Service[]): Promise<readonly MemberRow[]> => {
  const { table } = c.var.world;
  const people = await peopleOf(
    table,
    services.map(({ seniorId }) => seniorId),
  );
  const rows: MemberRow[] = [];
  for (let i = 0; i < services.length; i += CHUNK) {
    const some = services.slice(i, i + CHUNK);
    const found = await table.getRows(some.map(({ seniorId }) => callMemoryKey(seniorId)));
    some.forEach((service, n) => {
      const row = found[n];
      const memory = row && readAs(callMemoryKind, row)?.value;
      rows.push({
        service,
        senior: people.seniors.get(service.seniorId),
        reachedOn: memory?.reachedOn && frenchDay(memory.reachedOn),
        missed: memory ? missedLists(memory, dayOf(c.var.now)) : 0,
      });
    });
  }
  const name = ({ senior }: MemberRow): string =>
    senior ? sortName(senior.lastName, senior.firstName) : '~';
  return rows.sort((a, b) => name(a).localeCompare(name(b), 'fr'));
};

const DONE: Readonly<Record<string, string>> = {
  suivie: 'C’est noté : elle est appelée depuis la liste, dès aujourd’hui si c’est son jour.',
};

const showMembers = async (c: DeskContext): Promise<Response> => {
  const { world } = c.var;
  const chosen = await chosenSchedule(c);
  const { programme, schedule } = chosen;
  if (!programme || !schedule) return seeOther(c, FRIENDLY);
  const typed = (c.req.query('q') ?? '').trim().slice(0, 60);
  const services = await listMembers(world, programme.code);
  const [rows, people, found] = await Promise.all([
    rowsFor(c, services),
    peopleOf(
      world.table,
      services.flatMap(({ pairings }) => pairings.map(({ volunteerId }) => volunteerId)),
    ),
    typed ? searchSeniors(c, { q: typed, state: 'active', sector: '' }) : { seniors: [] },
  ]);
  const done = DONE[c.req.query('dit') ?? ''];
  const frame = frameOf(c);
  const days = (id: string): string => `${ADD}?programme=${programme.code}&personne=${id}`;
  return show(
    c,
    <DeskPage frame={frame} title="Personnes suivies par la liste">
      <p class="crumbs">
        <a href={`${FRIENDLY}?programme=${programme.code}`}>Appels de convivialité</a>
      </p>
      {done && <Notice tone="good">{done}</Notice>}
      <h1>Personnes suivies par la liste</h1>
      <p>
        {rows.length} {rows.length > 1 ? 'personnes' : 'personne'}. Chacune a dit oui à ces appels&nbsp;; son
        accord repris, une absence ou une pause la retirent aussitôt.
      </p>
      {!schedule.isOn && (
        <Notice tone="warn">
          Les listes sont arrêtées&nbsp;: personne ne les appelle.{' '}
          <a href={`${FRIENDLY}/reglages?programme=${programme.code}`}>Jours et heures</a>
        </Notice>
      )}
      <DataTable
        caption="Personnes suivies, par nom"
        hideCaption
        rows={rows}
        empty={<EmptyState title="Personne n’est encore suivi.">Cherchez un nom ci-dessous.</EmptyState>}
        columns={[
          {
            title: 'Personne',
            heads: true,
            cell: ({ senior, service }) =>
              senior ? <a href={seniorPath(senior.id)}>{seniorName(senior)}</a> : service.seniorId.slice(-6),
          },
          {
            title: 'Ses jours',
            cell: ({ service }) => <a href={days(service.seniorId)}>{listDaysWords(service)}</a>,
          },
          {
            title: 'Qui l’appelle d’abord',
            cell: ({ service }) =>
              service.pairings
                .filter(({ state }) => state !== 'ended')
                .map(({ volunteerId }) => volunteerNamed(people, volunteerId))
                .join(', ') || 'qui est libre',
          },
          {
            title: 'Jointe',
            cell: ({ reachedOn, missed }) => (
              <>
                {reachedOn ?? 'pas encore'}
                {missed > 0 && (
                  <>
                    {' '}
                    <Badge tone="warn">
                      {missed === 1 ? 'pas jointe depuis' : `pas jointe, ${missed} listes de suite`}
                    </Badge>
                  </>
                )}
              </>
            ),
          },
          {
            title: 'Suivi',
            cell: ({ service }) => {
              const state = serviceState(service);
              return (
                <a href={`/services/${service.id}`}>
                  <Badge tone={state.tone}>{state.words}</Badge>
                </a>
              );
            },
          },
        ]}
      />
      <search class="no-print">
        <form method="get" action={MEMBERS} class="filter">
          <input type="hidden" name="programme" value={programme.code} />
          <div class="field">
            <label for="f-q">Ajouter une personne accompagnée</label>
            <input id="f-q" name="q" type="search" value={typed} autocomplete="off" maxlength={60} />
          </div>
          <button type="submit" class="second">
            Chercher
          </button>
        </form>
      </search>
      {typed && (
        <DataTable
          caption={`Trouvées pour « ${typed} »`}
          rows={found.seniors}
          empty={<EmptyState title="Personne de ce nom n’est accompagné." />}
          columns={[
            { title: 'Personne', heads: true, cell: (senior) => seniorName(senior) },
            { title: 'Adresse', cell: (senior) => senior.address.line },
            {
              title: 'Appels',
              cell: (senior) =>
                services.some(({ seniorId }) => seniorId === senior.id) ? (
                  'déjà sur la liste'
                ) : (
                  <a href={days(senior.id)}>Choisir ses jours</a>
                ),
            },
          ]}
        />
      )}
    </DeskPage>,
  );
};

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

const askDays = async (c: DeskContext): Promise<Response> =>
  showDays(c, await chosenSchedule(c), await seniorOf(c, c.req.query('personne')), undefined);

const follow = async (c: DeskContext): Promise<Response> => {
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

const guarded = { action: 'friendly.arrange' } as const;
export const friendlyMembersRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'GET', path: MEMBERS, handler: showMembers },
  { ...guarded, method: 'GET', path: ADD, handler: askDays },
  { ...guarded, method: 'POST', path: ADD, handler: follow },
];
