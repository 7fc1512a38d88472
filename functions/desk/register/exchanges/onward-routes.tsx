import * as z from 'zod';
import { registeredName } from '../../../../shared/register/entry.ts';
import {
  CIVIL_PROTECTION,
  listTransfers,
  type OnwardTransfer,
  RECIPIENTS,
  type TransferRefusal,
  transferEntry,
} from '../../../../shared/register/exchanges/onward.ts';
import { listStaff } from '../../../../shared/staff/change-staff.ts';
import { dayOf, yearOf } from '../../../../shared/time/civil.ts';
import { DataTable, EmptyState, Moment, Notice, Pagination } from '../../../web/components.tsx';
import {
  Check,
  Choice,
  ErrorSummary,
  Field,
  PostForm,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import { choice, type FormState, freshForm, readForm, text, ticked, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { entryAsked, isOpened } from '../readers/reader.tsx';
import { isClosed } from '../rules-routes.tsx';

const RECIPIENT: Readonly<Record<OnwardTransfer['recipient'] | typeof CIVIL_PROTECTION, string>> = {
  'social-action-centre': 'CCAS ou CIAS',
  'health-service': 'Service de santé',
  'authorised-service': 'Service autorisé',
  'civil-protection': 'Registre du plan communal de sauvegarde',
};
const CHOICES = [...RECIPIENTS, CIVIL_PROTECTION] as const;

const SENTENCES: Readonly<Record<TransferRefusal['reason'], { field: string; sentence: string }>> = {
  closed: {
    field: '',
    sentence: 'La transmission est fermée : seule la protection des données peut l’ouvrir.',
  },
  'no-such-entry': { field: '', sentence: 'Cette fiche n’existe plus.' },
  'not-on-register': { field: '', sentence: 'Elle n’est plus au registre : rien ne se transmet.' },
  'other-register': {
    field: 'recipient',
    sentence:
      'Le registre d’alerte ne se mêle jamais au registre du plan communal de sauvegarde : proposez à la personne de s’y inscrire elle-même.',
  },
  'to-missing': { field: 'to', sentence: 'Écrivez le nom du service.' },
  'why-missing': { field: 'why', sentence: 'Écrivez pourquoi ce service en a besoin.' },
  'not-told': {
    field: 'told',
    sentence: 'Parlez-lui-en d’abord : si elle refuse, rien ne se transmet.',
  },
  'health-words': {
    field: 'why',
    sentence: 'Le registre ne dit rien de la santé. Écrivez ce qu’il faut faire.',
  },
};
const transferForm = z.object({
  recipient: choice(CHOICES, 'Choisissez à qui.'),
  to: text(120, SENTENCES['to-missing'].sentence),
  why: text(300, SENTENCES['why-missing'].sentence),
  told: ticked(),
});

const page = async (c: DeskContext, form: FormState, status: 200 | 422 = 200): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const base = `/registre/${entry.id}`;
  if (!(await isOpened(c, entry.id))) return seeOther(c, base);
  const name = registeredName(entry);
  const closed = await isClosed(c, 'onward');
  return show(
    c,
    <DeskPage frame={frameOf(c)} title={`Transmettre – ${name}`} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={base}>{name}</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Transmettre la fiche de {name}</h1>
        {closed ? (
          <Notice tone="warn" title="La transmission est fermée">
            <p>
              Le registre ne sert qu’au plan d’alerte. Seule la protection des données peut ouvrir la
              transmission à un autre service, sur un texte qu’elle note.
            </p>
          </Notice>
        ) : (
          <>
            <Notice>
              Parlez-lui-en avant&nbsp;: elle peut refuser et rester au registre. Ne donnez que son nom, son
              adresse et son téléphone. La transmission est notée, et la protection des données la voit. Ce
              formulaire n’envoie rien : il note ce que vous donnez.
            </Notice>
            <PostForm action={`${base}/transmettre`} csrf={c.get('csrf')}>
              <Choice
                form={form}
                name="recipient"
                label="À qui ?"
                options={CHOICES.map((value) => ({ value, label: RECIPIENT[value] }))}
              />
              <Field
                form={form}
                name="to"
                label="Nom du service"
                hint="CCAS, maintien à domicile"
                max={120}
              />
              <TextArea
                form={form}
                name="why"
                label="Pourquoi"
                hint="« Proposer le portage de repas. » Ni nom, ni santé."
                max={300}
                rows={3}
              />
              <Check form={form} name="told" label="Je lui en ai parlé, et elle ne refuse pas" />
              <SubmitButton>Noter la transmission</SubmitButton>
            </PostForm>
          </>
        )}
      </div>
    </DeskPage>,
    status,
  );
};

const transfer = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const read = await readForm(c, transferForm);
  if (!read.ok) return page(c, read.refusal, 422);
  const done = await transferEntry(c.var.world, entry.id, read.value, staffOf(c).id, c.var.now);
  if (done.ok) return seeOther(c, `/registre/${entry.id}`);
  const { field, sentence } = SENTENCES[done.refusal.reason];
  return page(c, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
};

const PAGE = 100;

const log = async (c: DeskContext): Promise<Response> => {
  const { table } = c.var.world;
  const { town } = staffOf(c);
  const thisYear = Number(yearOf(dayOf(c.var.now)));
  const years = [0, 1, 2].map((back) => String(thisYear - back));
  const year = years.find((one) => one === c.req.query('annee')) ?? String(thisYear);
  const after = c.req.query('after')?.slice(0, 600);
  const [transfers, staff] = await Promise.all([
    listTransfers(table, town, year, { limit: PAGE, after }),
    listStaff(table, town),
  ]);
  const names = new Map(staff.map(({ value }) => [value.id, value.name] as const));
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Transmissions du registre">
      <p class="crumbs">
        <a href="/registre/lectures">Lectures du registre</a>
      </p>
      <h1>Transmissions du registre d’alerte</h1>
      <p>
        Les fiches données à un autre service, hors d’une alerte : à qui, pourquoi, par qui. Les fiches sont
        désignées par leur numéro. <a href="/registre/regles">Ouvrir ou fermer la transmission</a>
      </p>
      <nav class="pages" aria-label="Années">
        {years.map((one) => (
          <a
            href={`/registre/transmissions?annee=${one}`}
            {...(one === year ? { 'aria-current': 'page' } : {})}
          >
            {one}
          </a>
        ))}
      </nav>
      <DataTable
        caption={`Transmissions de ${year}`}
        rows={transfers.items}
        empty={<EmptyState title="Aucune transmission cette année-là." />}
        columns={[
          { title: 'Quand', heads: true, cell: (one) => <Moment at={one.at} withYear /> },
          { title: 'À qui', cell: (one) => `${RECIPIENT[one.recipient]} : ${one.to}` },
          { title: 'Pourquoi', cell: (one) => one.why },
          { title: 'Par', cell: (one) => names.get(one.by) ?? one.by },
          { title: 'Fiche', cell: (one) => one.entryId },
        ]}
      />
      <Pagination
        path="/registre/transmissions"
        query={{ annee: year }}
        next={transfers.next}
        isFirst={!after}
      />
    </DeskPage>,
  );
};

export const registerOnwardRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/registre/transmissions', action: 'register.onward-log', handler: log },
  {
    method: 'GET',
    path: '/registre/:id/transmettre',
    action: 'register.change',
    about: 'handler',
    handler: (c) => page(c, freshForm({})),
  },
  {
    method: 'POST',
    path: '/registre/:id/transmettre',
    action: 'register.change',
    about: 'handler',
    handler: transfer,
  },
];
