import type { Actor } from '../../../shared/audit/audit.ts';
import type { RoundView } from '../../../shared/rounds/view-round.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { linksFrame } from '../../links/frame.ts';
import { seeOther, show, type WebContext } from '../../web/http.ts';
import { OverPage } from './offer-pages.tsx';
import { type RoundLink, readRoundLink, readRoundView, type Yours } from './read.ts';

export const actorOf = ({ subject }: RoundLink): Actor => ({ kind: 'volunteer', id: subject.volunteerId });

const overPage = (c: WebContext, town: Town): Promise<Response> =>
  show(c, <OverPage frame={linksFrame(c, town)} />, 410);

/** An act of the bearer; a link past its time is told so, by a page of its own where something was written (`over`). */
export const withRound =
  (act: (c: WebContext, open: RoundLink) => Promise<Response>, over = overPage) =>
  async (c: WebContext): Promise<Response> => {
    const open = await readRoundLink(c);
    return open.isOver ? over(c, open.town) : act(c, open);
  };

export const isTheirs = (view: RoundView): view is Yours => view.kind === 'yours';

/** An act on the way needs the device that accepted: the link alone moves nobody's visit. */
export const onTheWay = (act: (c: WebContext, open: RoundLink) => Promise<Response>) =>
  withRound(async (c, open) => {
    const view = await readRoundView(c, open);
    return isTheirs(view) ? act(c, open) : seeOther(c, '/t');
  });
