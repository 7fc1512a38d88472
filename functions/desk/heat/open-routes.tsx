import * as z from 'zod';
import { activate, changeConduct } from '../../../shared/heat/campaign/activate.ts';
import {
  askToClose,
  confirmToClose,
  whatIsStillOpen,
  withdrawClosing,
} from '../../../shared/heat/campaign/close-campaign.ts';
import { readTownAndSettings } from '../../../shared/heat/read-settings.ts';
import { type StaffId, staffIdSchema } from '../../../shared/ids/ids.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { readerOf } from '../../../shared/register/readers/reader.ts';
import { staffKind } from '../../../shared/staff/staff.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { addDays, dayOf, isCivilDay } from '../../../shared/time/civil.ts';
import { proposalId, proposalKey, proposalKind } from '../../../shared/vigilance/proposal.ts';
import { choice, day, type FormState, freshForm, readForm, text, time, withProblem } from '../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../web/http.ts';
import { phone } from '../../web/phone-field.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { teamOf } from '../seniors/team.ts';
import { ClosePage, ConductPage, type Officer, OpenPage } from './open-pages.tsx';
import { campaignNow, HEAT } from './read.ts';

/** Who may answer for a hot day, those whom the mayor named to open the register first. */
const officersOf = async (c: DeskContext): Promise<readonly Officer[]> => {
  const { world, now } = c.var;
  const page = await world.table.index('list', { partition: `${townOf(c).id}#staff`, limit: 200 });
  const officers = rowsOf(staffKind, page.items)
    .map(({ value }) => value)
    .filter(({ active, role }) => active && (role === 'duty-officer' || role === 'coordinator'));
  const namings = await Promise.all(officers.map(({ id }) => readerOf(world.table, id, townOf(c).id, now)));
  return officers
    .map((one, n) => ({ ...one, isNamed: namings[n] !== undefined }))
    .sort((a, b) => Number(b.isNamed) - Number(a.isNamed));
};

/** Whatever nobody took goes to the first: one who may open the register, and who answered before the others until now. */
const inOrder = async (
  c: DeskContext,
  duty: readonly StaffId[],
  before: readonly StaffId[] = [],
): Promise<StaffId[]> => {
  const named = new Set((await officersOf(c)).filter(({ isNamed }) => isNamed).map(({ id }) => id));
  const rank = (id: StaffId): number =>
    (named.has(id) ? 0 : 100) + (before.includes(id) ? before.indexOf(id) : before.length);
  return duty.toSorted((a, b) => rank(a) - rank(b));
};

const conduct = {
  level: choice(['yellow', 'orange', 'red'], 'Choisissez le niveau.'),
  expectedEnd: day('Écrivez la fin prévue.'),
  duty: z.array(staffIdSchema).min(1, 'Cochez au moins une personne d’astreinte.').max(10),
  callingNumber: phone('Écrivez le numéro qui s’affiche.'),
  from: time('Écrivez une heure, comme 8 h 30.'),
  to: time('Écrivez une heure, comme 20 h.'),
  script: text(2_000, 'Écrivez ce que dit la personne qui appelle.').min(20, 'Quelques phrases au moins.'),
};
const openForm = z.object({
  ...conduct,
  startsOn: day('Écrivez le premier jour d’appels.'),
  sectors: z.array(z.string().max(40)).max(200).default([]),
});
const conductForm = z.object(conduct);

const REFUSALS = {
  'no-duty-officer': ['duty', 'Cochez au moins une personne d’astreinte.'],
  'in-the-past': ['startsOn', 'Ce jour est passé : choisissez aujourd’hui ou un jour à venir.'],
  'ends-before-it-starts': ['expectedEnd', 'La fin prévue vient avant le premier jour.'],
  'unknown-sector': ['sectors', 'Un de ces secteurs n’existe plus.'],
  unknown: ['', 'Ces appels n’existent plus.'],
  'already-closed': ['', 'Quelqu’un vient de clore ces appels.'],
} as const;

const showOpen = async (c: DeskContext, form: FormState | undefined, status: PageStatus = 200) => {
  const { world, now } = c.var;
  const [officers, { town, settings }] = await Promise.all([officersOf(c), readTownAndSettings(world)]);
  const asked = c.req.query('jour') ?? '';
  const first = isCivilDay(asked) && asked >= dayOf(now) ? asked : dayOf(now);
  const proposal = await world.table.get(proposalKind, proposalKey(town.id, first));
  const fresh = freshForm({
    startsOn: first,
    expectedEnd: addDays(first, 2),
    level: proposal?.value.level ?? 'orange',
    duty: officers.filter(({ role }) => role === 'duty-officer').map(({ id }) => id),
    callingNumber: frenchPhone(town.phone),
    from: settings.hours.from,
    to: settings.hours.to,
    script: settings.script,
  });
  return show(
    c,
    <OpenPage frame={frameOf(c)} form={form ?? fresh} town={town} officers={officers} settings={settings} />,
    status,
  );
};

const openCalls = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, openForm);
  if (!read.ok) return showOpen(c, read.refusal, 422);
  const { world, now } = c.var;
  const { from, to, sectors, ...wish } = read.value;
  const proposal = await world.table.get(proposalKind, proposalKey(townOf(c).id, wish.startsOn));
  const opened = await activate(
    world,
    {
      ...wish,
      duty: await inOrder(c, wish.duty),
      hours: { from, to },
      ...(sectors.length > 0 ? { sectors } : {}),
      ...(proposal ? { proposal: proposalId(proposal.value) } : {}),
    },
    staffOf(c).id,
    now,
  );
  if (opened.ok) return seeOther(c, `${HEAT}?dit=${opened.value.already ? 'deja' : 'ouvert'}`);
  const [field, sentence] = REFUSALS[opened.refusal.reason];
  return showOpen(c, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
};

const showConduct = async (c: DeskContext, form: FormState | undefined, status: PageStatus = 200) => {
  const campaign = await campaignNow(c);
  if (!campaign) return seeOther(c, HEAT);
  const [officers, { town, settings }] = await Promise.all([officersOf(c), readTownAndSettings(c.var.world)]);
  const fresh = freshForm({
    level: campaign.level,
    expectedEnd: campaign.expectedEnd,
    duty: campaign.duty,
    callingNumber: frenchPhone(campaign.callingNumber),
    from: campaign.hours.from,
    to: campaign.hours.to,
    script: campaign.script,
  });
  return show(
    c,
    <ConductPage
      frame={frameOf(c)}
      form={form ?? fresh}
      town={town}
      officers={officers}
      settings={settings}
    />,
    status,
  );
};

const changeCalls = async (c: DeskContext): Promise<Response> => {
  const campaign = await campaignNow(c);
  if (!campaign) return seeOther(c, HEAT);
  const read = await readForm(c, conductForm);
  if (!read.ok) return showConduct(c, read.refusal, 422);
  const { from, to, ...rest } = read.value;
  const edit = { ...rest, duty: await inOrder(c, rest.duty, campaign.duty), hours: { from, to } };
  const done = await changeConduct(c.var.world, campaign.id, edit, staffOf(c).id, c.var.now);
  if (done.ok) return seeOther(c, `${HEAT}?dit=change`);
  const [field, sentence] = REFUSALS[done.refusal.reason];
  return showConduct(c, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
};

const showClose = async (c: DeskContext, form: FormState = freshForm(), status: PageStatus = 200) => {
  const campaign = await campaignNow(c);
  if (!campaign) return seeOther(c, HEAT);
  const { world, now } = c.var;
  const [still, team] = await Promise.all([
    whatIsStillOpen(world, campaign.town, now),
    teamOf(world.table, [campaign.closing?.by]),
  ]);
  return show(
    c,
    <ClosePage
      frame={frameOf(c)}
      campaign={campaign}
      still={still}
      askedBy={team.get(campaign.closing?.by ?? '')?.name}
      isMine={campaign.closing?.by === staffOf(c).id}
      form={form}
    />,
    status,
  );
};

const CLOSE_WORDS = {
  unknown: 'Ces appels n’existent plus.',
  'already-closed': 'Quelqu’un vient de clore ces appels.',
  'already-asked': 'Un collègue l’a déjà demandée : confirmez-la.',
  'not-asked': 'La demande vient d’être retirée.',
  'same-person': 'Une autre personne que celle qui l’a demandée doit confirmer.',
  'still-open': 'Il reste des personnes à joindre : la liste est ci-dessous.',
} as const;

const closing =
  (act: 'ask' | 'confirm' | 'withdraw') =>
  async (c: DeskContext): Promise<Response> => {
    const campaign = await campaignNow(c);
    if (!campaign) return seeOther(c, HEAT);
    const { world, now } = c.var;
    const by = staffOf(c).id;
    const acted = { ask: askToClose, confirm: confirmToClose, withdraw: withdrawClosing }[act];
    const done = await acted(world, campaign.id, by, now);
    if (!done.ok) return showClose(c, withProblem(freshForm(), '', CLOSE_WORDS[done.refusal.reason]), 409);
    return seeOther(c, act === 'confirm' ? `${HEAT}?dit=clos` : `${HEAT}/clore`);
  };

const guarded = { action: 'heat.activate' } as const;
export const heatOpenRoutes: readonly DeskRoute[] = [
  { ...guarded, method: 'GET', path: `${HEAT}/ouvrir`, handler: (c) => showOpen(c, undefined) },
  { ...guarded, method: 'POST', path: `${HEAT}/ouvrir`, handler: openCalls },
  { ...guarded, method: 'GET', path: `${HEAT}/conduite`, handler: (c) => showConduct(c, undefined) },
  { ...guarded, method: 'POST', path: `${HEAT}/conduite`, handler: changeCalls },
  { ...guarded, method: 'GET', path: `${HEAT}/clore`, handler: (c) => showClose(c) },
  { ...guarded, method: 'POST', path: `${HEAT}/clore/demander`, handler: closing('ask') },
  { ...guarded, method: 'POST', path: `${HEAT}/clore/confirmer`, handler: closing('confirm') },
  { ...guarded, method: 'POST', path: `${HEAT}/clore/retirer`, handler: closing('withdraw') },
];
