import type { Actor } from '../../../shared/audit/audit.ts';
import type { RoundView } from '../../../shared/rounds/view-round.ts';
import { linksFrame } from '../../links/frame.ts';
import { seeOther, show, type WebContext } from '../../web/http.ts';
import { OverPage } from './offer-pages.tsx';
import { type RoundLink, readRoundLink, readRoundView, type Yours } from './read.ts';

export const actorOf = ({ subject }: RoundLink): Actor => ({ kind: 'volunteer', id: subject.volunteerId });

/** An act of the bearer; a link past its time is told so, kindly. */
export const withRound =
  (act: (c: WebContext, open: RoundLink) => Promise<Response>) =>
  async (c: WebContext): Promise<Response> => {
    const open = await readRoundLink(c);
    return open.isOver ? show(c, <OverPage frame={linksFrame(c, open.town)} />, 410) : act(c, open);
  };

export const isTheirs = (view: RoundView): view is Yours => view.kind === 'yours';

/** An act on the way needs the device that accepted: the link alone moves nobody's visit. */
export const onTheWay = (act: (c: WebContext, open: RoundLink) => Promise<Response>) =>
  withRound(async (c, open) => {
    const view = await readRoundView(c, open);
    return isTheirs(view) ? act(c, open) : seeOther(c, '/t');
  });
