import { type BatchView, viewBatch } from '../../../shared/heat/batches/view-batch.ts';
import { type BatchId, batchIdSchema } from '../../../shared/heat/calls/task.ts';
import { type LinkToken, linkTokenSchema, type VolunteerId } from '../../../shared/ids/ids.ts';
import { isLinkOver, type Link, linkHash, linkKey, linkKind } from '../../../shared/links/link.ts';
import { type Town, townKey, townKind } from '../../../shared/town/settings.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { isVoidLink } from '../../../shared/volunteers/volunteer.ts';
import { deviceOf } from '../../links/mission/cookies.ts';
import { unknownLink } from '../../links/unknown-link.ts';
import { hostCookie } from '../../web/guard/cookies.ts';
import { Stopped, type WebContext } from '../../web/http.ts';

const cookie = (c: WebContext) => hostCookie(c.get('world').config.linksOrigin, 'a');

/** A morning of calls: what was typed without a network still finds its link open (names need the device besides). */
const OPEN_SECONDS = 14 * 3600;
export const openCalls = (c: WebContext, token: LinkToken): void => cookie(c).write(c, token, OPEN_SECONDS);
export const callsTokenOf = (c: WebContext): LinkToken | undefined =>
  linkTokenSchema.safeParse(cookie(c).read(c)).data;

export type CallsLink = {
  readonly link: Link;
  readonly town: Town;
  readonly subject: { readonly batchId: BatchId; readonly volunteerId: VolunteerId };
  readonly isOver: boolean;
};

/** The link behind this browser's cookie: one batch, one volunteer, until the evening of its day. */
export const readCallsLink = async (c: WebContext): Promise<CallsLink> => {
  const token = callsTokenOf(c);
  if (!token) throw new Stopped(404, 'no-link');
  const { table } = c.get('world');
  const link = (await table.get(linkKind, linkKey(linkHash(token))))?.value;
  const batchId = batchIdSchema.safeParse(link?.batchId);
  if (link?.purpose !== 'calls' || !batchId.success) throw unknownLink(c);
  const [town, volunteer] = await Promise.all([
    table.get(townKind, townKey(link.town)),
    table.get(volunteerKind, volunteerKey(link.volunteerId)),
  ]);
  if (!town || !volunteer) throw new Stopped(404, 'unknown-link');
  const isOver = isLinkOver(link, c.get('now')) || isVoidLink(volunteer.value, link.createdAt);
  return {
    link,
    town: town.value,
    subject: { batchId: batchId.data, volunteerId: link.volunteerId },
    isOver,
  };
};

export const readBatchView = async (c: WebContext, { subject }: CallsLink): Promise<BatchView> => {
  const view = await viewBatch(c.get('world'), subject, deviceOf(c), c.get('now'));
  if (!view) throw new Stopped(404, 'unknown-link');
  return view;
};
