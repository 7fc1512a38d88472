import { betweenSectors, type SectorShare } from '../../../../../shared/engagement/review/between-sectors.ts';
import { percent } from '../../movements/words.ts';
import { sectorName } from '../words.ts';
import type { View } from './view.ts';

const shareOf = (view: View, { sector, found, due }: SectorShare): string =>
  `${sectorName(view.town, sector)}, ${percent(found / due)}`;

/** Whether the sectors are served alike, as far as chance lets it be told. */
export const BetweenSectors = ({ view }: { view: View }) => {
  const told = view.tables['coverage-by-sector'];
  const said = told && betweenSectors(told);
  if (!said) return null;
  if (said === 'too-few')
    return <p class="quiet">Les nombres sont trop petits pour comparer les secteurs.</p>;
  return (
    <p>
      {said.isBeyondChance
        ? `D’un secteur à l’autre, l’écart est plus grand que le hasard ne l’explique : de ${shareOf(view, said.least)} de missions pourvues, à ${shareOf(view, said.most)}. Par hasard, il serait aussi grand moins d’une fois sur vingt.`
        : 'L’écart entre secteurs peut tenir au hasard : il n’en dit rien de sûr.'}
    </p>
  );
};
