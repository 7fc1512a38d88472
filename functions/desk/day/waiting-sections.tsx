import { seniorName } from '../../../shared/seniors/senior.ts';
import { frenchSince } from '../../../shared/time/french.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { programmeName, sectorName } from '../missions/words.ts';
import { PAIRINGS_PATH } from '../services/paths.ts';
import { seniorNamed, seniorPath, volunteerPath } from './people.ts';
import { Row, Rows, Section, type SectionProps } from './section.tsx';

const SHOWN = 8;
const oldest = <T,>(rows: readonly T[], since: (row: T) => string): readonly T[] =>
  [...rows].sort((a, b) => (since(a) < since(b) ? -1 : 1)).slice(0, SHOWN);

export const ToAskRows = ({ day, town, now }: SectionProps) => (
  <Section
    title="Accord à demander"
    count={day.toAsk.rows.length}
    more={day.toAsk.more}
    calm="Chaque personne connue a été interrogée."
  >
    <Rows>
      {oldest(day.toAsk.rows, (senior) => senior.createdAt).map((senior) => (
        <Row
          title={seniorName(senior)}
          facts={`${sectorName(town, senior.address.sector)}, attend ${frenchSince(senior.createdAt, now)}`}
          href={seniorPath(senior.id)}
          act="Demander son accord"
        />
      ))}
    </Rows>
  </Section>
);

export const ProposedRows = ({ day, town, now }: SectionProps) => (
  <Section
    title="Accompagnements à commencer"
    count={day.proposed.rows.length}
    more={day.proposed.more}
    calm="Aucun accompagnement n’attend de commencer."
    link={{ href: PAIRINGS_PATH, label: 'Voir les binômes proposés' }}
  >
    <Rows>
      {oldest(day.proposed.rows, (service) => service.createdAt).map((service) => (
        <Row
          title={seniorNamed(day.people, service.seniorId)}
          facts={`${programmeName(town, service.programme)}, proposé ${frenchSince(service.createdAt, now)}`}
          href={`/services/${service.id}`}
          act="Commencer"
        />
      ))}
    </Rows>
  </Section>
);

export const ApplicantRows = ({ day, now }: SectionProps) => (
  <Section
    title="Candidatures"
    count={day.applicants.rows.length}
    more={day.applicants.more}
    calm="Aucune candidature n’attend."
  >
    <Rows>
      {oldest(day.applicants.rows, (volunteer) => volunteer.appliedAt).map((volunteer) => (
        <Row
          title={volunteerName(volunteer)}
          facts={`${volunteer.state === 'candidate' ? 'pas encore rencontré' : 'rencontré, dossier à compléter'}, ${frenchSince(volunteer.appliedAt, now)}`}
          href={volunteerPath(volunteer.id)}
          act={volunteer.state === 'candidate' ? 'Proposer un entretien' : 'Compléter le dossier'}
        />
      ))}
    </Rows>
  </Section>
);
