import type { Followed } from '../../../../shared/engagement/cover/followed.ts';
import { isHeld, isOpen } from '../../../../shared/missions/mission.ts';
import { frenchDay } from '../../../../shared/time/french.ts';
import { Badge } from '../../../web/components.tsx';
import { volunteerPath } from '../../day/people.ts';
import { counted } from '../../plan/words.ts';
import type { Alone, Introduction } from './read.ts';
import { introducePath, type Names, nameOf } from './words.ts';

/** Where a second visitor stands on the way to her: chosen, expected at a visit, not to be had that day. */
const ProposedRow = ({
  of: { tie, seat },
  followed,
  names,
}: {
  of: Introduction;
  followed: Followed;
  names: Names;
}) => {
  const name = nameOf(names, tie.volunteerId);
  const day = seat && frenchDay(seat.day);
  const isOn = seat && (isOpen(seat.state) || isHeld(seat.state));
  return (
    <p>
      <Badge tone="info">
        {!seat
          ? 'choisie'
          : isHeld(seat.state)
            ? 'présentation acceptée'
            : isOn
              ? 'présentation demandée'
              : 'à revoir'}
      </Badge>{' '}
      <a href={volunteerPath(tie.volunteerId)}>{name}</a>
      {seat && isOn && (
        <>
          , le <a href={`/missions/${seat.id}`}>{day}</a>
          {!isHeld(seat.state) && ', attend sa réponse'}
        </>
      )}
      {seat && !isOn && `, pas venue le ${day}`}
      {!isOn && followed.programme.place === 'home' && (
        <span class="no-print">
          {' · '}
          <a href={introducePath(followed.service, tie.volunteerId)}>
            Prévoir une présentation<span class="hidden"> avec {name}</span>
          </a>
        </span>
      )}
    </p>
  );
};

/** Who could be her second visitor: those on the way, then those the rules allow, or why there is nobody. */
export const Backups = ({ of: { followed, backups, proposed }, names }: { of: Alone; names: Names }) => (
  <>
    {proposed.map((one) => (
      <ProposedRow of={one} followed={followed} names={names} />
    ))}
    {backups && backups.best.length > 0 && (
      <ul class="bare">
        {backups.best.map(({ volunteerId, why }) => (
          <li>
            <a href={volunteerPath(volunteerId)}>{nameOf(names, volunteerId)}</a>
            {' · '}
            {followed.programme.place === 'home' ? (
              <a class="no-print" href={introducePath(followed.service, volunteerId)}>
                Présenter<span class="hidden"> {nameOf(names, volunteerId)}</span>
              </a>
            ) : (
              <a class="no-print" href={`/services/${followed.service.id}`}>
                Associer<span class="hidden"> {nameOf(names, volunteerId)}</span>
              </a>
            )}
            <br />
            <span class="quiet">{why}</span>
          </li>
        ))}
      </ul>
    )}
    {backups && backups.others > 0 && (
      <p class="quiet">
        {counted(backups.others, 'autre personne pourrait', 'autres personnes pourraient')} aussi.
      </p>
    )}
    {backups?.whyNobody && <p>{backups.whyNobody}</p>}
    {!backups && <p class="quiet">Sans visite prévue, rien ne se calcule.</p>}
  </>
);
