import { addDays } from '../../../shared/time/civil.ts';
import { frenchDay } from '../../../shared/time/french.ts';
import { DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Effect, Outlook } from './effect.ts';
import type { PastWeek } from './read-week.ts';
import type { Changed } from './words.ts';

type Row = {
  readonly what: string;
  readonly of: (one: Outlook) => number;
  readonly unit?: string;
  /** « de plus », « de moins » */
  readonly more: string;
  readonly less: string;
};
const hours = (minutes: number): string =>
  minutes < 60
    ? `${minutes}\u00a0min`
    : `${Math.floor(minutes / 60)}\u00a0h\u00a0${String(minutes % 60).padStart(2, '0')}`;

const ROWS: readonly Row[] = [
  {
    what: 'Missions pour lesquelles le plan trouve quelqu’un',
    of: (o) => o.found,
    more: 'de plus',
    less: 'de moins',
  },
  { what: 'Trajets, à l’aller', of: (o) => o.travelMinutes, unit: 'min', more: 'de plus', less: 'de moins' },
  {
    what: 'Confiées au visiteur habituel ou à son second',
    of: (o) => o.usual,
    more: 'de plus',
    less: 'de moins',
  },
  {
    what: 'Choix déjà sollicités dans les sept derniers jours',
    of: (o) => o.askedLately,
    more: 'de plus',
    less: 'de moins',
  },
  {
    what: 'Bénévoles dont la semaine serait pleine',
    of: (o) => o.atMaximum,
    more: 'de plus',
    less: 'de moins',
  },
  {
    what: 'SMS pour cent missions, si l’on cherche par vagues',
    of: (o) => o.texts,
    more: 'de plus',
    less: 'de moins',
  },
  {
    what: 'Missions pourvues sur cent, si l’on cherche par vagues',
    of: (o) => o.filled,
    more: 'de plus',
    less: 'de moins',
  },
];

const shown = (row: Row, value: number): string =>
  row.unit === 'min' ? hours(value) : value.toLocaleString('fr');
const difference = (row: Row, { before, after }: Effect): string => {
  const by = row.of(after) - row.of(before);
  return by === 0 ? 'pareil' : `${shown(row, Math.abs(by))} ${by > 0 ? row.more : row.less}`;
};

const otherChoiceWords = (count: number, total: number): string => {
  if (count === 0) return 'Le plan aurait choisi les mêmes personnes.';
  return count === 1
    ? `Pour une mission sur ${total}, le plan aurait choisi autrement.`
    : `Pour ${count} missions sur ${total}, le plan aurait choisi autrement.`;
};

type Props = {
  readonly frame: Frame;
  readonly changes: readonly Changed[];
  readonly week: PastWeek;
  readonly effect: Effect | undefined;
  readonly fields: Readonly<Record<string, string | number>>;
  /** Back to the form with what was typed. */
  readonly back: string;
  readonly conflict: boolean;
  /** Others were saved since the form was opened, and stay. */
  readonly isOthersKept: boolean;
};

/** What the new numbers would have made of last week, before anything is saved. */
export const EffectPage = ({ frame, changes, week, effect, fields, back, conflict, isOthersKept }: Props) => (
  <DeskPage frame={frame} title="Effet sur la semaine dernière" hasProblems={conflict}>
    <p class="crumbs">
      <a href={back}>Réglages de l’appariement</a>
    </p>
    {conflict && (
      <Notice tone="alert" title="Rien n’est enregistré">
        Quelqu’un a changé les réglages de la ville pendant ce temps. Voici l’effet de votre choix à côté des
        réglages enregistrés maintenant : confirmez s’il tient toujours.
      </Notice>
    )}
    {isOthersKept && (
      <Notice>
        Quelqu’un a changé d’autres réglages depuis que vous avez ouvert la page : ils restent comme ils sont.
      </Notice>
    )}
    <h1>Effet sur la semaine dernière</h1>
    <p class="lead">
      La semaine du {frenchDay(week.monday)} au {frenchDay(addDays(week.monday, 6))}, planifiée deux fois
      comme si rien n’était décidé : avec les réglages en vigueur, puis avec les vôtres.
    </p>
    <DataTable
      caption="Ce que vous changez"
      rows={changes}
      empty=""
      columns={[
        { title: 'Réglage', heads: true, cell: ({ label }) => label },
        { title: 'En vigueur', numeric: true, cell: ({ before }) => before },
        { title: 'Avec vos réglages', numeric: true, cell: ({ after }) => after },
      ]}
    />
    {effect ? (
      <>
        <p>
          <strong>{otherChoiceWords(effect.otherChoice, week.missions.length)}</strong>
          {week.total > week.missions.length &&
            ` Calculé sur ${week.missions.length} missions réparties parmi ${week.total}.`}
        </p>
        <DataTable
          caption="Ce que cela aurait changé"
          rows={ROWS}
          empty=""
          columns={[
            { title: 'Mesure', heads: true, cell: ({ what }) => what },
            { title: 'En vigueur', numeric: true, cell: (row) => shown(row, row.of(effect.before)) },
            { title: 'Avec vos réglages', numeric: true, cell: (row) => shown(row, row.of(effect.after)) },
            { title: 'Différence', cell: (row) => difference(row, effect) },
          ]}
        />
        <p class="quiet">
          C’est un calcul, pas une prévision : bénévoles et liens d’aujourd’hui, missions de la semaine
          dernière, réponses supposées comme d’habitude. Les rencontres hors binôme ne sont pas comptées.
        </p>
      </>
    ) : (
      <EmptyState title="Aucune mission la semaine dernière.">
        L’effet ne peut pas être calculé. Vous pouvez enregistrer quand même, et revenir en arrière quand vous
        voulez.
      </EmptyState>
    )}
    <PostForm action="/appariement" csrf={frame.csrf}>
      {Object.entries(fields).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      <div class="actions">
        <SubmitButton>Enregistrer ces réglages</SubmitButton>
        <a class="button second" href={back}>
          Revenir les modifier
        </a>
      </div>
    </PostForm>
  </DeskPage>
);
