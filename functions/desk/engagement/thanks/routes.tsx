import * as z from 'zod';
import { answerThanks } from '../../../../shared/engagement/recognition/thanks/answer-thanks.ts';
import {
  type CarryRefusal,
  carryThanks,
  MOST_RECIPIENTS,
  whyNotCarried,
} from '../../../../shared/engagement/recognition/thanks/carry-thanks.ts';
import {
  readVisitors,
  thanksOfSenior,
  thanksOfTown,
} from '../../../../shared/engagement/recognition/thanks/read-thanks.ts';
import { givenAwaySentence } from '../../../../shared/engagement/recognition/thanks/words.ts';
import { missionIdSchema, thanksIdSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { seniorKey, seniorKind } from '../../../../shared/seniors/store.ts';
import { type Key, rowsOf } from '../../../../shared/table/kind.ts';
import { minus } from '../../../../shared/time/instant.ts';
import { reportKey, reportKind } from '../../../../shared/visits/report.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import {
  MOST_WORDS,
  type ThankYou,
  thanksKeyIn,
  thankYouKind,
} from '../../../../shared/volunteers/thanks/thank-you.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { choice, type FormState, freshForm, readForm, text, withProblem } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';
import { seniorAsked } from '../../seniors/file/gather.ts';
import { NewWordsPage, PreviewPage } from './dictate-pages.tsx';
import { OneWordPage, SeniorWordsPage, TownWordsPage } from './pages.tsx';
import { THANKS } from './tabs.tsx';
import { type Names, WORDS, wordsOfPath, wordsPath } from './words.tsx';

const ACTION = 'engagement.thanks';
const SHOWN_DAYS = 90;

const namesOf = async (
  c: DeskContext,
  all: readonly Pick<ThankYou, 'volunteerId' | 'seniorId'>[],
): Promise<Names> => {
  const keys = [
    ...new Map<string, Key>(
      all.flatMap(({ volunteerId, seniorId }) => [
        [volunteerId, volunteerKey(volunteerId)] as const,
        [seniorId, seniorKey(seniorId)] as const,
      ]),
    ).values(),
  ];
  const pages = await Promise.all(
    Array.from({ length: Math.ceil(keys.length / 100) }, (_, i) =>
      c.var.world.table.getRows(keys.slice(i * 100, (i + 1) * 100)),
    ),
  );
  const rows = pages.flat().flatMap((row) => row ?? []);
  return new Map<string, string>([
    ...rowsOf(volunteerKind, rows).map(({ value }) => [value.id, volunteerName(value)] as const),
    ...rowsOf(seniorKind, rows).map(({ value }) => [value.id, seniorName(value)] as const),
  ]);
};

const ofSenior = async (c: DeskContext): Promise<Response> => {
  const senior = (await seniorAsked(c, ACTION)).value;
  const { table } = c.var.world;
  const [all, page] = await Promise.all([
    thanksOfSenior(table, senior.id),
    table.index('senior', {
      partition: senior.id,
      from: `report#${minus(c.var.now, { days: SHOWN_DAYS })}`,
      to: 'report$',
    }),
  ]);
  const reported = rowsOf(reportKind, page.items)
    .map(({ value }) => value)
    .filter(({ thanks }) => thanks !== '')
    .reverse();
  return show(
    c,
    <SeniorWordsPage
      frame={frameOf(c)}
      senior={senior}
      all={all}
      reported={reported}
      names={await namesOf(c, [...all, ...reported])}
      said={c.req.query('dit')}
    />,
  );
};

const newPage = async (
  c: DeskContext,
  senior: Senior,
  form: FormState,
  status: 200 | 409 | 422 = 200,
): Promise<Response> => {
  const visitors = await readVisitors(c.var.world.table, senior, c.var.now);
  const typed = thanksIdSchema.safeParse(form.typed.id?.[0]);
  const id = typed.success ? typed.data : c.var.world.ids.next('tha');
  return show(
    c,
    <NewWordsPage frame={frameOf(c)} senior={senior} visitors={visitors} form={form} id={id} />,
    status,
  );
};

/** A word that a visitor wrote in a report, to begin with. */
const reportedWords = async (c: DeskContext, senior: Senior): Promise<string | undefined> => {
  const id = missionIdSchema.safeParse(c.req.query('visite'));
  const report = id.success ? await c.var.world.table.get(reportKind, reportKey(id.data)) : undefined;
  return report?.value.seniorId === senior.id ? report.value.thanks : undefined;
};

const blank = async (c: DeskContext): Promise<Response> => {
  const senior = (await seniorAsked(c, ACTION)).value;
  if (senior.state !== 'active') return seeOther(c, wordsOfPath(senior));
  return newPage(c, senior, freshForm({ words: await reportedWords(c, senior) }));
};

const wordsForm = z.object({
  id: thanksIdSchema,
  words: text(MOST_WORDS, 'Écrivez ses mots.'),
  to: z
    .array(volunteerIdSchema)
    .min(1, 'Choisissez une personne au moins.')
    .max(MOST_RECIPIENTS, `${MOST_RECIPIENTS} personnes au plus.`),
  how: choice(['phone', 'spoken', 'written'], 'Dites comment elle l’a dit.'),
  named: choice(['yes', 'no'], 'Demandez-lui si son prénom peut être dit.'),
  agreed: z.literal('yes', { error: 'Sans son accord, ses mots ne partent pas : demandez-le-lui.' }),
  act: z.string().max(10).optional(),
});

const withRefusal = (form: FormState, refusal: CarryRefusal): FormState => {
  switch (refusal.reason) {
    case 'gives-away':
      return refusal.what.reduce((so, one) => withProblem(so, 'words', givenAwaySentence(one)), form);
    case 'nobody':
      return withProblem(form, 'to', 'Choisissez une personne au moins.');
    case 'not-her-visitor':
      return withProblem(form, 'to', 'Une de ces personnes ne vient plus chez elle : choisissez de nouveau.');
    case 'not-active':
    case 'unknown':
      return withProblem(form, '', 'Son dossier n’est plus ouvert : rien n’est remis.');
  }
};

/** The name of somebody whose file is sensitive is never asked for: it is never told. */
const readWords = async (c: DeskContext, senior: Senior) => {
  const schema = senior.sensitive ? wordsForm.extend({ named: z.literal('no').default('no') }) : wordsForm;
  return readForm(c, schema);
};

const preview = async (c: DeskContext): Promise<Response> => {
  const senior = (await seniorAsked(c, ACTION)).value;
  const read = await readWords(c, senior);
  if (!read.ok) return newPage(c, senior, read.refusal, 422);
  const { words, to, named } = read.value;
  const form: FormState = { problems: [], typed: { ...read.typed, named: [named] } };
  const no = whyNotCarried(senior, { words, to, mayTellFirstName: named === 'yes' });
  if (no) return newPage(c, senior, withRefusal(form, no), 422);
  const visitors = await readVisitors(c.var.world.table, senior, c.var.now);
  const chosen = visitors.filter(({ id }) => to.includes(id));
  if (chosen.length < new Set(to).size)
    return newPage(c, senior, withRefusal(form, { reason: 'not-her-visitor' }), 422);
  return show(c, <PreviewPage frame={frameOf(c)} senior={senior} to={chosen} form={form} now={c.var.now} />);
};

const post = async (c: DeskContext): Promise<Response> => {
  const senior = (await seniorAsked(c, ACTION)).value;
  const read = await readWords(c, senior);
  if (!read.ok) return newPage(c, senior, read.refusal, 422);
  const { id, words, to, how, named, act } = read.value;
  const form: FormState = { problems: [], typed: read.typed };
  if (act !== 'carry') return newPage(c, senior, form);
  const dictated = { id, words, to: [...new Set(to)], how, mayTellFirstName: named === 'yes' };
  const done = await carryThanks(c.var.world, senior.id, dictated, staffOf(c).id, c.var.now);
  return done.ok
    ? seeOther(c, `${wordsOfPath(senior)}?dit=remis`)
    : newPage(c, senior, withRefusal(form, done.refusal), 422);
};

/** The word of the address, once the reader's right to it was asked. */
const wordAsked = async (c: DeskContext): Promise<ThankYou> => {
  const key = thanksKeyIn((c.req.param('id') ?? '').replace('.', '#'));
  const stored = key && (await c.var.world.table.get(thankYouKind, key));
  if (!stored) return missing(c);
  const senior = await c.var.world.table.get(seniorKind, seniorKey(stored.value.seniorId));
  const isReferent = senior?.value.referentId === staffOf(c).id;
  demand(c, ACTION, { town: stored.value.town, relations: isReferent ? ['referent'] : [] });
  return stored.value;
};

const act =
  (command: 'tell' | 'withdraw', said: string) =>
  async (c: DeskContext): Promise<Response> => {
    const one = await wordAsked(c);
    const done = await answerThanks(c.var.world, one, command, actorOf(c), c.var.now);
    return seeOther(c, `${wordsPath(one)}?dit=${done.ok ? said : 'trop'}`);
  };

const about = { action: ACTION, about: 'handler' } as const;

/** Words dictated for volunteers: noted from a person's file, carried, read out, taken back. */
export const thanksRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: THANKS,
    action: 'engagement.recognition',
    handler: async (c) => {
      const since = minus(c.var.now, { days: SHOWN_DAYS });
      const all = await thanksOfTown(c.var.world.table, townOf(c).id, since);
      return show(c, <TownWordsPage frame={frameOf(c)} all={all} names={await namesOf(c, all)} />);
    },
  },
  {
    method: 'GET',
    path: `${WORDS}/:id`,
    ...about,
    handler: async (c) => {
      const one = await wordAsked(c);
      const volunteer = (await c.var.world.table.get(volunteerKind, volunteerKey(one.volunteerId)))?.value;
      return show(
        c,
        <OneWordPage frame={frameOf(c)} one={one} volunteer={volunteer} said={c.req.query('dit')} />,
      );
    },
  },
  { method: 'POST', path: `${WORDS}/:id/lu`, ...about, handler: act('tell', 'lu') },
  { method: 'POST', path: `${WORDS}/:id/reprendre`, ...about, handler: act('withdraw', 'repris') },
  { method: 'GET', path: '/personnes/:id/mots', ...about, handler: ofSenior },
  { method: 'GET', path: '/personnes/:id/mots/nouveau', ...about, handler: blank },
  { method: 'POST', path: '/personnes/:id/mots/apercu', ...about, handler: preview },
  { method: 'POST', path: '/personnes/:id/mots', ...about, handler: post },
];
