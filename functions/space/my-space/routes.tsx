import type { Hono } from 'hono';
import * as z from 'zod';
import { gatheringsFor } from '../../../shared/engagement/gatherings/read-gatherings.ts';
import { thanksFor } from '../../../shared/engagement/recognition/thanks/read-thanks.ts';
import { linkTokenSchema, missionIdSchema } from '../../../shared/ids/ids.ts';
import { missionKey, missionKind } from '../../../shared/missions/store.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { askForPartner } from '../../../shared/volunteers/profile/ask-for-partner.ts';
import { excludeSenior } from '../../../shared/volunteers/profile/edit-volunteer.ts';
import { calendarToken, closeCalendar, renewCalendar } from '../../../shared/volunteers/space/calendar.ts';
import { openMissionLink } from '../../../shared/volunteers/space/mission-link.ts';
import { myData } from '../../../shared/volunteers/space/my-data.ts';
import { optIn, optOut } from '../../../shared/volunteers/space/opt-out.ts';
import { volunteerKey, volunteerKind } from '../../../shared/volunteers/store.ts';
import { choice, readForm } from '../../web/form.ts';
import { seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { expenseSpaceRoutes } from '../hours/expense-routes.tsx';
import { hoursRoutes, recognitionData } from '../hours/line-routes.tsx';
import { receivedData } from '../thanks/data.ts';
import { missionsAround } from './around.ts';
import { CalendarPage } from './calendar-page.tsx';
import { checkInRoutes, checkInStanding } from './care/check-in-routes.tsx';
import { careData } from './care/data.ts';
import { rhythmRoutes } from './care/rhythm-routes.tsx';
import { DataPage } from './data-page.tsx';
import { HomePage } from './home/home-page.tsx';
import { MissionsPage } from './missions-page.tsx';
import { CompanyPage, SmsPage } from './pages.tsx';
import { profileRoutes } from './profile-routes.tsx';
import { askedOf, restRoutes } from './rest/routes.tsx';
import { serveSpaceSheet } from './sheet.ts';
import { inSpace, SPACE_COOKIE_SECONDS, spaceCookie } from './space.ts';
import { stopRoutes } from './stop-routes.tsx';
import { summerRoutes, summerWish } from './summer-routes.tsx';

const done = (c: WebContext, what: string) => seeOther(c, `/espace?fait=${what}`);

const home = inSpace(async (c, space) => {
  const { table } = c.get('world');
  const [{ ahead }, summer, checkIn, asked, received, gatherings] = await Promise.all([
    missionsAround(c, space),
    summerWish(c, space),
    checkInStanding(c, space),
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
      checkIn={checkIn}
      asked={asked}
      received={received}
      gatherings={gatherings}
      now={c.get('now')}
      done={said}
    />,
  );
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
  stopRoutes(app);

  app.get(
    '/espace/missions',
    inSpace(async (c, space) =>
      show(c, <MissionsPage space={space} now={c.get('now')} {...(await missionsAround(c, space))} />),
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
  checkInRoutes(app);
  rhythmRoutes(app);
  hoursRoutes(app);
  expenseSpaceRoutes(app);
  restRoutes(app);
};
