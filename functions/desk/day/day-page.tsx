import type { Child } from 'hono/jsx';
import { dayOf } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { EmptyState, Notice } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { type Beginnings, FirstSteps } from './first-steps.tsx';
import type { Day } from './read.ts';
import type { SectionProps } from './section.tsx';
import { ApplicantRows, ProposedRows, ToAskRows } from './waiting-sections.tsx';
import {
  ConcernRows,
  DistressRows,
  FailingRows,
  FlagRows,
  RunningRows,
  TaskRows,
  UncoveredRows,
} from './work-sections.tsx';

/** What asks for somebody now, urgent tasks and those due by tonight included: the heading of the page says it in one number. */
const pressing = (day: Day, now: Instant): number =>
  day.distress.length +
  day.uncovered.length +
  day.concerns.rows.length +
  day.lateFlags.length +
  day.failing.length +
  day.tasks.rows.filter(({ urgent, dueAt }) => urgent || dayOf(dueAt) <= dayOf(now)).length;

const Group = ({ title, children }: { title: string; children?: Child }) => (
  <section class="group" aria-label={title}>
    {children}
  </section>
);

/** The coordinator's first screen: what waits for a person, each row with its one next act. */
export const DayPage = ({
  frame,
  canArrange,
  begun,
  ...props
}: SectionProps & {
  frame: Frame;
  canArrange: boolean;
  /** Of a town in its first days only. */
  begun: Beginnings | undefined;
}) => {
  const { day } = props;
  const n = pressing(day, props.now);
  // Somebody flagged in danger does not wait under visits that want a hand.
  const inDanger = day.lateFlags.some(({ urgency }) => urgency === 'P0');
  const nothing = n + day.tasks.rows.length + day.running.rows.length === 0;
  return (
    <DeskPage frame={frame} title="La journée">
      <div class="head">
        <h1>La journée</h1>
        <a class="button second no-print" href="/missions">
          Toutes les missions
        </a>
      </div>
      {begun && <FirstSteps begun={begun} />}
      {n === 0 && begun ? null : n === 0 ? (
        <Notice tone="good">
          Tout est couvert, personne n’attend plus que promis. Belle journée à toute l’équipe.
        </Notice>
      ) : (
        <p class="lead">{n === 1 ? 'Une chose demande' : `${n} choses demandent`} quelqu’un aujourd’hui.</p>
      )}
      {day.distress.length > 0 && (
        <Group title="En danger">
          <DistressRows {...props} />
        </Group>
      )}
      <Group title="À faire maintenant">
        {inDanger && <FlagRows {...props} />}
        <UncoveredRows {...props} />
        <ConcernRows {...props} />
        {!inDanger && <FlagRows {...props} />}
        {canArrange && <FailingRows {...props} />}
      </Group>
      <Group title="En cours">
        <TaskRows {...props} />
        <RunningRows {...props} />
      </Group>
      {canArrange && (
        <Group title="Personnes qui attendent">
          <ToAskRows {...props} />
          <ProposedRows {...props} />
          <ApplicantRows {...props} />
        </Group>
      )}
      {nothing && !begun && (
        <EmptyState title="Rien en cours.">
          Les missions à pourvoir, les inquiétudes et les signalements en retard arrivent ici d’eux-mêmes.
        </EmptyState>
      )}
    </DeskPage>
  );
};
