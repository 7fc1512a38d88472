import type { Child } from 'hono/jsx';
import { FORECAST_PARAMS } from '../../../../shared/engagement/forecast/params.ts';
import type { Forecast } from '../../../../shared/engagement/forecast/read-forecast.ts';
import { frenchMoment } from '../../../../shared/time/french.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { plural } from '../movements/words.ts';
import { BasisFacts, NeedFigure, WeeksFigure } from './figures.tsx';
import { findingOf, rowsOf } from './words.ts';

const Unknown = ({ people, weeks }: { people: number; weeks: number }) => (
  <EmptyState title="Ce que le réseau peut porter n’est pas encore connu.">
    {`Il faut ${FORECAST_PARAMS.leastPeople} bénévoles et ${FORECAST_PARAMS.leastWeeks} semaines entières de visites notées ; il y a ${plural(people, 'bénévole', 'bénévoles')} et ${plural(weeks, 'semaine', 'semaines')}. Une prévision sur si peu dirait surtout le hasard.`}
  </EmptyState>
);

/** What is asked in the months to come, and what can be carried. `children`: recruitment, for whoever knows the people. */
export const ForecastPage = ({
  frame,
  forecast,
  exact,
  hasProblems = false,
  children,
}: {
  frame: Frame;
  forecast: Forecast;
  exact: boolean;
  hasProblems?: boolean;
  children?: Child;
}) => {
  const rows = rowsOf(forecast);
  const finding = rows && findingOf(rows, forecast.need);
  return (
    <DeskPage frame={frame} title="Les mois qui viennent" hasProblems={hasProblems}>
      <h1>Les mois qui viennent</h1>
      <p class="lead">
        Ce qui sera demandé aux bénévoles dans les {forecast.weeks.length} prochaines semaines, et ce que le
        réseau pourra porter. Personne n’est nommé.
      </p>
      <p class="quiet">
        {forecast.lookedAt
          ? `Visites faites relues le ${frenchMoment(forecast.lookedAt)}, de nouveau chaque nuit ; le reste est compté maintenant.`
          : 'Les visites faites sont relues dans les minutes qui suivent l’ouverture de la ville, puis chaque nuit.'}
      </p>
      {finding && (
        <Notice tone={finding.tone} title={finding.title}>
          {finding.body.map((sentence) => (
            <p>{sentence}</p>
          ))}
        </Notice>
      )}
      {forecast.tooLittle && <Unknown {...forecast.tooLittle} />}
      {children}
      {rows ? (
        <WeeksFigure rows={rows} forecast={forecast} exact={exact} />
      ) : (
        <NeedFigure forecast={forecast} />
      )}
      {rows && <BasisFacts forecast={forecast} exact={exact} />}
    </DeskPage>
  );
};
