import { PAIRING_TRANSITIONS } from '../../../shared/services/pairings/pair-volunteer.ts';
import type { Pairing } from '../../../shared/services/service.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Moment } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { PhoneLink } from '../../web/layout.tsx';
import { volunteerNamed, volunteerPath } from '../day/people.ts';
import { Rows } from '../day/section.tsx';
import { servicePath } from './paths.ts';
import type { ServiceStory } from './read.ts';
import { END_REASONS, PAIRING_ACTS, PAIRING_WORDS } from './words.ts';

const PairingRow = ({
  pairing,
  story,
  csrf,
  mayArrange,
}: {
  pairing: Pairing;
  story: ServiceStory;
  csrf: string;
  mayArrange: boolean;
}) => {
  const { service, people } = story;
  const volunteer = people.volunteers.get(pairing.volunteerId);
  const name = volunteerNamed(people, pairing.volunteerId);
  return (
    <li>
      <div>
        <p class="what">
          <a href={volunteerPath(pairing.volunteerId)}>{name}</a>
          {volunteer && pairing.state !== 'ended' && (
            <>
              , <PhoneLink phone={volunteer.phone} />
            </>
          )}
        </p>
        <p class="facts-line">
          {pairing.role === 'primary' ? 'Première personne' : 'Seconde'}, {PAIRING_WORDS[pairing.state]},
          depuis <Moment at={pairing.since} />
          {pairing.endedAt && (
            <>
              , jusqu’à <Moment at={pairing.endedAt} />
            </>
          )}
          {pairing.endReason && ` (${END_REASONS[pairing.endReason].toLowerCase()})`}
        </p>
      </div>
      {mayArrange && pairing.state !== 'ended' && (
        <div class="quick no-print">
          {PAIRING_TRANSITIONS[pairing.state].map((to) => (
            <PostForm action={servicePath(service, '/binome')} csrf={csrf}>
              <Hidden name="volunteerId" value={pairing.volunteerId} />
              <Hidden name="to" value={to} />
              <SubmitButton tone="second">
                {PAIRING_ACTS[to]}
                <span class="hidden"> : {name}</span>
              </SubmitButton>
            </PostForm>
          ))}
          <a class="button plain" href={servicePath(service, `/fin?benevole=${pairing.volunteerId}`)}>
            Mettre fin<span class="hidden"> au binôme avec {name}</span>
          </a>
        </div>
      )}
    </li>
  );
};

/** Who is tied to her, now and before. */
export const Pairings = (props: { story: ServiceStory; csrf: string; mayArrange: boolean }) => {
  const { pairings } = props.story.service;
  const live = pairings.filter(({ state }) => state !== 'ended');
  const ended = pairings.filter(({ state }) => state === 'ended');
  return (
    <section>
      <h2>Bénévoles associés ({live.length} sur 3)</h2>
      {live.length === 0 ? (
        <p class="quiet">Personne encore : chaque visite cherche quelqu’un parmi tous les bénévoles.</p>
      ) : (
        <Rows>
          {live.map((pairing) => (
            <PairingRow pairing={pairing} {...props} />
          ))}
        </Rows>
      )}
      {ended.length > 0 && (
        <details class="fold">
          <summary>Avant : {ended.length}</summary>
          <Rows>
            {ended.map((pairing) => (
              <PairingRow pairing={pairing} {...props} />
            ))}
          </Rows>
        </details>
      )}
    </section>
  );
};

/** Who could be tied to her: the first candidates for the next slot, with the reason. */
export const ToPair = ({ story, csrf }: { story: ServiceStory; csrf: string }) => {
  const { service, field } = story;
  const tied = new Set(
    service.pairings.flatMap(({ state, volunteerId }) => (state === 'ended' ? [] : [volunteerId])),
  );
  const free = (field?.ranked ?? []).filter(({ candidate }) => !tied.has(candidate.volunteer.id)).slice(0, 5);
  if (!field) return null;
  return (
    <section class="no-print">
      <h2>Associer quelqu’un</h2>
      {free.length === 0 ? (
        <p class="quiet">Personne d’autre ne remplit toutes les conditions pour cet horaire.</p>
      ) : (
        <Rows>
          {free.map(({ candidate, why }) => (
            <li>
              <div>
                <p class="what">
                  <a href={volunteerPath(candidate.volunteer.id)}>{volunteerName(candidate.volunteer)}</a>
                </p>
                <p class="facts-line">{why}</p>
              </div>
              <PostForm action={servicePath(service, '/associer')} csrf={csrf}>
                <Hidden name="volunteerId" value={candidate.volunteer.id} />
                <SubmitButton tone="second">
                  Associer<span class="hidden"> {volunteerName(candidate.volunteer)}</span>
                </SubmitButton>
              </PostForm>
            </li>
          ))}
        </Rows>
      )}
    </section>
  );
};
