import type { LeftPlace, ProposedPair } from '../../../shared/matching/pairings/propose.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import type { TownPairings } from '../../../shared/services/pairings/propose-pairings.ts';
import type { Service } from '../../../shared/services/service.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { seniorPath, volunteerPath } from '../day/people.ts';
import { Rows } from '../day/section.tsx';
import type { Frame } from '../layout.tsx';
import { programmeName } from '../missions/words.ts';
import { ROLE_WORDS } from './pairing-words.ts';
import { rhythmWords } from './words.ts';

export type PairingsProps = { readonly frame: Frame; readonly town: Town; readonly found: TownPairings };

export const named = (senior: Senior | undefined): string => (senior ? seniorName(senior) : 'Une personne');
const called = (volunteer: Volunteer | undefined): string =>
  volunteer ? volunteerName(volunteer) : 'Un bénévole';

/** The service's route picks the role itself: the second one is offered once somebody is the first. */
const Accept = ({ pair, service, frame }: { pair: ProposedPair; service: Service; frame: Frame }) => {
  const hasFirst = service.pairings.some(({ role, state }) => role === 'primary' && state !== 'ended');
  if (pair.role === 'backup' && !hasFirst) return <p class="quiet">À associer après la première personne.</p>;
  return (
    <PostForm action={`/services/${service.id}/associer`} csrf={frame.csrf}>
      <Hidden name="volunteerId" value={pair.volunteerId} />
      <Hidden name="retour" value="binomes" />
      <SubmitButton tone={pair.role === 'primary' ? 'first' : 'second'}>Associer</SubmitButton>
    </PostForm>
  );
};

const PairRow = ({ pair, found, frame }: { pair: ProposedPair; found: TownPairings; frame: Frame }) => {
  const service = found.services.get(pair.serviceId);
  return (
    <li>
      <div>
        <p class="what">
          {ROLE_WORDS[pair.role]} :{' '}
          <a href={volunteerPath(pair.volunteerId)}>{called(found.volunteers.get(pair.volunteerId))}</a>
        </p>
        <p class="facts-line">{pair.why}</p>
      </div>
      {service && <Accept pair={pair} service={service} frame={frame} />}
    </li>
  );
};

/** Both places empty for one reason are one line. */
const LeftRows = ({ left }: { left: readonly LeftPlace[] }) =>
  [...new Set(left.map(({ why }) => why))].map((why) => (
    <li>
      <div>
        <p class="what">
          {left
            .filter((place) => place.why === why)
            .map(({ role }, n) => (n === 0 ? ROLE_WORDS[role] : ROLE_WORDS[role].toLowerCase()))
            .join(' et ')}{' '}
          : à trouver
        </p>
        <p class="facts-line">{why}</p>
      </div>
    </li>
  ));

/** One person: what is arranged, who comes already, who is proposed, what stays empty. */
export const Person = ({
  service,
  pairs,
  left,
  found,
  ...props
}: PairingsProps & { service: Service; pairs: readonly ProposedPair[]; left: readonly LeftPlace[] }) => {
  const live = service.pairings.filter(({ state }) => state !== 'ended');
  const already = live
    .map(
      ({ role, volunteerId }) =>
        `${called(found.volunteers.get(volunteerId))} (${ROLE_WORDS[role].toLowerCase()})`,
    )
    .join(', ');
  return (
    <section class="wait">
      <h3>
        <a href={seniorPath(service.seniorId)}>{named(found.seniors.get(service.seniorId))}</a>
      </h3>
      <p class="quiet">
        <a href={`/services/${service.id}`}>{programmeName(props.town, service.programme)}</a>,{' '}
        {rhythmWords(service)}
        {already && ` ; déjà là : ${already}`}
      </p>
      <Rows>
        {pairs.map((pair) => (
          <PairRow pair={pair} found={found} frame={props.frame} />
        ))}
        <LeftRows left={left} />
      </Rows>
    </section>
  );
};
