import type { Mission } from '../../../shared/missions/mission.ts';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { Senior } from '../../../shared/seniors/senior.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import { mayRevealDoorCode } from '../../../shared/visits/situation.ts';
import { Facts } from '../../web/components.tsx';

/** How her door is found and opened, for whoever is expected there; her telephone alone where she is called (`home` false). */
export const HerDoor = ({
  senior,
  mission,
  home,
  now,
}: {
  senior: Senior;
  mission: Mission;
  home: boolean;
  now: Instant;
}) => (
  <>
    {home && (
      <address class="address">
        {senior.address.line}
        {senior.address.complement && (
          <>
            <br />
            {senior.address.complement}
          </>
        )}
        <br />
        {senior.address.postcode} {senior.address.city}
      </address>
    )}
    <Facts
      of={[
        [
          'Téléphone',
          senior.phones.length > 0 ? (
            <span>
              {senior.phones.map(({ phone }) => (
                <span class="line">
                  <a href={`tel:${phone}`}>{frenchPhone(phone)}</a>
                </span>
              ))}
            </span>
          ) : undefined,
        ],
        [
          'Code d’entrée',
          home && senior.address.doorCode
            ? mayRevealDoorCode(mission, now)
              ? senior.address.doorCode
              : 'affiché ici la veille'
            : undefined,
        ],
        ['Conseils', senior.practicalNotes || undefined],
      ]}
    />
  </>
);
