import { ACT_NAMES, actTitle } from '../../../shared/missions/words.ts';
import type { Act } from '../../../shared/town/act.ts';
import type { Report } from '../../../shared/visits/report.ts';
import { Badge, Facts, Moment } from '../../web/components.tsx';
import { volunteerNamed } from '../day/people.ts';
import type { MissionStory } from './read.ts';

export const outcomeWords = (act: Act): Readonly<Record<Report['outcome'], string>> => ({
  done: `${actTitle(act)} a eu lieu`,
  'not-home': 'La personne n’a pas répondu',
  refused: `La personne n’a pas souhaité ${ACT_NAMES[act]}`,
  'put-off': 'Reporté à plus tard',
  prevented: 'Le bénévole a été empêché',
  other: `${actTitle(act)} n’a pas eu lieu, autre raison`,
});
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
  story: { report, mission },
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
          ['Ce qui s’est passé', outcomeWords(mission.act)[report.outcome]],
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
        ]}
      />
    </section>
  ) : null;

/** Every concern said of this visit, with its report or apart from it; one that only an older report names comes first. */
export const ConcernFacts = ({ story: { report, mission, people } }: { story: MissionStory }) => {
  const told = mission.concerns ?? [];
  const before = report?.concernId;
  const older = before && !told.some(({ id }) => id === before) ? before : undefined;
  if (told.length === 0 && !older) return null;
  return (
    <section class="card">
      <h2>{told.length + (older ? 1 : 0) > 1 ? 'Inquiétudes' : 'Inquiétude'}</h2>
      <ul>
        {older && (
          <li>
            <a href={`/inquietudes/${older}`}>Lire l’inquiétude</a>, dite avec le compte rendu
          </li>
        )}
        {told.map(({ id, by, at, urgent }) => (
          <li>
            <a href={`/inquietudes/${id}`}>
              Lire l’inquiétude du <Moment at={at} />
            </a>
            , {volunteerNamed(people, by)} {urgent && <Badge tone="alert">Urgent</Badge>}
          </li>
        ))}
      </ul>
    </section>
  );
};
