import type { Child } from 'hono/jsx';
import type { RuleName } from '../../../../shared/matching/rule.ts';
import type { Ranked, WhyNot } from '../../../../shared/matching/score.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { canText, type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Moment } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { volunteerNamed, volunteerPath } from '../../day/people.ts';
import { Rows } from '../../day/section.tsx';
import { type MissionStory, missionPath } from '../read.ts';
import { answerWords } from '../words.ts';
import { goingWords } from './act-words.ts';

type Act = { readonly mission: Mission; readonly csrf: string };

const Quick = ({
  mission,
  csrf,
  to,
  id,
  children,
  tone = 'second',
}: Act & { to: string; id: string; children: string; tone?: 'first' | 'second' | 'plain' }) => (
  <PostForm action={missionPath(mission.id, to)} csrf={csrf}>
    <Hidden name="volunteerId" value={id} />
    <SubmitButton tone={tone}>{children}</SubmitButton>
  </PostForm>
);

/** A spoken yes or no texts people: said in words before it is noted, one tap further. */
export const Spoken = ({
  label,
  told,
  children,
}: {
  label: string;
  /** What follows from it, and who is told. */
  told: string;
  children?: Child;
}) => (
  <details class="fold spoken">
    <summary>{label}</summary>
    <p class="quiet">{told}</p>
    {children}
  </details>
);

const SpokenYes = ({ volunteer, ...act }: Act & { volunteer: Volunteer | undefined; id: string }) => {
  const words = goingWords(act.mission.act);
  return (
    <Spoken
      label="A dit oui…"
      told={`${volunteer ? volunteerName(volunteer) : 'Cette personne'} ${words.willGo}. ${
        volunteer && !canText(volunteer) ? words.remind : 'Un SMS le lui confirme'
      } ; les autres propositions sont retirées.`}
    >
      <Quick {...act} to="/oui">
        Noter son oui
      </Quick>
    </Spoken>
  );
};

const Who = ({ volunteer }: { volunteer: Volunteer }) => (
  <p class="what">
    <a href={volunteerPath(volunteer.id)}>{volunteerName(volunteer)}</a>,{' '}
    <PhoneLink phone={volunteer.phone} />
  </p>
);

/** Everybody who was asked, what they said, and why they were asked. */
export const Offers = ({
  story,
  csrf,
  mayStaff,
  open,
}: {
  story: MissionStory;
  csrf: string;
  mayStaff: boolean;
  open: boolean;
}) => {
  if (story.offers.length === 0) return <p class="quiet">Personne n’a encore été interrogé.</p>;
  const { mission } = story;
  return (
    <Rows>
      {story.offers.map((offer) => {
        const volunteer = story.people.volunteers.get(offer.volunteerId);
        const moved = offer.startsAt !== mission.startsAt;
        return (
          <li>
            <div>
              {volunteer ? (
                <Who volunteer={volunteer} />
              ) : (
                <p class="what">{volunteerNamed(story.people, offer.volunteerId)}</p>
              )}
              <p class="facts-line">
                <strong>{answerWords(offer)}</strong>
                {moved && ', pour l’ancien horaire'}, interrogé <Moment at={offer.sentAt} />.
                {offer.why && ` Sa proposition disait : « ${offer.why} »`}
              </p>
            </div>
            {mayStaff && open && offer.state !== 'accepted' && (
              <div class="quick no-print">
                <SpokenYes mission={mission} csrf={csrf} id={offer.volunteerId} volunteer={volunteer} />
                {offer.state === 'sent' && (
                  <Quick mission={mission} csrf={csrf} to="/non" id={offer.volunteerId} tone="plain">
                    A dit non
                  </Quick>
                )}
              </div>
            )}
          </li>
        );
      })}
    </Rows>
  );
};

const SHOWN = 6;
const Candidate = ({ one, mission, csrf }: Act & { one: Ranked }) => {
  const { volunteer } = one.candidate;
  return (
    <li>
      <div>
        <Who volunteer={volunteer} />
        <p class="facts-line">{one.why}</p>
      </div>
      <div class="quick no-print">
        {canText(volunteer) && (
          <Quick mission={mission} csrf={csrf} to="/proposer" id={volunteer.id}>
            Proposer par SMS
          </Quick>
        )}
        <SpokenYes mission={mission} csrf={csrf} id={volunteer.id} volunteer={volunteer} />
      </div>
    </li>
  );
};

const RULE_GROUPS: Readonly<Record<RuleName, string>> = {
  'not-active': 'Pas disponibles en ce moment',
  introduction: 'Place gardée à la personne qui vient se présenter',
  programme: 'Ne souhaitent pas ce type de mission',
  'already-asked': 'Déjà interrogés',
  requirements: 'Dossier incomplet',
  excluded: 'À ne pas mettre en lien',
  language: 'Ne parlent pas la langue',
  'not-free': 'Pas libres à ce moment',
  'weekly-cap': 'Semaine déjà pleine',
  'rest-days': 'Jour de repos',
  'heavy-twice': 'Pas deux visites éprouvantes de suite',
  'after-hard': 'Repos après une visite éprouvante',
  'same-time': 'Autre mission à cette heure',
  'too-far': 'Trop loin',
  needs: 'Préfèrent éviter ce lieu',
  'by-car': 'Ne se déplacent pas en voiture',
  'offers-lately': 'Beaucoup de propositions reçues',
};

const groupsOf = (removed: readonly WhyNot[]): readonly (readonly [RuleName, readonly WhyNot[]])[] => {
  const groups = new Map<RuleName, WhyNot[]>();
  for (const one of removed) groups.set(one.rule, [...(groups.get(one.rule) ?? []), one]);
  return [...groups].sort((a, b) => b[1].length - a[1].length);
};

/** Who could go, best first with the reason; who could not, by reason. */
export const Candidates = ({ story, csrf }: { story: MissionStory; csrf: string }) => {
  const { field, mission } = story;
  if (!field) return null;
  const act = { mission, csrf };
  return (
    <section>
      <h2>{goingWords(mission.act).couldGo}</h2>
      {field.ranked.length === 0 ? (
        <p>Personne d’autre ne remplit toutes les conditions. Voyez ci-dessous ce qui retient chacun.</p>
      ) : (
        <Rows>
          {field.ranked.slice(0, SHOWN).map((one) => (
            <Candidate one={one} {...act} />
          ))}
        </Rows>
      )}
      {field.ranked.length > SHOWN && (
        <details class="fold">
          <summary>
            {field.ranked.length - SHOWN > 1 ? `Les ${field.ranked.length - SHOWN} suivants` : 'Le suivant'}
          </summary>
          <Rows>
            {field.ranked.slice(SHOWN, 40).map((one) => (
              <Candidate one={one} {...act} />
            ))}
          </Rows>
        </details>
      )}
      <h3>Qui n’est pas interrogé, et pourquoi</h3>
      {groupsOf(field.removed).map(([rule, ones]) => (
        <details class="fold">
          <summary>
            {RULE_GROUPS[rule]} : {ones.length}
          </summary>
          <ul class="answers-list">
            {ones.slice(0, 60).map(({ candidate, sentence }) => (
              <li>
                <a href={missionPath(mission.id, `/proposer?benevole=${candidate.volunteer.id}`)}>
                  {volunteerName(candidate.volunteer)}
                </a>
                . {sentence}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
};
