import { OTHER_SOURCES, type Source } from '../../../../shared/engagement/recruitment/source.ts';
import { frenchMoment } from '../../../../shared/time/french.ts';
import type { Joining, Volunteer } from '../../../../shared/volunteers/volunteer.ts';

export const RECRUIT = '/engagement/recruter';
export const CAMPAIGNS = `${RECRUIT}/campagnes`;
export const applicantPath = ({ id }: Pick<Volunteer, 'id'>): string => `${RECRUIT}/candidats/${id}`;
export const campaignPath = ({ code }: Pick<Source, 'code'>): string => `${CAMPAIGNS}/${code}`;
export const publicAddress = (linksOrigin: string, { code }: Pick<Source, 'code'>): string =>
  `${linksOrigin}/benevoles/${code}`;

/** What they wait for, from us. */
export const waitWords = ({ step, interviewAt, tries }: Joining): string => {
  const called =
    tries.length === 0
      ? ''
      : `, ${tries.length === 1 ? 'appelé une fois sans réponse' : `appelé ${tries.length} fois sans réponse`}`;
  switch (step) {
    case 'answer':
      return `attend un premier appel${called}`;
    case 'appointment':
      return `attend une date d’entretien${called}`;
    case 'interview':
      return interviewAt
        ? `entretien ${frenchMoment(interviewAt)}${called}`
        : `attend son entretien${called}`;
    case 'file':
      return 'entretien fait, dossier en cours';
  }
};

export const sourceWords = (source: string, campaigns: ReadonlyMap<string, string>): string =>
  campaigns.get(source) ?? OTHER_SOURCES.find(([code]) => code === source)?.[1] ?? source;

/** Said on the telephone, in a warm voice; the text that follows only says that the application is closed. */
export const KIND_NO = [
  'Merci d’avoir pensé à nous, et du temps que vous avez pris.',
  'Aujourd’hui, nous n’avons pas de mission qui vous convienne vraiment, et nous préférons vous le dire plutôt que de vous laisser attendre.',
  'Cela ne dit rien de vous. Voulez-vous que nous vous orientions vers une association proche ?',
  'Vos réponses peuvent être effacées dès maintenant si vous le souhaitez.',
] as const;
