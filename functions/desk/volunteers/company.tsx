import type { PairingState } from '../../../shared/services/service.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { tieWords } from '../services/words.ts';
import { programmeName } from './activity.tsx';
import type { VolunteerPageProps } from './volunteer-page.tsx';

const PAIRING_NAMES: Readonly<Record<PairingState, string>> = {
  proposed: 'proposé',
  introduced: 'présentés',
  active: 'en cours',
  paused: 'en pause',
  ended: 'terminé',
};

export const Company = (props: VolunteerPageProps) => {
  const { story, frame, mayAct } = props;
  const { volunteer, services, partner, names } = story;
  const at = `/benevoles/${volunteer.id}`;
  return (
    <section class="card">
      <h2>Personnes visitées, binôme</h2>
      {services.length === 0 ? (
        <p>Pas de visite régulière.</p>
      ) : (
        <ul>
          {services.map((service) => {
            const tie = service.pairings.find(
              (one) => one.volunteerId === volunteer.id && one.state !== 'ended',
            );
            return (
              <li>
                <a href={`/personnes/${service.seniorId}`}>
                  {names.get(service.seniorId) ?? 'Personne accompagnée'}
                </a>
                , {programmeName(props, service.programme).toLowerCase()} (
                {tie ? PAIRING_NAMES[tie.state] : ''})
              </li>
            );
          })}
        </ul>
      )}
      {story.former.length > 0 && (
        <>
          <h3>Avant</h3>
          <ul>
            {story.former.map(({ service, pairing }) => (
              <li>
                <a href={`/personnes/${service.seniorId}`}>
                  {names.get(service.seniorId) ?? 'Personne accompagnée'}
                </a>
                , {tieWords(pairing)}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>Binôme</h3>
      {partner ? (
        <>
          <p>
            Avec <a href={`/benevoles/${partner.id}`}>{volunteerName(partner)}</a>
          </p>
          {mayAct && (
            <PostForm action={`${at}/binome/fin`} csrf={frame.csrf}>
              <SubmitButton tone="plain">Mettre fin au binôme</SubmitButton>
            </PostForm>
          )}
        </>
      ) : (
        <p>
          Aucun.{' '}
          {mayAct && (
            <a class="no-print" href={`${at}/binome`}>
              En former un
            </a>
          )}
        </p>
      )}
      {volunteer.exclusions.length > 0 && (
        <>
          <h3>À ne pas associer</h3>
          <ul>
            {volunteer.exclusions.map((seniorId) => (
              <li>
                {names.get(seniorId) ?? 'Personne accompagnée'}
                {mayAct && (
                  <PostForm action={`${at}/associer`} csrf={frame.csrf}>
                    <Hidden name="senior" value={seniorId} />
                    <Hidden name="wish" value="together" />
                    <SubmitButton tone="plain">Permettre de nouveau</SubmitButton>
                  </PostForm>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      {mayAct && (
        <p class="no-print">
          <a href={`${at}/associer`}>Ne plus associer à une personne</a>
        </p>
      )}
    </section>
  );
};
