import { isTooOld, NO_SECTOR, type PaperHead } from '../../../../shared/heat/board/paper.ts';
import type { CallRound } from '../../../../shared/heat/calls/round.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { PAPER, plural, roundWords } from './rounds.ts';
import { Age } from './sheets.tsx';

export type PaperProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly rounds: readonly CallRound[];
  readonly round: CallRound | undefined;
  readonly head: PaperHead | undefined;
  readonly conflicts: number;
  /** A sheet was asked for that is not open, or no more. */
  readonly isShut: boolean;
  readonly now: Instant;
};

export const sectorWords = (town: Town, sector: string): string =>
  sector === NO_SECTOR
    ? 'Secteur à préciser'
    : (town.sectors.find(({ code }) => code === sector)?.name ?? sector);

export const Lists = ({ rounds, round, path }: Pick<PaperProps, 'rounds' | 'round'> & { path: string }) =>
  rounds.length < 2 ? null : (
    <nav class="pages no-print" aria-label="Listes">
      {rounds.map((one) => (
        <a
          href={`${path}?liste=${one.id}`}
          {...(one.id === round?.id ? { 'aria-current': 'page' as const } : {})}
        >
          {roundWords(one)}
        </a>
      ))}
    </nav>
  );

const Open = ({
  frame,
  round,
  name,
  value,
  words,
}: {
  frame: Frame;
  round: CallRound;
  name: string;
  value: string;
  words: string;
}) => (
  <PostForm action={`${PAPER}/ouvrir`} csrf={frame.csrf}>
    <Hidden name="liste" value={round.id} />
    {value && <Hidden name={name} value={value} />}
    <SubmitButton tone="second">{words}</SubmitButton>
  </PostForm>
);

const Sheets = ({
  frame,
  town,
  round,
  head,
}: {
  frame: Frame;
  town: Town;
  round: CallRound;
  head: PaperHead;
}) => (
  <div class="columns even">
    <section>
      <h2>Par secteur</h2>
      <DataTable
        caption="Feuilles par secteur"
        hideCaption
        rows={head.sectors}
        empty="Plus personne à joindre."
        columns={[
          { title: 'Secteur', heads: true, cell: ({ sector }) => sectorWords(town, sector) },
          { title: 'Personnes', numeric: true, cell: ({ lines }) => lines },
          {
            title: '',
            cell: ({ sector }) => (
              <Open
                frame={frame}
                round={round}
                name="secteur"
                value={sector}
                words={`Ouvrir ${sectorWords(town, sector)}`}
              />
            ),
          },
        ]}
      />
    </section>
    <section>
      <h2>Par personne qui appelle</h2>
      <DataTable
        caption="Feuilles par personne qui appelle"
        hideCaption
        rows={head.callers}
        empty="Plus personne à joindre."
        columns={[
          { title: 'Qui appelle', heads: true, cell: ({ by, name }) => (by === 'desk' ? 'Le bureau' : name) },
          { title: 'Personnes', numeric: true, cell: ({ lines }) => lines },
          {
            title: '',
            cell: (caller) => (
              <Open
                frame={frame}
                round={round}
                name="appelant"
                value={caller.id ?? caller.by}
                words={`Ouvrir la feuille ${caller.by === 'desk' ? 'du bureau' : `de ${caller.name}`}`}
              />
            ),
          },
        ]}
      />
    </section>
  </div>
);

/** The paper lists: how old they are, which sheets there are; no name before one is opened, which is written down. */
export const PaperPage = ({ frame, town, rounds, round, head, conflicts, isShut, now }: PaperProps) => (
  <DeskPage frame={frame} title="Listes papier">
    <p class="crumbs">
      <a href="/canicule">Suivi des appels</a>
    </p>
    <h1>Listes papier</h1>
    <p>
      Pour appeler quand le réseau, le courant ou ce site manquent. La liste se refait chaque soir, puis
      toutes les deux heures&nbsp;: imprimez-la chaque fois.
    </p>
    <div class="quick">
      <a class="button" href={`${PAPER}/saisie${round ? `?liste=${round.id}` : ''}`}>
        Saisir des résultats
      </a>
      <a class="button second" href="/canicule/releve">
        Relève
      </a>
    </div>
    {isShut && (
      <Notice tone="warn">
        Cette feuille est fermée&nbsp;: elle se referme trente minutes après son ouverture. Rouvrez-la
        ci-dessous.
      </Notice>
    )}
    {conflicts > 0 && (
      <Notice tone="warn">
        {plural(conflicts, 'résultat se contredit', 'résultats se contredisent')}.{' '}
        <a href={`${PAPER}/saisie?liste=${round?.id ?? ''}#contradictions`}>Trancher</a>
      </Notice>
    )}
    <Lists rounds={rounds} round={round} path={PAPER} />
    {!round ? (
      <EmptyState title="Aucune liste d’appels en ce moment.">
        Elle se fait dès que les appels sont ouverts, la veille au soir.
      </EmptyState>
    ) : !head ? (
      <EmptyState title="La première liste papier se prépare.">
        <p>Elle est là dès que tout le registre est dans la liste d’appels : une minute ou deux.</p>
      </EmptyState>
    ) : (
      <>
        <Age head={head} now={now} />
        <p>{plural(head.lines, 'personne')} à joindre ou à suivre quand elle a été faite.</p>
        <Open frame={frame} round={round} name="tout" value="" words="Ouvrir toutes les feuilles" />
        <p class="quiet">
          Ouvrir une feuille montre des noms&nbsp;: la lecture est notée, qui, quand. Rangez le papier sous
          clé, détruisez-le le soir.
        </p>
        <Sheets frame={frame} town={town} round={round} head={head} />
      </>
    )}
    {round?.state === 'open' && (
      <PostForm action={`${PAPER}/refaire`} csrf={frame.csrf}>
        <Hidden name="liste" value={round.id} />
        <SubmitButton tone={head && isTooOld(head.madeAt, now) ? 'first' : 'second'}>
          Refaire la liste maintenant
        </SubmitButton>
      </PostForm>
    )}
  </DeskPage>
);
