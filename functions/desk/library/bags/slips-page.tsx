import type { Bag, BagItem } from '../../../../shared/library/bags/bag.ts';
import type { LibrarySettings } from '../../../../shared/library/settings.ts';
import { workWords } from '../../../../shared/library/work.ts';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { frenchDay, frenchFullDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import type { DayOfBags } from '../read.ts';
import { bagsPath, KIND_WORDS, weightWords } from '../words.ts';

/** « Mme Martin »: a bag left on a bus must not lead anybody to a door, so no first name, street or number. */
const nameOnBag = (senior: Senior | undefined): string =>
  senior ? seniorName({ ...senior, firstName: senior.civility ? '' : senior.firstName }) : 'Une personne';

const Lines = ({ items }: { items: readonly BagItem[] }) => (
  <ol>
    {items.map((item) => (
      <li class="tick">
        {workWords(item.work)}{' '}
        <small>
          ({KIND_WORDS[item.kind]}
          {item.work.barcode ? `, ${item.work.barcode}` : ''})
        </small>
      </li>
    ))}
  </ol>
);

const Slip = ({
  bag,
  shown,
  settings,
  town,
}: {
  bag: Bag;
  shown: DayOfBags;
  settings: LibrarySettings;
  town: Town;
}) => (
  <section class="slip">
    <h2>{nameOnBag(shown.people.seniors.get(bag.seniorId))}</h2>
    <p>
      {frenchFullDay(shown.day)}, {frenchTime(bag.mission.time)},{' '}
      {town.sectors.find(({ code }) => code === bag.mission.sector)?.name ?? town.name}
    </p>
    <p>
      <strong>À remettre</strong> ({bag.items.length}, {weightWords(bag.grams)})
    </p>
    {bag.items.length > 0 ? (
      <Lines items={bag.items} />
    ) : (
      <p>{bag.toPick.length > 0 ? 'Ce sac n’est pas encore préparé.' : 'Rien cette fois.'}</p>
    )}
    {bag.toCollect.length > 0 && (
      <>
        <p>
          <strong>À reprendre</strong> ({bag.toCollect.length})
        </p>
        <Lines items={bag.toCollect} />
      </>
    )}
    <p>
      <small>
        {settings.name}. Une question : {town.houseName}, <PhoneLink phone={town.phone} />.
      </small>
    </p>
  </section>
);

/** What is slipped into each bag: two lists to tick, and nothing that says where she lives. */
export const SlipsPage = ({
  frame,
  town,
  settings,
  shown,
}: {
  frame: Frame;
  town: Town;
  settings: LibrarySettings;
  shown: DayOfBags;
}) => {
  const waiting = shown.bags.reduce((sum, { toPick }) => sum + toPick.length, 0);
  return (
    <DeskPage frame={frame} title={`Bordereaux du ${frenchDay(shown.day)}`}>
      <div class="no-print">
        <p class="crumbs">
          <a href={bagsPath(shown.day)}>Les sacs du {frenchDay(shown.day)}</a>
        </p>
        <h1>Bordereaux du {frenchDay(shown.day)}</h1>
        <p>
          Un par sac, à imprimer (Ctrl+P) et à glisser dedans. Ni adresse ni téléphone : le bénévole les voit
          sur son propre lien.
        </p>
        {waiting > 0 && (
          <Notice tone="warn">
            {waiting === 1
              ? 'Un document choisi n’est pas encore dans son sac : son bordereau ne le dit pas.'
              : `${waiting} documents choisis ne sont pas encore dans leur sac : les bordereaux ne les disent pas.`}
          </Notice>
        )}
      </div>
      {shown.bags.length === 0 ? (
        <EmptyState title="Aucune livraison ce jour-là.">Choisissez un autre jour.</EmptyState>
      ) : (
        <div class="slips">
          {shown.bags.map((bag) => (
            <Slip bag={bag} shown={shown} settings={settings} town={town} />
          ))}
        </div>
      )}
    </DeskPage>
  );
};
