import type { Activity } from '../../../../shared/engagement/report/activity.ts';
import { recordedMonths } from '../../../../shared/engagement/report/tell-activity.ts';
import { type ToldTables, toldAt } from '../../../../shared/engagement/small-numbers/told.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { monthSchema } from '../../../../shared/volunteers/movements/served.ts';
import { DataTable, EmptyState, Facts, Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { euros } from '../../words.ts';
import { longMonth, NOT_TOLD, plural } from '../movements/words.ts';
import { cellsOf } from '../review/figures/view.ts';
import { toldWords } from '../review/words.ts';
import { FATE_NAMES, hoursWords, OUTCOME_NAMES, programmeName } from './words.ts';

export const REPORTS = '/rapports';
export const activityPath = (year: string): string => `${REPORTS}/activite/${year}`;

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

/** Beside a number that is not told, what it was when it was. */
const stockWords = (now: number | null | undefined, then: number | null | undefined): string =>
  now === null && typeof then === 'number' ? `${NOT_TOLD}\u00a0; ${then} l’année d’avant` : toldWords(now);

const NOT_KNOWN = [
  'Vers quel service une personne a été orientée : la suite est écrite en toutes lettres, elle n’est pas codée. Seul leur nombre est connu.',
  'Le coût par personne ou par foyer : la maison connaît ses SMS, pas ses salaires ni ses locaux.',
  'Les appels reçus à l’accueil et ceux passés hors des listes.',
  'Ce qui s’est passé avant que la ville n’utilise cet outil.',
] as const;

type Props = {
  readonly frame: Frame;
  readonly town: Town;
  readonly activity: Activity;
  readonly told: ToldTables;
  readonly lastYear: ToldTables | undefined;
  readonly mayMake: boolean;
};

/** What is being counted: how far it is. */
const Counting = ({ activity }: { activity: Activity }) => (
  <Notice tone="info" title="Le rapport se compte.">
    {plural(activity.months.length, 'mois compté', 'mois comptés')} jusqu’ici. Le reste se compte de lui-même,
    minute après minute : rouvrez cette page dans un moment.
  </Notice>
);

/** The year's activity for the council: one version for everybody, small numbers protected, on A4. */
export const ActivityPage = ({ frame, town, activity, told, lastYear, mayMake }: Props) => {
  const { months, year, until, toldAt: at } = activity;
  const programmes = told['done-by-programme'];
  const ways = told['done-by-way'];
  const flags = told['flags-by-fate'];
  const { accompanied, network, served } = told;
  const minutesOf = (programme: string): number =>
    sum(
      months.flatMap((one) => one.programmes.filter((p) => p.programme === programme).map((p) => p.minutes)),
    );
  const sms = {
    messages: sum(months.map((one) => one.sms.messages)),
    microEuros: sum(months.map((one) => one.sms.microEuros)),
  };
  const lists = {
    heat: sum(months.map((one) => one.lists.heat)),
    friendly: sum(months.map((one) => one.lists.friendly)),
    attempts: sum(months.map((one) => one.lists.attempts)),
  };
  const [first] = recordedMonths(months);
  const unread = months.flatMap((one) => one.unread);
  return (
    <DeskPage frame={frame} title={`Rapport d’activité ${year}`}>
      <p class="crumbs">
        <a href={REPORTS}>Rapports</a>
      </p>
      <div class="report">
        <div class="head">
          <h1>Rapport d’activité {year}</h1>
          <p class="no-print">
            <a href={`${activityPath(year)}/chiffres.csv`}>Les chiffres, en tableur</a>
          </p>
        </div>
        {activity.lookAt && <Counting activity={activity} />}
        <p class="lead">
          {town.houseName} de {town.name}. Du 1er janvier au {frenchDate(until)}
          {at && <>, arrêté le {frenchDate(dayOf(at))}</>}. Personne n’y est nommé ; « {NOT_TOLD} » : un
          nombre de un à quatre, ou qui en ferait retrouver un.
        </p>
        {first && first.month !== `${year}-01` && (
          <p class="quiet">
            Rien n’est noté avant {longMonth(first.month)} : les mois d’avant sont inconnus, ils ne sont pas
            vides.
          </p>
        )}
        {unread.length > 0 && (
          <p class="quiet">
            {plural(unread.length, 'jour n’est pas compté', 'jours ne sont pas comptés')} : plus de 600
            missions, trop pour être lues en une fois.
          </p>
        )}

        <h2>Les personnes</h2>
        <Facts
          of={[
            [
              'Accompagnées dans l’année',
              accompanied ? stockWords(accompanied.total, lastYear?.accompanied?.total) : 'inconnu',
            ],
            [
              'Nouvelles parmi elles',
              accompanied ? toldWords(toldAt(accompanied, { column: 'fresh' })) : 'inconnu',
            ],
            ['Signalements reçus', toldWords(flags?.total)],
            [
              'Situations dont la maison entendait parler pour la première fois',
              toldWords(told['flags-known'] && toldAt(told['flags-known'], { column: 'first-time' })),
            ],
          ]}
        />
        <DataTable
          caption="Ce que sont devenus les signalements de l’année"
          rows={cellsOf(flags)}
          empty={<EmptyState title="Aucun signalement dans l’année." />}
          columns={[
            { title: 'Suite', heads: true, cell: ({ name }) => FATE_NAMES[name] ?? name },
            { title: 'Signalements', numeric: true, cell: ({ value }) => toldWords(value) },
          ]}
        />

        <h2>Les missions</h2>
        <Facts
          of={[
            ['Faites', toldWords(programmes?.total)],
            ['Dont appels', toldWords(ways && toldAt(ways, { column: 'calls' }))],
            ['Listes d’appels de convivialité', String(lists.friendly)],
            ['Listes d’appels des jours de chaleur', String(lists.heat)],
            ['Appels tentés sur ces listes', lists.attempts.toLocaleString('fr')],
          ]}
        />
        <DataTable
          caption="Missions faites, par programme"
          rows={cellsOf(programmes)}
          empty={<EmptyState title="Aucune mission comptée." />}
          columns={[
            { title: 'Programme', heads: true, cell: ({ name }) => programmeName(town, name) },
            { title: 'Faites', numeric: true, cell: ({ value }) => toldWords(value) },
            {
              title: 'Heures prévues',
              numeric: true,
              cell: ({ name, value }) => (value === null ? NOT_TOLD : hoursWords(minutesOf(name))),
            },
          ]}
        />
        <DataTable
          caption="Missions faites, par mois"
          rows={cellsOf(told['done-by-month'])}
          empty={<EmptyState title="Aucun mois compté." />}
          columns={[
            { title: 'Mois', heads: true, cell: ({ name }) => longMonth(monthSchema.parse(name)) },
            { title: 'Faites', numeric: true, cell: ({ value }) => toldWords(value) },
          ]}
        />
        <DataTable
          caption="Comment ont fini les missions dues"
          rows={cellsOf(told.outcomes)}
          empty={<p class="quiet">Comment ont fini les missions dues : trop peu pour être dit.</p>}
          columns={[
            { title: 'Missions', heads: true, cell: ({ name }) => OUTCOME_NAMES[name] ?? name },
            { title: 'Nombre', numeric: true, cell: ({ value }) => toldWords(value) },
          ]}
        />

        <h2>Les bénévoles</h2>
        <Facts
          of={[
            ['Inscrits au début de l’année', toldWords(network && toldAt(network, { row: 'before' }))],
            ['Arrivées et retours', toldWords(network && toldAt(network, { row: 'new' }))],
            ['Départs', toldWords(network && toldAt(network, { column: 'gone' }))],
            ['Inscrits à la fin', toldWords(network && toldAt(network, { column: 'now' }))],
            [
              'Ont fait au moins une mission',
              served ? stockWords(served.total, lastYear?.served?.total) : 'inconnu',
            ],
          ]}
        />

        <h2>Le coût</h2>
        <Facts
          of={[
            ['SMS envoyés', sms.messages.toLocaleString('fr')],
            ['Coût des SMS', `${euros(sms.microEuros)}, au prix réglé par la ville`],
            ['Autres coûts', 'inconnus ici'],
          ]}
        />

        <h2>Ce que ce rapport ne sait pas</h2>
        <ul>
          {NOT_KNOWN.map((sentence) => (
            <li>{sentence}</li>
          ))}
        </ul>
        {mayMake && (
          <div class="no-print">
            <PostForm action={activityPath(year)} csrf={frame.csrf}>
              <SubmitButton tone="second">Recompter ce rapport</SubmitButton>
            </PostForm>
            <p class="quiet">
              Ce qui a été dit reste la référence : un nombre qui n’aurait bougé que d’une à quatre personnes
              n’est pas redit.
            </p>
          </div>
        )}
      </div>
    </DeskPage>
  );
};
