import { can } from '../../../../shared/access/table.ts';
import { endsAt, isHeld, isOpen, isOver, type Mission } from '../../../../shared/missions/mission.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { civilOf } from '../../../../shared/time/civil.ts';
import { frenchFullDay, frenchTime } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge, Facts, Notice, Timeline } from '../../../web/components.tsx';
import { ErrorSummary, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { PhoneLink } from '../../../web/layout.tsx';
import { seniorPath, volunteerNamed, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { type MissionStory, missionPath } from '../read.ts';
import { ConcernFacts, ReportFacts } from '../report-facts.tsx';
import { lacksOne } from '../visits.ts';
import { programmeName, sectorName, stateWords, whenWords } from '../words.ts';
import { Candidates, Offers } from './candidate-sections.tsx';
import { Holder } from './holder.tsx';
import { missionStory } from './story.ts';

export type MissionPageProps = {
  readonly frame: Frame;
  readonly story: MissionStory;
  readonly town: Town;
  readonly now: Instant;
  readonly form: FormState;
  /** What was just done, in a sentence. */
  readonly done: string | undefined;
};

/** What may be done with the mission itself, by its state. */
const Actions = ({ mission, csrf, now }: { mission: Mission; csrf: string; now: Instant }) => {
  const seeking = isOpen(mission.state) && now < mission.startsAt;
  const reportable = mission.holder !== undefined && now >= mission.startsAt && mission.state !== 'cancelled';
  return (
    <div class="quick no-print">
      {seeking && (
        <PostForm action={missionPath(mission.id, '/relancer')} csrf={csrf}>
          <SubmitButton>
            {mission.state === 'offered' ? 'Interroger d’autres personnes' : 'Lancer la recherche'}
          </SubmitButton>
        </PostForm>
      )}
      {reportable && (
        <a
          class={isOver(mission.state) ? 'button second' : 'button'}
          href={missionPath(mission.id, '/compte-rendu')}
        >
          {isOver(mission.state) ? 'Corriger le compte rendu' : 'Noter le compte rendu'}
        </a>
      )}
      {!isOver(mission.state) && (
        <>
          <a class="button second" href={missionPath(mission.id, '/deplacer')}>
            Déplacer
          </a>
          <a class="button second danger" href={missionPath(mission.id, '/annuler')}>
            Annuler
          </a>
        </>
      )}
    </div>
  );
};

/** Of a mission for two, the other seat: who takes it, or that somebody is lacking and what may be done. */
const OtherSeat = ({
  story,
  mayStaff,
  now,
}: Pick<MissionPageProps, 'story' | 'now'> & { mayStaff: boolean }) => {
  const { mission, twin, people } = story;
  if (!twin) return null;
  const isSought = isOpen(mission.state) && now < mission.startsAt;
  const id = twin.holder?.volunteerId;
  const state = stateWords(twin);
  return (
    <section class="card">
      <h2>À deux : l’autre personne</h2>
      <p>
        {id ? <a href={volunteerPath(id)}>{volunteerNamed(people, id)}</a> : 'Personne encore'}{' '}
        <Badge tone={state.tone}>{state.words}</Badge>
      </p>
      {twin.cancelled?.reason === 'one-is-enough' && <p>Une seule personne y va cette fois.</p>}
      <p>
        <a href={missionPath(twin.id)}>{isOpen(twin.state) ? 'Trouver l’autre personne' : 'Voir sa place'}</a>
      </p>
      {mayStaff && isSought && isHeld(twin.state) && id && (
        <p class="no-print">
          <a class="button second" href={missionPath(mission.id, '/seul')}>
            Laisser {volunteerNamed(people, id)} y aller seul·e
          </a>
        </p>
      )}
    </section>
  );
};

const MissionFacts = ({ story, town }: Pick<MissionPageProps, 'story' | 'town'>) => {
  const { mission, senior, team } = story;
  const phone = senior?.phones[0]?.phone;
  const isCall = town.programmes.find(({ code }) => code === mission.programme)?.place === 'phone';
  return (
    <section class="card">
      <h2>La mission</h2>
      <Facts
        of={[
          ['Pour', senior && <a href={seniorPath(senior.id)}>{seniorName(senior)}</a>],
          ['Téléphone', phone && <PhoneLink phone={phone} />],
          // Nobody goes there: a call shows no door.
          ['Adresse', isCall ? undefined : senior?.address.line],
          ['Secteur', sectorName(town, mission.sector)],
          ['Jour', frenchFullDay(mission.day)],
          ['Heure', `${frenchTime(mission.time)} à ${frenchTime(civilOf(endsAt(mission)).time)}`],
          ['À savoir', senior?.practicalNotes],
          ['Référent', team.get(senior?.referentId ?? '')?.name],
          [
            'Rythme',
            mission.serviceId && <a href={`/services/${mission.serviceId}`}>Voir l’accompagnement</a>,
          ],
        ]}
      />
    </section>
  );
};

/** The whole story of one mission: who goes or who could, what was asked and answered, what may be done. */
export const MissionPage = ({ frame, story, town, now, form, done }: MissionPageProps) => {
  const { mission } = story;
  const state = stateWords(mission);
  const mayStaff = can(frame.staff, 'mission.staff', { town: mission.town });
  const open = isOpen(mission.state) && now < mission.startsAt;
  const lacks = story.twin !== undefined && lacksOne({ mission, twin: story.twin });
  const title = `${programmeName(town, mission.programme)}${mission.twinId ? ' à deux' : ''}, ${whenWords(mission, now)}`;
  return (
    <DeskPage frame={frame} title={title} hasProblems={form.problems.length > 0}>
      {can(frame.staff, 'mission.list') && (
        <p class="crumbs no-print">
          <a href={`/missions?jour=${mission.day}`}>Missions du jour</a>
        </p>
      )}
      <ErrorSummary form={form} />
      {done && <Notice tone="good">{done}</Notice>}
      <div class="head">
        <h1>{title}</h1>
        <p>
          {!(lacks && open) && <Badge tone={state.tone}>{state.words}</Badge>}{' '}
          {lacks && <Badge tone="warn">Il manque une personne</Badge>}{' '}
          {mission.urgent && <Badge tone="alert">Urgent</Badge>}
        </p>
      </div>
      {mayStaff && <Actions mission={mission} csrf={frame.csrf} now={now} />}
      <div class="columns">
        <div>
          <Holder story={story} csrf={frame.csrf} mayStaff={mayStaff} now={now} />
          <OtherSeat story={story} mayStaff={mayStaff} now={now} />
          <ReportFacts story={story} forCoordinator={frame.staff?.role === 'coordinator'} />
          <ConcernFacts story={story} />
          <h2>Qui a été interrogé</h2>
          <Offers story={story} csrf={frame.csrf} mayStaff={mayStaff} open={open} />
          {mayStaff && <Candidates story={story} csrf={frame.csrf} />}
        </div>
        <div>
          <MissionFacts story={story} town={town} />
          <h2>Ce qui s’est passé</h2>
          <Timeline items={missionStory(mission, story.events, story.team, story.people)} now={now} />
        </div>
      </div>
    </DeskPage>
  );
};
