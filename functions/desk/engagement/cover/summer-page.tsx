import type { CoverWeek, Leave } from '../../../../shared/engagement/cover/weeks.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { addDays, type CivilDay } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchFullDay } from '../../../../shared/time/french.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState } from '../../../web/components.tsx';
import { DateField, SubmitButton } from '../../../web/fields.tsx';
import { freshForm } from '../../../web/form.ts';
import { Said } from '../../../web/said.tsx';
import { Bars } from '../../charts/bars.tsx';
import { ChartFigure } from '../../charts/figure.tsx';
import { seniorPath, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { counted } from '../../plan/words.ts';
import { type Asking, AskSection } from './ask.tsx';
import { RelayTabs } from './relay-page.tsx';
import { goerWords, type Names, SUMMER, visitMoment } from './words.ts';

const NBSP = '\u00a0';
/** « 31 mai au 6 juin », on one line. */
const spanWords = (monday: CivilDay): string => {
  const [from, to] = [monday, addDays(monday, 6)].map((day) => frenchDate(day).split(' ').slice(0, 2));
  const first = from?.[1] === to?.[1] ? from?.slice(0, 1) : from;
  return [...(first ?? []), 'au', ...(to ?? [])].join(NBSP);
};

/** Of weeks in which nobody watches over heat, nobody asks. */
const callersWords = ({ inSeason, callers: { least, most } }: CoverWeek): string => {
  if (!inSeason) return 'hors veille';
  return least === most ? String(least) : `${least}${NBSP}à${NBSP}${most}`;
};

const lacking = ({ toSeek, nobody }: CoverWeek): number => toSeek.length + nobody.length;

/** « 31/5 » under a bar. */
const shortDay = (day: CivilDay): string => `${Number(day.slice(8))}/${Number(day.slice(5, 7))}`;

const Weeks = ({ weeks }: { weeks: readonly CoverWeek[] }) => {
  const bare = weeks.filter((week) => lacking(week) > 0);
  return (
    <ChartFigure
      wide
      title="Personnes à découvert, par semaine"
      definition={
        <>
          À découvert : une visite est due cette semaine-là, et ni la personne qui vient d’habitude, ni un
          relais n’est là : une seconde qu’elle connaît, ou quelqu’un qui a déjà dit oui. D’après les absences
          et les pauses déclarées. Chaque personne compte une fois par semaine. Appelants : ceux qui ont dit
          oui aux appels de chaleur et peuvent être interrogés, le jour où ils sont le moins et le jour où ils
          sont le plus, du 1er juin au 15 septembre.
        </>
      }
      count={
        bare.length === 0
          ? `Les ${weeks.length} semaines sont couvertes`
          : `${counted(bare.length, 'semaine')} sur ${weeks.length} à découvert, jusqu’à ${counted(Math.max(...bare.map(lacking)), 'personne')}`
      }
      table={{
        caption: 'Personnes et relais, semaine par semaine',
        columns: [
          { title: 'Semaine', heads: true, cell: ({ monday }) => spanWords(monday) },
          { title: 'Personnes', numeric: true, cell: ({ people }) => people },
          { title: 'Visite habituelle', numeric: true, cell: ({ byUsual }) => byUsual },
          { title: 'Relais', numeric: true, cell: ({ byBackup }) => byBackup },
          { title: 'À chercher', numeric: true, cell: ({ toSeek }) => toSeek.length },
          { title: 'Personne ne convient', numeric: true, cell: ({ nobody }) => nobody.length },
          { title: 'Appelants par jour', numeric: true, cell: callersWords },
        ],
        rows: weeks,
        empty: <EmptyState title="Aucune semaine." />,
      }}
    >
      <Bars
        label={`Personnes à découvert chaque semaine, sur ${counted(weeks.length, 'semaine')}. Les nombres sont dans le tableau.`}
        labels={weeks.map(({ monday }) => shortDay(monday))}
        series={[
          { name: 'à chercher', values: weeks.map(({ toSeek }) => toSeek.length) },
          { name: 'personne ne convient', values: weeks.map(({ nobody }) => nobody.length) },
        ]}
      />
    </ChartFigure>
  );
};

/** So many lines are named; of more, the number. */
const MOST_NAMED = 150;

const Uncovered = ({ weeks, names }: { weeks: readonly CoverWeek[]; names: Names }) => {
  const visits = weeks
    .flatMap(({ toSeek, nobody }) => [...toSeek, ...nobody])
    .toSorted((a, b) => (a.mission.startsAt < b.mission.startsAt ? -1 : 1));
  if (visits.length === 0) return null;
  return (
    <section class="figure">
      <h2>Qui, et qui pourrait y aller</h2>
      <DataTable
        caption="À découvert, une ligne par personne et par semaine"
        hideCaption
        rows={visits.slice(0, MOST_NAMED)}
        empty={<EmptyState title="Personne." />}
        columns={[
          { title: 'Visite', cell: visitMoment },
          {
            title: 'Personne',
            heads: true,
            cell: ({ followed: { senior } }) => <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>,
          },
          { title: 'Qui irait', cell: (visit) => goerWords(visit, names) },
        ]}
      />
      {visits.length > MOST_NAMED && (
        <p class="quiet">
          Et {visits.length - MOST_NAMED} autres lignes : regardez moins de semaines à la fois.
        </p>
      )}
    </section>
  );
};

const daysWords = (days: number): string => {
  if (days === 0) return '';
  return days === 7 ? 'toute' : `${days.toLocaleString('fr')} j`;
};

const Leaves = ({ leaves, weeks }: { leaves: readonly Leave[]; weeks: readonly CoverWeek[] }) => {
  const away = leaves.filter(({ days }) => days.some((n) => n > 0));
  const silent = leaves.filter(({ days }) => days.every((n) => n === 0));
  return (
    <section class="figure calendar">
      <h2>Absences déclarées</h2>
      <p class="quiet">
        Ce que chaque bénévole qui visite quelqu’un a dit de ses absences et de ses pauses : « toute » la
        semaine, ou tant de jours.
      </p>
      <section class="read" tabindex={0} aria-label="Absences déclarées, semaine par semaine">
        <DataTable
          caption="Absences déclarées, semaine par semaine"
          hideCaption
          rows={away}
          empty={
            <EmptyState title="Personne n’a déclaré d’absence sur ces semaines.">
              Rien n’est dit ne veut pas dire que chacun sera là.
            </EmptyState>
          }
          columns={[
            {
              title: 'Bénévole',
              heads: true,
              cell: ({ volunteer, people }) => (
                <>
                  <a href={volunteerPath(volunteer.id)}>{volunteerName(volunteer)}</a>
                  <br />
                  <span class="quiet">{counted(people, 'personne')}</span>
                </>
              ),
            },
            ...weeks.map(({ monday }, i) => ({
              title: shortDay(monday),
              cell: ({ days }: Leave) => daysWords(days[i] ?? 0),
            })),
          ]}
        />
      </section>
      {silent.length > 0 && (
        <details class="fold">
          <summary>
            {counted(silent.length, 'bénévole')} qui {silent.length > 1 ? 'visitent' : 'visite'} quelqu’un
            {silent.length > 1 ? ' n’ont' : ' n’a'} rien dit de ces semaines
          </summary>
          <ul>
            {silent.map(({ volunteer }) => (
              <li>
                <a href={volunteerPath(volunteer.id)}>{volunteerName(volunteer)}</a>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

export type SummerPageProps = {
  readonly frame: Frame;
  readonly weeks: readonly CoverWeek[];
  readonly leaves: readonly Leave[];
  readonly names: Names;
  readonly from: CivilDay;
  readonly soon: CivilDay;
  readonly asking: Asking;
  readonly said: string | undefined;
};

const SAID: Readonly<Record<string, string>> = {
  demande: 'C’est noté : les SMS partent dans les minutes qui viennent, dans les heures permises.',
  annee: 'C’est noté.',
  personne: 'Il n’y a personne à interroger par SMS.',
};

/** Leave, pauses and the heat season against who visits whom, by week. */
export const SummerPage = ({ frame, weeks, leaves, names, from, soon, asking, said }: SummerPageProps) => (
  <DeskPage frame={frame} title="Été et absences">
    <Said words={SAID} said={said} />
    <h1>Été et absences</h1>
    <RelayTabs here="summer" />
    <p class="lead">
      {counted(weeks.length, 'semaine')}, du {frenchFullDay(from)} au{' '}
      {frenchFullDay(addDays(from, 7 * weeks.length - 1))}.
    </p>
    <search class="no-print">
      <form method="get" action={SUMMER} class="filter">
        <DateField form={freshForm({ du: from })} name="du" label="Seize semaines à partir du" />
        <SubmitButton tone="second">Voir</SubmitButton>
      </form>
      <p>
        <a href={SUMMER}>De juin à septembre</a> ·{' '}
        <a href={`${SUMMER}?du=${soon}`}>À partir de cette semaine</a>
      </p>
    </search>
    {leaves.length === 0 ? (
      <EmptyState title="Aucun lien régulier à couvrir.">
        Associez des bénévoles aux accompagnements : leurs absences se liront ici.
      </EmptyState>
    ) : (
      <>
        <Weeks weeks={weeks} />
        <Uncovered weeks={weeks} names={names} />
        <Leaves leaves={leaves} weeks={weeks} />
        <AskSection csrf={frame.csrf} asking={asking} />
      </>
    )}
  </DeskPage>
);
