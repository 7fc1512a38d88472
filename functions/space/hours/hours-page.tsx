import type { AttestationFile } from '../../../shared/engagement/recognition/attestation/attestation.ts';
import { frenchEuros } from '../../../shared/engagement/recognition/expenses/euros.ts';
import type { Expense } from '../../../shared/engagement/recognition/expenses/expense.ts';
import { EXPENSE_STATE_NAMES, expenseTitle } from '../../../shared/engagement/recognition/expenses/words.ts';
import type { HourLine } from '../../../shared/engagement/recognition/hours/line.ts';
import {
  frenchKilometres,
  frenchMinutes,
  totalsOf,
} from '../../../shared/engagement/recognition/hours/totals.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate, frenchDay } from '../../../shared/time/french.ts';
import { Badge, EmptyState, Notice, type Tone } from '../../web/components.tsx';
import { Page } from '../../web/layout.tsx';
import { Said } from '../../web/said.tsx';
import { Back } from '../my-space/missions-page.tsx';
import type { Space } from '../my-space/space.ts';
import { ASK, EXPENSE, HOURS, LINE, MILEAGE, PAPER } from './paths.ts';
import { journeyWords, minutesWords } from './words.ts';

const SAID: Readonly<Record<string, string>> = {
  note: 'C’est noté : la coordination relit cette ligne et vous répond ici.',
  ajoute: 'C’est noté : la coordination relit cette ligne et vous répond ici.',
  demande: 'C’est noté : votre demande d’attestation est arrivée.',
  envoye: 'C’est envoyé. Montrez le justificatif sur papier quand vous passez.',
  retire: 'C’est retiré.',
};

const EXPENSE_TONES: Readonly<Record<Expense['state'], Tone>> = {
  'to-check': 'neutral',
  'to-pay': 'info',
  paid: 'good',
  waived: 'good',
  refused: 'warn',
  withdrawn: 'neutral',
};

const Answer = ({ line: { entry } }: { line: HourLine }) => {
  if (!entry) return null;
  if (entry.state === 'waiting')
    return (
      <p>
        <Badge tone="info">à relire par la coordination</Badge> Vous avez écrit{' '}
        {frenchMinutes(entry.said.minutes)}
        {entry.said.trip ? `, ${frenchKilometres(entry.said.trip.metres)}` : ''}.
      </p>
    );
  if (entry.state === 'answered')
    return (
      <p>
        <Badge tone="warn">réponse</Badge> « {entry.decided?.answer} »
      </p>
    );
  return null;
};

const Line = ({ line }: { line: HourLine }) => (
  <li>
    <p>
      <strong>{frenchDay(line.day)}</strong>, {line.label}
    </p>
    <p>
      {minutesWords(line)}
      {line.journey ? `, ${journeyWords(line.journey)}` : ''}
      {line.note ? <span class="quiet"> {line.note}</span> : null}
    </p>
    <Answer line={line} />
    <p>
      <a href={`${LINE}/${line.id}?jour=${line.day}`}>
        Corriger<span class="hidden"> la ligne du {frenchDate(line.day)}</span>
      </a>
    </p>
  </li>
);

const Totals = ({ lines, year }: { lines: readonly HourLine[]; year: string }) => {
  const totals = totalsOf(lines);
  if (lines.length === 0)
    return (
      <EmptyState title={`Rien encore en ${year}.`}>
        Vos missions arrivent ici d’elles-mêmes, dès le compte rendu.
      </EmptyState>
    );
  return (
    <div class="card">
      <p class="when">{frenchMinutes(totals.minutes)}</p>
      <ul>
        {totals.programmes.map(({ label, times, minutes }) => (
          <li>
            {label}&nbsp;: {frenchMinutes(minutes)}, {times} fois
          </li>
        ))}
      </ul>
      {totals.journeys > 0 && (
        <p>
          {frenchKilometres(totals.metres)} pour {totals.journeys}{' '}
          {totals.journeys === 1 ? 'trajet connu' : 'trajets connus'}, aller et retour.
        </p>
      )}
      {(totals.unknown > 0 || totals.unknownJourneys > 0) && (
        <p class="quiet">
          Sans durée connue&nbsp;: {totals.unknown}. Sans distance connue&nbsp;: {totals.unknownJourneys}.
          Elles ne sont comptées nulle part tant que vous ne les avez pas corrigées.
        </p>
      )}
    </div>
  );
};

const Attestations = ({ file }: { file: AttestationFile | undefined }) => (
  <>
    {file?.asked && (
      <Notice title="Attestation demandée">
        Du {frenchDate(file.asked.from)} au {frenchDate(file.asked.to)}. La coordination la prépare.
      </Notice>
    )}
    {file?.answered && (
      <Notice tone="warn" title="Réponse à votre demande d’attestation">
        {file.answered.sentence}
      </Notice>
    )}
    <ul class="asked">
      {(file?.held ?? []).toReversed().map((paper) => (
        <li>
          <a href={`${PAPER}/${paper.number}`}>
            <strong>Attestation {paper.number}</strong>
            <span>
              {frenchMinutes(paper.minutes)}, du {frenchDate(paper.from)} au {frenchDate(paper.to)}
              {paper.revoked ? ', annulée' : ''}
            </span>
          </a>
        </li>
      ))}
      <li>
        <a href={ASK}>
          <strong>Demander une attestation</strong>
          <span>d’heures, et de kilomètres si vous le voulez</span>
        </a>
      </li>
    </ul>
  </>
);

const Expenses = ({ expenses }: { expenses: readonly Expense[] }) => (
  <ul class="asked">
    {expenses.slice(0, 20).map((one) => (
      <li>
        <a href={`${EXPENSE}/${one.id}`}>
          <strong>
            {frenchEuros(one.cents)}, {expenseTitle(one)}
          </strong>
          <span>
            {frenchDate(one.day)}{' '}
            <Badge tone={EXPENSE_TONES[one.state]}>{EXPENSE_STATE_NAMES[one.state]}</Badge>
            {one.paid ? ` le ${frenchDate(one.paid.on)}` : ''}
          </span>
        </a>
      </li>
    ))}
    <li>
      <a href={EXPENSE}>
        <strong>Envoyer une dépense</strong>
        <span>bus, stationnement, fournitures</span>
      </a>
    </li>
    <li>
      <a href={MILEAGE}>
        <strong>Déclarer mes kilomètres</strong>
        <span>voiture, moto ou cyclomoteur, par année</span>
      </a>
    </li>
  </ul>
);

/** So many lines before the rest is asked for. */
const SHOWN = 12;

/** « Mes heures et mes frais »: what the chain knows of my time, what I say of it, what I ask for. */
export const HoursPage = (props: {
  space: Space;
  year: string;
  lines: readonly HourLine[];
  isWhole: boolean;
  file: AttestationFile | undefined;
  expenses: readonly Expense[];
  said: string | undefined;
  thisYear: string;
}) => {
  const { space, year, lines, isWhole, file, expenses, said, thisYear } = props;
  const newest = lines.toReversed();
  const shown = isWhole ? newest : newest.slice(0, SHOWN);
  const other = year === thisYear ? String(Number(thisYear) - 1) : thisYear;
  return (
    <Page title="Mes heures et mes frais" {...space.frame}>
      <Back />
      <h1>Mes heures et mes frais</h1>
      <Said words={SAID} said={said} />
      <h2>Mes heures en {year}</h2>
      <Totals lines={lines} year={year} />
      <p>
        <a class="button second" href={`${HOURS}/ajouter`}>
          Ajouter une formation, une réunion
        </a>
      </p>
      {shown.length > 0 && (
        <ul class="visits">
          {shown.map((line) => (
            <Line line={line} />
          ))}
        </ul>
      )}
      <p>
        {shown.length < newest.length && (
          <a class="line" href={`${HOURS}?annee=${year}&tout=oui`}>
            Les {newest.length} lignes de {year}
          </a>
        )}
        <a class="line" href={`${HOURS}?annee=${other}`}>
          Mes heures en {other}
        </a>
      </p>
      <h2 id="attestations">Mes attestations</h2>
      <Attestations file={file} />
      <h2 id="frais">Mes frais</h2>
      <Expenses expenses={expenses} />
      <p class="quiet">
        Bénévole depuis le {frenchDate(dayOf(space.me.activeSince ?? space.me.appliedAt))}. Les durées et les
        distances servent à vos attestations et à vos remboursements, à rien d’autre.
      </p>
    </Page>
  );
};
