import { can } from '../../../shared/access/table.ts';
import { capital } from '../../../shared/french/french.ts';
import { isOpen, type Mission } from '../../../shared/missions/mission.ts';
import { type Visit, visitsOf } from '../../../shared/missions/twins.ts';
import { addDays, type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDay, frenchFullDay, frenchRelativeDay, frenchTime } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, DataTable, EmptyState } from '../../web/components.tsx';
import { DateField, Select } from '../../web/fields.tsx';
import { freshForm } from '../../web/form.ts';
import { type People, seniorNamed, seniorPath, volunteerNamed, volunteerPath } from '../day/people.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { missionPath } from './read.ts';
import { goingTo, leadingSeat, visitWords } from './visits.ts';
import { programmeName, sectorName } from './words.ts';

export type MissionFilter = {
  readonly from: CivilDay;
  readonly view: 'day' | 'week';
  readonly sector: string | undefined;
  readonly volunteer: string | undefined;
};

type Props = {
  readonly frame: Frame;
  readonly town: Town;
  readonly now: Instant;
  readonly filter: MissionFilter;
  /** All missions of the days shown, before the filter. */
  readonly missions: readonly Mission[];
  readonly people: People;
};

const pathTo = (filter: MissionFilter, change: Partial<MissionFilter>): string => {
  const next = { ...filter, ...change };
  const query = new URLSearchParams({
    jour: next.from,
    vue: next.view === 'week' ? 'semaine' : 'jour',
    ...(next.sector ? { secteur: next.sector } : {}),
    ...(next.volunteer ? { benevole: next.volunteer } : {}),
  });
  return `/missions?${query}`;
};

const Filter = ({ town, filter, missions, people }: Props) => {
  const holders = [...new Set(missions.flatMap(({ holder }) => holder?.volunteerId ?? []))];
  const form = freshForm({
    jour: filter.from,
    vue: filter.view === 'week' ? 'semaine' : 'jour',
    secteur: filter.sector,
    benevole: filter.volunteer,
  });
  return (
    <form method="get" action="/missions" class="filter no-print">
      <DateField form={form} name="jour" label="Jour" />
      <Select
        form={form}
        name="vue"
        label="Voir"
        options={[
          { value: 'jour', label: 'ce jour' },
          { value: 'semaine', label: 'sept jours' },
        ]}
      />
      <Select
        form={form}
        name="secteur"
        label="Secteur"
        empty="Tous"
        options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <Select
        form={form}
        name="benevole"
        label="Bénévole"
        empty="Tous"
        options={holders
          .map((id) => ({ value: String(id), label: volunteerNamed(people, id) }))
          .sort((a, b) => a.label.localeCompare(b.label, 'fr'))}
      />
      <button type="submit" class="second">
        Afficher
      </button>
    </form>
  );
};

const act = (visit: Visit): string => (isOpen(leadingSeat(visit).state) ? 'Trouver quelqu’un' : 'Ouvrir');

const Going = ({ visit, people }: { visit: Visit; people: People }) => {
  const ids = goingTo(visit);
  if (ids.length === 0) return <span class="quiet">personne encore</span>;
  return (
    <>
      {ids.map((id, at) => (
        <>
          {at > 0 && ' et '}
          <a href={volunteerPath(id)}>{volunteerNamed(people, id)}</a>
        </>
      ))}
    </>
  );
};

const OneDay = ({
  day,
  visits,
  town,
  people,
  today,
}: Pick<Props, 'town' | 'people'> & { visits: readonly Visit[]; day: CivilDay; today: CivilDay }) => {
  const relative = frenchRelativeDay(day, today);
  return (
    <DataTable
      caption={relative === frenchDay(day) ? frenchFullDay(day) : `${capital(relative)}, ${frenchDay(day)}`}
      rows={visits}
      empty={
        <EmptyState title={`Aucune mission ${relative === frenchDay(day) ? `le ${relative}` : relative}.`}>
          Les visites des trois semaines à venir se préparent chaque matin, d’après le rythme convenu.
        </EmptyState>
      }
      columns={[
        {
          title: 'Heure',
          heads: true,
          cell: (visit) => <a href={missionPath(leadingSeat(visit).id)}>{frenchTime(visit.mission.time)}</a>,
        },
        {
          title: 'Mission',
          cell: ({ mission, twin }) => `${programmeName(town, mission.programme)}${twin ? ', à deux' : ''}`,
        },
        {
          title: 'Personne',
          cell: ({ mission }) => (
            <a href={seniorPath(mission.seniorId)}>{seniorNamed(people, mission.seniorId)}</a>
          ),
        },
        { title: 'Secteur', cell: ({ mission }) => sectorName(town, mission.sector) },
        { title: 'Bénévole', cell: (visit) => <Going visit={visit} people={people} /> },
        {
          title: 'État',
          cell: (visit) => <Badge tone={visitWords(visit).tone}>{visitWords(visit).words}</Badge>,
        },
        {
          title: '',
          cell: (visit) => (
            <a class="button second no-print" href={missionPath(leadingSeat(visit).id)}>
              {act(visit)}
            </a>
          ),
        },
      ]}
    />
  );
};

/** The missions of a day or of seven, by sector or volunteer; prints as a sheet for the wall. */
export const MissionListPage = (props: Props) => {
  const { frame, filter, now } = props;
  const days = Array.from({ length: filter.view === 'week' ? 7 : 1 }, (_, i) => addDays(filter.from, i));
  const shown = visitsOf(props.missions).filter(
    (visit) =>
      (!filter.sector || visit.mission.sector === filter.sector) &&
      (!filter.volunteer || goingTo(visit).some((id) => id === filter.volunteer)),
  );
  const step = filter.view === 'week' ? 7 : 1;
  const words =
    filter.view === 'week' ? ['Semaine d’avant', 'Semaine d’après'] : ['La veille', 'Le lendemain'];
  return (
    <DeskPage frame={frame} title="Missions">
      <div class="head">
        <h1>Missions</h1>
        {can(frame.staff, 'mission.add') && (
          <a class="button no-print" href="/personnes">
            Ajouter : choisir la personne
          </a>
        )}
      </div>
      <Filter {...props} />
      <nav class="steps no-print" aria-label="Autres jours">
        <a href={pathTo(filter, { from: addDays(filter.from, -step) })}>{words[0]}</a>
        <a href={pathTo(filter, { from: dayOf(now) })}>Aujourd’hui</a>
        <a href={pathTo(filter, { from: addDays(filter.from, step) })}>{words[1]}</a>
      </nav>
      {days.map((day) => (
        <OneDay
          {...props}
          day={day}
          today={dayOf(now)}
          visits={shown.filter(({ mission }) => mission.day === day)}
        />
      ))}
    </DeskPage>
  );
};
