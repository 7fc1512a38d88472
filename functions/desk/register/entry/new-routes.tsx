import * as z from 'zod';
import { registerAtDesk } from '../../../../shared/register/change-entry.ts';
import { registeredName } from '../../../../shared/register/entry.ts';
import { findAlikeEntries } from '../../../../shared/register/find-alike.ts';
import { noticeLines } from '../../../../shared/register/notice.ts';
import { openReading } from '../../../../shared/register/readers/reading.ts';
import { isOpenRule, readRules } from '../../../../shared/register/rules.ts';
import { likenessWords } from '../../../../shared/seniors/identity/likeness.ts';
import { Badge, Notice } from '../../../web/components.tsx';
import { Choice, ErrorSummary, Field, Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import {
  choice,
  type FormState,
  freshForm,
  readForm,
  textIfAny,
  ticked,
  withProblem,
} from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext, staffOf, townOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { demandReader } from '../readers/reader.tsx';
import { CALLS_STATE, CHANNEL, ENTRY_SENTENCES, ENTRY_STATE, REQUESTED_BY, STATE_TONE } from '../words.ts';
import { editPage, save } from './edit-routes.tsx';
import { PersonFields } from './person-fields.tsx';
import { personFields, personFrom } from './person-form.tsx';

const BY = ['self', 'legal-representative', 'third-party'] as const;
const TAKEN = ['counter', 'phone', 'letter'] as const;

const newForm = z.object({
  by: choice(BY, 'Dites qui demande.'),
  channel: choice(TAKEN, 'Dites comment la demande est arrivée.'),
  askerName: textIfAny(120),
  askerQuality: textIfAny(80),
  proof: textIfAny(160),
  calls: z.enum(['given', 'refused']).optional(),
  ...personFields,
  /** « Ce n’est aucune de ces personnes » */
  apart: ticked(),
});

type Alike = Awaited<ReturnType<typeof findAlikeEntries>>;

const showNew = async (c: DeskContext, form: FormState, alike: Alike = [], status: 200 | 422 = 200) => {
  const rules = await readRules(c.var.world.table, townOf(c).id);
  return show(
    c,
    <DeskPage
      frame={frameOf(c)}
      title="Inscrire une personne au registre"
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs">
        <a href="/registre">Registre d’alerte</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Inscrire une personne au registre</h1>
        <Notice>Dites-lui avant, ou lisez-lui&nbsp;: {noticeLines(rules).join(' ')}</Notice>
        <PostForm action="/registre" csrf={c.get('csrf')}>
          {alike.length > 0 && (
            <section class="card">
              <Notice tone="warn" title="Elle est peut-être déjà connue du registre">
                <ul>
                  {alike.map(({ entry, like }) => (
                    <li>
                      <a href={`/registre/${entry.id}`}>{registeredName(entry)}</a> (
                      {likenessWords(like.signs)}){' '}
                      <Badge tone={STATE_TONE[entry.state]}>{ENTRY_STATE[entry.state]}</Badge>
                    </li>
                  ))}
                </ul>
              </Notice>
              <Hidden name="apart" value="yes" />
              <p>Si ce n’est aucune d’elles, inscrivez-la ci-dessous.</p>
            </section>
          )}
          <h2>La demande</h2>
          <Choice
            form={form}
            name="by"
            label="Qui demande ?"
            options={BY.map((value) => ({
              value,
              label: REQUESTED_BY[value],
              hint:
                value === 'third-party'
                  ? 'Elle recevra un accusé de réception sous huit jours, et pourra s’opposer.'
                  : 'L’inscription vaut dès la déclaration.',
            }))}
          />
          <Select
            form={form}
            name="channel"
            label="Arrivée"
            options={TAKEN.map((value) => ({ value, label: CHANNEL[value] }))}
          />
          <div class="row">
            <Field
              form={form}
              name="askerName"
              label="Si quelqu’un demande pour elle : son nom"
              max={120}
              optional
            />
            <Field
              form={form}
              name="askerQuality"
              label="Sa qualité"
              hint="fille, médecin, tutrice…"
              max={80}
              optional
            />
          </div>
          <Field
            form={form}
            name="proof"
            label="Où l’écrit est rangé"
            hint="Courrier du 3 juin, classeur 2. Obligatoire pour un tiers."
            max={160}
            optional
          />
          <PersonFields form={form} town={townOf(c)} localOpen={isOpenRule(rules, 'local-other')} />
          <Choice
            form={form}
            name="calls"
            label="Une personne bénévole peut-elle l’appeler ?"
            hint="Demandez-le à part, à elle seule. Sans réponse, un agent l’appelle."
            options={(['given', 'refused'] as const).map((value) => ({ value, label: CALLS_STATE[value] }))}
            optional
          />
          <SubmitButton>Inscrire</SubmitButton>
        </PostForm>
      </div>
    </DeskPage>,
    status,
  );
};

const register = async (c: DeskContext): Promise<Response> => {
  await demandReader(c, 'register.change');
  const read = await readForm(c, newForm);
  if (!read.ok) return showNew(c, read.refusal, [], 422);
  const { by, channel, askerName, askerQuality, proof, calls, apart, ...form } = read.value;
  const { person, problems } = personFrom(form, townOf(c));
  const typed: FormState = { problems, typed: read.typed };
  if (problems.length > 0) return showNew(c, typed, [], 422);
  const alike = apart ? [] : await findAlikeEntries(c.var.world, person);
  const live = alike.filter(({ entry }) => entry.state !== 'opposed' || by === 'third-party');
  if (live.length > 0) {
    // Their names are shown: that is a reading too.
    for (const { entry } of live) await openReading(c.var.world, staffOf(c).id, 'entry', entry.id, c.var.now);
    return showNew(c, typed, live, 422);
  }
  const how = channel === 'phone' ? 'phone' : channel === 'letter' ? 'written' : 'spoken';
  const done = await registerAtDesk(
    c.var.world,
    {
      person,
      request: {
        by,
        channel,
        at: c.var.now,
        ...(by !== 'self' && askerName !== '' ? { asker: { name: askerName, quality: askerQuality } } : {}),
        ...(proof === '' ? {} : { proof }),
      },
      ...(calls ? { volunteerCalls: { state: calls, at: c.var.now, how, by: actorOf(c) } } : {}),
    },
    actorOf(c),
    c.var.now,
  );
  if (!done.ok) {
    const { field, sentence } = ENTRY_SENTENCES[done.refusal.reason];
    return showNew(c, withProblem(typed, field, sentence), [], 422);
  }
  await openReading(c.var.world, staffOf(c).id, 'entry', done.value.id, c.var.now);
  return seeOther(c, `/registre/${done.value.id}`);
};

export const registerNewRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/registre/nouvelle',
    action: 'register.change',
    about: 'handler',
    handler: async (c) => {
      await demandReader(c, 'register.change');
      return showNew(c, freshForm({ channel: 'counter', languages: ['fr'] }));
    },
  },
  { method: 'POST', path: '/registre', action: 'register.change', about: 'handler', handler: register },
  {
    method: 'GET',
    path: '/registre/:id/modifier',
    action: 'register.change',
    about: 'handler',
    handler: editPage,
  },
  {
    method: 'POST',
    path: '/registre/:id/modifier',
    action: 'register.change',
    about: 'handler',
    handler: save,
  },
];
