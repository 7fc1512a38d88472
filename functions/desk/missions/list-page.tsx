import { can } from '../../../shared/access/table.ts';
import { isOpen, type Mission } from '../../../shared/missions/mission.ts';
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
import { programmeName, sectorName, stateWords } from './words.ts';

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

const act = (mission: Mission): string => (isOpen(mission.state) ? 'Trouver quelqu’un' : 'Ouvrir');

const OneDay = ({
  day,
  missions,
  town,
  people,
  today,
}: Pick<Props, 'missions' | 'town' | 'people'> & { day: CivilDay; today: CivilDay }) => {
  const relative = frenchRelativeDay(day, today);
  return (
    <DataTable
      caption={
        relative === frenchDay(day)
          ? frenchFullDay(day)
          : `${relative.charAt(0).toUpperCase()}${relative.slice(1)}, ${frenchDay(day)}`
      }
      rows={missions}
      empty={
        <EmptyState title={`Aucune mission ${relative === frenchDay(day) ? `le ${relative}` : relative}.`}>
          Les visites des trois semaines à venir se préparent chaque matin, d’après le rythme convenu.
        </EmptyState>
      }
      columns={[
        {
          title: 'Heure',
          heads: true,
          cell: (mission) => <a href={missionPath(mission.id)}>{frenchTime(mission.time)}</a>,
        },
        { title: 'Mission', cell: (mission) => programmeName(town, mission.programme) },
        {
          title: 'Personne',
          cell: (mission) => (
            <a href={seniorPath(mission.seniorId)}>{seniorNamed(people, mission.seniorId)}</a>
          ),
        },
        { title: 'Secteur', cell: (mission) => sectorName(town, mission.sector) },
        {
          title: 'Bénévole',
          cell: (mission) =>
            mission.holder ? (
              <a href={volunteerPath(mission.holder.volunteerId)}>
                {volunteerNamed(people, mission.holder.volunteerId)}
              </a>
            ) : (
              <span class="quiet">personne encore</span>
            ),
        },
        {
          title: 'État',
          cell: (mission) => <Badge tone={stateWords(mission).tone}>{stateWords(mission).words}</Badge>,
        },
        {
          title: '',
          cell: (mission) => (
            <a class="button second no-print" href={missionPath(mission.id)}>
              {act(mission)}
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
  const shown = props.missions.filter(
    (mission) =>
      (!filter.sector || mission.sector === filter.sector) &&
      (!filter.volunteer || mission.holder?.volunteerId === filter.volunteer),
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
          missions={shown.filter((mission) => mission.day === day)}
        />
      ))}
    </DeskPage>
  );
};
