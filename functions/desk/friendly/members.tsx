import { listMembers } from '../../../shared/friendly/members.ts';
import { type CallMemory, callMemoryKey, callMemoryKind } from '../../../shared/heat/calls/memory.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { sortName } from '../../../shared/seniors/store.ts';
import type { Service } from '../../../shared/services/service.ts';
import { readAs } from '../../../shared/table/kind.ts';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDay } from '../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { seeOther, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { peopleOf, seniorPath, volunteerNamed } from '../day/people.ts';
import type { DeskContext } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { searchSeniors } from '../seniors/search.ts';
import { listDaysWords, serviceState } from '../services/words.ts';
import { askDays, follow } from './member-days.tsx';
import { chosenSchedule } from './read.ts';
import { ADD, apartFrom, FRIENDLY, MEMBERS } from './words.ts';

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
  const done = saidIn(DONE, c.req.query('dit'));
  const frame = frameOf(c);
  const apart = apartFrom(rows.map(({ senior }) => senior));
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
              senior ? (
                <>
                  <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
                  {apart(senior) && <span class="quiet"> {apart(senior)}</span>}
                </>
              ) : (
                service.seniorId.slice(-6)
              ),
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

const guarded = { action: 'friendly.arrange' } as const;
export const friendlyMembersRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'GET', path: MEMBERS, handler: showMembers },
  { ...guarded, method: 'GET', path: ADD, handler: askDays },
  { ...guarded, method: 'POST', path: ADD, handler: follow },
];
