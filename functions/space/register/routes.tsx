import type { Hono } from 'hono';
import * as z from 'zod';
import { PUBLIC } from '../../../shared/audit/audit.ts';
import { placeInSector } from '../../../shared/geo/sector.ts';
import { type ReceiveRefusal, receiveRequest } from '../../../shared/register/change-entry.ts';
import type { AskToRegister } from '../../../shared/register/decide-entry.ts';
import { CAPACITIES, LOCAL_OTHER } from '../../../shared/register/entry.ts';
import { readRules } from '../../../shared/register/rules.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { type Town, townKey, townKind } from '../../../shared/town/settings.ts';
import { onceMore } from '../../../shared/volunteers/limits.ts';
import { linksFrame } from '../../links/frame.ts';
import {
  choice,
  day,
  type FormState,
  freshForm,
  readForm,
  text,
  textIfAny,
  withProblem,
} from '../../web/form.ts';
import { Stopped, seeOther, show, type WebContext, type WebEnv } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import { bindVisitor } from '../apply/visitor.ts';
import { PaperPage, REGISTER_PATH, RequestPage, RequestReceivedPage, TooManyRequestsPage } from './pages.tsx';
import { PAPER_STYLES, servePaperSheet } from './sheet.ts';

const requestForm = z.object({
  by: choice(['self', 'legal-representative', 'third-party'], 'Dites pour qui est la demande.'),
  askerName: textIfAny(120),
  askerQuality: textIfAny(80),
  askerPhone: phone('Écrivez votre téléphone.').optional(),
  firstName: text(60, 'Écrivez le prénom.'),
  lastName: text(60, 'Écrivez le nom.'),
  birthDay: day('Écrivez la date de naissance.'),
  capacity: choice([...CAPACITIES, LOCAL_OTHER], 'Choisissez ce qui convient.'),
  line: text(160, 'Écrivez l’adresse.'),
  complement: textIfAny(160),
  sector: textIfAny(40),
  phone: phone('Écrivez le téléphone de la personne.'),
  homeHelp: textIfAny(160),
  contactName: textIfAny(80),
  contactLink: textIfAny(60),
  contactPhone: phone('Écrivez son téléphone.').optional(),
  calls: z.enum(['given', 'refused']).optional(),
  /** Nobody sees this field: only a robot fills it. */
  website: textIfAny(300),
});
type RequestForm = z.output<typeof requestForm>;

const townAt = async (c: WebContext): Promise<Town> => {
  const { table, config } = c.get('world');
  const town = await table.get(townKind, townKey(config.townId));
  if (!town) throw new Stopped(404, 'not-found');
  return town.value;
};
/** The page's frame, and what the town opened: its form and its notice follow. */
const partsAt = async (c: WebContext) => {
  const town = await townAt(c);
  const rules = await readRules(c.get('world').table, town.id);
  return { frame: { ...linksFrame(c, town), styles: PAPER_STYLES }, rules };
};

/** What was typed as a request: who asks, for whom; nothing that the law does not list. */
const requestOf = (form: RequestForm, town: Town, now: Instant): AskToRegister => ({
  person: {
    firstName: form.firstName,
    lastName: form.lastName,
    birthDay: form.birthDay,
    capacity: form.capacity,
    address: {
      line: form.line,
      ...(form.complement === '' ? {} : { complement: form.complement }),
      city: town.name,
      ...placeInSector(form.sector === '' ? undefined : form.sector, town.sectors),
    },
    phones: [{ phone: form.phone, label: '' }],
    homeHelp: form.homeHelp,
    contacts: form.contactPhone
      ? [
          {
            name: form.contactName || 'Personne à prévenir',
            link: form.contactLink,
            phone: form.contactPhone,
          },
        ]
      : [],
    languages: [],
    callNotes: '',
  },
  request: {
    by: form.by,
    channel: 'online',
    at: now,
    ...(form.by === 'self'
      ? {}
      : {
          asker: {
            name: form.askerName,
            quality: form.askerQuality,
            ...(form.askerPhone ? { phone: form.askerPhone } : {}),
          },
          proof: 'formulaire en ligne',
        }),
  },
  ...(form.by === 'self' && form.calls
    ? { volunteerCalls: { state: form.calls, at: now, how: 'form', by: PUBLIC } }
    : {}),
});

/** Where each refusal is put right; the rest cannot come from this form. */
const SENTENCES: Readonly<Partial<Record<ReceiveRefusal['reason'], readonly [string, string]>>> = {
  'asker-missing': ['askerName', 'Écrivez votre nom, et qui vous êtes pour cette personne.'],
  'local-practice-closed': ['capacity', 'Choisissez ce qui convient.'],
  'too-young': ['birthDay', 'Cette date de naissance ne va pas avec ce qui est choisi dessous.'],
};

const postRequest = async (c: WebContext): Promise<Response> => {
  const read = await readForm(c, requestForm);
  const form: FormState = read.ok ? { problems: [], typed: read.typed } : read.refusal;
  const again = async (state: FormState) =>
    show(c, <RequestPage {...(await partsAt(c))} form={state} />, 422);
  if (!read.ok) return again(form);
  if (read.value.website !== '') return seeOther(c, `${REGISTER_PATH}/merci`);
  if (read.value.contactName !== '' && !read.value.contactPhone)
    return again(withProblem(form, 'contactPhone', 'Écrivez le téléphone de la personne à prévenir.'));
  const world = c.get('world');
  const now = c.get('now');
  const town = await townAt(c);
  const limit = () =>
    onceMore(world.table, world.config.appSecret, 'register-requests-in-town', town.id, dayOf(now));
  const done = await receiveRequest(world, requestOf(read.value, town, now), limit, now);
  if (done.ok) return seeOther(c, `${REGISTER_PATH}/merci`);
  if (done.refusal.reason === 'too-many-today')
    return show(c, <TooManyRequestsPage frame={(await partsAt(c)).frame} />, 503);
  const [field, sentence] = SENTENCES[done.refusal.reason] ?? ['', 'Vérifiez vos réponses.'];
  return again(withProblem(form, field, sentence));
};

/** The register's public door: a request online, or a form on paper. It says nothing of anybody. */
export const registerRequestRoutes = (app: Hono<WebEnv>): void => {
  servePaperSheet(app);
  app.use(REGISTER_PATH, bindVisitor);
  app.get(REGISTER_PATH, async (c) => show(c, <RequestPage {...(await partsAt(c))} form={freshForm()} />));
  app.post(REGISTER_PATH, postRequest);
  app.get(`${REGISTER_PATH}/merci`, async (c) =>
    show(c, <RequestReceivedPage frame={(await partsAt(c)).frame} />),
  );
  app.get(`${REGISTER_PATH}/formulaire`, async (c) => show(c, <PaperPage {...(await partsAt(c))} />));
};
