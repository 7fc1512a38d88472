import {
  type Incoming,
  listIncoming,
  MOST_AT_ONCE,
  type ReceiveListRefusal,
  SOURCES,
} from '../../../../shared/register/exchanges/incoming.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Notice, Pagination } from '../../../web/components.tsx';
import { Choice, ErrorSummary, FileField, PostForm, SubmitButton, TextArea } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { show } from '../../../web/http.ts';
import { type DeskContext, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { demandReader, isOpened, showClosedDoor } from '../readers/reader.tsx';
import { isClosed } from '../rules-routes.tsx';

export const SUBJECT = 'incoming';
export const PAGE = 50;
const SOURCE: Readonly<Record<Incoming['source'], string>> = { departement: 'Département', carsat: 'CARSAT' };
export const SENTENCES: Readonly<Record<ReceiveListRefusal['reason'], string>> = {
  closed: 'La réception des listes est fermée\u00a0: elle s’ouvre sur un texte écrit.',
  nobody: 'Choisissez un fichier, ou collez au moins une ligne.',
  'too-many': `${MOST_AT_ONCE} lignes au plus à la fois : coupez la liste.`,
};

export const incomingDoor = (c: DeskContext) =>
  showClosedDoor(c, {
    title: 'Listes reçues',
    what: 'Des noms et des adresses venus du département ou de la CARSAT, pour une lettre et rien d’autre.',
    action: '/registre/recues/ouvrir',
    back: '/registre',
  });

export const incomingPage = async (
  c: DeskContext,
  form: FormState,
  status: 200 | 422 = 200,
): Promise<Response> => {
  await demandReader(c);
  if (!(await isOpened(c, SUBJECT))) return incomingDoor(c);
  const { table } = c.var.world;
  const town = townOf(c).id;
  const after = c.req.query('after')?.slice(0, 600);
  const told = c.req.query('liste') === 'ecrites';
  const [closed, found] = await Promise.all([
    isClosed(c, 'incoming'),
    listIncoming(table, town, told ? 'informed' : 'to-inform', c.var.now, { limit: PAGE, after }),
  ]);
  const frame = frameOf(c);
  const counts = ['ajoutees', 'connues', 'inscrites'].map((name) => Number(c.req.query(name) ?? 'NaN'));
  const [added = 0, known = 0, registered = 0] = counts;
  return show(
    c,
    <DeskPage frame={frame} title="Listes reçues" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/registre">Registre d’alerte</a>
      </p>
      <ErrorSummary form={form} />
      <h1>Listes reçues du département et de la CARSAT</h1>
      <p>
        Ces personnes ne sont pas au registre et n’y entrent jamais d’elles-mêmes. Chacune reçoit une lettre.
        Si elle le demande, <a href="/registre/nouvelle">inscrivez-la</a> comme toute autre.
      </p>
      {counts.every(Number.isSafeInteger) && (
        <Notice tone="good" title="Liste reçue">
          <p>
            {added} à qui écrire ; {known} déjà d’une liste, ou qui ont dit non ; {registered} déjà connues du
            registre, non gardées.
          </p>
        </Notice>
      )}
      <nav class="pages" aria-label="Listes reçues">
        <a href="/registre/recues" {...(told ? {} : { 'aria-current': 'page' })}>
          À qui écrire
        </a>
        <a href="/registre/recues?liste=ecrites" {...(told ? { 'aria-current': 'page' } : {})}>
          Lettre partie
        </a>
      </nav>
      {!told && found.items.length > 0 && (
        <p>
          <a class="button" href="/registre/recues/lettres">
            Imprimer les lettres
          </a>
        </p>
      )}
      <DataTable
        caption={told ? 'Lettre partie' : 'À qui écrire'}
        hideCaption
        rows={found.items}
        empty={<EmptyState title={told ? 'Aucune lettre partie.' : 'Personne à qui écrire.'} />}
        columns={[
          {
            title: 'Nom',
            heads: true,
            cell: ({ person }) => (person ? `${person.lastName} ${person.firstName}` : ''),
          },
          { title: 'Adresse', cell: ({ person }) => person?.address.line ?? '' },
          { title: 'Venue de', cell: ({ source }) => SOURCE[source] },
          {
            title: 'Lettre',
            cell: ({ informedAt }) =>
              informedAt ? `le ${frenchDate(dayOf(informedAt))}` : <Badge tone="warn">à envoyer</Badge>,
          },
          {
            title: 'Opposition',
            cell: ({ id, person }) => (
              <details>
                <summary>
                  Ne veut pas<span class="hidden"> : {person?.lastName}</span>
                </summary>
                <p>Son nom et son adresse sont effacés, pour toujours. Une autre liste ne les ramène pas.</p>
                <PostForm action={`/registre/recues/${id}/opposition`} csrf={frame.csrf}>
                  <SubmitButton tone="second">Effacer</SubmitButton>
                </PostForm>
              </details>
            ),
          },
        ]}
      />
      <Pagination
        path="/registre/recues"
        query={told ? { liste: 'ecrites' } : {}}
        next={found.next}
        isFirst={!after}
      />
      <section class="card">
        <h2>Recevoir une liste</h2>
        {closed ? (
          <Notice tone="warn" title="Fermé">
            <p>
              {SENTENCES.closed} La coordination ou la protection des données{' '}
              <a href="/registre/regles">l’ouvre ici</a>.
            </p>
          </Notice>
        ) : (
          <PostForm action="/registre/recues" csrf={frame.csrf} multipart>
            <Choice
              form={form}
              name="source"
              label="Qui l’envoie ?"
              options={SOURCES.map((value) => ({ value, label: SOURCE[value] }))}
            />
            <p>
              Nom, prénom, naissance, rue, code postal, commune&nbsp;: rien d’autre n’est lu ni gardé.{' '}
              {MOST_AT_ONCE} lignes au plus à la fois.
            </p>
            <FileField
              form={form}
              name="file"
              label="Le fichier CSV reçu"
              hint="Tel quel, avec sa ligne de titres. Depuis un tableur : « Enregistrer sous », puis CSV."
            />
            <TextArea
              form={form}
              name="lines"
              label="Ou collez des lignes de votre tableur"
              hint="Dans l’ordre ci-dessus, sans fichier."
              max={100_000}
              rows={4}
              optional
            />
            <SubmitButton>Recevoir</SubmitButton>
          </PostForm>
        )}
      </section>
    </DeskPage>,
    status,
  );
};
