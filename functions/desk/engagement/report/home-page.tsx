import type { Activity } from '../../../../shared/engagement/report/activity.ts';
import type { SocialNeeds } from '../../../../shared/engagement/report/needs.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { DataTable, EmptyState, Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { activityPath, REPORTS } from './activity-page.tsx';
import { needsPath } from './needs-page.tsx';

/** The documents that leave the house: what is told, since when, and how to tell this year's. */
export const ReportsPage = ({
  frame,
  years,
  needs,
  thisYear,
  mayMake,
  problem,
}: {
  frame: Frame;
  years: readonly Activity[];
  needs: readonly SocialNeeds[];
  thisYear: string;
  mayMake: boolean;
  problem: string | undefined;
}) => {
  const owed = [thisYear, String(Number(thisYear) - 1)].filter(
    (year) => !years.some((one) => one.year === year),
  );
  return (
    <DeskPage frame={frame} title="Rapports">
      {problem && <Notice tone="warn">{problem}</Notice>}
      <h1>Rapports</h1>
      <p class="lead">
        Pour le conseil, les financeurs, l’analyse des besoins sociaux. Une seule version pour tous : personne
        n’y est nommé, aucun nombre de une à quatre personnes n’y est dit ni ne s’y retrouve par soustraction.
      </p>
      <DataTable
        caption="Rapports d’activité"
        rows={years}
        empty={
          <EmptyState title="Aucun rapport d’activité.">
            Il se compte mois par mois, à partir de ce que la maison a noté.
          </EmptyState>
        }
        columns={[
          {
            title: 'Année',
            heads: true,
            cell: ({ year, told }) => (told ? <a href={activityPath(year)}>{year}</a> : year),
          },
          {
            title: 'Où il en est',
            cell: ({ toldAt, lookAt, months }) =>
              lookAt
                ? `se compte : ${months.length} mois`
                : toldAt
                  ? `arrêté le ${frenchDate(dayOf(toldAt))}`
                  : '',
          },
        ]}
      />
      {mayMake && owed.length > 0 && (
        <div class="actions">
          {owed.map((year) => (
            <PostForm action={activityPath(year)} csrf={frame.csrf}>
              <SubmitButton tone="second">Compter l’année {year}</SubmitButton>
            </PostForm>
          ))}
        </div>
      )}
      <DataTable
        caption="Analyses des besoins"
        rows={needs}
        empty={
          <EmptyState title="Aucune analyse des besoins.">
            Elle dit, secteur par secteur, où en sont les personnes, et ce qui n’est pas couvert.
          </EmptyState>
        }
        columns={[
          { title: 'Année', heads: true, cell: ({ year }) => <a href={needsPath(year)}>{year}</a> },
          { title: 'Où elle en est', cell: ({ countedOn }) => `arrêtée au ${frenchDate(countedOn)}` },
        ]}
      />
      {mayMake && (
        <PostForm action={`${REPORTS}/besoins`} csrf={frame.csrf}>
          <SubmitButton tone="second">
            {needs.some(({ year }) => year === thisYear) ? 'Arrêter de nouveau' : 'Arrêter'} l’analyse{' '}
            {thisYear}
          </SubmitButton>
        </PostForm>
      )}
      <p class="no-print">
        <a href="/revue">Revue des bénévoles</a>
      </p>
    </DeskPage>
  );
};
