import { type Import, peopleToCreate } from '../../../shared/imports/import.ts';
import type { OpenedFile } from '../../../shared/imports/inspect-file.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Confirm, Facts, Moment, Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { ReadingForm } from './columns-form.tsx';
import { StateBadge } from './list-page.tsx';
import { ReportTabs } from './report-page.tsx';
import { KIND_WORDS } from './schemas.ts';

const people = (count: number): string => (count <= 1 ? `${count} personne` : `${count} personnes`);
const created = (count: number): string => (count <= 1 ? 'sera créée' : 'seront créées d’un coup');

const Counts = ({ one }: { one: Import }) => (
  <Facts
    of={[
      ['Contenu', KIND_WORDS[one.kind]],
      ['Reçu', <Moment at={one.at} />],
      ['Lignes', `${one.counts.rows}, dont ${one.counts.accepted} acceptées`],
      ['Doublons gardés', one.kept.length === 0 ? undefined : one.kept.length],
      ['Empreinte du fichier', <small>{one.sha256.slice(0, 16)}…</small>],
    ]}
  />
);

const Tried = ({ one, file, csrf }: { one: Import; file: OpenedFile | undefined; csrf: string }) => (
  <>
    <Notice tone="warn" title="C’est un essai : personne n’a été créé">
      Relisez ce qui a été compris, puis confirmez.
    </Notice>
    <div class="actions">
      {peopleToCreate(one) > 0 && (
        <a class="button" href={`/imports/${one.id}/confirmer`}>
          Importer {people(peopleToCreate(one))}…
        </a>
      )}
      <PostForm action={`/imports/${one.id}/abandonner`} csrf={csrf}>
        <SubmitButton tone="second">Abandonner</SubmitButton>
      </PostForm>
    </div>
    {file ? (
      <ReadingForm one={one} file={file} csrf={csrf} />
    ) : (
      <Notice tone="warn">Le fichier n’est plus gardé. Envoyez-le de nouveau.</Notice>
    )}
  </>
);

const Staging = ({ one, csrf }: { one: Import; csrf: string }) => (
  <Notice title={`Préparation : ${one.written} sur ${people(peopleToCreate(one))}`}>
    <p>
      Personne n’apparaît avant la fin : tout le fichier deviendra visible d’un coup. L’import reprend seul en
      quelques minutes s’il s’est interrompu.
    </p>
    <PostForm action={`/imports/${one.id}/suite`} csrf={csrf}>
      <SubmitButton tone="second">Reprendre maintenant</SubmitButton>
    </PostForm>
  </Notice>
);

const NEXT: Readonly<Record<Import['kind'], string>> = {
  seniors: 'Elles attendent qu’on leur demande leur accord.',
  register:
    'Elles sont au registre, et nulle part ailleurs. Celles que quelqu’un d’autre a inscrites attendent leur accusé de réception, sous huit jours.',
  volunteers: 'Chacun est aussi loin dans le parcours que le fichier le prouve.',
};

export type ImportPageProps = {
  readonly frame: Frame;
  readonly one: Import;
  readonly file: OpenedFile | undefined;
  readonly isRedone: boolean;
  readonly mayMake: boolean;
};

export const ImportPage = ({ frame, one, file, isRedone, mayMake }: ImportPageProps) => (
  <DeskPage frame={frame} title={one.fileName}>
    <p class="crumbs">
      <a href="/imports">Fichiers importés</a>
    </p>
    <div class="head">
      <h1>{one.fileName}</h1>
      <StateBadge of={one} />
    </div>
    {isRedone && one.state === 'tried' && (
      <Notice tone="alert" title="Le rapport a été refait">
        Des personnes ont été ajoutées depuis que vous l’avez lu. Relisez-le avant de confirmer.
      </Notice>
    )}
    <section class="card">
      <Counts one={one} />
    </section>
    <ReportTabs one={one} />
    {one.state === 'tried' && mayMake && <Tried one={one} file={file} csrf={frame.csrf} />}
    {one.state === 'staging' && <Staging one={one} csrf={frame.csrf} />}
    {one.state === 'committed' && (
      <Notice
        tone="good"
        title={one.written <= 1 ? '1 personne importée' : `${one.written} personnes importées`}
      >
        {NEXT[one.kind]}
      </Notice>
    )}
    {one.state === 'dropped' && (
      <Notice>Cet essai a été abandonné : personne n’a été créé. Le même fichier peut être renvoyé.</Notice>
    )}
  </DeskPage>
);

const consequencesOf = (one: Import, town: Town): readonly string[] => {
  const aside = one.counts.duplicates - one.kept.length;
  return [
    `${people(peopleToCreate(one))} ${created(peopleToCreate(one))} ; si l’import s’interrompt, aucune n’apparaît.`,
    ...(one.counts.rejected > 0 ? [`Lignes refusées, à renvoyer corrigées : ${one.counts.rejected}.`] : []),
    ...(aside > 0 ? [`Doublons laissés de côté : ${aside}.`] : []),
    ...(one.kind === 'volunteers'
      ? [
          `Les chartes datées dans le fichier comptent comme la version en cours (${town.charterVersion}).`,
          'Les programmes ouverts aux bénévoles leur seront tous proposés ; chacun peut en retirer.',
        ]
      : ['Aucun message ne part : ces personnes attendent qu’on leur parle.']),
  ];
};

export const ConfirmImportPage = ({ frame, one, town }: { frame: Frame; one: Import; town: Town }) => (
  <DeskPage frame={frame} title="Confirmer l’import">
    <div class="narrow">
      <Confirm
        question={`Importer ${people(peopleToCreate(one))} de « ${one.fileName} » ?`}
        consequences={consequencesOf(one, town)}
        action={`/imports/${one.id}/confirmer`}
        csrf={frame.csrf}
        yes="Importer"
        back={`/imports/${one.id}`}
        fields={{ sha256: one.sha256, verdicts: one.verdicts }}
        irreversible
      />
    </div>
  </DeskPage>
);
