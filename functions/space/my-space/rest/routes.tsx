import type { Hono } from 'hono';
import * as z from 'zod';
import { answerAsk } from '../../../../shared/engagement/rests/answer-ask.ts';
import { readSigns } from '../../../../shared/engagement/rests/read-signs.ts';
import { type Ask, openAsk, restsKey, restsKind } from '../../../../shared/engagement/rests/rests.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { addDays, dayOf } from '../../../../shared/time/civil.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { movementKind } from '../../../../shared/volunteers/movements/movement.ts';
import { easeVolunteer } from '../../../../shared/volunteers/rest/ease-volunteer.ts';
import { choice, readForm } from '../../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../../web/http.ts';
import { RHYTHM } from '../care/paths.ts';
import { inSpace, type Space } from '../space.ts';
import { ANSWER, GENTLE, GENTLE_DAYS, GentlePage, RHYTHMS } from './question.tsx';

/** How long the way to a lighter month stays on the first page after a return (days). */
const BACK_DAYS = 14;

export type AskedOfMe = { readonly question: Ask['about'] | undefined; readonly isBack: boolean };

/** What an SMS has asked and still waits for, and whether they are just back from a rest. */
export const askedOf = async (c: WebContext, { me }: Space): Promise<AskedOfMe> => {
  const { table } = c.get('world');
  const [rests, moves] = await Promise.all([
    table.get(restsKind, restsKey(me.id)),
    me.state === 'active' && !me.eased
      ? table.partition(me.id, { prefix: 'MOVEMENT#', newestFirst: true, limit: 1 })
      : undefined,
  ]);
  const now = c.get('now');
  const since = minus(now, { days: BACK_DAYS });
  const [latest] = rowsOf(movementKind, moves?.items ?? []);
  const asks = rests?.value.asks ?? [];
  const open = openAsk(asks, me);
  // Heard of since, in whatever way: that was the answer, and the question would be untrue.
  const isHeardSince =
    open?.about === 'stay' &&
    (await readSigns(table, me, (await table.get(loadKind, loadKey(me.id)))?.value, asks, dayOf(now)))
      .heardOn >= open.on;
  return {
    question: isHeardSince ? undefined : open?.about,
    isBack: latest?.value.from === 'paused' && latest.value.at > since,
  };
};

const DONE = { stay: 'reste', 'not-yet': 'pas-encore' } as const;
const postAnswer = inSpace(async (c, space) => {
  const read = await readForm(c, z.object({ answer: choice(['stay', 'not-yet'], 'Choisissez.') }));
  if (!read.ok) return seeOther(c, '/espace');
  const { answer } = read.value;
  const done = await answerAsk(c.get('world'), space.me.id, answer, space.actor, c.get('now'));
  return seeOther(c, done.ok ? `/espace?fait=${DONE[answer]}` : '/espace');
});

const postGentle = inSpace(async (c, space) => {
  const read = await readForm(c, z.object({ rhythm: choice(RHYTHMS, 'Choisissez.') }));
  if (!read.ok) return seeOther(c, GENTLE);
  if (read.value.rhythm === 'usual') return seeOther(c, '/espace?fait=reprise');
  const eased = await easeVolunteer(
    c.get('world'),
    space.me.id,
    {
      perWeek: read.value.rhythm === 'one' ? 1 : 'fortnight',
      until: addDays(dayOf(c.get('now')), GENTLE_DAYS),
    },
    space.actor,
    c.get('now'),
  );
  return seeOther(c, eased.ok ? '/espace?fait=allege' : '/espace');
});

/** Answers to what was asked kindly, and a first month that may be lighter. */
export const restRoutes = (app: Hono<WebEnv>): void => {
  app.post(ANSWER, postAnswer);
  app.get(
    GENTLE,
    inSpace(async (c, space) => {
      if (space.me.state !== 'active') return seeOther(c, '/espace');
      // « Heureux de vous retrouver » is for whoever comes back; anybody else eases their rhythm on its own page.
      const { isBack } = await askedOf(c, space);
      return isBack ? show(c, <GentlePage space={space} now={c.get('now')} />) : seeOther(c, RHYTHM);
    }),
  );
  app.post(GENTLE, postGentle);
};
