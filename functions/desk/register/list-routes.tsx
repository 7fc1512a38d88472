import { can } from '../../../shared/access/table.ts';
import type { EntryState, RegisterEntry } from '../../../shared/register/entry.ts';
import { findEntriesByName, listEntries, listToAskAgain } from '../../../shared/register/list-entries.ts';
import { LIST, openReading } from '../../../shared/register/readers/reading.ts';
import { ageOn, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, Clock, DataTable, EmptyState, Notice, Pagination } from '../../web/components.tsx';
import { Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import { freshForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { demandReader, isOpened, isReader, showClosedDoor } from './readers/reader.tsx';
import { ENTRY_STATE, STATE_TONE } from './words.ts';

/** What a list shows; the first is where a day begins. */
const VIEWS = {
  'au-registre': { state: 'confirmed', label: 'Au registre', empty: 'Personne n’est encore au registre.' },
  demandes: { state: 'requested', label: 'Demandes à lire', empty: 'Aucune demande n’attend.' },
  accuses: {
    state: 'pending-acknowledgment',
    label: 'Accusés de réception',
    empty: 'Aucun accusé de réception n’attend.',
  },
  recontacter: { state: undefined, label: 'À recontacter', empty: 'Personne n’est à recontacter.' },
  oppositions: { state: 'opposed', label: 'Oppositions', empty: 'Aucune opposition.' },
  radiees: { state: 'removed', label: 'Radiées', empty: 'Aucune radiation depuis un mois.' },
} as const satisfies Readonly<
  Record<string, { state: EntryState | undefined; label: string; empty: string }>
>;
type View = keyof typeof VIEWS;
const isView = (text: string | undefined): text is View => text !== undefined && Object.hasOwn(VIEWS, text);
const VIEW_NAMES = Object.keys(VIEWS).filter(isView);
const viewOf = (c: DeskContext): View => {
  const typed = c.req.query('liste');
  return isView(typed) ? typed : 'au-registre';
};

const PAGE = 50;

/** What a role that is not named sees: that there is a register, and how one is named. Nothing of anybody. */
const NotNamedPage = ({ frame, mayName }: { frame: Frame; mayName: boolean }) => (
  <DeskPage frame={frame} title="Registre d’alerte">
    <div class="narrow">
      <h1>Registre d’alerte</h1>
      <Notice tone="warn" title="Vous n’êtes pas nommé·e pour le lire">
        <p>
          Le registre nominatif (code de l’action sociale et des familles, article L121-6-1) ne se lit que par
          les agents que le maire a nommés. Votre rôle n’y suffit pas.
        </p>
      </Notice>
      {mayName ? (
        <p>
          <a href="/registre/agents">Voir qui est nommé, noter une nomination</a>
        </p>
      ) : (
        <p>Demandez à la coordination de noter votre nomination.</p>
      )}
      <p>
        Pour inscrire quelqu’un, il n’est pas besoin de le lire : le formulaire en ligne ou sur papier suffit.
      </p>
    </div>
  </DeskPage>
);

const next = (entry: RegisterEntry, now: Instant) => {
  const { acknowledgment } = entry;
  if (entry.state === 'pending-acknowledgment' && acknowledgment)
    return acknowledgment.silenceAt ? (
      <>confirmée le {frenchDate(dayOf(acknowledgment.silenceAt))} sans opposition</>
    ) : (
      <>
        accusé à envoyer : <Clock due={acknowledgment.dueAt} now={now} />
      </>
    );
  if (entry.state === 'requested') return 'à lire';
  if (entry.reconfirmSince) return `à recontacter depuis le ${frenchDate(dayOf(entry.reconfirmSince))}`;
  if (entry.state === 'confirmed' && entry.reconfirmOn)
    return `à recontacter le ${frenchDate(entry.reconfirmOn)}`;
  return '';
};

const ListPage = ({
  frame,
  town,
  view,
  q,
  entries,
  after,
  now,
  publicForm,
  seesReaders,
}: {
  frame: Frame;
  town: Town;
  publicForm: string;
  seesReaders: boolean;
  view: View;
  q: string;
  entries: { readonly items: readonly RegisterEntry[]; readonly next: string | undefined };
  after: string | undefined;
  now: Instant;
}) => (
  <DeskPage frame={frame} title="Registre d’alerte">
    <div class="head">
      <h1>Registre d’alerte</h1>
      <a class="button" href="/registre/nouvelle">
        Inscrire une personne
      </a>
    </div>
    <nav class="pages" aria-label="Listes du registre">
      {VIEW_NAMES.map((name) => (
        <a
          href={`/registre?liste=${name}`}
          {...(q === '' && name === view ? { 'aria-current': 'page' } : {})}
        >
          {VIEWS[name].label}
        </a>
      ))}
    </nav>
    <search>
      <form method="get" action="/registre" class="card">
        <div class="row">
          <Field
            form={freshForm({ q })}
            name="q"
            label="Nom de famille"
            hint="Le début suffit. Toutes les listes sont cherchées."
            type="search"
            max={60}
          />
        </div>
        <SubmitButton tone="second">Chercher</SubmitButton>
      </form>
    </search>
    {view === 'accuses' && q === '' && entries.items.length > 0 && (
      <p>
        <a href="/registre/lettres/accuses">Imprimer tous les accusés de réception</a>
      </p>
    )}
    {view === 'recontacter' && q === '' && entries.items.length > 0 && (
      <p>
        <a href="/registre/lettres/recontacts">Imprimer toutes les lettres</a>. Sans réponse, personne n’est
        retiré du registre.
      </p>
    )}
    <DataTable
      caption={q === '' ? VIEWS[view].label : `Recherche : ${q}`}
      hideCaption
      rows={entries.items}
      empty={
        <EmptyState title={q === '' ? VIEWS[view].empty : 'Personne de ce nom au registre.'}>
          {q === '' ? (
            view === 'au-registre' && (
              <p>
                Inscrivez une personne, ou <a href="/imports/nouveau">reprenez un registre existant</a>.
              </p>
            )
          ) : (
            <p>Essayez moins de lettres, ou un autre nom.</p>
          )}
        </EmptyState>
      }
      columns={[
        {
          title: 'Nom',
          heads: true,
          cell: ({ person }) => (person ? `${person.lastName} ${person.firstName}` : 'effacé'),
        },
        {
          title: 'Âge',
          cell: ({ person }) => (person?.birthDay ? `${ageOn(person.birthDay, dayOf(now))}\u00a0ans` : ''),
        },
        {
          title: 'Secteur',
          cell: ({ person }) =>
            town.sectors.find(({ code }) => code === person?.address.sector)?.name ?? 'à préciser',
        },
        {
          title: 'État',
          cell: (entry) => <Badge tone={STATE_TONE[entry.state]}>{ENTRY_STATE[entry.state]}</Badge>,
        },
        { title: 'Suite', cell: (entry) => next(entry, now) },
        {
          title: 'Fiche',
          cell: (entry) => (
            <PostForm action={`/registre/${entry.id}/ouvrir`} csrf={frame.csrf}>
              <SubmitButton tone="second">
                Ouvrir<span class="hidden"> la fiche de {entry.person?.lastName ?? 'cette personne'}</span>
              </SubmitButton>
            </PostForm>
          ),
        },
      ]}
    />
    <Pagination
      path="/registre"
      query={{ liste: view, ...(q === '' ? {} : { q }) }}
      next={entries.next}
      isFirst={!after}
    />
    <ul>
      <li>
        <a href="/registre/recues">Listes reçues du département et de la CARSAT</a>
      </li>
      <li>
        <a href="/registre/export">Donner le registre au préfet</a>
      </li>
      {seesReaders && (
        <li>
          <a href="/registre/agents">Agents nommés pour lire le registre</a>, et{' '}
          <a href="/registre/regles">ce que la commune a ouvert</a>
        </li>
      )}
      <li>
        <a href={`${publicForm}/formulaire`}>Formulaire sur papier</a> et{' '}
        <a href={publicForm}>demande en ligne</a>, pour le public
      </li>
    </ul>
  </DeskPage>
);

const list = async (c: DeskContext): Promise<Response> => {
  if (!(await isReader(c))) {
    c.set('asked', true);
    const mayName = can(staffOf(c), 'register.name-reader', { town: staffOf(c).town });
    return show(c, <NotNamedPage frame={frameOf(c)} mayName={mayName} />, 403);
  }
  await demandReader(c);
  const view = viewOf(c);
  const q = (c.req.query('q') ?? '').trim().slice(0, 60);
  if (!(await isOpened(c, LIST)))
    return showClosedDoor(c, {
      title: 'Registre d’alerte',
      what: 'Le registre ne sert qu’au plan d’alerte et d’urgence : canicule, grand froid, inondation.',
      action: `/registre/ouvrir?${new URLSearchParams({ liste: view, q })}`,
      back: '/registre',
    });
  const { table } = c.var.world;
  const town = townOf(c);
  const after = c.req.query('after')?.slice(0, 600);
  const { state } = VIEWS[view];
  const request = { limit: PAGE, after };
  const entries =
    q !== ''
      ? { items: await findEntriesByName(table, town.id, q), next: undefined }
      : state
        ? await listEntries(table, town.id, state, request)
        : await listToAskAgain(table, town.id, request);
  return show(
    c,
    <ListPage
      frame={frameOf(c)}
      town={town}
      view={view}
      q={q}
      entries={entries}
      after={after}
      now={c.var.now}
      publicForm={`${c.var.world.config.linksOrigin}/inscription-registre`}
      seesReaders={can(staffOf(c), 'register.readers', { town: town.id })}
    />,
  );
};

const openList = async (c: DeskContext): Promise<Response> => {
  await demandReader(c);
  await openReading(c.var.world, staffOf(c).id, 'list', LIST, c.var.now);
  const q = (c.req.query('q') ?? '').slice(0, 60);
  return seeOther(
    c,
    `/registre?${new URLSearchParams({ liste: viewOf(c), ...(q === '' ? {} : { q }) }).toString()}`,
  );
};

export const registerListRoutes: readonly DeskRoute[] = [
  { method: 'GET', path: '/registre', action: 'register.read', about: 'handler', handler: list },
  { method: 'POST', path: '/registre/ouvrir', action: 'register.read', about: 'handler', handler: openList },
];
