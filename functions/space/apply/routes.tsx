import type { Hono } from 'hono';
import * as z from 'zod';
import { findSource } from '../../../shared/engagement/recruitment/change-source.ts';
import { needsKey, needsKind, shownNeeds } from '../../../shared/engagement/recruitment/needs.ts';
import { FORM_SOURCES } from '../../../shared/engagement/recruitment/source.ts';
import { travelModes } from '../../../shared/geo/travel.ts';
import { dayOf, HALF_DAYS } from '../../../shared/time/civil.ts';
import { type Town, townKey, townKind } from '../../../shared/town/settings.ts';
import { applyAsVolunteer } from '../../../shared/volunteers/joining/apply-as-volunteer.ts';
import { sendLostLink } from '../../../shared/volunteers/space/space-link.ts';
import { eveningSchema } from '../../../shared/volunteers/volunteer.ts';
import { type LinksFrame, linksFrame } from '../../links/frame.ts';
import {
  choice,
  choices,
  type FormState,
  freshForm,
  integer,
  readForm,
  text,
  textIfAny,
} from '../../web/form.ts';
import { Stopped, seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import { offered } from '../my-space/questions/wishes.tsx';
import { SPACE_STYLES } from '../my-space/sheet.ts';
import { ApplyPage, LinkSentPage, LostLinkPage, ReceivedPage, TooManyPage } from './pages.tsx';
import { RecruitPage } from './recruit-page.tsx';
import { bindVisitor } from './visitor.ts';

const applyForm = z.object({
  firstName: text(60, 'Écrivez votre prénom.'),
  lastName: text(60, 'Écrivez votre nom.'),
  phone: phone('Écrivez votre téléphone : nous vous appelons.'),
  email: z.email({ error: 'Cette adresse électronique n’est pas complète.' }).max(160).optional(),
  sector: textIfAny(40),
  programmes: z
    .array(z.string().max(40), { error: 'Choisissez ce que vous aimeriez faire.' })
    .min(1, 'Choisissez ce que vous aimeriez faire.')
    .max(60),
  availability: choices(HALF_DAYS),
  weekdaysFrom: eveningSchema.optional(),
  weeklyCap: integer(1, 14, 'Choisissez combien de fois par semaine.'),
  travel: choice(travelModes, 'Dites comment vous vous déplacez.'),
  rangeMetres: integer(200, 60_000, 'Choisissez une distance.'),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(8)
    .default([]),
  motivation: textIfAny(1000),
  source: z.enum(FORM_SOURCES.map(([code]) => code)).optional(),
  campaign: textIfAny(60),
  /** Nobody sees this field: only a robot fills it. */
  website: textIfAny(300),
});

const lostForm = z.object({ phone: phone('Écrivez votre téléphone.') });

const townAt = async (c: WebContext): Promise<Town> => {
  const { table, config } = c.get('world');
  const town = await table.get(townKind, townKey(config.townId));
  if (!town) throw new Stopped(404, 'not-found');
  return town.value;
};
const frameAt = async (c: WebContext): Promise<LinksFrame> => ({
  ...linksFrame(c, await townAt(c)),
  styles: SPACE_STYLES,
});

/** Usual answers are ticked already: fewer taps, nothing hidden. */
const FIRST_ANSWERS = { weeklyCap: 1, travel: 'walk', rangeMetres: 2_000, languages: ['fr'] };
const AFTERNOONS = HALF_DAYS.filter((half) => half.endsWith('-pm') && !/^s(at|un)/.test(half));
const WEEKEND = HALF_DAYS.filter((half) => /^s(at|un)/.test(half));

/** What a tap on the page before said already; anything else in the address is not looked at. */
const MOMENTS: Readonly<Record<string, Parameters<typeof freshForm>[0]>> = {
  soir: { availability: [...AFTERNOONS, ...WEEKEND], weekdaysFrom: '18:00' },
  'week-end': { availability: WEEKEND },
};

const firstForm = (c: WebContext, town: Town): FormState => {
  const programme = offered(town).find(({ code }) => code === c.req.query('programme'));
  const asked = c.req.query('moment') ?? '';
  return freshForm({
    ...FIRST_ANSWERS,
    ...(Object.hasOwn(MOMENTS, asked) ? MOMENTS[asked] : {}),
    ...(programme ? { programmes: [programme.code] } : {}),
  });
};

const showApply = async (c: WebContext): Promise<Response> => {
  const frame = await frameAt(c);
  const found = await findSource(c.get('world'), c.req.query('source'));
  const campaign = found?.state === 'open' ? found : undefined;
  return show(c, <ApplyPage frame={frame} form={firstForm(c, frame.town)} campaign={campaign} />);
};

const postApplication = async (c: WebContext): Promise<Response> => {
  const read = await readForm(c, applyForm);
  // A campaign that ended while they wrote is still the one they came by; a code that never was is nobody's.
  const campaign = await findSource(c.get('world'), read.typed.campaign?.[0]);
  if (!read.ok)
    return show(c, <ApplyPage frame={await frameAt(c)} form={read.refusal} campaign={campaign} />, 422);
  const { website, source, campaign: _, ...application } = read.value;
  if (website !== '') return seeOther(c, '/devenir-benevole/merci');
  const applied = await applyAsVolunteer(
    c.get('world'),
    { ...application, source: campaign?.code ?? source ?? '' },
    c.get('now'),
  );
  if (!applied.ok) return show(c, <TooManyPage frame={await frameAt(c)} />, 503);
  return seeOther(c, '/devenir-benevole/merci');
};

/** What the town does, on a page of its own; behind a campaign's address, the same page that remembers which. */
const showRecruit = async (c: WebContext): Promise<Response> => {
  const { table, config } = c.get('world');
  const code = c.req.param('code');
  const [frame, source, needs] = await Promise.all([
    frameAt(c),
    findSource(c.get('world'), code),
    table.get(needsKind, needsKey(config.townId)),
  ]);
  if (code !== undefined && !source) return seeOther(c, '/benevoles');
  return show(
    c,
    <RecruitPage
      frame={frame}
      needs={shownNeeds(needs?.value, dayOf(c.get('now')))}
      source={source?.state === 'open' ? source.code : undefined}
    />,
  );
};

const postLostLink = async (c: WebContext): Promise<Response> => {
  const read = await readForm(c, lostForm);
  if (!read.ok) return show(c, <LostLinkPage frame={await frameAt(c)} form={read.refusal} />, 422);
  await sendLostLink(c.get('world'), read.value.phone, c.get('now'));
  return seeOther(c, '/lien-perdu/envoye');
};

/** Pages for people we do not know, or who lost their way in: no account, nothing said about anybody. */
export const applyRoutes = (app: Hono<WebEnv>): void => {
  app.use('/devenir-benevole', bindVisitor);
  app.use('/lien-perdu', bindVisitor);
  app.get('/benevoles', showRecruit);
  app.get('/benevoles/:code', showRecruit);
  app.get('/devenir-benevole', showApply);
  app.post('/devenir-benevole', postApplication);
  app.get('/devenir-benevole/merci', async (c) => show(c, <ReceivedPage frame={await frameAt(c)} />));
  app.get('/lien-perdu', async (c) => show(c, <LostLinkPage frame={await frameAt(c)} form={freshForm()} />));
  app.post('/lien-perdu', postLostLink);
  app.get('/lien-perdu/envoye', async (c) => show(c, <LinkSentPage frame={await frameAt(c)} />));
};
