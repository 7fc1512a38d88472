import { nextCallingDay } from '../../../shared/friendly/schedule.ts';
import { addDays, type CivilDay, civilOf, dayOf } from '../../../shared/time/civil.ts';
import { frenchDay, frenchFullDay } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { People } from '../day/people.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Team } from '../seniors/team.ts';
import type { Chosen, Lists, PastList } from './read.ts';
import { Rows, Sum } from './today.tsx';
import { FRIENDLY, plural, query, scheduleWords } from './words.ts';

export type ListProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly chosen: Chosen;
  readonly lists: Lists;
  readonly people: People;
  readonly team: Team;
  readonly members: number;
  readonly mayArrange: boolean;
  readonly now: Instant;
  readonly done: string | undefined;
};

const Past = ({ past, programme }: { past: readonly PastList[]; programme: string }) => {
  const sum = (of: (one: PastList) => number): number => past.reduce((all, one) => all + of(one), 0);
  return (
    <section>
      <h2>Les quatre dernières semaines</h2>
      {past.length > 0 && (
        <p>
          {plural(past.length, 'liste')},{' '}
          {plural(
            sum(({ counts }) => counts.attempts),
            'appel passé',
            'appels passés',
          )}
          ,{' '}
          {plural(
            sum(({ counts }) => counts.reached),
            'fois quelqu’un de joint',
            'fois quelqu’un de joint',
          )}{' '}
          sur {sum(({ owed }) => owed)}.
        </p>
      )}
      <DataTable
        caption="Une ligne par liste"
        hideCaption
        rows={past}
        empty={<EmptyState title="Aucune liste encore." />}
        columns={[
          {
            title: 'Jour',
            heads: true,
            cell: ({ round }) => (
              <a href={`${FRIENDLY}${query(programme, `&jour=${round.day}`)}`}>{frenchDay(round.day)}</a>
            ),
          },
          { title: 'Sur la liste', numeric: true, cell: ({ owed }) => owed },
          { title: 'Jointes', numeric: true, cell: ({ counts }) => counts.reached },
          { title: 'Sans nouvelles', numeric: true, cell: ({ counts }) => counts.escalated + counts.open },
          { title: 'Appels passés', numeric: true, cell: ({ counts }) => counts.attempts },
        ]}
      />
    </section>
  );
};

const nextList = ({ chosen, town, now }: ListProps): CivilDay | undefined => {
  const { schedule } = chosen;
  if (!schedule?.isOn) return undefined;
  const today = dayOf(now);
  const isMade = (schedule.lastDay ?? '') >= today || civilOf(now).time >= schedule.hours.to;
  return nextCallingDay(schedule, isMade ? addDays(today, 1) : today, town.holidayZone);
};

const nextWords = (next: CivilDay | undefined, today: CivilDay): string => {
  if (!next) return 'Les listes sont arrêtées.';
  return next === today
    ? 'La liste d’aujourd’hui se fait dans la minute, à partir de 7 h.'
    : `Prochaine liste : ${frenchDay(next)}, à 7 h.`;
};

const Acts = ({ frame, chosen, lists, mayArrange }: ListProps) => {
  const code = chosen.programme?.code ?? '';
  const canCall = (lists.board?.counts.open ?? 0) > 0;
  return (
    <div class="quick no-print">
      {canCall && (
        <PostForm action={`${FRIENDLY}/suivante`} csrf={frame.csrf}>
          <Hidden name="programme" value={code} />
          <SubmitButton>Appeler la personne suivante</SubmitButton>
        </PostForm>
      )}
      {lists.board && (
        <a class="button second" href={`${FRIENDLY}/papier${query(code)}`}>
          Liste papier
        </a>
      )}
      {mayArrange && chosen.schedule && (
        <>
          <a class="button second" href={`${FRIENDLY}/personnes${query(code)}`}>
            Personnes suivies
          </a>
          <a class="button second" href={`${FRIENDLY}/reglages${query(code)}`}>
            Jours et heures
          </a>
        </>
      )}
    </div>
  );
};

const NoList = (props: ListProps) => {
  const { chosen, mayArrange, members } = props;
  const { schedule } = chosen;
  const next = nextList(props);
  if (!schedule)
    return (
      <EmptyState title="Aucune liste d’appels encore.">
        <p>
          Chaque jour choisi, la liste des personnes à appeler se fait seule le matin, est proposée aux
          bénévoles, et ce qui reste revient à l’équipe.
        </p>
        {mayArrange && (
          <p class="quick no-print">
            <a class="button" href={`${FRIENDLY}/reglages${query(chosen.programme?.code ?? '')}`}>
              Choisir les jours et les heures
            </a>
          </p>
        )}
      </EmptyState>
    );
  return (
    <EmptyState title={nextWords(next, dayOf(props.now))}>
      <p>
        {members === 0
          ? 'Personne n’est encore suivi par cette liste.'
          : `${plural(members, 'personne suivie', 'personnes suivies')}, chacune à ses jours.`}
        {!next && members > 0 && ' Personne ne les appelle plus.'}
      </p>
    </EmptyState>
  );
};

/** Today's friendly calls: the sum, who is next, with whom each one is; then what came of the last weeks. */
export const ListPage = (props: ListProps) => {
  const { frame, chosen, lists, people, team, now, done } = props;
  const { board, past } = lists;
  const { programme, schedule, schedules } = chosen;
  const title = 'Appels de convivialité';
  const isToday = board?.round.day === dayOf(now);
  return (
    <DeskPage frame={frame} title={title}>
      {done && <Notice tone="good">{done}</Notice>}
      <div class="head">
        <h1>{title}</h1>
        {schedule && !schedule.isOn && <Badge tone="warn">arrêtés</Badge>}
      </div>
      {schedules.length > 1 && (
        <p class="no-print">
          {schedules.map((one) => (
            <a
              class="more-link"
              href={`${FRIENDLY}${query(one.programme)}`}
              {...(one.programme === schedule?.programme ? { 'aria-current': 'page' as const } : {})}
            >
              {chosen.programmes.find(({ code }) => code === one.programme)?.label ?? one.programme}{' '}
            </a>
          ))}
        </p>
      )}
      {schedule && <p class="quiet">On appelle {scheduleWords(schedule)}.</p>}
      <Acts {...props} />
      {board ? (
        <section>
          <h2>{isToday ? 'La liste d’aujourd’hui' : `La liste du ${frenchFullDay(board.round.day)}`}</h2>
          <Sum board={board} />
          {isToday && board.isSilent && board.round.state !== 'closed' && (
            <Notice tone="alert">
              Le suivi ne tourne plus&nbsp;: les délais ne passent plus seuls. Suivez la liste papier.
            </Notice>
          )}
          <Rows board={board} people={people} team={team} />
          {!isToday && (
            <p>
              <a href={`${FRIENDLY}${query(programme?.code ?? '')}`}>Revenir à la liste d’aujourd’hui</a>
            </p>
          )}
        </section>
      ) : (
        <NoList {...props} />
      )}
      {schedule && <Past past={past} programme={schedule.programme} />}
    </DeskPage>
  );
};
