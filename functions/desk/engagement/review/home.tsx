import { can } from '../../../../shared/access/table.ts';
import type { ReviewRefusal } from '../../../../shared/engagement/review/change-book.ts';
import { freshForm, withProblem } from '../../../web/form.ts';
import { type PageStatus, show } from '../../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { FailedForm } from './decisions.tsx';
import { QuietPage } from './home-page.tsx';
import { OpenPage } from './open-page.tsx';
import { bookOf, ownersOf, pastOf, staffIn, wordsOf } from './read.ts';

export const SEE = 'engagement.review';
export const HOLD = 'engagement.review-hold';

type Said = { readonly failed?: FailedForm; readonly problem?: string };

export const home = async (c: DeskContext, { failed, problem }: Said = {}, status: PageStatus = 200) => {
  const town = townOf(c);
  const mayHold = can(staffOf(c), HOLD);
  const [book, past, staff] = await Promise.all([bookOf(c), pastOf(c), staffIn(c)]);
  const owner = ownersOf(staff, mayHold);
  const props = { frame: frameOf(c), town, past, said: c.req.query('dit'), book, owner };
  const { open } = book;
  if (!open || !mayHold) return show(c, <QuietPage {...props} mayHold={mayHold} problem={problem} />, status);
  return show(
    c,
    <OpenPage
      {...props}
      open={open}
      words={await wordsOf(c, open)}
      staff={staff.filter(({ active }) => active).map(({ id, name }) => ({ id, name }))}
      failed={failed ?? (problem ? { of: '', form: withProblem(freshForm(), '', problem) } : undefined)}
    />,
    status,
  );
};

export const SENTENCES: Readonly<Record<ReviewRefusal['reason'], string>> = {
  'closed-today': 'La revue d’aujourd’hui est déjà close. La prochaine peut s’ouvrir demain.',
  'moved-on': 'La revue a changé entre-temps : voici où elle en est.',
  'too-many': 'Douze décisions sont déjà en cours : répondez d’abord à celles d’avant, ou retirez-en une.',
  unknown: 'Cette décision n’est plus en cours.',
  'day-past': 'Choisissez un jour à venir.',
  unanswered: 'Des décisions d’avant attendent une réponse.',
};

export const namedSentence = (name: string): string =>
  `« ${name} » est le nom de quelqu’un : écrivez la phrase sans nom, la direction la lit.`;
