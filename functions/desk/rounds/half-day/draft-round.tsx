import { frenchMinutes } from '../../../../shared/engagement/recognition/hours/totals.ts';
import type { VolunteerId } from '../../../../shared/ids/ids.ts';
import { violationWords } from '../../../../shared/matching/rounds/words.ts';
import { doorOf, type ToBring } from '../../../../shared/rounds/half-day/day-stops.ts';
import { isTaken } from '../../../../shared/rounds/half-day/problem-of.ts';
import type { HalfDayRounds } from '../../../../shared/rounds/half-day/read-rounds.ts';
import type { SeenRound } from '../../../../shared/rounds/half-day/see-rounds.ts';
import type { RoundState } from '../../../../shared/rounds/round.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { frenchTime } from '../../../../shared/time/french.ts';
import { volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { seniorPath, volunteerPath } from '../../day/people.ts';
import { doors, halfDayPath, kilograms, loadWords, TRAVEL_WORDS } from '../words.ts';
import { type HalfDayProps, hour, Subject } from './half-day-tools.tsx';

const LOADS = [
  { unit: 'kg', per: 1_000 },
  { unit: 'portes', per: 1 },
];

/** Who lives there, and what weighs. */
export const Door = ({ bring, town }: { bring: ToBring; town: HalfDayRounds['town'] }) => {
  const { senior } = bring;
  return (
    <span class="who">
      <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>
      <span class="quiet">
        {' '}
        {senior.address.line}
        {doorOf(senior, town).isExact ? '' : ' (adresse non située : milieu du secteur)'}
        {bring.grams > 0
          ? bring.isUsualWeight
            ? ` · environ ${kilograms(bring.grams)}, rien n’est choisi`
            : ` · ${kilograms(bring.grams)}`
          : ''}
      </span>
    </span>
  );
};

/** What can be done with one door: earlier, later, another carrier, nobody. */
export const Moves = ({
  props,
  bring,
  at,
  last,
  carrierId,
}: {
  props: HalfDayProps;
  bring: ToBring;
  at?: number;
  last?: number;
  carrierId?: string;
}) => {
  const { open, frame } = props;
  const name = seniorName(bring.senior);
  const to = open.draft.carriers.flatMap(({ volunteerId }, i) =>
    volunteerId === carrierId || isTaken(open, volunteerId)
      ? []
      : [{ volunteerId, volunteer: open.volunteers[i] }],
  );
  return (
    <span class="moves">
      {at !== undefined && (
        <PostForm action="/tournees/placer" csrf={frame.csrf}>
          <Subject open={open} />
          <Hidden name="mission" value={bring.mission.id} />
          {at > 0 && (
            <button type="submit" class="second" name="vers" value="avant" aria-label={`${name} plus tôt`}>
              ↑
            </button>
          )}
          {at < (last ?? 0) && (
            <button type="submit" class="second" name="vers" value="apres" aria-label={`${name} plus tard`}>
              ↓
            </button>
          )}
          <button
            type="submit"
            class="second"
            name="vers"
            value="personne"
            aria-label={`Retirer ${name} de la tournée`}
          >
            Retirer
          </button>
        </PostForm>
      )}
      {to.length > 0 && (
        <PostForm action="/tournees/placer" csrf={frame.csrf}>
          <Subject open={open} />
          <Hidden name="mission" value={bring.mission.id} />
          <select name="vers" aria-label={`Donner ${name} à`}>
            {to.map(({ volunteerId, volunteer }) => (
              <option value={volunteerId}>{volunteer ? volunteerName(volunteer) : 'Un bénévole'}</option>
            ))}
          </select>
          <button type="submit" class="second">
            Donner
          </button>
        </PostForm>
      )}
    </span>
  );
};

const Key = ({ index }: { index: number }) => (
  <svg class="round-key" viewBox="0 0 34 12" aria-hidden="true">
    <line class={`way-${index % 6}`} x1="0" y1="6" x2="34" y2="6" stroke-width="3" />
  </svg>
);

/** What this carrier has already said of the half-day: asked again only by somebody who knows. */
const SAID_NO: Partial<Record<RoundState, string>> = {
  declined: 'a dit non',
  expired: 'n’a pas répondu',
  'handed-back': 'a rendu sa tournée',
};
const saidNo = ({ rounds }: HalfDayRounds, id: VolunteerId): string | undefined => {
  const [latest] = rounds
    .filter(({ volunteerId }) => volunteerId === id)
    .toSorted((a, b) => b.sentAt.localeCompare(a.sentAt));
  return latest && SAID_NO[latest.state];
};

/** One carrier’s round as drafted: its doors in order, what does not hold, what can be changed. */
export const DraftRound = ({ props, round }: { props: HalfDayProps; round: SeenRound }) => {
  const { open, frame } = props;
  const { carrier, judged, stops } = round;
  const volunteer = open.volunteers[round.index];
  const name = volunteer ? volunteerName(volunteer) : 'Un bénévole';
  const no = saidNo(open, carrier.volunteerId);
  const faults = judged.violations.filter(({ reason }) => reason !== 'late');
  const lateAt = new Map(
    judged.violations.flatMap((fault) => (fault.reason === 'late' ? [[fault.stop, fault] as const] : [])),
  );
  return (
    <section class="card round-card" aria-labelledby={`porteur-${round.index}`}>
      <h3 id={`porteur-${round.index}`}>
        <Key index={round.index} /> {volunteer ? <a href={volunteerPath(volunteer.id)}>{name}</a> : name},{' '}
        {TRAVEL_WORDS[carrier.travel]} {no && <Badge tone="warn">{no}</Badge>}
      </h3>
      <p class="quiet">
        de {frenchTime(carrier.from)} à {frenchTime(carrier.until)}, {carrier.kilograms} kg au plus,{' '}
        {carrier.startsAt === 'home' ? 'part de chez soi' : `part de : ${open.draft.depot.label}`}
        {carrier.returns ? ', y revient' : ''}
        {stops.length > 0 &&
          ` · ${doors(stops.length)}, ${loadWords(round)}, ${frenchMinutes(Math.round(judged.round.duration / 60))} en tout`}
      </p>
      {faults.map((fault) => (
        <p class="round-faults">{violationWords(fault, LOADS)}</p>
      ))}
      <ol class="round-stops" data-porteur={carrier.volunteerId}>
        {stops.map(({ bring, arrivesAt }, i) => {
          const late = lateAt.get(judged.round.stops[i]?.stop ?? -1);
          return (
            <li data-mission={bring.mission.id} id={bring.mission.id}>
              <span class="at">{hour(arrivesAt)}</span>
              <Door bring={bring} town={open.town} />
              {late && <Badge tone="alert">{violationWords(late, LOADS)}</Badge>}
              <Moves
                props={props}
                bring={bring}
                at={i}
                last={stops.length - 1}
                carrierId={carrier.volunteerId}
              />
            </li>
          );
        })}
        {stops.length === 0 && <li class="quiet">Aucune porte pour le moment.</li>}
      </ol>
      <div class="actions round-tools">
        {stops.length > 0 && (
          <a
            class="button"
            href={halfDayPath(open.subject, { porteur: carrier.volunteerId }).replace(
              '/demi-journee',
              '/envoyer',
            )}
          >
            Proposer cette tournée
          </a>
        )}
        <PostForm action="/tournees/porteur/retirer" csrf={frame.csrf}>
          <Subject open={open} />
          <Hidden name="benevole" value={carrier.volunteerId} />
          <SubmitButton tone="second">
            Ne plus compter sur {volunteer?.firstName ?? 'ce porteur'}
          </SubmitButton>
        </PostForm>
      </div>
    </section>
  );
};
