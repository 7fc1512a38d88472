import { type Doorstep, doorstepOf, isDelivery } from '../../../shared/library/bags/bag.ts';
import type { Loan } from '../../../shared/library/loans/loan.ts';
import { librarySettingsOf, loansOf } from '../../../shared/library/loans/open-loans.ts';
import { workWords } from '../../../shared/library/work.ts';
import type { Mission } from '../../../shared/missions/mission.ts';
import type { WebContext } from '../../web/http.ts';

/** What a delivery carries, for its holder's eyes: the list of the bag, what to bring back, where the bag waits. */
export type Books = Doorstep & { readonly pickUp: string };

/** Two more requests for a mission that carries books, none for another. */
export const readBooks = async (c: WebContext, mission: Mission): Promise<Books | undefined> => {
  if (!isDelivery(mission)) return undefined;
  const { table } = c.get('world');
  const [loans, settings] = await Promise.all([
    loansOf(table, mission.seniorId),
    librarySettingsOf(table, mission.town),
  ]);
  return {
    ...doorstepOf(mission, loans),
    pickUp: settings.pickUp,
  };
};

export const titleOf = ({ work }: Loan): string => (work ? workWords(work) : 'Un document');

const Titles = ({ loans }: { loans: readonly Loan[] }) => (
  <ul>
    {loans.map((loan) => (
      <li>{titleOf(loan)}</li>
    ))}
  </ul>
);

/** After acceptance, on the device that accepted (law 7): what a person reads is hers. */
export const BagCard = ({ books }: { books: Books | undefined }) =>
  books === undefined ? null : (
    <section class="card" aria-labelledby="sac">
      <h2 id="sac">Le sac de livres</h2>
      {books.pickUp && <p>À prendre : {books.pickUp}</p>}
      {books.bag.length > 0 ? (
        <>
          <p>À remettre&nbsp;:</p>
          <Titles loans={books.bag} />
        </>
      ) : (
        <p>Le sac n’est pas encore prêt&nbsp;: la liste s’affichera ici.</p>
      )}
      {books.home.length > 0 && (
        <>
          <p>À reprendre, si c’est lu&nbsp;:</p>
          <Titles loans={books.home} />
        </>
      )}
    </section>
  );
