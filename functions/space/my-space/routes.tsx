import type { Hono } from 'hono';
import * as z from 'zod';
import { gatheringsFor } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { thanksFor } from '../../../shared/engagement/recognition/thanks/read-thanks.ts';
import { pauseAnswer } from '../../../shared/engagement/rests/answer-ask.ts';
import { linkTokenSchema, missionIdSchema } from '../../../shared/ids/ids.ts';
import { isHeld } from '../../../shared/missions/mission.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { addDays, dayOf } from '../../../shared/time/civil.ts';
import { minus } from '../../../shared/time/instant.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { askForPartner } from '../../../shared/volunteers/profile/ask-for-partner.ts';
import { excludeSenior } from '../../../shared/volunteers/profile/edit-volunteer.ts';
import {
  leaveVolunteer,
  pauseVolunteer,
  resumeVolunteer,
} from '../../../shared/volunteers/rest/rest-volunteer.ts';
import {
  calendarToken,
  closeCalendar,
  missionsOf,
  renewCalendar,
} from '../../../shared/volunteers/space/calendar.ts';
import { openMissionLink } from '../../../shared/volunteers/space/mission-link.ts';
import { myData } from '../../../shared/volunteers/space/my-data.ts';
import { optIn, optOut } from '../../../shared/volunteers/space/opt-out.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { OWN_LEAVE_REASONS } from '../../../shared/volunteers/words.ts';
import { choice, day, type FormState, freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { expenseSpaceRoutes } from '../hours/expense-routes.tsx';
import { hoursRoutes, recognitionData } from '../hours/line-routes.tsx';
import { receivedData } from '../thanks/data.ts';
import { careData, careRoutes, hasCheckedIn } from './care-routes.tsx';
import { showFarewell } from './doors.tsx';
import { HomePage } from './home-page.tsx';
import { MissionsPage } from './missions-page.tsx';
import { CalendarPage, CompanyPage, DataPage, SmsPage } from './pages.tsx';
import { profileRoutes } from './profile-routes.tsx';
import { isPause, LeavePage, PAUSES, PausePage } from './rest-pages.tsx';
import { GENTLE } from './rest-question.tsx';
import { alsoAnswer, askedOf, restRoutes } from './rest-routes.tsx';
import { serveSpaceSheet } from './sheet.ts';
import { inSpace, SPACE_COOKIE_SECONDS, type Space, spaceCookie } from './space.ts';
import { summerRoutes, summerWish } from './summer-routes.tsx';

const PAST_DAYS = 180;
const done = (c: WebContext, what: string) => seeOther(c, `/espace?fait=${what}`);

const missionsAround = async (c: WebContext, { me }: Space) => {
  const now = c.get('now');
  const all = await missionsOf(c.get('world').table, me.id, minus(now, { days: PAST_DAYS }));
  return {
    ahead: all.filter((mission) => isHeld(mission.state) && mission.startsAt > minus(now, { hours: 4 })),
    past: all
      .filter(
        (mission) =>
          mission.startsAt <= now && !(isHeld(mission.state) && mission.startsAt > minus(now, { hours: 4 })),
      )
      .reverse(),
  };
};

const home = inSpace(async (c, space) => {
  const { table } = c.get('world');
  const [{ ahead }, summer, checkedIn, asked, received, gatherings] = await Promise.all([
    missionsAround(c, space),
    summerWish(c, space),
    hasCheckedIn(c, space),
    askedOf(c, space),
    thanksFor(table, space.me.id),
    gatheringsFor(table, space.me, c.get('now')),
  ]);
  const next = ahead.slice(0, 3);
  const said = c.req.query('fait');
  return show(
    c,
    <HomePage
      space={space}
      next={next}
      summer={summer}
      checkedIn={checkedIn}
      asked={asked}
      received={received}
      gatherings={gatherings}
      now={c.get('now')}
      done={said}
    />,
  );
});

const pausePage = async (c: WebContext, space: Space, form: FormState, status: 200 | 422) => {
  const { ahead } = await missionsAround(c, space);
  return show(
    c,
    <PausePage space={space} form={form} today={dayOf(c.get('now'))} held={ahead.length} />,
    status,
  );
};
const pauseForm = z.object({
  pause: z.string().max(10).default('date'),
  until: day('Choisissez le dernier jour de la pause.').optional(),
});
const postPause = inSpace(async (c, space) => {
  const read = await readForm(c, pauseForm);
  if (!read.ok) return pausePage(c, space, read.refusal, 422);
  const { pause, until: typed } = read.value;
  const form = { problems: [], typed: read.typed };
  if (pause !== 'open' && !isPause(pause) && !typed)
    return pausePage(c, space, withProblem(form, 'until', 'Choisissez le dernier jour de la pause.'), 422);
  const until = isPause(pause)
    ? addDays(dayOf(c.get('now')), PAUSES[pause])
    : pause === 'open'
      ? undefined
      : typed;
  const paused = await pauseVolunteer(c.get('world'), space.me.id, until, space.actor, c.get('now'));
  if (paused.ok) {
    await alsoAnswer(c, space, pauseAnswer(space.me, until !== undefined));
    return done(c, 'pause');
  }
  switch (paused.refusal.reason) {
    case 'day-past':
      return pausePage(
        c,
        space,
        withProblem(form, 'until', 'Ce jour est passé : choisissez-en un à venir.'),
        422,
      );
    case 'day-too-far':
      return pausePage(
        c,
        space,
        withProblem(
          form,
          'until',
          'C’est dans plus d’un an : choisissez plutôt « Sans date, je vous dirai ».',
        ),
        422,
      );
    default:
      return seeOther(c, '/espace');
  }
});

const leaveForm = z.object({
  reason: choice(OWN_LEAVE_REASONS, 'Choisissez une raison, ou aucune.').default('not-said'),
});
const postLeave = inSpace(async (c, space) => {
  const read = await readForm(c, leaveForm);
  const reason = read.ok ? read.value.reason : 'not-said';
  await leaveVolunteer(c.get('world'), space.me.id, reason, space.actor, c.get('now'));
  await alsoAnswer(c, space, 'leave');
  spaceCookie(c.get('world')).clear(c);
  return seeOther(c, '/au-revoir');
});

/** Everything a volunteer does alone, behind the link of an SMS, without an account. GET looks, POST acts. */
export const mySpaceRoutes = (app: Hono<WebEnv>): void => {
  serveSpaceSheet(app);

  // First hop: the token goes from the address to a cookie that only this host reads.
  app.get('/e/:token', (c) => {
    const token = linkTokenSchema.safeParse(c.req.param('token'));
    if (token.success) spaceCookie(c.get('world')).write(c, token.data, SPACE_COOKIE_SECONDS);
    else spaceCookie(c.get('world')).clear(c);
    return seeOther(c, '/espace');
  });
  app.get('/espace', home);
  app.get(
    '/espace/pause',
    inSpace((c, space) => pausePage(c, space, freshForm(), 200)),
  );
  app.post('/espace/pause', postPause);
  app.post(
    '/espace/reprendre',
    inSpace(async (c, space) => {
      const resumed = await resumeVolunteer(c.get('world'), space.me.id, space.actor, c.get('now'));
      if (!resumed.ok) return seeOther(c, '/espace');
      await alsoAnswer(c, space, 'stay');
      return seeOther(c, GENTLE);
    }),
  );
  app.get(
    '/espace/partir',
    inSpace(async (c, space) => {
      const { ahead } = await missionsAround(c, space);
      return show(c, <LeavePage space={space} form={freshForm()} held={ahead.length} />);
    }),
  );
  app.post('/espace/partir', postLeave);
  app.get('/au-revoir', async (c) => {
    const { table, config } = c.get('world');
    const town = await table.get(townKind, townKey(config.townId));
    return town ? showFarewell(c, town.value, 200) : c.notFound();
  });

  app.get(
    '/espace/missions',
    inSpace(async (c, space) =>
      show(c, <MissionsPage space={space} {...(await missionsAround(c, space))} />),
    ),
  );
  app.post(
    '/espace/missions/:id/ouvrir',
    inSpace(async (c, { me }) => {
      const id = missionIdSchema.safeParse(c.req.param('id'));
      const token = id.success && (await openMissionLink(c.get('world'), me.id, id.data, c.get('now')));
      return seeOther(c, token ? `/m/${token}` : '/espace/missions');
    }),
  );
  app.post(
    '/espace/missions/:id/eviter',
    inSpace(async (c, { me, actor }) => {
      const id = missionIdSchema.safeParse(c.req.param('id'));
      if (!id.success) return c.notFound();
      const mission = (await c.get('world').table.get(missionKind, missionKey(id.data)))?.value;
      if (mission?.holder?.volunteerId !== me.id) return c.notFound();
      await excludeSenior(c.get('world'), me.id, mission.seniorId, 'apart', actor, c.get('now'));
      return done(c, 'evitee');
    }),
  );

  app.get(
    '/espace/sms',
    inSpace((c, space) => show(c, <SmsPage space={space} />)),
  );
  app.post(
    '/espace/sms',
    inSpace(async (c, { me, actor }) => {
      const read = await readForm(c, z.object({ sms: choice(['in', 'out'], 'Choisissez.') }));
      if (!read.ok) return seeOther(c, '/espace/sms');
      const act = read.value.sms === 'out' ? optOut : optIn;
      await act(c.get('world'), me.id, actor, c.get('now'));
      return done(c, read.value.sms === 'out' ? 'sans-sms' : 'sms');
    }),
  );

  app.get(
    '/espace/donnees',
    inSpace((c, space) => show(c, <DataPage space={space} today={dayOf(c.get('now'))} />)),
  );
  app.get(
    '/espace/donnees.json',
    inSpace(async (c, space) => {
      const [data, heatwaveCalls, care, given, received] = await Promise.all([
        myData(c.get('world'), space.me.id, c.get('now')),
        summerWish(c, space),
        careData(c, space),
        recognitionData(c, space),
        receivedData(c, space),
      ]);
      return c.body(
        JSON.stringify({ ...data, heatwaveCalls, ...care, ...given, ...received }, null, 2),
        200,
        {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': 'attachment; filename="mes-donnees.json"',
        },
      );
    }),
  );

  app.get(
    '/espace/calendrier',
    inSpace((c, space) => {
      const { config } = c.get('world');
      const token = calendarToken(config.appSecret, space.me);
      const url = token ? `${config.linksOrigin}/c/${token}.ics` : undefined;
      return show(c, <CalendarPage space={space} url={url} />);
    }),
  );
  app.post(
    '/espace/calendrier',
    inSpace(async (c, { me, actor }) => {
      const read = await readForm(c, z.object({ calendar: choice(['open', 'close'], 'Choisissez.') }));
      if (!read.ok) return seeOther(c, '/espace/calendrier');
      const act = read.value.calendar === 'open' ? renewCalendar : closeCalendar;
      await act(c.get('world'), me.id, actor, c.get('now'));
      return seeOther(c, '/espace/calendrier');
    }),
  );

  app.get(
    '/espace/binome',
    inSpace(async (c, space) => {
      const { partnerId } = space.me;
      const partner =
        partnerId &&
        (await c.get('world').table.get(volunteerKind, volunteerKey(partnerId)))?.value.firstName;
      return show(c, <CompanyPage space={space} partner={partner} />);
    }),
  );
  app.post(
    '/espace/binome',
    inSpace(async (c, { me, actor }) => {
      await askForPartner(c.get('world'), me.id, actor, c.get('now'));
      return done(c, 'binome');
    }),
  );

  profileRoutes(app);
  summerRoutes(app);
  careRoutes(app);
  hoursRoutes(app);
  expenseSpaceRoutes(app);
  restRoutes(app);
};
