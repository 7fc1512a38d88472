import type { Report } from '../../../shared/visits/report.ts';
import { Facts, Moment } from '../../web/components.tsx';
import type { MissionStory } from './read.ts';

export const OUTCOME_WORDS: Readonly<Record<Report['outcome'], string>> = {
  done: 'La visite a eu lieu',
  'not-home': 'La personne n’a pas répondu',
  refused: 'La personne n’a pas souhaité la visite',
  'put-off': 'Remise à plus tard',
  prevented: 'Le bénévole a été empêché',
  other: 'Elle n’a pas eu lieu, autre raison',
};
export const HER_WORDS: Readonly<Record<NonNullable<Report['her']>, string>> = {
  well: 'Bien',
  'as-usual': 'Comme d’habitude',
  low: 'Pas très bien',
};

const ME_WORDS: Readonly<Record<NonNullable<Report['me']>, string>> = {
  glad: 'Content·e',
  fine: 'Bien',
  tired: 'Fatigué·e',
  heavy: 'C’était lourd',
};

/** What came of the visit. How the volunteer is stays between them and the coordinator: the form says so. */
export const ReportFacts = ({
  story: { report },
  forCoordinator,
}: {
  story: MissionStory;
  forCoordinator: boolean;
}) =>
  report ? (
    <section class="card">
      <h2>Compte rendu</h2>
      <Facts
        of={[
          ['Reçu', <Moment at={report.at} />],
          ['Visite', OUTCOME_WORDS[report.outcome]],
          ['Comment elle allait', report.her && HER_WORDS[report.her]],
          ['Comment va le bénévole', forCoordinator && report.me ? ME_WORDS[report.me] : undefined],
          ['Avec ses mots', report.words],
          [
            'Merci à transmettre',
            report.thanks && (
              <>
                {report.thanks}{' '}
                <a
                  class="no-print"
                  href={`/personnes/${report.seniorId}/mots/nouveau?visite=${report.missionId}`}
                >
                  Remettre ces mots
                </a>
              </>
            ),
          ],
          ['Souhait', report.wish?.words],
          [
            'Inquiétude',
            report.concernId && <a href={`/inquietudes/${report.concernId}`}>Lire l’inquiétude</a>,
          ],
        ]}
      />
    </section>
  ) : null;
