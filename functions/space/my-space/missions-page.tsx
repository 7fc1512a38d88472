import { isHeld, type Mission } from '../../../shared/missions/mission.ts';
import { MISSION_STATE_NAMES } from '../../../shared/missions/words.ts';
import { frenchMoment } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, EmptyState, Moment } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import type { Space } from './space.ts';

export const programmeName = (town: Town, code: string): string =>
  town.programmes.find((programme) => programme.code === code)?.label ?? 'Mission';
export const sectorName = (town: Town, code: string | undefined): string =>
  town.sectors.find((sector) => sector.code === code)?.name ?? town.name;

/** Kind, day, hour, sector: never whom. The mission's own page says more, on the device that accepted it (law 7). */
export const MissionLine = ({ mission, space }: { mission: Mission; space: Space }) => (
  <li>
    <p>
      <strong>{frenchMoment(mission.startsAt)}</strong>
    </p>
    <p>
      {programmeName(space.town, mission.programme)}
      {mission.twinId ? ', à deux' : ''}, {sectorName(space.town, mission.sector)},{' '}
      {`${mission.durationMinutes}\u00a0min`}{' '}
      <Badge tone={mission.state === 'confirmed' || mission.state === 'done' ? 'good' : 'neutral'}>
        {MISSION_STATE_NAMES[mission.state]}
      </Badge>
    </p>
    {isHeld(mission.state) && (
      <PostForm action={`/espace/missions/${mission.id}/ouvrir`} csrf={space.frame.csrf}>
        <SubmitButton tone="second">Ouvrir cette mission</SubmitButton>
      </PostForm>
    )}
  </li>
);

const PastLine = ({ mission, space, now }: { mission: Mission; space: Space; now: Instant }) => (
  <li>
    <p>
      <strong>
        <Moment at={mission.startsAt} now={now} />
      </strong>
    </p>
    <p>
      {programmeName(space.town, mission.programme)}
      {mission.twinId ? ', à deux' : ''}, {sectorName(space.town, mission.sector)}{' '}
      <Badge tone={mission.state === 'done' ? 'good' : 'neutral'}>{MISSION_STATE_NAMES[mission.state]}</Badge>
    </p>
    {space.me.exclusions.includes(mission.seniorId) ? (
      <p class="quiet">Nous ne vous proposons plus cette visite.</p>
    ) : (
      <details>
        <summary>Je préfère ne plus y aller</summary>
        <div>
          <p>
            Nous ne vous proposerons plus cette personne. Aucune raison n’est demandée, elle n’en saura rien.
          </p>
          <PostForm action={`/espace/missions/${mission.id}/eviter`} csrf={space.frame.csrf}>
            <SubmitButton tone="second">Ne plus me proposer cette visite</SubmitButton>
          </PostForm>
        </div>
      </details>
    )}
  </li>
);

export const MissionsPage = ({
  space,
  ahead,
  past,
  now,
}: {
  now: Instant;
  space: Space;
  ahead: readonly Mission[];
  past: readonly Mission[];
}) => (
  <Page title="Mes missions" {...space.frame}>
    <Back />
    <h1>Mes missions</h1>
    <h2>À venir</h2>
    {ahead.length === 0 ? (
      <EmptyState title="Aucune mission à venir">
        Nous vous écrivons quand une demande vous correspond.
      </EmptyState>
    ) : (
      <ul class="visits">
        {ahead.map((mission) => (
          <MissionLine mission={mission} space={space} />
        ))}
      </ul>
    )}
    <h2>Passées</h2>
    {past.length === 0 ? (
      <EmptyState title="Pas encore de mission passée">
        Elles seront rappelées ici, sans aucun nom.
      </EmptyState>
    ) : (
      <ul class="visits">
        {past.map((mission) => (
          <PastLine mission={mission} space={space} now={now} />
        ))}
      </ul>
    )}
  </Page>
);

export const Back = () => (
  <p class="back">
    <a href="/espace">‹ Mon espace</a>
  </p>
);
