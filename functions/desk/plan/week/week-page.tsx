import { hasBegun } from '../../../../shared/plans/week-plan.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { EmptyState, Moment, Notice } from '../../../web/components.tsx';
import { Hidden } from '../../../web/fields.tsx';
import type { People } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import type { WeekShown } from '../read.ts';
import { counted, farWords, weekPath, weekWords } from '../words.ts';
import { type Group, VIEWS, type View, visitsIn } from './lines.ts';
import { type Answer, outcomeWords } from './outcome.ts';
import { GroupTable } from './views.tsx';
import { WAITS_SCRIPT } from './waits.ts';
import { Acts, Figures, Propose } from './week-figures.tsx';
import { WeekSaid } from './week-said.tsx';

export type WeekPageProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly now: Instant;
  readonly week: WeekShown;
  readonly view: View;
  /** Every group, and those written out here. */
  readonly groups: readonly Group[];
  readonly shown: readonly Group[];
  readonly people: People;
  /** Whom the coordinator keeps out of each mission. */
  readonly keptOut: ReadonlyMap<string, readonly string[]>;
  readonly answers: ReadonlyMap<string, Answer>;
  readonly said: string | undefined;
};

const Weeks = ({ week, now, view }: Pick<WeekPageProps, 'week' | 'now' | 'view'>) => (
  <nav class="pages no-print" aria-label="Semaines">
    {week.weeks.map((monday) => (
      <a
        href={weekPath(monday, { vue: view })}
        {...(monday === week.monday ? { 'aria-current': 'page' } : {})}
      >
        {`${frenchDay(monday).replace('lundi', 'Du')}, ${farWords(monday, now)}`}
      </a>
    ))}
  </nav>
);

const Progress = ({ week, view }: Pick<WeekPageProps, 'week' | 'view'>) => {
  const asked = week.plan?.asked;
  if (!asked) return null;
  return (
    <Notice tone="info" title={asked.startedAt ? 'Le plan se calcule' : 'Le plan va se calculer'}>
      <p>
        {asked.startedAt ? 'Le calcul est en cours' : 'Le calcul commence dans la minute'}. Vous pouvez
        quitter cette page, elle se met à jour toute seule
        {week.plan?.result && ' ; le plan précédent reste ci-dessous'}.
      </p>
      <p>
        Demandé <Moment at={asked.at} />
        {asked.startedAt && (
          <>
            , commencé <Moment at={asked.startedAt} />
          </>
        )}
        {asked.tries > 1 && `, essai nº\u00a0${asked.tries}`}.{' '}
        <a href={weekPath(week.monday, { vue: view })}>Voir où cela en est</a>
      </p>
    </Notice>
  );
};

const Empty = ({ frame, week, view, now, town }: WeekPageProps) => {
  const all = `${counted(week.entries.length, 'mission')} ${weekWords(week.monday)}`;
  const wanted = week.entries.filter(({ standing }) => standing === 'new').length;
  if (week.entries.length === 0)
    return (
      <EmptyState title="Aucune mission cette semaine-là.">
        <p>
          Les missions se créent {counted(town.planWeeks, 'semaine')} à l’avance, d’après le rythme convenu
          avec chaque personne. <a href="/personnes">Voir les personnes accompagnées</a>
        </p>
      </EmptyState>
    );
  if (hasBegun(week.monday, now))
    return (
      <EmptyState title="Cette semaine a commencé sans plan.">
        <p>
          {all} : les recherches se font mission par mission. <a href="/missions">Voir les missions</a>
        </p>
      </EmptyState>
    );
  if (wanted === 0)
    return (
      <EmptyState title="Rien à planifier cette semaine-là.">
        <p>{all} : chacune a déjà quelqu’un, ou cherche déjà.</p>
      </EmptyState>
    );
  return (
    <EmptyState title="Cette semaine n’a pas encore de plan.">
      <p>
        {all}
        {wanted < week.entries.length && `, dont ${wanted} à pourvoir`}. Le plan cherche, pour toutes à la
        fois, qui irait où : la personne la plus seule d’abord, les visages connus, le trajet, le repos de
        chacun. Personne n’est prévenu avant que vous n’envoyiez.
      </p>
      <Propose frame={frame} week={week} view={view} again={false} />
    </EmptyState>
  );
};

const Views = (props: WeekPageProps) => {
  const { week, view, groups, shown, town, people, keptOut, answers } = props;
  // Once it is sent, what counts is what each answers.
  const lines = shown.flatMap((group) => group.lines);
  const first = new Set(new Map(lines.toReversed().map((line) => [line.mission.id, line])).values());
  const changed = new Set(week.plan?.state === 'proposed' && week.was ? week.plan.changes?.missions : []);
  return (
    <section class={`week-plan by-${view}`}>
      <nav class="pages no-print" aria-label="Façons de voir la semaine">
        {Object.entries(VIEWS).map(([key, label]) => (
          <a href={weekPath(week.monday, { vue: key })} {...(key === view ? { 'aria-current': 'page' } : {})}>
            {label}
          </a>
        ))}
      </nav>
      {shown.length < groups.length && (
        <form method="get" action="/semaine" class="filter no-print">
          <Hidden name="semaine" value={week.monday} />
          <Hidden name="vue" value={view} />
          <div class="field">
            <label for="f-groupe">Montrer</label>
            <select id="f-groupe" name="groupe">
              {groups.map(({ key, title, lines }) => (
                <option value={key} selected={shown[0]?.key === key}>
                  {title} ({visitsIn(lines)})
                </option>
              ))}
            </select>
          </div>
          <button type="submit" class="second">
            Afficher
          </button>
        </form>
      )}
      {shown.map((group) => (
        <GroupTable
          group={group}
          first={first}
          view={view}
          town={town}
          people={people}
          changed={changed}
          was={week.was}
          mayChange={week.plan?.state === 'proposed'}
          keptOut={keptOut}
          answers={answers}
        />
      ))}
    </section>
  );
};

/** The week's plan: what it gives, who would go where and why, and the next act. */
export const WeekPage = (props: WeekPageProps) => {
  const { frame, week, said, now } = props;
  const { plan } = week;
  return (
    <DeskPage frame={frame} title="Semaine" script={WAITS_SCRIPT.path}>
      <p class="on-paper">
        {props.town.houseName} de {props.town.name}
      </p>
      <h1>Semaine {weekWords(week.monday)}</h1>
      <Weeks {...props} />
      <WeekSaid said={said} isOwed={plan?.asked !== undefined} />
      <Progress {...props} />
      {plan?.failedAt && !plan.asked && (
        <Notice tone="alert" title="Le plan n’a pas pu être calculé">
          <p>
            Le calcul a échoué plusieurs fois, la dernière <Moment at={plan.failedAt} />. Rien n’est perdu :
            les recherches se font mission par mission à leur date. Essayez de nouveau, puis prévenez la
            personne qui s’occupe du logiciel.
          </p>
          <Propose frame={frame} week={week} view={props.view} again />
        </Notice>
      )}
      {plan?.state === 'sent' && plan.sent && (
        <Notice tone="info" title="Les propositions sont envoyées">
          <p>
            Envoyées <Moment at={plan.sent.at} />. {outcomeWords(plan, week.entries, now)}
          </p>
          {!plan.sent.doneAt && (
            <p>
              L’envoi est en cours : {plan.sent.next} sur {week.rows.length}. Il continue sans vous.
            </p>
          )}
        </Notice>
      )}
      {plan?.state === 'superseded' && (
        <Notice tone="info">
          Cette semaine a commencé sans que ce plan soit envoyé : les recherches se font mission par mission.
        </Notice>
      )}
      {plan?.result && week.entries.length > 0 ? (
        <>
          <Figures {...props} />
          {plan.state !== 'superseded' && <Acts {...props} />}
          <Views {...props} />
        </>
      ) : (
        !plan?.asked && !plan?.failedAt && <Empty {...props} />
      )}
    </DeskPage>
  );
};
