import { capital } from '../../../../shared/french/french.ts';
import type { Candidate } from '../../../../shared/matching/rule.ts';
import { type Objection, OVERRIDE_REASONS } from '../../../../shared/offers/search/offer-by-hand.ts';
import { canText, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../../web/components.tsx';
import { Choice, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { DeskPage } from '../../layout.tsx';
import { OVERRIDE_WORDS } from '../mission/story.ts';
import { missionPath } from '../read.ts';
import { type ActProps, Crumbs } from './act-pages.tsx';

/** One volunteer chosen by hand: what speaks against it, and what a person may set aside. */
export const ProposePage = (
  props: ActProps & {
    readonly candidate: Candidate;
    readonly objections: readonly Objection[];
    readonly why: string | undefined;
  },
) => {
  const { volunteer } = props.candidate;
  const hard = props.objections.filter(({ soft }) => !soft);
  const soft = props.objections.filter((one) => one.soft);
  const writable = hard.length === 0 && canText(volunteer);
  return (
    <DeskPage frame={props.frame} title="Choisir quelqu’un" hasProblems={props.form.problems.length > 0}>
      <Crumbs {...props} />
      <div class="narrow">
        <ErrorSummary form={props.form} />
        <h1>Proposer la mission à {volunteerName(volunteer)}</h1>
        {props.why && <p class="lead">{props.why}</p>}
        {hard.length > 0 && (
          <Notice tone="alert" title="Cette proposition ne peut pas partir">
            <ul>
              {hard.map(({ sentence }) => (
                <li>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        {soft.length > 0 && (
          <Notice tone="warn" title="Ce qui retient d’habitude">
            <ul>
              {soft.map(({ sentence }) => (
                <li>{sentence}</li>
              ))}
            </ul>
          </Notice>
        )}
        {hard.length === 0 && !canText(volunteer) && (
          <Notice>
            <p>Cette personne ne reçoit pas de SMS. Appelez-la, puis notez son oui sur la mission.</p>
          </Notice>
        )}
        <p>
          Téléphone : <PhoneLink phone={volunteer.phone} />
        </p>
        {writable ? (
          <PostForm action={missionPath(props.mission.id, '/proposer')} csrf={props.frame.csrf}>
            <Hidden name="volunteerId" value={volunteer.id} />
            {soft.length > 0 && (
              <Choice
                form={props.form}
                name="why"
                label="Pourquoi passer outre"
                hint="Cette raison est gardée avec l’histoire de la mission."
                options={OVERRIDE_REASONS.map((value) => ({
                  value,
                  label: capital(OVERRIDE_WORDS[value]),
                }))}
              />
            )}
            <div class="actions">
              <SubmitButton>Proposer par SMS</SubmitButton>
              <a class="button second" href={missionPath(props.mission.id)}>
                Ne rien envoyer
              </a>
            </div>
          </PostForm>
        ) : (
          <p>
            <a class="button second" href={missionPath(props.mission.id)}>
              Revenir à la mission
            </a>
          </p>
        )}
      </div>
    </DeskPage>
  );
};
