import { isHeld } from '../../../../shared/missions/mission.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { awaitsConfirmation, mayRevealDetails } from '../../../../shared/visits/situation.ts';
import { Moment } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { volunteerNamed, volunteerPath } from '../../day/people.ts';
import { type MissionStory, missionPath } from '../read.ts';
import { goingWords } from './act-words.ts';
import { Spoken } from './candidate-sections.tsx';

/** Who holds the mission, and what is noted of what they say on the telephone. */
export const Holder = ({
  story,
  csrf,
  mayStaff,
  now,
}: {
  story: MissionStory;
  csrf: string;
  mayStaff: boolean;
  now: Instant;
}) => {
  const { mission, people } = story;
  if (!mission.holder) return null;
  const id = mission.holder.volunteerId;
  const volunteer = people.volunteers.get(id);
  const held = isHeld(mission.state);
  const words = goingWords(mission.act);
  return (
    <section class="card">
      <h2>{held ? words.goes : mission.state === 'cancelled' ? words.shouldHave : words.went}</h2>
      <p>
        <a href={volunteerPath(id)}>{volunteerNamed(people, id)}</a>
        {volunteer && (
          <>
            , <PhoneLink phone={volunteer.phone} />
          </>
        )}
      </p>
      <p class="quiet">
        {mission.holder.movedAt
          ? 'Avait dit oui ; horaire changé '
          : mission.holder.via === 'coordinator'
            ? 'Oui noté au bureau '
            : 'A accepté '}
        <Moment at={mission.holder.movedAt ?? mission.holder.since} />
        {mission.holder.confirmedAt
          ? `, ${words.confirmed}.`
          : held && awaitsConfirmation(mission, now)
            ? `, ${words.unconfirmed}.`
            : '.'}
        {mayRevealDetails(mission, id, now) && ` ${words.opened}`}
      </p>
      {story.events.some(({ action }) => action === 'details-opened') && (
        <>
          <h3>{words.openings}</h3>
          <ul>
            {story.events
              .filter(({ action }) => action === 'details-opened')
              .map(({ at, actor }) => (
                <li>
                  <Moment at={at} />, {volunteerNamed(people, actor.id)}
                </li>
              ))}
          </ul>
        </>
      )}
      {mayStaff && held && now < mission.startsAt && (
        <div class="quick no-print">
          {!mission.holder.confirmedAt && (
            <Spoken
              label={words.confirms}
              told="Comme s’il avait touché « Je confirme » : sa confirmation est notée."
            >
              <PostForm action={missionPath(mission.id, '/confirmee')} csrf={csrf}>
                <Hidden name="volunteerId" value={id} />
                <SubmitButton tone="second">Noter sa confirmation</SubmitButton>
              </PostForm>
            </Spoken>
          )}
          <Spoken
            label={words.cannot}
            told="La mission redevient à pourvoir et d’autres bénévoles sont interrogés, en urgence s’il reste moins de 24 heures."
          >
            <PostForm action={missionPath(mission.id, '/rendue')} csrf={csrf}>
              <Hidden name="volunteerId" value={id} />
              <SubmitButton tone="second">Rendre la mission</SubmitButton>
            </PostForm>
          </Spoken>
        </div>
      )}
    </section>
  );
};
