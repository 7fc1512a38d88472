import * as z from 'zod';
import { can } from '../../../../shared/access/table.ts';
import { staffIdSchema } from '../../../../shared/ids/ids.ts';
import {
  endNaming,
  isNamed,
  listReaders,
  nameReader,
  READER_ROLES,
  type Reader,
} from '../../../../shared/register/readers/reader.ts';
import { listReadings, type Reading } from '../../../../shared/register/readers/reading.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import type { Staff } from '../../../../shared/staff/staff.ts';
import { addDays, type CivilDay, civilDay, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Moment, Notice, Pagination } from '../../../web/components.tsx';
import { DateField, ErrorSummary, Field, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import { day, type FormState, freshForm, readForm, text, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { roleWords } from '../../words.ts';
import { NAMING_SENTENCES } from '../words.ts';

const nameForm = z.object({
  staffId: staffIdSchema,
  act: text(120, 'Écrivez le numéro et la date de l’arrêté.'),
  from: day('Écrivez le premier jour.'),
  to: day('Écrivez le dernier jour.'),
});
const YEAR = 365;

const stateOf = (reader: Reader, today: CivilDay) => {
  if (isNamed(reader, today)) return <Badge tone="good">nommé·e</Badge>;
  if (reader.endedAt) return <Badge>retiré le {frenchDate(dayOf(reader.endedAt))}</Badge>;
  return today < reader.from ? <Badge tone="info">à venir</Badge> : <Badge tone="warn">échu</Badge>;
};

const showReaders = async (c: DeskContext, form: FormState, status: 200 | 422 = 200) => {
  const { table } = c.var.world;
  const me = staffOf(c);
  const [readers, staff] = await Promise.all([listReaders(table, me.town), listStaff(table, me.town)]);
  const people = new Map(staff.map(({ value }) => [value.id, value] as const));
  const today = dayOf(c.var.now);
  const mayName = can(me, 'register.name-reader', { town: me.town });
  const eligible = [...people.values()].filter(
    (person: Staff) =>
      person.active && person.id !== me.id && READER_ROLES.some((role) => role === person.role),
  );
  const frame = frameOf(c);
  return show(
    c,
    <DeskPage frame={frame} title="Agents nommés" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        {mayName ? <a href="/registre">Registre d’alerte</a> : <a href="/registre/lectures">Lectures</a>}
      </p>
      <ErrorSummary form={form} />
      <h1>Agents nommés pour lire le registre</h1>
      <p>
        Eux seuls le lisent. Chaque lecture est notée, et la protection des données peut en voir le journal.
      </p>
      <DataTable
        caption="Agents nommés"
        hideCaption
        rows={readers}
        empty={
          <EmptyState title="Personne n’est nommé.">
            <p>Tant que personne ne l’est, personne ne lit le registre.</p>
          </EmptyState>
        }
        columns={[
          { title: 'Agent', heads: true, cell: (one) => people.get(one.staffId)?.name ?? 'compte fermé' },
          {
            title: 'Rôle',
            cell: (one) => {
              const role = people.get(one.staffId)?.role;
              return role ? roleWords(role) : '';
            },
          },
          { title: 'Acte', cell: (one) => one.act },
          { title: 'Du', cell: (one) => frenchDate(one.from) },
          { title: 'Au', cell: (one) => frenchDate(one.to) },
          { title: 'Noté par', cell: (one) => people.get(one.namedBy)?.name ?? '' },
          { title: 'État', cell: (one) => stateOf(one, today) },
          {
            title: 'Fin',
            cell: (one) =>
              mayName && !one.endedAt ? (
                <PostForm action={`/registre/agents/${one.staffId}/fin`} csrf={frame.csrf}>
                  <SubmitButton tone="second">
                    Y mettre fin
                    <span class="hidden"> pour {people.get(one.staffId)?.name ?? 'cet agent'}</span>
                  </SubmitButton>
                </PostForm>
              ) : (
                ''
              ),
          },
        ]}
      />
      {mayName && (
        <section class="card narrow">
          <h2>Noter une nomination</h2>
          {eligible.length === 0 ? (
            <Notice>
              Aucun autre compte ne peut être nommé. Nul ne s’ouvre le registre à soi-même :{' '}
              <a href="/equipe/nouveau">ouvrez un second compte</a> de coordination.
            </Notice>
          ) : (
            <PostForm action="/registre/agents" csrf={frame.csrf}>
              <Select
                form={form}
                name="staffId"
                label="Agent nommé par le maire"
                empty="Choisir"
                options={eligible.map(({ id, name, role }) => ({
                  value: id,
                  label: `${name}, ${roleWords(role)}`,
                }))}
              />
              <Field form={form} name="act" label="Acte" hint="Arrêté n° 2026-118 du 4 mai 2026" max={120} />
              <div class="row">
                <DateField form={form} name="from" label="Du" />
                <DateField form={form} name="to" label="Au" hint="Deux ans au plus." />
              </div>
              <SubmitButton>Noter</SubmitButton>
            </PostForm>
          )}
        </section>
      )}
    </DeskPage>,
    status,
  );
};

const freshNaming = (c: DeskContext): FormState => {
  const today = dayOf(c.var.now);
  return freshForm({ from: today, to: addDays(today, YEAR) });
};

const name = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, nameForm);
  if (!read.ok) return showReaders(c, read.refusal, 422);
  const done = await nameReader(c.var.world, read.value, staffOf(c).id, c.var.now);
  if (done.ok) return seeOther(c, '/registre/agents');
  const { field, sentence } = NAMING_SENTENCES[done.refusal.reason];
  return showReaders(c, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
};

const end = async (c: DeskContext): Promise<Response> => {
  const id = staffIdSchema.safeParse(c.req.param('id'));
  if (id.success) await endNaming(c.var.world, id.data, staffOf(c).id, c.var.now);
  return seeOther(c, '/registre/agents');
};

const WHAT: Readonly<Record<Reading['what'], string>> = {
  list: 'les listes',
  entry: 'une fiche',
  letters: 'des lettres',
  export: 'le fichier du préfet',
  incoming: 'les listes reçues',
};
const PAGE = 100;

/** « 2026-06 » and the eleven before: a log is kept a year. */
const monthsUntil = (today: CivilDay): readonly string[] => {
  const [year = 0, month = 1] = today.split('-').map(Number);
  return Array.from({ length: 12 }, (_, back) => {
    const at = year * 12 + month - 1 - back;
    return `${Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
  });
};

const log = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const { town } = staffOf(c);
  const months = monthsUntil(dayOf(c.var.now));
  const month = months.find((one) => one === c.req.query('mois')) ?? months[0] ?? '';
  const after = c.req.query('after')?.slice(0, 600);
  const [readings, staff] = await Promise.all([
    listReadings(table, town, month, { limit: PAGE, after }),
    listStaff(table, town),
  ]);
  const names = new Map(staff.map(({ value }) => [value.id, value.name] as const));
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Lectures du registre">
      <h1>Lectures du registre d’alerte</h1>
      <p>
        Qui a ouvert quoi, et quand. Les fiches sont désignées par leur numéro, jamais par un nom.{' '}
        <a href="/registre/agents">Agents nommés</a>, <a href="/registre/transmissions">transmissions</a>,{' '}
        <a href="/registre/regles">ce qui est ouvert</a>
      </p>
      <search>
        <form method="get" action="/registre/lectures" class="card">
          <Select
            form={freshForm({ mois: month })}
            name="mois"
            label="Mois"
            options={months.map((one) => ({ value: one, label: monthWords(one) }))}
          />
          <SubmitButton tone="second">Voir</SubmitButton>
        </form>
      </search>
      <DataTable
        caption={`Lectures de ${monthWords(month)}`}
        rows={readings.items}
        empty={<EmptyState title="Aucune lecture ce mois-ci." />}
        columns={[
          { title: 'Quand', heads: true, cell: (one) => <Moment at={one.at} withYear /> },
          { title: 'Qui', cell: (one) => names.get(one.staffId) ?? one.staffId },
          { title: 'Quoi', cell: (one) => WHAT[one.what] },
          {
            title: 'Numéro',
            cell: (one) => (one.what === 'entry' || one.what === 'export' ? one.subject : ''),
          },
        ]}
      />
      <Pagination path="/registre/lectures" query={{ mois: month }} next={readings.next} isFirst={!after} />
    </DeskPage>,
  );
};

/** « juin 2026 » */
const monthWords = (month: string): string => frenchDate(civilDay(`${month}-01`)).replace(/^\S+ /, '');

export const registerReaderRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/registre/agents',
    action: 'register.readers',
    handler: (c) => showReaders(c, freshNaming(c)),
  },
  { method: 'POST', path: '/registre/agents', action: 'register.name-reader', handler: name },
  { method: 'POST', path: '/registre/agents/:id/fin', action: 'register.name-reader', handler: end },
  { method: 'GET', path: '/registre/lectures', action: 'register.read-log', handler: log },
];
