import type { EntryState, RegisterEntry } from '../../../shared/register/entry.ts';
import { ageOn, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, Clock, DataTable, EmptyState, Notice, Pagination } from '../../web/components.tsx';
import { Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import { freshForm } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { ENTRY_STATE, STATE_TONE } from './words.ts';

/** What a list shows; the first is where a day begins. */
export const VIEWS = {
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
export type View = keyof typeof VIEWS;
export const isView = (text: string | undefined): text is View =>
  text !== undefined && Object.hasOwn(VIEWS, text);
const VIEW_NAMES = Object.keys(VIEWS).filter(isView);

/** What a role that is not named sees: that there is a register, and how one is named. Nothing of anybody. */
export const NotNamedPage = ({ frame, mayName }: { frame: Frame; mayName: boolean }) => (
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

export const ListPage = ({
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
