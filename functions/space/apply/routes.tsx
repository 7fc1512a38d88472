import type { Hono } from 'hono';
import * as z from 'zod';
import { travelModes } from '../../../shared/geo/travel.ts';
import { HALF_DAYS } from '../../../shared/time/civil.ts';
import { type Town, townKey, townKind } from '../../../shared/town/settings.ts';
import { applyAsVolunteer } from '../../../shared/volunteers/joining/apply-as-volunteer.ts';
import { sendLostLink } from '../../../shared/volunteers/space/space-link.ts';
import { type LinksFrame, linksFrame } from '../../links/frame.ts';
import { choice, choices, freshForm, integer, readForm, text, textIfAny } from '../../web/form.ts';
import { Stopped, seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import { SPACE_STYLES } from '../my-space/sheet.ts';
import { ApplyPage, LinkSentPage, LostLinkPage, ReceivedPage, SOURCE_CODES, TooManyPage } from './pages.tsx';
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
  weeklyCap: integer(1, 14, 'Choisissez combien de fois par semaine.'),
  travel: choice(travelModes, 'Dites comment vous vous déplacez.'),
  rangeMetres: integer(200, 60_000, 'Choisissez une distance.'),
  languages: z
    .array(z.string().regex(/^[a-z]{2}$/))
    .max(8)
    .default([]),
  motivation: textIfAny(1000),
  source: z.enum(SOURCE_CODES).optional(),
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
const FIRST_ANSWERS = freshForm({ weeklyCap: 1, travel: 'walk', rangeMetres: 2_000, languages: ['fr'] });

const postApplication = async (c: WebContext): Promise<Response> => {
  const read = await readForm(c, applyForm);
  if (!read.ok) return show(c, <ApplyPage frame={await frameAt(c)} form={read.refusal} />, 422);
  const { website, source, ...application } = read.value;
  if (website !== '') return seeOther(c, '/devenir-benevole/merci');
  const applied = await applyAsVolunteer(
    c.get('world'),
    { ...application, source: source ?? '' },
    c.get('now'),
  );
  if (!applied.ok) return show(c, <TooManyPage frame={await frameAt(c)} />, 503);
  return seeOther(c, '/devenir-benevole/merci');
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
  app.get('/devenir-benevole', async (c) =>
    show(c, <ApplyPage frame={await frameAt(c)} form={FIRST_ANSWERS} />),
  );
  app.post('/devenir-benevole', postApplication);
  app.get('/devenir-benevole/merci', async (c) => show(c, <ReceivedPage frame={await frameAt(c)} />));
  app.get('/lien-perdu', async (c) => show(c, <LostLinkPage frame={await frameAt(c)} form={freshForm()} />));
  app.post('/lien-perdu', postLostLink);
  app.get('/lien-perdu/envoye', async (c) => show(c, <LinkSentPage frame={await frameAt(c)} />));
};
