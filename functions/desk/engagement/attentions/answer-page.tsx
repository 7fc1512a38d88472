import type { Proposal } from '../../../../shared/engagement/steps/propose.ts';
import { STEP_NAMES } from '../../../../shared/engagement/steps/words.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import {
  DateField,
  ErrorSummary,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { CallActions } from '../../volunteers/call-actions.tsx';
import { ATTENTIONS, attentionPath, Why } from './pages.tsx';

const HINTS: Readonly<Record<Proposal['step'], string>> = {
  debrief: 'Un appel ou un café : ce qui s’est passé, ce que cela a remué, ce qui aiderait.',
  call: 'Dire ce qui a été remarqué, demander ce qu’il en est. Un non est une réponse libre.',
  lighter:
    'À convenir ensemble. Moins de missions pour un temps, et jamais deux visites éprouvantes de suite.',
  pause:
    'À convenir ensemble. La pause elle-même se note sur sa fiche, ou la personne la prend dans son espace.',
  tandem:
    'Un second visiteur, présenté avant d’être nécessaire. Il se note sur le service de la personne accompagnée.',
  training: 'La formation faite se note dans son dossier.',
  thanks: 'Un mot, un appel, une carte. La date est gardée sur sa fiche.',
};

/** One volunteer's proposed step, and the three answers to it. */
export const AnswerPage = ({
  frame,
  volunteer,
  proposal,
  form,
}: {
  frame: Frame;
  volunteer: Volunteer;
  proposal: Proposal;
  form: FormState;
}) => (
  <DeskPage frame={frame} title={STEP_NAMES[proposal.step]} hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={ATTENTIONS}>Attentions</a>
    </p>
    <ErrorSummary form={form} />
    <h1>
      {STEP_NAMES[proposal.step]}&nbsp;: {volunteerName(volunteer)}
    </h1>
    <Why of={proposal} />
    <p>{HINTS[proposal.step]}</p>
    <CallActions volunteer={volunteer} />
    <div class="narrow">
      <PostForm action={attentionPath(volunteer)} csrf={frame.csrf}>
        <Hidden name="step" value={proposal.step} />
        {proposal.step === 'lighter' && (
          <>
            <Select
              form={form}
              name="perWeek"
              label="Rythme convenu"
              hint={`${volunteer.weeklyCap} par semaine déclarées.`}
              options={[
                ...Array.from({ length: volunteer.weeklyCap - 1 }, (_, i) => ({
                  value: String(volunteer.weeklyCap - 1 - i),
                  label: `${volunteer.weeklyCap - 1 - i} par semaine au plus`,
                })),
                { value: 'fortnight', label: 'une toutes les deux semaines' },
              ]}
            />
            <DateField form={form} name="until" label="Jusqu’au" />
          </>
        )}
        <TextArea
          form={form}
          name="note"
          label="Ce qui a été dit ou fait"
          hint="Pour l’équipe. Rien de médical."
          max={300}
          rows={3}
          optional
        />
        <div class="actions">
          <SubmitButton name="verdict" value="done">
            C’est fait
          </SubmitButton>
          <SubmitButton name="verdict" value="not-now" tone="second">
            Pas maintenant
          </SubmitButton>
          <SubmitButton name="verdict" value="wrong" tone="second">
            Ce n’est pas juste
          </SubmitButton>
        </div>
        <p class="quiet">
          Fait&nbsp;: pas de nouvelle proposition pour ces faits avant six semaines. Pas maintenant&nbsp;:
          deux semaines. Pas juste&nbsp;: trois mois. Un fait plus récent la fait revenir.
        </p>
      </PostForm>
    </div>
  </DeskPage>
);
