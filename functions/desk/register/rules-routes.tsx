import * as z from 'zod';
import { can } from '../../../shared/access/table.ts';
import {
  isOpenRule,
  LAW_KNOWN_IN,
  RULES,
  type Rule,
  type RuleRefusal,
  readRules,
  setRule,
} from '../../../shared/register/rules.ts';
import { listStaff } from '../../../shared/staff/change-staff.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { Badge, Notice } from '../../web/components.tsx';
import { DateField, ErrorSummary, Hidden, PostForm, SubmitButton, TextArea } from '../../web/fields.tsx';
import { day, type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import { type DeskRoute, demand } from '../router.ts';

const WORDS: Readonly<Record<Rule, { readonly title: string; readonly what: string; readonly why: string }>> =
  {
    'local-other': {
      title: 'Une catégorie locale',
      what: 'Inscrire des personnes que la loi ne cite pas, parce que la commune l’a décidé.',
      why: 'La loi en cite trois : 65 ans ou plus, plus de 60 ans inapte au travail, adulte en situation de handicap. Toute autre est une pratique locale, montrée comme telle.',
    },
    incoming: {
      title: 'Les listes du département et de la CARSAT',
      what: 'Recevoir les noms des bénéficiaires de l’APA, de la PCH et des aides à l’autonomie, pour leur écrire.',
      why: 'Une personne d’une liste n’entre jamais d’elle-même au registre : elle reçoit une lettre, et peut dire non.',
    },
    onward: {
      title: 'La transmission à un autre service',
      what: 'Donner une fiche au CCAS, à un service de santé ou à un service autorisé, hors d’une alerte.',
      why: 'Chaque transmission est notée, avec le service et la raison, après en avoir parlé à la personne. L’information donnée au public et les lettres le disent dès l’ouverture, avec votre texte.',
    },
  };

const actionFor = (rule: Rule) => (rule === 'onward' ? 'register.set-onward' : 'register.set-rule');

const SENTENCES: Readonly<Record<RuleRefusal['reason'], { field: string; sentence: string }>> = {
  'basis-missing': { field: 'basis', sentence: 'Écrivez le texte sur lequel la commune s’appuie.' },
  'not-yet': { field: 'on', sentence: 'Ce texte n’est pas encore signé : la date est à venir.' },
  'already-so': { field: '', sentence: 'Quelqu’un l’a changé entre-temps : relisez la page.' },
};
const openForm = z.object({
  rule: z.enum(RULES),
  basis: text(300, SENTENCES['basis-missing'].sentence),
  on: day('Écrivez la date de ce texte.'),
});
const closeForm = z.object({ rule: z.enum(RULES) });

const page = async (c: DeskContext, form: FormState, asked: Rule | undefined, status: 200 | 422 = 200) => {
  const me = staffOf(c);
  const { table } = c.var.world;
  const [rules, staff] = await Promise.all([readRules(table, me.town), listStaff(table, me.town)]);
  const frame = frameOf(c);
  const nameOf = (id: string) => staff.find(({ value }) => value.id === id)?.value.name ?? 'un compte fermé';
  return show(
    c,
    <DeskPage frame={frame} title="Ce que la commune a ouvert" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        {can(me, 'register.read-log') ? (
          <a href="/registre/lectures">Lectures du registre</a>
        ) : (
          <a href="/registre">Registre d’alerte</a>
        )}
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Ce que la commune a ouvert</h1>
        <p>Tout est fermé au départ. Chaque ouverture porte le texte sur lequel elle s’appuie.</p>
        <Notice tone="warn" title="La loi a changé en avril 2024">
          <p>
            Aucun décret connu ne dit encore comment les listes et les transmissions se font. État connu en{' '}
            {LAW_KNOWN_IN}. Demandez l’avis de la protection des données avant d’ouvrir.
          </p>
        </Notice>
        {RULES.map((rule) => {
          const opened = rules.opened[rule];
          return (
            <section class="card" id={rule}>
              <div class="head">
                <h2>{WORDS[rule].title}</h2>
                <p>{opened ? <Badge tone="warn">ouvert</Badge> : <Badge>fermé</Badge>}</p>
              </div>
              <p>{WORDS[rule].what}</p>
              <p class="quiet">{WORDS[rule].why}</p>
              {opened && (
                <p>
                  {opened.basis}, du {frenchDate(opened.on)}. Ouvert par {nameOf(opened.by)} le{' '}
                  {frenchDate(dayOf(opened.at))}.
                </p>
              )}
              {!can(me, actionFor(rule)) ? (
                <p>
                  <strong>Seule la protection des données peut le changer.</strong>
                </p>
              ) : opened ? (
                <PostForm action="/registre/regles/fermer" csrf={frame.csrf}>
                  <Hidden name="rule" value={rule} />
                  <SubmitButton tone="second">Fermer maintenant</SubmitButton>
                </PostForm>
              ) : rule !== asked ? (
                <p>
                  <a class="button second" href={`/registre/regles?ouvrir=${rule}#${rule}`}>
                    Ouvrir…
                  </a>
                </p>
              ) : (
                <PostForm action="/registre/regles" csrf={frame.csrf}>
                  <Hidden name="rule" value={rule} />
                  <TextArea
                    form={form}
                    name="basis"
                    label="Texte sur lequel la commune s’appuie"
                    hint="Délibération n° 2026-41, convention avec le département"
                    max={300}
                    rows={2}
                  />
                  <DateField form={form} name="on" label="Date de ce texte" />
                  <SubmitButton>Ouvrir</SubmitButton>
                </PostForm>
              )}
            </section>
          );
        })}
      </div>
    </DeskPage>,
    status,
  );
};

const allowed = (c: DeskContext, rule: Rule): void => demand(c, actionFor(rule), { town: staffOf(c).town });

const open = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, openForm);
  if (!read.ok) {
    const rule = RULES.find((one) => one === read.refusal.typed.rule?.[0]);
    if (rule) allowed(c, rule);
    else demand(c, 'register.rules', { town: staffOf(c).town });
    return page(c, read.refusal, rule, 422);
  }
  const { rule, basis, on } = read.value;
  allowed(c, rule);
  const done = await setRule(c.var.world, rule, { text: basis, on }, staffOf(c).id, c.var.now);
  if (done.ok) return seeOther(c, '/registre/regles');
  const { field, sentence } = SENTENCES[done.refusal.reason];
  return page(c, withProblem({ problems: [], typed: read.typed }, field, sentence), rule, 422);
};

const close = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, closeForm);
  if (!read.ok) demand(c, 'register.rules', { town: staffOf(c).town });
  else {
    allowed(c, read.value.rule);
    await setRule(c.var.world, read.value.rule, undefined, staffOf(c).id, c.var.now);
  }
  return seeOther(c, '/registre/regles');
};

/** Where a page finds a rule closed. */
export const isClosed = async (c: DeskContext, rule: Rule): Promise<boolean> =>
  !isOpenRule(await readRules(c.var.world.table, staffOf(c).town), rule);

export const registerRuleRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/registre/regles',
    action: 'register.rules',
    handler: (c) =>
      page(
        c,
        freshForm({}),
        RULES.find((rule) => rule === c.req.query('ouvrir')),
      ),
  },
  { method: 'POST', path: '/registre/regles', action: 'register.rules', about: 'handler', handler: open },
  {
    method: 'POST',
    path: '/registre/regles/fermer',
    action: 'register.rules',
    about: 'handler',
    handler: close,
  },
];

export const isLocalOpen = async (c: DeskContext): Promise<boolean> =>
  isOpenRule(await readRules(c.var.world.table, townOf(c).id), 'local-other');
