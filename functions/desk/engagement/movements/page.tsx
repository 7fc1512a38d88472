import { FIRST_TERM_MONTHS } from '../../../../shared/engagement/turnover/months.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { EmptyState, Facts } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { GroupsFigure, RetentionFigure } from './curves.tsx';
import { FunnelFigure } from './funnel.tsx';
import { MonthsFigure, Reasons, YearFacts } from './months.tsx';
import type { Turnover } from './read.ts';

/** What each word of the page counts; formulas and sources are in docs/engagement.md. */
const HowCounted = () => (
  <section class="figure">
    <h2>Comment c’est compté</h2>
    <Facts
      of={[
        ['Inscrits', 'ceux qui sont devenus actifs et ne sont pas partis, en pause ou non.'],
        [
          'Sans mission depuis trois mois',
          'actifs depuis plus de trois mois civils, sans pause ni mission faite dans ces mois. Ce n’est pas un départ : peut-être que rien ne leur a été proposé.',
        ],
        [
          'Rotation',
          'départs de la période, divisés par le nombre moyen d’inscrits par jour. Jamais ramenée à l’année quand la période est plus courte.',
        ],
        [
          'Présents au début, encore là',
          'parmi ceux qui étaient inscrits le premier jour, ceux qui le sont le dernier : les arrivées ne cachent pas les départs.',
        ],
        [
          'Arrivées pour un départ',
          'arrivées et retours, divisés par les départs. Au-dessus de 1, le réseau grandit.',
        ],
        [
          `Premiers ${FIRST_TERM_MONTHS} mois tenus`,
          `parmi ceux dont les ${FIRST_TERM_MONTHS} premiers mois finissent dans la période, ceux qui étaient encore là à la fin.`,
        ],
      ]}
    />
  </section>
);

export const MOVEMENTS = '/engagement/mouvements';

/** Who came, who left, how long they stay. `exact`: for whoever knows the people; else one to four are not told. */
export const MovementsPage = ({
  frame,
  turnover,
  exact,
}: {
  frame: Frame;
  turnover: Turnover;
  exact: boolean;
}) => (
  <DeskPage frame={frame} title="Arrivées et départs">
    <div class="head">
      <h1>Arrivées et départs</h1>
      <p class="no-print">
        {exact && (
          <>
            <a href={`${MOVEMENTS}/mois.csv`}>Les mois, en tableur</a> ·{' '}
          </>
        )}
        <a href={`${MOVEMENTS}/maintien.csv`}>La courbe, en tableur</a>
      </p>
    </div>
    {turnover.recordedFrom === undefined ? (
      <EmptyState title="Aucun mouvement n’est encore noté.">
        Chaque candidature, entretien, pause et départ s’écrit ici de lui-même, à partir d’aujourd’hui.
      </EmptyState>
    ) : (
      <>
        <p class="lead">
          Du {frenchDate(turnover.from)} au {frenchDate(turnover.today)}. Personne n’est nommé, classé ni
          noté. Sous cinq personnes, aucune part n’est calculée et aucun groupe n’est montré.
        </p>
        <div class="year">
          <YearFacts period={turnover.period} now={turnover.months.at(-1)} exact={exact} />
        </div>
        {exact ? (
          <>
            <MonthsFigure rows={turnover.months} period={turnover.period} />
            <Reasons period={turnover.period} />
          </>
        ) : (
          <p class="quiet">
            Le détail par mois et les raisons de départ sont à la coordination : sur un mois, trop peu de
            personnes sont concernées pour ne pas les reconnaître.
          </p>
        )}
        <FunnelFigure rows={turnover.funnel} exact={exact} />
        <RetentionFigure retention={turnover.retention} exact={exact} />
        <GroupsFigure by="pair" groups={turnover.pairs} exact={exact} />
        <GroupsFigure by="age" groups={turnover.ages} exact={exact} />
        <GroupsFigure by="programme" groups={turnover.programmes} exact={exact} />
        <HowCounted />
      </>
    )}
  </DeskPage>
);
