import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { PhoneWords } from '../../web/layout.tsx';

/** Why nothing is texted to them, and how texts come back; nothing when texts leave. */
export const TextsStanding = ({
  volunteer,
  csrf,
  mayAct,
}: {
  volunteer: Volunteer;
  csrf: string;
  mayAct: boolean;
}) => (
  <>
    {volunteer.phoneLostAt && (
      <Notice
        tone="alert"
        title={`Téléphone perdu ou volé, noté le ${frenchDate(dayOf(volunteer.phoneLostAt))}`}
      >
        <p>
          Aucun SMS ne part vers le <PhoneWords phone={volunteer.phone} />, même à qui demande un nouveau lien
          avec ce numéro. Ce qui lui est dû devient une tâche : le lui dire de vive voix.
        </p>
        {mayAct && (
          <div class="actions">
            <a class="button" href={`/benevoles/${volunteer.id}/modifier`}>
              Noter son nouveau numéro
            </a>
            <PostForm action={`/benevoles/${volunteer.id}/numero-sur`} csrf={csrf}>
              <SubmitButton tone="second">Ce numéro est de nouveau sûr</SubmitButton>
            </PostForm>
          </div>
        )}
      </Notice>
    )}
    {volunteer.optedOutAt && (
      <Notice tone="warn">
        Ne souhaite plus recevoir de SMS depuis le {frenchDate(dayOf(volunteer.optedOutAt))} : on l’appelle.
      </Notice>
    )}
  </>
);
