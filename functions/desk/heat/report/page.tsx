import { lineCode } from '../../../../shared/heat/board/call-sheet.ts';
import type { DayReport } from '../../../../shared/heat/board/day-report.ts';
import { FOLLOW_UPS, type FollowUp } from '../../../../shared/heat/board/follow-up.ts';
import type { CallRound } from '../../../../shared/heat/calls/round.ts';
import { OUTCOMES } from '../../../../shared/heat/calls/task.ts';
import { dueWords, LEVEL_NAMES, OUTCOME_NAMES } from '../../../../shared/heat/words.ts';
import { addDays, type CivilDay } from '../../../../shared/time/civil.ts';
import { frenchFullDay } from '../../../../shared/time/french.ts';
import { EmptyState, Facts, Notice } from '../../../web/components.tsx';
import { Checks, Choice, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { plural, roundWords } from '../paper/rounds.ts';

export const REPORT = '/canicule/bilan';

export type DayProps = {
  readonly frame: Frame;
  readonly day: CivilDay;
  readonly today: CivilDay;
  readonly lists: readonly {
    readonly round: CallRound;
    readonly report: DayReport;
    readonly arranged: readonly FollowUp[];
  }[];
  readonly mayArrange: boolean;
  readonly maySet: boolean;
  /** The list whose form came back. */
  readonly wrong: { readonly liste: string; readonly form: FormState } | undefined;
  readonly fresh: FormState;
  readonly done: string | undefined;
};

const HOW_NAMES: Readonly<Record<FollowUp['how'], string>> = {
  letter: 'Lui écrire',
  call: 'L’appeler à une autre heure',
  visit: 'Passer la voir',
};

const minutesWords = (minutes: number): string =>
  minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;

const Figures = ({ report }: { report: DayReport }) => (
  <div class="columns even">
    <section class="card">
      <h3>Ce qui a été fait</h3>
      <Facts
        of={[
          ['À appeler', String(report.owed)],
          [
            'Jointes',
            `${report.reached} (bénévoles ${report.reachedBy.volunteers}, agents ${report.reachedBy.agents})`,
          ],
          ['Tentatives', String(report.attempts)],
          ['Vues ou cherchées à leur porte', String(report.visits)],
          ['Confiées à la police municipale', String(report.passedOn.police)],
          ['Confiées aux secours', String(report.passedOn.rescue)],
          ['Détresses', String(report.distress)],
          ['Sorties de la liste', String(report.stopped)],
          ['Encore à régler', String(report.unsettled)],
          ['Contradictions', String(report.conflicts)],
          [
            'Délai pour joindre',
            report.minutesToReach
              ? `la moitié en ${minutesWords(report.minutesToReach.half)}, neuf sur dix en ${minutesWords(report.minutesToReach.nineInTen)}`
              : 'trop peu de personnes pour le dire',
          ],
        ]}
      />
    </section>
    <section class="card">
      <h3>Ce qui a été entendu</h3>
      {Object.keys(report.outcomes).length === 0 && <p class="quiet">Rien encore.</p>}
      <Facts
        of={OUTCOMES.flatMap((code) =>
          report.outcomes[code] ? [[OUTCOME_NAMES[code], String(report.outcomes[code])] as const] : [],
        )}
      />
    </section>
  </div>
);

/** In the middle of the day nearly everybody is still to be reached: their names would hide the rest of the page. */
const FEW = 12;

const CarryOver = ({ list, props }: { list: DayProps['lists'][number]; props: DayProps }) => {
  const { report, arranged, round } = list;
  const form = props.wrong?.liste === round.id ? props.wrong.form : props.fresh;
  const known = new Map(arranged.map((one) => [one.personId, one.how]));
  const free = report.hardToReach.filter(({ personId }) => !known.has(personId));
  return (
    <section>
      <h3>Pas jointes, ou jointes autrement&nbsp;: {report.hardToReach.length}</h3>
      <p>Elles sont appelées en premier le jour suivant, si les appels continuent.</p>
      {known.size > 0 && (
        <ul>
          {[...known].map(([personId, how]) => (
            <li>
              Ligne {lineCode({ personId })}&nbsp;: {HOW_NAMES[how].toLowerCase()}, tâche créée
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 && !props.mayArrange && (
        <ul>
          {free.map((task) => (
            <li>
              Ligne {lineCode(task)}&nbsp;: {plural(task.attempts, 'tentative')}, {dueWords(task)}
            </li>
          ))}
        </ul>
      )}
      {free.length > 0 && props.mayArrange && (
        <details class="fold" open={free.length <= FEW || form.problems.length > 0}>
          <summary>Prévoir une suite pour {plural(free.length, 'personne')}…</summary>
          <PostForm action={`${REPORT}/suites`} csrf={props.frame.csrf} class="narrow">
            <Hidden name="liste" value={round.id} />
            <Checks
              form={form}
              name="people"
              label="Pour qui prévoir une suite"
              options={free.slice(0, 200).map((task) => ({
                value: task.personId,
                label: `Ligne ${lineCode(task)}`,
                hint: `${plural(task.attempts, 'tentative')}, ${dueWords(task)}`,
              }))}
            />
            <Choice
              form={form}
              name="how"
              label="Laquelle"
              options={FOLLOW_UPS.map((how) => ({ value: how, label: HOW_NAMES[how] }))}
            />
            <SubmitButton>Créer les tâches</SubmitButton>
          </PostForm>
        </details>
      )}
    </section>
  );
};

/** The end of a hot day, for the team: what was done, how fast, who is carried over. Codes, no name. */
export const DayReportPage = (props: DayProps) => {
  const { frame, day, today, lists, mayArrange, maySet, wrong, done } = props;
  return (
    <DeskPage frame={frame} title="Bilan du jour" hasProblems={wrong !== undefined}>
      <p class="crumbs">
        <a href="/canicule">Suivi des appels</a>
      </p>
      {wrong && <ErrorSummary form={wrong.form} />}
      {done && <Notice tone="good">{done}</Notice>}
      <h1>Bilan du {frenchFullDay(day)}</h1>
      <nav class="pages no-print" aria-label="Jours">
        <a href={`${REPORT}?jour=${addDays(day, -1)}`}>Jour précédent</a>
        {day < today && <a href={`${REPORT}?jour=${addDays(day, 1)}`}>Jour suivant</a>}
        <a href={`${REPORT}/campagne`}>Rapport pour le conseil et le préfet</a>
        {mayArrange && <a href="/canicule/releve">Relève</a>}
        {maySet && <a href="/canicule/reglages">Réglages des appels</a>}
      </nav>
      {lists.length === 0 && (
        <EmptyState title="Aucune liste d’appels ce jour-là.">Choisissez un autre jour.</EmptyState>
      )}
      {lists.map((list) => (
        <section>
          <h2>
            {roundWords(list.round)}
            {list.round.level && `, vigilance ${LEVEL_NAMES[list.round.level]}`}
          </h2>
          <Figures report={list.report} />
          {list.report.hardToReach.length > 0 && <CarryOver list={list} props={props} />}
        </section>
      ))}
    </DeskPage>
  );
};
