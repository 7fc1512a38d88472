import type { DueVisit, WhatIf } from '../../../../shared/engagement/cover/cover.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { DateField, ErrorSummary, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { seniorPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { counted } from '../../plan/words.ts';
import { goerWords, type Names, RELAY, visitMoment, whatIfPath } from './words.ts';

const among = (visits: readonly DueVisit[], ...goers: readonly DueVisit['goer'][]): number =>
  visits.filter(({ goer }) => goers.includes(goer)).length;

/** « 2 tenues par quelqu’un qui la connaît, 1 à chercher, 1 pour laquelle personne ne convient. » */
const summary = (visits: readonly DueVisit[]): string => {
  const [kept, sought, nobody] = [
    among(visits, 'usual', 'backup', 'held'),
    among(visits, 'someone'),
    among(visits, 'nobody'),
  ];
  return [
    ...(kept > 0 ? [`${kept} que tient une seconde personne`] : []),
    ...(sought > 0 ? [`${sought} à chercher`] : []),
    ...(nobody > 0
      ? [`${nobody} pour ${nobody > 1 ? 'lesquelles' : 'laquelle'} personne d’autre ne convient`]
      : []),
  ].join(', ');
};

export type WhatIfPageProps = {
  readonly frame: Frame;
  readonly volunteer: Volunteer;
  readonly form: FormState;
  /** Absent when the dates are not to be had. */
  readonly found: WhatIf | undefined;
  readonly names: Names;
};

/** If this volunteer stopped for some days: what they would have done, and who could. Nothing is written. */
export const WhatIfPage = ({ frame, volunteer, form, found, names }: WhatIfPageProps) => (
  <DeskPage
    frame={frame}
    title={`Si ${volunteerName(volunteer)} s’arrêtait`}
    hasProblems={form.problems.length > 0}
  >
    <nav class="crumbs no-print" aria-label="Fil d’Ariane">
      <a href={RELAY}>Relais</a>
    </nav>
    <ErrorSummary form={form} />
    <h1>Si {volunteerName(volunteer)} s’arrêtait</h1>
    <p class="lead">Un essai : rien n’est écrit, personne n’est prévenu.</p>
    <search class="no-print">
      <form method="get" action={whatIfPath(volunteer)} class="filter">
        <DateField form={form} name="du" label="Du" />
        <DateField form={form} name="au" label="Au" />
        <SubmitButton tone="second">Regarder</SubmitButton>
      </form>
    </search>
    {found && (
      <>
        {found.visits.length === 0 ? (
          <EmptyState title="Aucune visite prévue pendant ces jours.">
            Sont regardées les visites déjà acceptées et celles de son rythme habituel.
          </EmptyState>
        ) : (
          <>
            <p>
              <strong>{counted(found.visits.length, 'visite')}</strong>&nbsp;: {summary(found.visits)}.
            </p>
            <DataTable
              caption="Les visites, et qui irait"
              rows={found.visits.toSorted((a, b) => (a.mission.startsAt < b.mission.startsAt ? -1 : 1))}
              empty={<EmptyState title="Aucune." />}
              columns={[
                { title: 'Quand', heads: true, cell: visitMoment },
                {
                  title: 'Chez',
                  cell: ({ followed: { senior, programme } }) => (
                    <>
                      <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
                      <br />
                      <span class="quiet">{programme.label}</span>
                    </>
                  ),
                },
                { title: 'Qui irait', cell: (visit) => goerWords(visit, names) },
              ]}
            />
          </>
        )}
        {found.others.length > 0 && (
          <p>
            Aussi, hors accompagnement régulier&nbsp;:{' '}
            {found.others
              .map(({ day, time }) => `une mission le ${frenchDay(day)} à ${frenchTime(time)}`)
              .join(', ')}
            . Rendue, chacune cherche quelqu’un d’autre.
          </p>
        )}
        <p class="quiet">
          Chaque visite est regardée seule : une même personne peut être nommée plusieurs fois. Dans les
          semaines déjà planifiées, les plafonds et les jours de repos sont tenus ; au-delà, la semaine de
          chacun n’est pas encore connue.
        </p>
      </>
    )}
  </DeskPage>
);
