import * as z from 'zod';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import type { RegisterEntry } from '../../../../shared/register/entry.ts';
import {
  type ActiveActivation,
  askExport,
  type ExportRefusal,
  exportOf,
  isReleased,
  RELEASED_HOURS,
  releaseExport,
} from '../../../../shared/register/exchanges/prefect-export.ts';
import { listActiveEntries } from '../../../../shared/register/list-entries.ts';
import { openReading } from '../../../../shared/register/readers/reading.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchMoment } from '../../../../shared/time/french.ts';
import { Confirm, Notice } from '../../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton, TextArea } from '../../../web/fields.tsx';
import { type FormState, freshForm, readForm, text, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { csvOf } from '../../csv.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { teamOf } from '../../seniors/team.ts';
import { demandReader } from '../readers/reader.tsx';
import { CAPACITY } from '../words.ts';

const SENTENCES: Readonly<Record<ExportRefusal['reason'], string>> = {
  'no-activation': 'Aucune alerte n’est en cours : le registre ne se donne qu’une fois le plan déclenché.',
  'demand-missing': 'Écrivez ce que le préfet a demandé, quand et comment.',
  'already-asked': 'Cette demande est déjà notée.',
  'not-asked': 'Personne n’a encore noté de demande.',
  'same-person': 'Une seconde personne nommée doit valider : ce ne peut pas être vous.',
};
const demandForm = z.object({ demand: text(200, SENTENCES['demand-missing']) });

export const registerExportRoutes = (active: ActiveActivation): readonly DeskRoute[] => {
  const page = async (c: DeskContext, form: FormState, status: 200 | 409 | 422 = 200) => {
    const { table } = c.var.world;
    const frame = frameOf(c);
    const activation = await active(table, townOf(c).id, c.var.now);
    const asked = activation && (await exportOf(table, activation));
    const team = await teamOf(table, [asked?.askedBy, asked?.releasedBy]);
    const released = isReleased(asked, c.var.now);
    const isMine = asked?.askedBy === staffOf(c).id;
    return show(
      c,
      <DeskPage frame={frame} title="Donner le registre au préfet" hasProblems={form.problems.length > 0}>
        <p class="crumbs">
          <a href="/registre">Registre d’alerte</a>
        </p>
        <ErrorSummary form={form} />
        <div class="narrow">
          <h1>Donner le registre au préfet</h1>
          {!activation ? (
            <Notice tone="warn" title="Aucune alerte en cours">
              <p>
                Le préfet reçoit le registre à sa demande, quand le plan d’alerte et d’urgence est déclenché.
                Hors de là, le registre ne sort pas, pour personne.
              </p>
            </Notice>
          ) : released && asked ? (
            <>
              <Notice tone="good" title="Validé">
                <p>
                  Demande : {asked.demand}. Notée par {team.get(asked.askedBy)?.name ?? 'un agent'}, validée
                  par {team.get(asked.releasedBy ?? '')?.name ?? 'un autre'}{' '}
                  {asked.releasedAt && frenchMoment(asked.releasedAt)}. Le fichier se télécharge pendant{' '}
                  {RELEASED_HOURS} heures.
                </p>
              </Notice>
              <PostForm action="/registre/export/fichier" csrf={frame.csrf}>
                <SubmitButton>Télécharger le fichier</SubmitButton>
              </PostForm>
              <p class="quiet">
                Chaque ligne porte la demande, la date et votre nom. Le téléchargement est noté. Envoyez-le
                chiffré, et détruisez votre copie.
              </p>
            </>
          ) : asked?.state === 'asked' ? (
            isMine ? (
              <Notice title="Une seconde personne doit valider">
                <p>
                  Demande notée {frenchMoment(asked.askedAt)} : {asked.demand}. Un autre agent nommé ouvre
                  cette page et valide.
                </p>
              </Notice>
            ) : (
              <Confirm
                question="Valider la remise du registre au préfet ?"
                consequences={[
                  `Demande notée par ${team.get(asked.askedBy)?.name ?? 'un agent'} : ${asked.demand}.`,
                  'Le fichier contient les noms, adresses et téléphones de toutes les personnes au registre.',
                ]}
                action="/registre/export/valider"
                csrf={frame.csrf}
                yes="Valider"
                back="/registre"
              />
            )
          ) : (
            <PostForm action="/registre/export" csrf={frame.csrf}>
              <TextArea
                form={form}
                name="demand"
                label="La demande du préfet"
                hint="Qui, quand, comment : « courriel du cabinet, 12 août, 9 h 10 »."
                max={200}
                rows={3}
              />
              <SubmitButton>Noter la demande</SubmitButton>
            </PostForm>
          )}
        </div>
      </DeskPage>,
      status,
    );
  };

  const refusedPage = (c: DeskContext, refusal: ExportRefusal) =>
    page(c, withProblem(freshForm(), '', SENTENCES[refusal.reason]), 409);

  const ask = async (c: DeskContext): Promise<Response> => {
    await demandReader(c, 'register.export');
    const read = await readForm(c, demandForm);
    if (!read.ok) return page(c, read.refusal, 422);
    const done = await askExport(c.var.world, active, read.value.demand, staffOf(c).id, c.var.now);
    return done.ok ? seeOther(c, '/registre/export') : refusedPage(c, done.refusal);
  };

  const release = async (c: DeskContext): Promise<Response> => {
    await demandReader(c, 'register.export');
    const done = await releaseExport(c.var.world, active, staffOf(c).id, c.var.now);
    return done.ok ? seeOther(c, '/registre/export') : refusedPage(c, done.refusal);
  };

  const file = async (c: DeskContext): Promise<Response> => {
    await demandReader(c, 'register.export');
    const { table } = c.var.world;
    const town = townOf(c);
    const activation = await active(table, town.id, c.var.now);
    const asked = activation && (await exportOf(table, activation));
    if (!activation) return refusedPage(c, { reason: 'no-activation' });
    if (!asked || !isReleased(asked, c.var.now)) return refusedPage(c, { reason: 'not-asked' });
    await openReading(c.var.world, staffOf(c).id, 'export', activation.id, c.var.now);
    const entries: RegisterEntry[] = [];
    let after: string | undefined;
    do {
      const read = await listActiveEntries(table, town.id, { limit: 200, after });
      entries.push(...read.items);
      after = read.next;
    } while (after);
    const mark = `Remis au préfet – ${asked.demand} – ${frenchDate(dayOf(c.var.now))} – ${staffOf(c).name}`;
    return c.body(
      csvOf(
        HEADER,
        entries.map((entry) => rowOf(entry, mark)),
      ),
      200,
      {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="registre-${dayOf(c.var.now)}.csv"`,
        'cache-control': 'no-store',
      },
    );
  };

  const route = (method: DeskRoute['method'], path: string, handler: DeskRoute['handler']): DeskRoute => ({
    method,
    path,
    action: 'register.export',
    about: 'handler',
    handler,
  });
  return [
    route('GET', '/registre/export', async (c) => {
      await demandReader(c, 'register.export');
      return page(c, freshForm());
    }),
    route('POST', '/registre/export', ask),
    route('POST', '/registre/export/valider', release),
    route('POST', '/registre/export/fichier', file),
  ];
};

const HEADER = [
  'Nom',
  'Prénom',
  'Nom de naissance',
  'Date de naissance',
  'Qualité',
  'Adresse',
  'Complément',
  'Code postal',
  'Commune',
  'Téléphones',
  'Service à domicile',
  'Personnes à prévenir',
  'Date de la demande',
  'Remise',
];

/** The content of R121-3, and what says whose copy it is. */
const rowOf = ({ person, request }: RegisterEntry, mark: string): readonly string[] =>
  person
    ? [
        person.lastName,
        person.firstName,
        person.birthName ?? '',
        person.birthDay ?? '',
        person.capacity ? CAPACITY[person.capacity] : '',
        person.address.line,
        person.address.complement ?? '',
        person.address.postcode ?? '',
        person.address.city ?? '',
        person.phones.map(({ phone }) => frenchPhone(phone)).join(' / '),
        person.homeHelp,
        person.contacts
          .map(({ name, link, phone }) => `${name}${link ? ` (${link})` : ''} ${frenchPhone(phone)}`)
          .join(' / '),
        dayOf(request.at),
        mark,
      ]
    : [];
