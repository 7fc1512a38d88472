import { isHeld, isOver, type Mission } from '../../../../shared/missions/mission.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { doorOf } from '../../../../shared/rounds/half-day/day-stops.ts';
import { isCarried, isLiveRound } from '../../../../shared/rounds/round.ts';
import { isOfRound, type RoundFacts } from '../../../../shared/rounds/round-facts.ts';
import { whyNoSheet } from '../../../../shared/rounds/sheet.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { civilOf } from '../../../../shared/time/civil.ts';
import { frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import { canText, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, Confirm, Facts, Moment, type Tone } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { Said } from '../../../web/said.tsx';
import { seniorPath, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { RoundMap } from '../round-map.tsx';
import {
  doors,
  halfDayPath,
  halfDayWords,
  kilograms,
  ROUND_WORDS,
  roundPath,
  TRAVEL_WORDS,
} from '../words.ts';

const hour = (at: Instant): string => frenchTime(civilOf(at).time);

const OUTCOMES: Readonly<Record<string, readonly [string, Tone]>> = {
  done: ['remis', 'good'],
  'not-home': ['pas là', 'warn'],
  refused: ['refusé', 'warn'],
  'put-off': ['remis à plus tard', 'warn'],
  prevented: ['pas pu venir', 'warn'],
  other: ['pas remis', 'warn'],
};

/** What became of one door, in two words. */
export const doorStanding = (
  mission: Mission | undefined,
  isStill: boolean,
  passes: number,
): readonly [string, Tone] => {
  if (!mission || mission.state === 'cancelled') return ['annulé', 'neutral'];
  if (!isStill) return [mission.round?.id ? 'dans une autre tournée' : 'attend une autre tournée', 'neutral'];
  if (isOver(mission.state)) return OUTCOMES[mission.outcome ?? ''] ?? ['pas remis', 'warn'];
  if (passes > 0) return ['personne n’a ouvert, repasse', 'info'];
  return isHeld(mission.state) ? ['à venir', 'neutral'] : ['proposé', 'neutral'];
};

const SAID: Readonly<Record<string, string>> = {
  envoyee: 'La tournée est proposée.',
  oui: 'La réponse est notée : la tournée est acceptée.',
  non: 'La réponse est notée. Les portes attendent une autre tournée.',
  reprise: 'La tournée est reprise. Ses portes attendent de nouveau.',
  trop: 'Ce n’était plus possible : voyez où en est la tournée.',
};

/** One round that was sent: where it stands, door by door, and what the team can still do. */
export const RoundPage = ({
  frame,
  facts,
  now,
  said,
}: {
  frame: Frame;
  facts: RoundFacts;
  now: Instant;
  said: string | undefined;
}) => {
  const { round: stored, volunteer, programme, town } = facts;
  const round = stored.value;
  const [words, tone] = ROUND_WORDS[round.state];
  const name = volunteerName(volunteer.value);
  const points = facts.stops.flatMap(({ senior }) => (senior && doorOf(senior, town).point) ?? []);
  return (
    <DeskPage frame={frame} title={`Tournée : ${name}`}>
      <p class="crumbs no-print">
        <a href="/tournees">Tournées</a> ·{' '}
        <a href={halfDayPath(round)}>{halfDayWords(round.day, round.half)}</a>
      </p>
      <Said words={SAID} said={said} tone={said === 'trop' ? 'warn' : 'good'} />
      <h1>
        Tournée : {name} <Badge tone={tone}>{words}</Badge>
      </h1>
      <Facts
        of={[
          ['Programme', programme.label],
          [
            'Quand',
            `${halfDayWords(round.day, round.half)}, départ à ${hour(round.leavesAt)}, ${TRAVEL_WORDS[round.travel]}`,
          ],
          ['Départ', round.start.label],
          [
            'Porteur',
            <>
              <a href={volunteerPath(round.volunteerId)}>{name}</a>, {frenchPhone(volunteer.value.phone)}
            </>,
          ],
          ['Proposée', <Moment at={round.sentAt} />],
          [
            'Réponse attendue jusqu’à',
            round.state === 'offered' ? <Moment at={round.answerBy} /> : undefined,
          ],
          [
            'Retard annoncé',
            round.late ? `${round.late.minutes} minutes, dit à ${hour(round.late.at)}` : undefined,
          ],
          ['Feuille ouverte', round.sheet ? <Moment at={round.sheet.at} /> : undefined],
          ['Terminée', round.endedAt ? <Moment at={round.endedAt} /> : undefined],
        ]}
      />
      <RoundMap
        rounds={[{ label: name, start: round.start.point, stops: points, returns: false }]}
        others={[]}
        label={`Carte de la tournée, ${doors(points.length)}. La liste dit la même chose.`}
      />
      <h2>{doors(round.stops.length)}</h2>
      <ol class="round-stops">
        {facts.stops.map(({ stop, mission, senior }) => {
          const [standing, badge] = doorStanding(
            mission.value,
            isOfRound(mission.value, round),
            stop.passes ?? 0,
          );
          return (
            <li>
              <span class="at">{hour(stop.arrivesAt)}</span>
              <span class="who">
                {senior ? <a href={seniorPath(senior.id)}>{seniorName(senior)}</a> : 'Une personne'}
                <span class="quiet">
                  {' '}
                  {senior?.address.line} {stop.grams > 0 ? `· ${kilograms(stop.grams)}` : ''}
                </span>
              </span>
              <Badge tone={badge}>{standing}</Badge>
              <a class="no-print" href={`/missions/${stop.missionId}`}>
                la mission
              </a>
            </li>
          );
        })}
      </ol>
      {!whyNoSheet(round, now) && !canText(volunteer.value) && (
        <p class="no-print">
          {volunteer.value.firstName} ne reçoit pas de SMS, et n’a donc pas de page : imprimez sa feuille, et
          notez chaque porte ici au retour, par « la mission ».
        </p>
      )}
      <div class="actions no-print">
        {round.state === 'offered' && (
          <>
            <PostForm action={`${roundPath(round.id)}/reponse`} csrf={frame.csrf}>
              <Hidden name="dit" value="oui" />
              <SubmitButton>{volunteer.value.firstName} a dit oui au téléphone</SubmitButton>
            </PostForm>
            <PostForm action={`${roundPath(round.id)}/reponse`} csrf={frame.csrf}>
              <Hidden name="dit" value="non" />
              <SubmitButton tone="second">A dit non</SubmitButton>
            </PostForm>
          </>
        )}
        {!whyNoSheet(round, now) && (
          <a
            class={canText(volunteer.value) ? 'button second' : 'button'}
            href={`${roundPath(round.id)}/feuille`}
          >
            Imprimer sa feuille
          </a>
        )}
        {isLiveRound(round) && (
          <a class="button second" href={`${roundPath(round.id)}/reprendre`}>
            Reprendre la tournée
          </a>
        )}
        {!isLiveRound(round) && (
          <a class="button second" href={halfDayPath(round)}>
            Voir ce qui attend
          </a>
        )}
      </div>
    </DeskPage>
  );
};

/** Before a round is taken back. */
export const WithdrawPage = ({ frame, facts }: { frame: Frame; facts: RoundFacts }) => {
  const round = facts.round.value;
  const name = volunteerName(facts.volunteer.value);
  return (
    <DeskPage frame={frame} title="Reprendre la tournée">
      <Confirm
        question={`Reprendre la tournée confiée à ${name} ?`}
        consequences={[
          !isCarried(round)
            ? 'La proposition ne vaut plus.'
            : canText(facts.volunteer.value)
              ? `${name} reçoit un SMS d’annulation. Ce qui est déjà noté est gardé.`
              : `${name} ne reçoit pas de SMS : appelez au ${frenchPhone(facts.volunteer.value.phone)} pour le dire. Ce qui est déjà noté est gardé.`,
          'Les portes attendent une autre tournée.',
        ]}
        action={`${roundPath(round.id)}/reprendre`}
        csrf={frame.csrf}
        yes="Reprendre la tournée"
        back={roundPath(round.id)}
      />
    </DeskPage>
  );
};
