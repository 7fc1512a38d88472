import { capital } from '../../../shared/french/french.ts';
import { replyQuantile } from '../../../shared/matching/estimate.ts';
import type { ParamValues } from '../../../shared/matching/params.ts';
import { type ProgrammeTally, sumOf, type Tally } from '../../../shared/offers/memory/read-tally.ts';
import { HALF_DAYS, type HalfDay } from '../../../shared/time/civil.ts';
import { frenchHalfDay } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { DataTable, EmptyState } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { Tabs } from './settings-page.tsx';
import { delayWords, FEW, shareWords } from './words.ts';

type Row = { readonly name: string; readonly tally: Tally };

const UNKNOWN = 'trop peu pour le dire';

const delayOf = ({ replies }: Tally): string => {
  const count = replies.reduce((sum, one) => sum + one, 0);
  const median = count < FEW ? undefined : replyQuantile(replies, 0.5);
  return median === undefined ? UNKNOWN : delayWords(median);
};
const settledOf = ({ yes, no, silent }: Tally): number => yes + no + silent;
const others = (tally: Tally): number => Math.max(0, tally.asked - settledOf(tally));

const halvesOf = ({ halves }: ProgrammeTally): readonly Row[] =>
  HALF_DAYS.flatMap((half: HalfDay) => {
    const tally = halves.get(half);
    return tally && tally.asked > 0 ? [{ name: capital(frenchHalfDay(half)), tally }] : [];
  });

const columns = [
  { title: 'Moment', heads: true, cell: ({ name }: Row) => name },
  { title: 'Interrogés', numeric: true, cell: ({ tally }: Row) => tally.asked },
  { title: 'Oui', numeric: true, cell: ({ tally }: Row) => tally.yes },
  { title: 'Non', numeric: true, cell: ({ tally }: Row) => tally.no },
  { title: 'Sans réponse', numeric: true, cell: ({ tally }: Row) => tally.silent },
  { title: 'En attente, ou prise par un autre', numeric: true, cell: ({ tally }: Row) => others(tally) },
  {
    title: 'Part de oui',
    cell: ({ tally }: Row) => (settledOf(tally) < FEW ? UNKNOWN : shareWords(tally.yes, settledOf(tally))),
  },
  { title: 'La moitié des réponses arrive en', cell: ({ tally }: Row) => delayOf(tally) },
];

/** What was asked and answered, by activity and half-day of the week; nobody is named, few answers make no rate. */
export const AnswersPage = ({
  frame,
  town,
  tallies,
  current,
  since,
  mayChange,
}: {
  frame: Frame;
  town: Town;
  tallies: readonly ProgrammeTally[];
  current: ParamValues;
  since: string;
  mayChange: boolean;
}) => {
  const told = tallies.filter((one) => halvesOf(one).length > 0);
  return (
    <DeskPage frame={frame} title="Ce que les bénévoles répondent">
      <Tabs here="reponses" />
      <h1>Ce que les bénévoles répondent</h1>
      <p class="lead">
        Aux propositions envoyées depuis le {since}, pour toute la ville. Sous {FEW} réponses, aucune part
        n’est calculée. Personne n’est classé ni noté.
      </p>
      {told.length === 0 && (
        <EmptyState title="Aucune proposition n’a encore reçu de réponse.">
          Dès que des missions cherchent quelqu’un, les réponses se comptent ici. En attendant, la part de oui
          supposée au départ sert à décider du nombre de SMS.
        </EmptyState>
      )}
      {told.map((one) => (
        <DataTable
          caption={town.programmes.find(({ code }) => code === one.programme)?.label ?? one.programme}
          rows={[...halvesOf(one), { name: 'Ensemble', tally: sumOf([...one.halves.values()]) }]}
          empty=""
          columns={columns}
        />
      ))}
      <section class="card">
        <h2>Ce qui en est fait</h2>
        <p>
          Le nombre de personnes interrogées à la fois vient de la part de oui attendue : d’abord la part
          supposée au départ, <strong>{current['estimate.priorHomePercent']}&nbsp;%</strong> à domicile et{' '}
          <strong>{current['estimate.priorPhonePercent']}&nbsp;%</strong> au téléphone, puis, à mesure
          qu’elles arrivent, les réponses de la ville, de chaque demi-journée et de chaque bénévole. Une
          réponse compte moitié moins après six mois. Un bénévole qui n’a pas répondu est laissé tranquille
          quelque temps.
        </p>
        {mayChange && (
          <p>
            <a href="/appariement#reponses">Changer la part supposée au départ</a>
          </p>
        )}
      </section>
    </DeskPage>
  );
};
