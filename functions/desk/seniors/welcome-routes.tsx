import * as z from 'zod';
import { ASKED_PURPOSES } from '../../../shared/consents/decide-consent.ts';
import { placeInSector } from '../../../shared/geo/sector.ts';
import { staffIdSchema } from '../../../shared/ids/ids.ts';
import { readPhone } from '../../../shared/phone/read-phone.ts';
import { findAlike } from '../../../shared/seniors/identity/find-alike.ts';
import { likenessWords } from '../../../shared/seniors/identity/likeness.ts';
import { traitsOfSenior } from '../../../shared/seniors/identity/traits.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { createSenior } from '../../../shared/seniors/write-senior.ts';
import { takeUp } from '../../../shared/situations/open-situation.ts';
import { Notice } from '../../web/components.tsx';
import { DateField, ErrorSummary, Field, Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import {
  day,
  type FormState,
  freshForm,
  readForm,
  text,
  textIfAny,
  ticked,
  withProblem,
} from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { CANNOT_RING } from '../../web/phone-field.ts';
import { CivilityField } from '../civility.tsx';
import { actorOf, type DeskContext, staffOf, townOf } from '../env.ts';
import { actorIn } from '../flags/show-flag.tsx';
import { AnswerFields, answersForm, answersOf, HOW_OPTIONS, purposesAsked } from '../flags/take-up-page.tsx';
import { TAKE_UP_SENTENCES } from '../flags/take-up-routes.tsx';
import { DeskPage, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { EDIT_SENTENCES } from './edit/forms.ts';
import { seniorAsked } from './file/gather.ts';
import { possibleReferents } from './team.ts';

const newForm = z.object({
  civility: z.enum(['madame', 'monsieur']).optional(),
  firstName: textIfAny(60),
  lastName: text(60, 'Écrivez son nom.'),
  birthDay: day('Écrivez la date comme 31/12/1940.').optional(),
  line: textIfAny(160),
  phone: textIfAny(40),
  /** « Ce n’est aucune de ces personnes » */
  apart: ticked(),
});

type Alike = Awaited<ReturnType<typeof findAlike>>;

const showNew = (c: DeskContext, form: FormState, alike: Alike = [], status: 200 | 422 = 200) =>
  show(
    c,
    <DeskPage frame={frameOf(c)} title="Ouvrir un dossier" hasProblems={form.problems.length > 0}>
      <p class="crumbs">
        <a href="/personnes">Personnes accompagnées</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Ouvrir un dossier</h1>
        <PostForm action="/personnes" csrf={c.get('csrf')}>
          {alike.length > 0 && (
            <section class="card">
              <Notice tone="warn" title="Elle a peut-être déjà un dossier">
                <ul>
                  {alike.map(({ senior, like }) => (
                    <li>
                      <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>, {senior.address.line} (
                      {likenessWords(like.signs)})
                    </li>
                  ))}
                </ul>
              </Notice>
              <Hidden name="apart" value="yes" />
              <p>Si ce n’est aucune d’elles, ouvrez le dossier ci-dessous.</p>
            </section>
          )}
          <CivilityField form={form} />
          <div class="row">
            <Field form={form} name="firstName" label="Prénom" max={60} optional />
            <Field form={form} name="lastName" label="Nom" max={60} />
          </div>
          <DateField form={form} name="birthDay" label="Date de naissance" optional />
          <Field
            form={form}
            name="line"
            label="Adresse"
            hint="Elle sera vérifiée à l’étape suivante."
            max={160}
            optional
          />
          <Field form={form} name="phone" label="Téléphone" type="tel" inputmode="tel" max={40} optional />
          <SubmitButton>
            {alike.length > 0 ? 'Ouvrir quand même un dossier' : 'Ouvrir le dossier'}
          </SubmitButton>
        </PostForm>
      </div>
    </DeskPage>,
    status,
  );

const create = async (c: DeskContext): Promise<Response> => {
  const read = await readForm(c, newForm);
  if (!read.ok) return showNew(c, read.refusal, [], 422);
  const { phone: typed, line, apart, ...who } = read.value;
  const phone = readPhone(typed);
  const again = (field: string, sentence: string) =>
    showNew(c, withProblem({ problems: [], typed: read.typed }, field, sentence), [], 422);
  if (typed !== '' && !phone) return again('phone', CANNOT_RING);
  const given = {
    ...who,
    town: townOf(c).id,
    address: { line, ...placeInSector(undefined, townOf(c).sectors) },
    phones: phone ? [{ phone, label: '' }] : [],
    origin: 'desk' as const,
  };
  const alike = apart ? [] : await findAlike(c.var.world, traitsOfSenior(given));
  if (alike.length > 0) return showNew(c, { problems: [], typed: read.typed }, alike);
  const made = await createSenior(c.var.world, given, actorOf(c), c.var.now);
  if (made.ok) return seeOther(c, `/personnes/${made.value.id}/adresse`);
  const problem = EDIT_SENTENCES[made.refusal.reason];
  return again(problem.field, problem.sentence);
};

const welcomeForm = z.object({
  referentId: text(40, 'Choisissez qui suivra cette personne.'),
  ...answersForm,
});

const showWelcome = async (c: DeskContext, form: FormState, status: 200 | 422 = 200): Promise<Response> => {
  const { value: senior } = await seniorAsked(c, 'senior.edit');
  const referents = await possibleReferents(c.var.world.table, townOf(c).id);
  return show(
    c,
    <DeskPage
      frame={frameOf(c)}
      title={`Rencontre – ${seniorName(senior)}`}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs">
        <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>
      </p>
      <ErrorSummary form={form} />
      <div class="narrow">
        <h1>Ce que {seniorName(senior)} accepte</h1>
        <p class="quiet">Notez ses réponses pendant que vous lui parlez. Un non est une réponse.</p>
        <PostForm action={`/personnes/${senior.id}/accueil`} csrf={c.get('csrf')}>
          <Select
            form={form}
            name="referentId"
            label="Référent"
            empty="Choisir"
            options={referents.map((staff) => ({
              value: staff.id,
              label: `${staff.name}, ${staff.organisation}`,
            }))}
          />
          <Select form={form} name="how" label="Réponses données" empty="Choisir" options={HOW_OPTIONS} />
          <AnswerFields form={form} purposes={purposesAsked(townOf(c))} />
          <SubmitButton>Commencer l’accompagnement</SubmitButton>
        </PostForm>
      </div>
    </DeskPage>,
    status,
  );
};

const welcome = async (c: DeskContext): Promise<Response> => {
  const { value: senior } = await seniorAsked(c, 'senior.edit');
  const read = await readForm(c, welcomeForm);
  if (!read.ok) return showWelcome(c, read.refusal, 422);
  const referentId = staffIdSchema.safeParse(read.value.referentId);
  const again = ({ field, sentence }: { field: string; sentence: string }) =>
    showWelcome(c, withProblem({ problems: [], typed: read.typed }, field, sentence), 422);
  if (!referentId.success) return again(TAKE_UP_SENTENCES['no-such-referent']);
  const take = {
    who: { known: senior.id },
    referentId: referentId.data,
    answers: answersOf(read.value, read.value.how),
  };
  const taken = await takeUp(c.var.world, undefined, take, actorIn(c), c.var.now);
  return taken.ok ? seeOther(c, `/personnes/${senior.id}`) : again(TAKE_UP_SENTENCES[taken.refusal.reason]);
};

export const welcomeRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/personnes/nouvelle',
    action: 'senior.create',
    handler: (c) => showNew(c, freshForm()),
  },
  { method: 'POST', path: '/personnes', action: 'senior.create', handler: create },
  {
    method: 'GET',
    path: '/personnes/:id/accueil',
    action: 'senior.edit',
    about: 'handler',
    handler: (c) =>
      showWelcome(
        c,
        freshForm({
          referentId: staffOf(c).id,
          ...Object.fromEntries(ASKED_PURPOSES.map((purpose) => [`consent_${purpose}`, ''])),
        }),
      ),
  },
  {
    method: 'POST',
    path: '/personnes/:id/accueil',
    action: 'senior.edit',
    about: 'handler',
    handler: welcome,
  },
];
