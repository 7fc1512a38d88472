import * as z from 'zod';
import { mayIntroduceAt, planIntroduction } from '../../../../shared/engagement/cover/introduce.ts';
import { missionIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { RULES, removedBy } from '../../../../shared/matching/rules.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { loadKey, loadKind, offerKey, offerKind } from '../../../../shared/offers/store.ts';
import { rowsOf } from '../../../../shared/table/kind.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { type FormState, freshForm, readForm, ticked, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { peopleOf } from '../../day/people.ts';
import { actorOf, type DeskContext, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { type AskedService, aboutSenior, comingMissions, serviceAsked } from '../../services/read.ts';
import { type Chance, INTRODUCE_SENTENCES, IntroducePage } from './introduce-page.tsx';
import { RELAY } from './words.ts';

const ACTION = 'service.arrange';

const askedService = async (c: DeskContext): Promise<AskedService> => {
  const asked = await serviceAsked(c);
  demand(c, ACTION, aboutSenior(c, asked.senior));
  return asked;
};

const page = async (
  c: DeskContext,
  { service, senior }: AskedService,
  who: string | undefined,
  form: FormState,
  status: PageStatus = 200,
): Promise<Response> => {
  const { table } = c.var.world;
  const { now } = c.var;
  const town = townOf(c);
  const id = volunteerIdSchema.safeParse(who);
  const programme = town.programmes.find(({ code }) => code === service.programme);
  if (!id.success || !programme || service.state !== 'open') return missing(c);
  const [stored, load, missions] = await Promise.all([
    table.get(volunteerKind, volunteerKey(id.data)),
    table.get(loadKind, loadKey(id.data)),
    comingMissions(c, service),
  ]);
  if (stored?.value.town !== town.id) return missing(c);
  const ahead = missions.filter((mission) => mayIntroduceAt(mission, now));
  const [people, asked] = await Promise.all([
    peopleOf(
      table,
      ahead.map(({ holder }) => holder?.volunteerId),
    ),
    table.getRows(ahead.map((mission) => offerKey(mission.id, id.data))),
  ]);
  const offers = new Map(
    rowsOf(
      offerKind,
      asked.flatMap((row) => row ?? []),
    ).map(({ value }) => [value.missionId, value]),
  );
  const candidate = { volunteer: stored.value, load: load?.value ?? emptyLoad(id.data) };
  const chances = ahead.map(
    (mission): Chance => ({
      mission,
      goes: people.volunteers.get(mission.holder?.volunteerId ?? ''),
      whyNot:
        mission.holder?.volunteerId === id.data
          ? 'Y va déjà.'
          : removedBy(
              { ...candidate, offer: offers.get(mission.id) },
              { mission, programme, town, senior },
              now,
              RULES,
            )?.sentence,
    }),
  );
  return show(
    c,
    <IntroducePage
      frame={frameOf(c)}
      service={service}
      senior={senior}
      backup={stored.value}
      chances={chances}
      form={form}
    />,
    status,
  );
};

const introduceForm = z.object({
  volunteerId: volunteerIdSchema,
  missionId: missionIdSchema.optional(),
  agreed: ticked(),
});

const introduce = async (c: DeskContext): Promise<Response> => {
  const asked = await askedService(c);
  const read = await readForm(c, introduceForm);
  if (!read.ok) return missing(c);
  const { volunteerId, missionId, agreed } = read.value;
  const form: FormState = { problems: [], typed: read.typed };
  const again = (field: string, sentence: string, status: PageStatus = 422) =>
    page(c, asked, volunteerId, withProblem(form, field, sentence), status);
  if (!missionId) return again('missionId', 'Choisissez une visite.');
  if (!agreed) return again('agreed', 'Parlez-en d’abord avec les deux personnes, puis cochez cette case.');
  const done = await planIntroduction(
    c.var.world,
    asked.service.id,
    { volunteerId, missionId },
    actorOf(c),
    c.var.now,
  );
  if (done.ok) return seeOther(c, `${RELAY}?dit=presentation`);
  const { refusal } = done;
  return again(
    'missionId',
    refusal.reason === 'rule' ? refusal.sentence : INTRODUCE_SENTENCES[refusal.reason],
    409,
  );
};

const PATH = `${RELAY}/presenter/:id` as const;

/** A second visitor is chosen and comes along to a visit. */
export const introduceRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: PATH,
    action: ACTION,
    about: 'handler',
    handler: async (c) => page(c, await askedService(c), c.req.query('avec'), freshForm()),
  },
  { method: 'POST', path: PATH, action: ACTION, about: 'handler', handler: introduce },
];
