import type { Capacity } from '../../register/entry.ts';
import type { CivilDay } from '../../time/civil.ts';
import { answerIn, type Cells, dayIn } from './cells.ts';
import { fold } from './fold.ts';
import { pastRange, type Reading } from './person-row.ts';

/** What a row says of the register itself, within the closed list of R121-3 (G3). */
export type RegisterDraft = {
  readonly by: 'self' | 'legal-representative' | 'third-party';
  /** As written: « fille », « médecin »; empty when the file does not say. */
  readonly asker: string;
  readonly on: CivilDay | undefined;
  readonly capacity: Capacity | undefined;
  readonly homeHelp: string;
  readonly livesAlone: boolean | undefined;
};

const SELF =
  /^(elle|lui|moi) meme$|^(interesse|interessee|la personne|personne|soi meme|personne elle meme)$/;
const REPRESENTATIVE =
  /\b(tuteur|tutrice|curateur|curatrice|mandataire|representant legal|representante legale)\b/;

const capacityOf = (said: string): Capacity | undefined => {
  if (/inapte|60/.test(said)) return 'UNFIT_60';
  if (/handicap|aah|pch|invalid|mdph/.test(said)) return 'DISABLED_ADULT';
  if (/65|age/.test(said)) return 'AGE_65';
  return undefined;
};

/** Asked for by somebody else, or unsaid, the person has yet to be told (G5, G6). */
export const registerDraft = (cells: Cells, today: Reading['today']): RegisterDraft => {
  const asker = cells.one('requester').text.slice(0, 80);
  const said = fold(asker);
  return {
    by: SELF.test(said) ? 'self' : REPRESENTATIVE.test(said) ? 'legal-representative' : 'third-party',
    asker: SELF.test(said) ? '' : asker,
    on: dayIn(cells, 'requestDate', pastRange(today)),
    capacity: capacityOf(fold(cells.one('capacity').text)),
    homeHelp: cells.one('homeHelp').text.slice(0, 160),
    livesAlone: answerIn(cells, 'livesAlone'),
  };
};
