import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { Volunteer } from '../../../shared/volunteers/volunteer.ts';

/** What a page that is made for one call begins with. */
export const CallActions = ({ volunteer }: { volunteer: Pick<Volunteer, 'id' | 'phone'> }) => (
  <div class="actions no-print">
    <a class="button second" href={`tel:${volunteer.phone}`}>
      Appeler le {frenchPhone(volunteer.phone)}
    </a>
    <a class="button second" href={`/benevoles/${volunteer.id}`}>
      Sa fiche
    </a>
  </div>
);
