import * as z from 'zod';
import { seniorIdSchema } from '../../../shared/ids/ids.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { findAlike } from '../../../shared/seniors/identity/find-alike.ts';
import { likeness, likenessWords } from '../../../shared/seniors/identity/likeness.ts';
import { traitsOfSenior } from '../../../shared/seniors/identity/traits.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../shared/seniors/store.ts';
import { type MergeRefusal, mergeSeniors } from '../../../shared/situations/merge-seniors.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { readForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import { type DeskRoute, missing } from '../router.ts';
import { seniorAsked } from './file/gather.ts';
import { SENIOR_STATE } from './words.ts';

const base = (senior: Senior): string => `/personnes/${senior.id}`;

const proposals = async (c: DeskContext): Promise<Response> => {
  const { value: senior } = await seniorAsked(c, 'senior.merge');
  const alike = await findAlike(c.var.world, traitsOfSenior(senior), [senior.id]);
  return show(
    c,
    <DeskPage frame={frameOf(c)} title={`Doublons – ${seniorName(senior)}`}>
      <p class="crumbs">
        <a href={base(senior)}>{seniorName(senior)}</a>
      </p>
      <h1>Est-ce la même personne ?</h1>
      <p class="quiet">Comparés : nom, naissance, téléphone, adresse. Rien n’est réuni sans vous.</p>
      {alike.length === 0 ? (
        <EmptyState title="Aucun autre dossier ne ressemble à celui-ci.">
          <p>Un conjoint ou un voisin n’est pas proposé : même adresse et même téléphone ne suffisent pas.</p>
        </EmptyState>
      ) : (
        <ul class="tiles">
          {alike.map(({ senior: other, like }) => (
            <li class="tile">
              <h2>
                <a href={base(other)}>{seniorName(other)}</a>
              </h2>
              <p>{other.address.line}</p>
              <p>
                <Badge tone={like.verdict === 'same' ? 'warn' : 'neutral'}>
                  {like.verdict === 'same' ? 'presque sûr' : 'possible'}
                </Badge>{' '}
                {likenessWords(like.signs)}
              </p>
              <p>
                <a href={`${base(senior)}/fusion?avec=${other.id}`}>Comparer et réunir</a>
              </p>
            </li>
          ))}
        </ul>
      )}
    </DeskPage>,
  );
};

const SENTENCES: Readonly<Record<MergeRefusal, string>> = {
  'no-such-senior': 'L’un des deux dossiers n’existe plus.',
  'same-file': 'C’est le même dossier.',
  closed: 'L’un des deux dossiers est clos.',
  merging: 'L’un des deux dossiers finit un autre changement. Réessayez dans dix minutes.',
  'too-many-merges': 'Trop de dossiers ont déjà été réunis ici.',
};

const lines = (a: Senior, b: Senior): readonly (readonly [string, string, string])[] => {
  const of = (label: string, read: (senior: Senior) => string): readonly [string, string, string] => [
    label,
    read(a),
    read(b),
  ];
  return [
    of('Nom', seniorName),
    of('Naissance', (s) => (s.birthDay ? frenchDate(s.birthDay) : '')),
    of('Adresse', (s) => s.address.line),
    of('Téléphones', (s) => s.phones.map(({ phone }) => frenchPhone(phone)).join(', ')),
    of('État', (s) => SENIOR_STATE[s.state]),
    of('Notes', (s) => s.practicalNotes),
    of('Ouvert le', (s) => frenchDate(dayOf(s.createdAt))),
  ];
};

/** The two files side by side; the one that is kept is chosen by its button. */
const compare = async (c: DeskContext, otherId: string, refusal?: MergeRefusal): Promise<Response> => {
  const { value: senior } = await seniorAsked(c, 'senior.merge');
  const id = seniorIdSchema.safeParse(otherId);
  const other = id.success ? (await c.var.world.table.get(seniorKind, seniorKey(id.data)))?.value : undefined;
  if (!other || other.town !== senior.town || other.id === senior.id) return missing(c);
  const frame = frameOf(c);
  const keep = (kept: Senior, lost: Senior) => (
    <PostForm action={`${base(kept)}/fusion`} csrf={frame.csrf}>
      <Hidden name="otherId" value={lost.id} />
      <SubmitButton tone={kept === senior ? 'first' : 'second'}>Garder celui-ci</SubmitButton>
    </PostForm>
  );
  const { signs } = likeness(traitsOfSenior(senior), traitsOfSenior(other));
  return show(
    c,
    <DeskPage frame={frame} title="Réunir deux dossiers" hasProblems={refusal !== undefined}>
      <p class="crumbs">
        <a href={`${base(senior)}/doublons`}>Doublons</a>
      </p>
      <h1>Réunir deux dossiers</h1>
      {refusal && <Notice tone="alert">{SENTENCES[refusal]}</Notice>}
      {signs.length > 0 && <p>En commun ou non : {likenessWords(signs)}.</p>}
      <DataTable
        caption="Les deux dossiers"
        hideCaption
        rows={lines(senior, other)}
        empty=""
        columns={[
          { title: '', heads: true, cell: ([label]) => label },
          { title: seniorName(senior), cell: ([, mine]) => mine },
          { title: seniorName(other), cell: ([, , theirs]) => theirs },
        ]}
      />
      <Notice tone="warn">
        <ul>
          <li>
            Services, visites, signalements et tâches passent dans le dossier gardé ; aucune visite n’est
            annulée.
          </li>
          <li>Pour chaque accord, sa dernière réponse compte.</li>
          <li>L’autre dossier se ferme et mène au premier. Les deux histoires restent lisibles.</li>
          <li>Cela ne pourra pas être annulé.</li>
        </ul>
      </Notice>
      <div class="columns even">
        <section class="card">
          <h2>{seniorName(senior)}</h2>
          {keep(senior, other)}
        </section>
        <section class="card">
          <h2>{seniorName(other)}</h2>
          {keep(other, senior)}
        </section>
      </div>
    </DeskPage>,
    refusal ? 409 : 200,
  );
};

const merge = async (c: DeskContext): Promise<Response> => {
  const { value: kept } = await seniorAsked(c, 'senior.merge');
  const read = await readForm(c, z.object({ otherId: seniorIdSchema }));
  if (!read.ok) return seeOther(c, `${base(kept)}/doublons`);
  const done = await mergeSeniors(c.var.world, kept.id, read.value.otherId, actorOf(c), c.var.now);
  return done.ok ? seeOther(c, base(kept)) : compare(c, read.value.otherId, done.refusal.reason);
};

export const mergeRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/personnes/:id/doublons',
    action: 'senior.merge',
    about: 'handler',
    handler: proposals,
  },
  {
    method: 'GET',
    path: '/personnes/:id/fusion',
    action: 'senior.merge',
    about: 'handler',
    handler: (c) => compare(c, c.req.query('avec') ?? ''),
  },
  { method: 'POST', path: '/personnes/:id/fusion', action: 'senior.merge', about: 'handler', handler: merge },
];
