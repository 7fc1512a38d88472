import type { PairingProposal } from '../../../shared/matching/pairings/propose.ts';
import {
  TOWN_PAIRING_LIMITS,
  type TownPairings,
} from '../../../shared/services/pairings/propose-pairings.ts';
import { EmptyState, Notice } from '../../web/components.tsx';
import { DeskPage } from '../layout.tsx';
import { counted } from '../plan/words.ts';
import { gapWords, summaryWords } from './pairing-words.ts';
import { PAIRINGS_PATH } from './paths.ts';
import { Person, type PairingsProps as Props } from './proposed-person.tsx';

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
