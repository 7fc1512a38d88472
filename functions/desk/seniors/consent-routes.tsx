import * as z from 'zod';
import {
  consentKind,
  consentSchema,
  isConsentGiven,
  purposeSchema,
} from '../../../shared/consents/consent.ts';
import {
  ASKED_PURPOSES,
  CONSENT_STATE_WORDS,
  HOW_WORDS,
  PURPOSE_WORDS,
} from '../../../shared/consents/decide-consent.ts';
import { letterOfConsents } from '../../../shared/letters/letter.ts';
import { type Senior, seniorName } from '../../../shared/seniors/senior.ts';
import { type RecordRefusal, recordConsent } from '../../../shared/situations/record-consent.ts';
import { rowsOf, type Stored } from '../../../shared/table/kind.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import { Badge, DataTable, Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { type FormState, freshForm, readForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { HOW_OPTIONS } from '../flags/take-up-page.tsx';
import { DeskPage, frameOf } from '../layout.tsx';
import { LetterPage } from '../letters/letter-page.tsx';
import type { DeskRoute } from '../router.ts';
import { seniorAsked } from './file/gather.ts';
import { teamOf } from './team.ts';

const SENTENCES: Readonly<Record<RecordRefusal, string>> = {
  'no-such-senior': 'Ce dossier n’existe plus.',
  closed: 'Ce dossier est clos : il se lit, il ne s’écrit plus.',
  'nothing-to-withdraw': 'Cet accord n’avait pas été donné : il n’y a rien à retirer.',
  'ends-in-the-past': 'Cette date de fin est déjà passée.',
  'register-is-apart': 'Le registre d’alerte se demande à part.',
};

const consentsOf = async (c: DeskContext, senior: Senior) => {
  const page = await c.var.world.table.partition(senior.id, { prefix: 'CONSENT#' });
  return rowsOf(consentKind, page.items).map(({ value }) => value);
};

const showConsents = async (
  c: DeskContext,
  stored: Stored<Senior>,
  form: FormState,
  status: 200 | 422 = 200,
) => {
  const senior = stored.value;
  const consents = await consentsOf(c, senior);
  const team = await teamOf(
    c.var.world.table,
    consents.map((consent) => consent.by.id),
  );
  const rows = ASKED_PURPOSES.map((purpose) => ({
    purpose,
    consent: consents.find((consent) => consent.purpose === purpose),
  }));
  const frame = frameOf(c);
  return show(
    c,
    <DeskPage frame={frame} title={`Accords – ${seniorName(senior)}`} hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>
      </p>
      <ErrorSummary form={form} />
      <div class="head">
        <h1>Accords</h1>
        <a class="button second" href={`/personnes/${senior.id}/accords/lettre`}>
          Imprimer
        </a>
      </div>
      <Notice>
        Chaque chose se demande à part. Retirer un accord arrête aussitôt ce qu’il permettait, et seulement
        cela.
      </Notice>
      <DataTable
        caption="Accords, un par usage"
        hideCaption
        rows={rows}
        empty=""
        columns={[
          {
            title: 'Usage',
            heads: true,
            cell: ({ purpose }) => (
              <>
                {PURPOSE_WORDS[purpose].name}
                <span class="hint">{PURPOSE_WORDS[purpose].question}</span>
              </>
            ),
          },
          {
            title: 'Réponse',
            cell: ({ consent }) =>
              consent ? (
                <>
                  <Badge tone={isConsentGiven(consent, c.var.now) ? 'good' : 'neutral'}>
                    {CONSENT_STATE_WORDS[consent.state]}
                  </Badge>
                  <span class="hint">
                    {HOW_WORDS[consent.how]}, le {frenchDate(dayOf(consent.at))}, noté par{' '}
                    {team.get(consent.by.id)?.name ?? 'la plateforme'}
                  </span>
                </>
              ) : (
                <span class="quiet">jamais demandé</span>
              ),
          },
          {
            title: 'Noter',
            cell: ({ purpose, consent }) => (
              <PostForm action={`/personnes/${senior.id}/accords`} csrf={frame.csrf}>
                <Hidden name="purpose" value={purpose} />
                {consent?.state === 'given' ? (
                  <>
                    <label class="hint" for={`how-${purpose}`}>
                      Retrait demandé
                    </label>
                    <select id={`how-${purpose}`} name="how" class="short">
                      {HOW_OPTIONS.map((option) => (
                        <option value={option.value} selected={option.value === 'phone'}>
                          {option.label}
                        </option>
                      ))}
                    </select>{' '}
                    <SubmitButton tone="second" name="state" value="withdrawn">
                      Retirer
                    </SubmitButton>
                  </>
                ) : (
                  <a class="button second" href={`/personnes/${senior.id}/accords?usage=${purpose}#noter`}>
                    Noter sa réponse
                  </a>
                )}
              </PostForm>
            ),
          },
        ]}
      />
      <section class="card narrow" id="noter">
        <h2>Noter une réponse</h2>
        <PostForm action={`/personnes/${senior.id}/accords`} csrf={frame.csrf}>
          <Select
            form={form}
            name="purpose"
            label="Pour quel usage"
            empty="Choisir"
            options={ASKED_PURPOSES.map((value) => ({ value, label: PURPOSE_WORDS[value].name }))}
          />
          <Choice
            form={form}
            name="state"
            label="Sa réponse"
            options={[
              { value: 'given', label: 'D’accord' },
              { value: 'refused', label: 'Non' },
              { value: 'asked', label: 'Demandé, réponse à venir' },
            ]}
          />
          <Select form={form} name="how" label="Réponse donnée" empty="Choisir" options={HOW_OPTIONS} />
          <SubmitButton>Noter</SubmitButton>
        </PostForm>
      </section>
    </DeskPage>,
    status,
  );
};

const consentForm = z.object({
  purpose: purposeSchema.refine((purpose) => purpose !== 'ALERT_REGISTER'),
  state: z.enum(['given', 'refused', 'asked', 'withdrawn'], { error: 'Choisissez sa réponse.' }),
  how: z.enum(consentSchema.shape.how.options, { error: 'Dites comment elle a répondu.' }),
});

const record = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'consent.record');
  const read = await readForm(c, consentForm);
  if (!read.ok) return showConsents(c, stored, read.refusal, 422);
  const done = await recordConsent(c.var.world, stored.value.id, read.value, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `/personnes/${stored.value.id}/accords`);
  const problems = [{ field: '', sentence: SENTENCES[done.refusal.reason] }];
  return showConsents(c, stored, { problems, typed: read.typed }, 422);
};

const letter = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'consent.print');
  const senior = stored.value;
  const written = letterOfConsents(senior, await consentsOf(c, senior), townOf(c), c.var.now);
  if (!written.ok) return seeOther(c, `/personnes/${senior.id}`);
  const back = { href: `/personnes/${senior.id}`, label: seniorName(senior) };
  return show(c, <LetterPage frame={frameOf(c)} letter={written.value} back={back} />);
};

export const consentRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/personnes/:id/accords',
    action: 'consent.record',
    about: 'handler',
    handler: async (c) => {
      const stored = await seniorAsked(c, 'consent.record');
      return showConsents(c, stored, freshForm({ purpose: c.req.query('usage')?.slice(0, 40) }));
    },
  },
  {
    method: 'POST',
    path: '/personnes/:id/accords',
    action: 'consent.record',
    about: 'handler',
    handler: record,
  },
  {
    method: 'GET',
    path: '/personnes/:id/accords/lettre',
    action: 'consent.print',
    about: 'handler',
    handler: letter,
  },
];
