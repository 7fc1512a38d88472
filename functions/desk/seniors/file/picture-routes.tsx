import * as z from 'zod';
import {
  CIRCLES,
  type Circle,
  type CircleAnswer,
  circleAnswerSchema,
} from '../../../../shared/seniors/picture/four-circles.ts';
import { LSNS_ITEMS, type LsnsItem } from '../../../../shared/seniors/picture/lsns6.ts';
import { PICTURE_PREFIX, type Picture, pictureKind } from '../../../../shared/seniors/picture/store.ts';
import { type PictureAnswers, takePicture } from '../../../../shared/seniors/picture/take-picture.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import { rowsOf, type Stored } from '../../../../shared/table/kind.ts';
import { EmptyState, Notice } from '../../../web/components.tsx';
import { Choice, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { type FormState, freshForm, readForm } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { PictureWords } from './cards.tsx';
import { seniorAsked } from './gather.ts';

const CIRCLE_WORDS: Readonly<Record<Circle, string>> = {
  family: 'La famille',
  friends: 'Les amis',
  neighbours: 'Les voisins',
  associations: 'Les associations, les clubs',
};
const OFTEN: Readonly<Record<CircleAnswer, string>> = {
  weekly: 'Chaque semaine',
  monthly: 'Chaque mois',
  rarely: 'Rarement',
  never: 'Jamais',
  'not-wished': 'N’a pas souhaité répondre',
};
const LSNS_WORDS: Readonly<Record<LsnsItem, string>> = {
  'family-seen': 'Combien de parents voyez-vous ou entendez-vous au moins une fois par mois ?',
  'family-talk': 'À combien de parents pouvez-vous parler de choses personnelles ?',
  'family-help': 'Combien de parents pouvez-vous appeler à l’aide ?',
  'friends-seen': 'Combien d’amis voyez-vous ou entendez-vous au moins une fois par mois ?',
  'friends-talk': 'À combien d’amis pouvez-vous parler de choses personnelles ?',
  'friends-help': 'Combien d’amis pouvez-vous appeler à l’aide ?',
};
const HOW_MANY: readonly string[] = ['Aucun', 'Un', 'Deux', 'Trois ou quatre', 'Cinq à huit', 'Neuf ou plus'];
const NOT_WISHED = { value: 'not-wished', label: OFTEN['not-wished'] };

const circle = circleAnswerSchema.optional();
const lsns = z.enum(['0', '1', '2', '3', '4', '5', 'not-wished']).optional();
const sheetForm = z.object({
  instrument: z.enum(['four-circles', 'lsns-6']),
  family: circle,
  friends: circle,
  neighbours: circle,
  associations: circle,
  'family-seen': lsns,
  'family-talk': lsns,
  'family-help': lsns,
  'friends-seen': lsns,
  'friends-talk': lsns,
  'friends-help': lsns,
});

const answersOf = (form: z.output<typeof sheetForm>): PictureAnswers => {
  if (form.instrument === 'four-circles') {
    const { family, friends, neighbours, associations } = form;
    return { instrument: 'four-circles', answers: { family, friends, neighbours, associations } };
  }
  const given = (item: LsnsItem) => {
    const answer = form[item];
    return answer === undefined || answer === 'not-wished' ? answer : Number(answer);
  };
  return {
    instrument: 'lsns-6',
    answers: {
      'family-seen': given('family-seen'),
      'family-talk': given('family-talk'),
      'family-help': given('family-help'),
      'friends-seen': given('friends-seen'),
      'friends-talk': given('friends-talk'),
      'friends-help': given('friends-help'),
    },
  };
};

const picturesOf = async (c: DeskContext, senior: Senior): Promise<readonly Picture[]> => {
  const pages = await Promise.all(
    [senior.id, ...(senior.mergedFrom ?? [])].map((id) =>
      c.var.world.table.partition(id, { prefix: PICTURE_PREFIX }),
    ),
  );
  return pages
    .flatMap((page) => rowsOf(pictureKind, page.items).map(({ value }) => value))
    .sort((a, b) => (a.at < b.at ? 1 : -1));
};

const showPictures = async (
  c: DeskContext,
  stored: Stored<Senior>,
  form: FormState,
  status: 200 | 422 = 200,
) => {
  const senior = stored.value;
  const pictures = await picturesOf(c, senior);
  const frame = frameOf(c);
  const action = `/personnes/${senior.id}/liens`;
  return show(
    c,
    <DeskPage
      frame={frame}
      title={`Ses liens – ${seniorName(senior)}`}
      hasProblems={form.problems.length > 0}
    >
      <p class="crumbs">
        <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>
      </p>
      <ErrorSummary form={form} />
      <h1>Ses liens</h1>
      <Notice>
        Ces questions sont facultatives. Ne pas répondre ne change rien à l’aide. Les bénévoles ne voient
        jamais les réponses.
      </Notice>
      <div class="columns">
        <div>
          <PostForm action={action} csrf={frame.csrf} class="card">
            <h2>Les quatre cercles</h2>
            <p class="quiet">À quelle fréquence voit-elle, ou entend-elle, quelqu’un ?</p>
            <Hidden name="instrument" value="four-circles" />
            {CIRCLES.map((name) => (
              <div class="answers">
                <Choice
                  form={form}
                  name={name}
                  label={CIRCLE_WORDS[name]}
                  options={circleAnswerSchema.options.map((value) => ({ value, label: OFTEN[value] }))}
                />
              </div>
            ))}
            <SubmitButton>Noter les réponses</SubmitButton>
          </PostForm>
          <details class="more">
            <summary>Questionnaire LSNS-6, si elle le veut bien</summary>
            <PostForm action={action} csrf={frame.csrf} class="card">
              <Hidden name="instrument" value="lsns-6" />
              {LSNS_ITEMS.map((name) => (
                <div class="answers">
                  <Choice
                    form={form}
                    name={name}
                    label={LSNS_WORDS[name]}
                    options={[
                      ...HOW_MANY.map((label, value) => ({ value: String(value), label })),
                      NOT_WISHED,
                    ]}
                  />
                </div>
              ))}
              <p class="quiet">Lubben Social Network Scale, version courte (J. Lubben, 2006).</p>
              <SubmitButton>Noter les réponses</SubmitButton>
            </PostForm>
          </details>
        </div>
        <section>
          <h2>Au fil du temps</h2>
          {pictures.length === 0 ? (
            <EmptyState title="Pas encore de réponse.">Inconnu ne veut pas dire jamais.</EmptyState>
          ) : (
            pictures.map((picture) => <PictureWords picture={picture} />)
          )}
        </section>
      </div>
    </DeskPage>,
    status,
  );
};

const REFUSALS = {
  'no-such-senior': 'Ce dossier n’existe plus.',
  closed: 'Ce dossier est clos : il se lit, il ne s’écrit plus.',
  'nothing-answered': 'Cochez au moins une réponse, même « n’a pas souhaité répondre ».',
} as const;

const record = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.edit');
  const read = await readForm(c, sheetForm);
  if (!read.ok) return showPictures(c, stored, read.refusal, 422);
  const done = await takePicture(c.var.world, stored.value.id, answersOf(read.value), actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `/personnes/${stored.value.id}/liens`);
  const problems = [{ field: '', sentence: REFUSALS[done.refusal.reason] }];
  return showPictures(c, stored, { problems, typed: read.typed }, 422);
};

const PATH = '/personnes/:id/liens';
export const pictureRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: PATH,
    action: 'senior.edit',
    about: 'handler',
    handler: async (c) => showPictures(c, await seniorAsked(c, 'senior.edit'), freshForm()),
  },
  { method: 'POST', path: PATH, action: 'senior.edit', about: 'handler', handler: record },
];
