import type { Import } from '../../../shared/imports/import.ts';
import { REPORT_GROUPS, type ReportGroup, type ReportLine } from '../../../shared/imports/store.ts';
import { DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { GROUP_WORDS } from './schemas.ts';

export const reportPath = (one: Import, group: ReportGroup, page = 1): string =>
  `/imports/${one.id}/rapport?${new URLSearchParams({ groupe: group, page: String(page) })}`;

export const ReportTabs = ({ one, current }: { one: Import; current?: ReportGroup }) => (
  <ul class="tiles">
    {REPORT_GROUPS.map((group) => (
      <li class="tile">
        <strong>{one.problems[group]}</strong>
        {one.problems[group] === 0 ? (
          GROUP_WORDS[group]
        ) : (
          <a
            href={reportPath(one, group)}
            {...(group === current ? { 'aria-current': 'page' as const } : {})}
          >
            {GROUP_WORDS[group]}
          </a>
        )}
      </li>
    ))}
  </ul>
);

const RECORDS: Readonly<Record<Import['kind'], string>> = {
  volunteers: '/benevoles',
  seniors: '/personnes',
  register: '/registre',
};
const recordPath = (one: Import, id: string): string => `${RECORDS[one.kind]}/${id}`;

const Problems = ({
  one,
  group,
  lines,
  mayKeep,
}: {
  one: Import;
  group: ReportGroup;
  lines: readonly ReportLine[];
  mayKeep: boolean;
}) => (
  <DataTable
    caption={GROUP_WORDS[group]}
    hideCaption
    rows={lines}
    empty={<EmptyState title="Rien ici.">Cette partie du rapport est vide.</EmptyState>}
    columns={[
      { title: 'Ligne du fichier', numeric: true, cell: (line) => line.line },
      { title: 'Personne', heads: true, cell: (line) => line.who || '–' },
      ...(group === 'duplicate'
        ? []
        : [
            {
              title: 'Colonne',
              cell: (line: ReportLine) =>
                line.column ? `${line.column}${line.value ? ` : ${line.value}` : ''}` : '–',
            },
          ]),
      {
        title: 'Ce qu’il faut savoir',
        cell: (line) => (
          <>
            {line.reason}
            {line.knownId && (
              <>
                {' '}
                <a href={recordPath(one, line.knownId)}>Voir cette personne</a>
              </>
            )}
          </>
        ),
      },
      ...(group === 'duplicate'
        ? [
            {
              title: 'Importer quand même',
              cell: (line: ReportLine) =>
                mayKeep ? (
                  <label class="option">
                    <input
                      type="checkbox"
                      name="kept"
                      value={String(line.row)}
                      checked={one.kept.includes(line.row)}
                    />
                    <span>C’est une autre personne</span>
                  </label>
                ) : one.kept.includes(line.row) ? (
                  'oui'
                ) : (
                  'non'
                ),
            },
          ]
        : []),
    ]}
  />
);

const Pages = ({ one, group, page }: { one: Import; group: ReportGroup; page: number }) =>
  one.reportPages[group] <= 1 ? null : (
    <nav class="pages" aria-label="Pages du rapport">
      {page > 1 && <a href={reportPath(one, group, page - 1)}>Page précédente</a>}
      <span>
        Page {page} sur {one.reportPages[group]}
      </span>
      {page < one.reportPages[group] && <a href={reportPath(one, group, page + 1)}>Page suivante</a>}
    </nav>
  );

export const ReportPage = ({
  frame,
  one,
  group,
  page,
  lines,
  mayMake,
}: {
  frame: Frame;
  one: Import;
  group: ReportGroup;
  page: number;
  lines: readonly ReportLine[];
  mayMake: boolean;
}) => {
  const mayKeep = mayMake && one.state === 'tried' && group === 'duplicate' && lines.length > 0;
  const problems = <Problems one={one} group={group} lines={lines} mayKeep={mayKeep} />;
  return (
    <DeskPage frame={frame} title={GROUP_WORDS[group]}>
      <p class="crumbs">
        <a href={`/imports/${one.id}`}>{one.fileName}</a>
      </p>
      <h1>{GROUP_WORDS[group]}</h1>
      <ReportTabs one={one} current={group} />
      {group === 'rejected' && lines.length > 0 && (
        <p>
          <a class="button second" href={`/imports/${one.id}/refuses.csv`}>
            Télécharger les lignes refusées
          </a>
        </p>
      )}
      {group === 'duplicate' && lines.length > 0 && (
        <Notice>
          {one.state === 'tried'
            ? 'Ces lignes ne seront pas importées, sauf celles que vous cochez : un homonyme, deux sœurs à la même adresse.'
            : 'Ces lignes répètent une autre ligne ou un dossier : seules celles marquées « oui » entrent.'}
        </Notice>
      )}
      {mayKeep ? (
        <PostForm action={`/imports/${one.id}/doublons`} csrf={frame.csrf}>
          {[...new Set(lines.map((line) => line.row))].map((row) => (
            <Hidden name="shown" value={row} />
          ))}
          <Hidden name="page" value={page} />
          {problems}
          <SubmitButton>Enregistrer pour cette page</SubmitButton>
        </PostForm>
      ) : (
        problems
      )}
      <Pages one={one} group={group} page={page} />
    </DeskPage>
  );
};
