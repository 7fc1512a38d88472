import { frenchEuros } from '../../../shared/engagement/recognition/expenses/euros.ts';
import type { Expense } from '../../../shared/engagement/recognition/expenses/expense.ts';
import { EXPENSE_KIND_NAMES, waiverSentence } from '../../../shared/engagement/recognition/expenses/words.ts';
import { frenchKilometres } from '../../../shared/engagement/recognition/hours/totals.ts';
import { SCALES } from '../../../shared/engagement/recognition/mileage/scale.ts';
import {
  metresOf,
  type NamedVehicle,
  type Statement,
} from '../../../shared/engagement/recognition/mileage/statement.ts';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Town } from '../../../shared/town/settings.ts';

/** « 12/09/2026 », for a column. */
const shortDay = (day: CivilDay): string => day.split('-').toReversed().join('/');

const vehicleWords = ({ kind, power, electric, name }: NamedVehicle): string => {
  const engine = electric ? ', électrique' : '';
  if (kind === 'moped') return `${name}, cyclomoteur${engine}`;
  return `${name}, ${kind === 'car' ? 'voiture' : 'moto'} de ${power}\u00a0CV${engine}`;
};

const Trips = ({ statement, cents }: { statement: Statement; cents: number }) => {
  const { trips, vehicle, metresBefore, year, evenedCents = 0 } = statement;
  const scale = SCALES.find(({ version }) => version === statement.scale);
  return (
    <>
      <p>
        Véhicule&nbsp;: {vehicleWords(vehicle)}. Année {year}, {frenchKilometres(metresBefore)} déjà déclarés
        avant ce relevé.
      </p>
      <table>
        <caption>Trajets aller et retour</caption>
        <thead>
          <tr>
            <th scope="col">Trajet</th>
            <th scope="col" class="number">
              Distance
            </th>
            <th scope="col" class="number">
              Montant
            </th>
          </tr>
        </thead>
        <tbody>
          {trips.map((trip) => (
            <tr>
              <td>
                <span class="day">{shortDay(trip.day)}</span> {trip.label}
                {trip.estimated ? ' (distance estimée)' : ''}
              </td>
              <td class="number">{frenchKilometres(trip.metres)}</td>
              <td class="number">{frenchEuros(trip.cents)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          {evenedCents !== 0 && (
            <tr>
              <th scope="row">Régularisation des relevés d’avant</th>
              <td />
              <td class="number">{frenchEuros(evenedCents)}</td>
            </tr>
          )}
          <tr>
            <th scope="row">Total</th>
            <td class="number">{frenchKilometres(metresOf(trips))}</td>
            <td class="number">{frenchEuros(cents)}</td>
          </tr>
        </tfoot>
      </table>
      <p class="quiet">
        {scale?.source}, vérifié le {scale ? frenchDate(scale.checkedOn) : 'jour inconnu'}. Le barème dépend
        du total de l’année pour ce véhicule&nbsp;: chaque trajet est payé de la différence entre le total
        après lui et avant lui.
        {evenedCents !== 0 &&
          ' Un relevé d’avant a été retiré ou refusé : la régularisation ramène le total payé à celui du barème.'}
      </p>
    </>
  );
};

/** A note of expenses on paper, with its waiver where the volunteer leaves the sum, and two places to sign. */
export const ExpenseNote = ({
  expense,
  name,
  town,
  beneficiary,
}: {
  expense: Expense;
  name: string;
  town: Pick<Town, 'name' | 'houseName' | 'address'>;
  /** As the town's rules name it today, for a note that does not say it itself: « au CCAS de Besançon ». */
  beneficiary: string | undefined;
}) => (
  <article class="paper" aria-label="Note de frais">
    <p>
      <strong>
        {town.houseName} de {town.name}
      </strong>
      <br />
      {town.address}
    </p>
    <h2>Note de frais de bénévole</h2>
    <p>
      <strong>{name}</strong>, envoyée le {frenchDate(dayOf(expense.sentAt))}
    </p>
    {expense.statement ? (
      <Trips statement={expense.statement} cents={expense.cents} />
    ) : (
      <table>
        <caption>Dépense</caption>
        <thead>
          <tr>
            <th scope="col">Jour</th>
            <th scope="col">Objet</th>
            <th scope="col" class="number">
              Montant
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>{frenchDate(expense.day)}</td>
            <td>
              {EXPENSE_KIND_NAMES[expense.kind]}
              {expense.words ? `\u00a0: ${expense.words}` : ''}
            </td>
            <td class="number">{frenchEuros(expense.cents)}</td>
          </tr>
        </tbody>
      </table>
    )}
    <p>
      Je certifie que ces frais ont été engagés pour mes missions de bénévole et ne m’ont été remboursés par
      personne d’autre.
    </p>
    {expense.wish === 'waive' && (expense.beneficiary ?? beneficiary) && (
      <p>{waiverSentence(name, expense.beneficiary ?? beneficiary ?? '')}</p>
    )}
    <div class="signs">
      <div>Date et signature du bénévole</div>
      <div>{expense.statement ? 'Carte grise vue' : 'Justificatif vu'} par (nom, date, signature)</div>
    </div>
  </article>
);
