import type { LeftPlace, PairingProposal, ProposedPair } from '../../../shared/matching/pairings/propose.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import {
  TOWN_PAIRING_LIMITS,
  type TownPairings,
} from '../../../shared/services/pairings/propose-pairings.ts';
import type { Service } from '../../../shared/services/service.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { seniorPath, volunteerPath } from '../day/people.ts';
import { Rows } from '../day/section.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import { programmeName } from '../missions/words.ts';
import { counted } from '../plan/words.ts';
import { gapWords, ROLE_WORDS, summaryWords } from './pairing-words.ts';
import { PAIRINGS_PATH } from './paths.ts';
import { rhythmWords } from './words.ts';

type Props = { readonly frame: Frame; readonly town: Town; readonly found: TownPairings };

const named = (senior: Senior | undefined): string => (senior ? seniorName(senior) : 'Une personne');
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
const Person = ({
  service,
  pairs,
  left,
  found,
  ...props
}: Props & { service: Service; pairs: readonly ProposedPair[]; left: readonly LeftPlace[] }) => {
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

const Bounds = ({ found }: { found: TownPairings }) => {
  const { cut, waiting, shown, from } = found;
  const beyond = waiting - from - shown;
  const cuts = [
    ...(cut.services
      ? [
          `la ville a plus de ${TOWN_PAIRING_LIMITS.services} accompagnements d’un même état : les autres, et les heures qu’ils prennent aux bénévoles, ne sont pas comptés`,
        ]
      : []),
    ...(cut.volunteers
      ? [
          `seuls ${TOWN_PAIRING_LIMITS.volunteers} bénévoles ont été regardés, dans l’ordre des secteurs : d’autres conviendraient peut-être mieux`,
        ]
      : []),
  ];
  return (
    <>
      {cuts.length > 0 && <Notice tone="warn">{`Calcul partiel : ${cuts.join(' ; ')}.`}</Notice>}
      {(from > 0 || beyond > 0) && (
        <nav class="actions no-print" aria-label="Suite de la liste">
          <p class="quiet">
            {`${counted(shown, 'accompagnement', 'accompagnements')} à la fois, les plus anciens d’abord : de ${from + 1} à ${from + shown} sur ${waiting}.`}
          </p>
          {from > 0 && (
            <a
              class="button second"
              href={`${PAIRINGS_PATH}?apres=${Math.max(0, from - TOWN_PAIRING_LIMITS.people)}`}
            >
              Les précédents
            </a>
          )}
          {beyond > 0 && (
            <a class="button second" href={`${PAIRINGS_PATH}?apres=${from + shown}`}>
              Les suivants
            </a>
          )}
        </nav>
      )}
    </>
  );
};

const Proposal = ({ proposal, ...props }: Props & { proposal: PairingProposal }) => {
  const { found } = props;
  const all = [...found.services.values()].map((service) => ({
    service,
    pairs: proposal.pairs.filter(({ serviceId }) => serviceId === service.id),
    left: proposal.left.filter(({ serviceId }) => serviceId === service.id),
  }));
  const served = all.filter(({ pairs }) => pairs.length > 0);
  const without = all.filter(({ pairs, left }) => pairs.length === 0 && left.length > 0);
  return (
    <>
      <p class="lead">{summaryWords(proposal, found.shown)}</p>
      <p class="quiet">
        Rien n’est fait sans vous : chaque binôme se confirme un par un, puis se présente de vive voix. Aucun
        message ne part. {gapWords(proposal, found.shown < found.waiting)}
      </p>
      <Bounds found={found} />
      <section>
        <h2>Binômes proposés</h2>
        {served.length === 0 ? (
          <p class="quiet">Aucun binôme possible avec les bénévoles et les heures d’aujourd’hui.</p>
        ) : (
          <div class="group">
            {served.map((one) => (
              <Person {...props} {...one} />
            ))}
          </div>
        )}
      </section>
      {without.length > 0 && (
        <section>
          <h2>
            Encore sans personne <span class="count">{without.length}</span>
          </h2>
          <p class="quiet">
            Les raisons disent ce qui aiderait : un accord à demander, un horaire plus souple, un bénévole de
            plus. <a href="/semaine/renforts">Voir où recruter</a>
          </p>
          <div class="group">
            {without.map((one) => (
              <Person {...props} {...one} />
            ))}
          </div>
        </section>
      )}
    </>
  );
};

const Nothing = ({ found }: { found: TownPairings }) => {
  if (found.arranged === 0)
    return (
      <EmptyState title="Aucun accompagnement n’est arrangé.">
        <p>
          Les binômes se proposent pour les personnes dont l’accompagnement est ouvert.{' '}
          <a href="/personnes">Voir les personnes accompagnées</a>
        </p>
      </EmptyState>
    );
  if (found.waiting === 0)
    return (
      <EmptyState title="Chaque personne a ses deux bénévoles.">
        <p>Quand un binôme prend fin ou qu’un accompagnement commence, une proposition arrive ici.</p>
      </EmptyState>
    );
  if (found.shown === 0)
    return (
      <EmptyState title="La liste est finie.">
        <p>
          <a href={PAIRINGS_PATH}>Revenir au début</a>
        </p>
      </EmptyState>
    );
  return (
    <EmptyState title="Aucun bénévole n’est en activité.">
      <p>
        {counted(found.waiting, 'accompagnement attend', 'accompagnements attendent')} quelqu’un. Les
        propositions arrivent dès qu’un dossier de bénévole est complet.{' '}
        <a href="/benevoles">Voir les bénévoles</a>
      </p>
    </EmptyState>
  );
};

/** Who could visit whom for months: a proposal to read and confirm pair by pair. */
export const PairingsPage = ({ done, ...props }: Props & { done: string | undefined }) => {
  const { found } = props;
  const { proposal } = found;
  return (
    <DeskPage frame={props.frame} title="Binômes proposés">
      <p class="crumbs no-print">
        <a href="/journee">La journée</a>
      </p>
      {done && <Notice tone="good">{done}</Notice>}
      <h1>Binômes proposés</h1>
      {found.shown === 0 || found.active === 0 ? (
        <Nothing found={found} />
      ) : proposal === 'too-large' ? (
        <Notice tone="warn">
          Les réglages de l’appariement donnent des nombres trop grands pour un calcul exact. Ramenez-les à
          leur valeur habituelle, puis revenez.
        </Notice>
      ) : (
        <Proposal {...props} proposal={proposal} />
      )}
    </DeskPage>
  );
};
