import { mondayOf } from '../../../../shared/matching/week/build.ts';
import type { Totals } from '../../../../shared/matching/week/plan.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { DataTable, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type People, seniorNamed, volunteerNamed } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { Crumbs } from '../frame.tsx';
import { linePath, missionPath, type Where } from '../where.ts';
import { MEETINGS_UNREAD } from '../words.ts';
import { MissionFacts } from './mission-page.tsx';

/** A mission whose choice changes. */
export type Moved = {
  readonly mission: Mission;
  readonly before: readonly string[];
  readonly after: readonly string[];
};

type Props = {
  readonly frame: Frame;
  readonly town: Town;
  readonly where: Where;
  readonly mission: Mission;
  readonly people: People;
  readonly question: string;
  readonly sentence: string;
  /** « Avant » is the stored plan; else the week solved again on what has changed since. */
  readonly isCurrent: boolean;
  readonly areMeetingsUnread: boolean;
  /** What is counted where somebody is found. */
  readonly served: 'mission' | 'place';
  /** Absent where the week is calculated beside, once the choice is kept. */
  readonly totals: { readonly before: Totals; readonly after: Totals } | undefined;
  readonly moved: readonly Moved[];
  /** More changes than are written out. */
  readonly more: number;
  readonly fields: Readonly<Record<string, string>>;
};

type Figure = readonly [string, (t: Totals) => number, string?];
const figuresOf = (served: Props['served']): readonly Figure[] => [
  [served === 'place' ? 'Places qui trouvent quelqu’un' : 'Missions qui trouvent quelqu’un', (t) => t.found],
  ['Avec le visiteur habituel ou son second', (t) => t.usual],
  ['Avec quelqu’un de déjà venu', (t) => t.met],
  ['Premières rencontres', (t) => t.first],
  ['Trajets à l’aller, tous réunis', (t) => t.travelMinutes, '\u00a0min'],
  ['Bénévoles à leur maximum de la semaine', (t) => t.atMaximum],
];

const named = (people: People, ids: readonly string[]): string =>
  ids.length === 0 ? 'personne' : ids.map((id) => volunteerNamed(people, id)).join(', ');
const signed = (n: number, unit: string): string => `${n > 0 ? '+' : '−'}${Math.abs(n)}${unit}`;

/** Before a choice by hand is kept: what it costs, in words, in figures, and whom it moves. */
export const MovePage = (props: Props) => {
  const { frame, town, where, mission, people, question, sentence, totals, moved, more, fields } = props;
  const figures = figuresOf(props.served);
  const differing = totals ? figures.filter(([, of]) => of(totals.before) !== of(totals.after)) : [];
  return (
    <DeskPage frame={frame} title="Avant et après">
      <Crumbs monday={mondayOf(mission.day)} href={linePath(mission, where)} />
      <h1>{question}</h1>
      <MissionFacts town={town} mission={mission} people={people} />
      <Notice
        tone={totals && totals.after.found < totals.before.found ? 'warn' : 'info'}
        title="Ce que cela change"
      >
        {sentence}
      </Notice>
      {!props.isCurrent && (
        <p class="quiet">
          Depuis le dernier calcul, des bénévoles, des missions ou leurs places ont changé. « Avant » est le
          plan refait avec cela, pour ne montrer que l’effet de votre choix.
        </p>
      )}
      {totals && (
        <DataTable
          caption="Qui irait où, avant et après"
          rows={moved}
          empty={<p class="quiet">Personne d’autre ne change de mission.</p>}
          columns={[
            {
              title: 'Mission',
              heads: true,
              cell: (one) =>
                `${seniorNamed(people, one.mission.seniorId)}, ${frenchDay(one.mission.day)} à ${frenchTime(one.mission.time)}`,
            },
            { title: 'Avant', cell: (one) => named(people, one.before) },
            { title: 'Après', cell: (one) => named(people, one.after) },
          ]}
        />
      )}
      {more > 0 && <p class="quiet">{more === 1 ? 'Et un autre.' : `Et ${more} autres.`}</p>}
      {props.areMeetingsUnread && <p class="quiet">{MEETINGS_UNREAD}</p>}
      {totals && differing.length > 0 && (
        <details class="fold">
          <summary>Dans la semaine entière, avant et après</summary>
          <DataTable
            caption="La semaine entière, avant et après"
            hideCaption
            rows={differing}
            empty=""
            columns={[
              { title: 'Mesure', heads: true, cell: ([label]) => label },
              { title: 'Avant', numeric: true, cell: ([, of, unit = '']) => `${of(totals.before)}${unit}` },
              { title: 'Après', numeric: true, cell: ([, of, unit = '']) => `${of(totals.after)}${unit}` },
              {
                title: 'Différence',
                numeric: true,
                cell: ([, of, unit = '']) => signed(of(totals.after) - of(totals.before), unit),
              },
            ]}
          />
        </details>
      )}
      <PostForm action={`/semaine/missions/${mission.id}/changer`} csrf={frame.csrf}>
        {Object.entries(fields).map(([name, value]) => (
          <Hidden name={name} value={value} />
        ))}
        <div class="actions">
          <SubmitButton>Garder ce choix</SubmitButton>
          <a class="button second" href={missionPath(mission.id, where)}>
            Ne rien changer
          </a>
        </div>
      </PostForm>
    </DeskPage>
  );
};
