import type { Source } from '../../../../shared/engagement/recruitment/source.ts';
import { frenchMoment } from '../../../../shared/time/french.ts';
import type { Joining, Volunteer } from '../../../../shared/volunteers/volunteer.ts';

export const RECRUIT = '/engagement/recruter';
export const CAMPAIGNS = `${RECRUIT}/campagnes`;
export const applicantPath = ({ id }: Pick<Volunteer, 'id'>): string => `${RECRUIT}/candidats/${id}`;
export const campaignPath = ({ code }: Pick<Source, 'code'>): string => `${CAMPAIGNS}/${code}`;
export const publicAddress = (linksOrigin: string, { code }: Pick<Source, 'code'>): string =>
  `${linksOrigin}/benevoles/${code}`;

/** What they wait for, from us. */
export const waitWords = ({ step, interviewAt }: Joining): string => {
  switch (step) {
    case 'answer':
      return 'Attend un premier appel';
    case 'appointment':
      return 'Attend une date d’entretien';
    case 'interview':
      return interviewAt ? `Entretien ${frenchMoment(interviewAt)}` : 'Attend son entretien';
    case 'file':
      return 'Entretien fait, dossier en cours';
  }
};

export const triesWords = ({ tries }: Joining): string =>
  tries.length === 0
    ? ''
    : tries.length === 1
      ? 'Appelé une fois sans réponse.'
      : `Appelé ${tries.length} fois sans réponse.`;

/** Said on the telephone, in a warm voice; the text that follows only says that the application is closed. */
export const KIND_NO = [
  'Merci d’avoir pensé à nous, et du temps que vous avez pris.',
  'Aujourd’hui, nous n’avons pas de mission qui vous convienne vraiment, et nous préférons vous le dire plutôt que de vous laisser attendre.',
  'Cela ne dit rien de vous. Voulez-vous que nous vous orientions vers une association proche ?',
  'Si vous préférez, nous effaçons vos réponses.',
] as const;
