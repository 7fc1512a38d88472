import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { dayOf, daysBetween } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { seenOf } from '../../../../shared/volunteers/joining/answer.ts';
import { daysWaited, isLate } from '../../../../shared/volunteers/joining/clock.ts';
import { notReady } from '../../../../shared/volunteers/requirements.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Badge, Clock, EmptyState, Facts, Notice } from '../../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import { Said } from '../../../web/said.tsx';
import { Rows } from '../../day/section.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { FunnelFigure } from '../movements/funnel.tsx';
import { percent, plural, TOO_FEW } from '../movements/words.ts';
import type { Applicant, Applications } from './read.ts';
import { applicantPath, CAMPAIGNS, RECRUIT, triesWords, waitWords } from './words.ts';

const SAID: Readonly<Record<string, string>> = {
  parle: 'Noté : vous vous êtes parlé. Il reste une date d’entretien à fixer.',
  'sans-reponse': 'Noté : pas de réponse. Le délai court toujours.',
  entretien: 'L’entretien est fixé.',
  decline: 'La candidature est close.',
};

export const RecruitTabs = ({ here }: { here: 'applicants' | 'campaigns' }) => (
  <nav class="pages no-print" aria-label="Recruter">
    <a href={RECRUIT} {...(here === 'applicants' ? { 'aria-current': 'page' } : {})}>
      Candidatures
    </a>
    <a href={CAMPAIGNS} {...(here === 'campaigns' ? { 'aria-current': 'page' } : {})}>
      Campagnes et besoins
    </a>
  </nav>
);

const sinceWords = (days: number): string =>
  days === 0 ? 'depuis aujourd’hui' : days === 1 ? 'depuis hier' : `depuis ${days} jours`;

const wishWords = (one: Volunteer, town: Town): string => {
  const wishes = town.programmes
    .filter(({ code }) => one.programmes.includes(code))
    .map(({ label }) => `${label.charAt(0).toLowerCase()}${label.slice(1)}`);
  return wishes.length === 0 ? 'Aucun type de mission choisi.' : `Souhaite : ${wishes.join(', ')}.`;
};

const fileWords = (one: Volunteer, town: Town, now: Instant): string => {
  const lacking = notReady(one, town, dayOf(now));
  if (!lacking) return 'Dossier en ordre : peut devenir actif.';
  return lacking.reason === 'requirements-missing'
    ? `Il manque ${plural(lacking.missing.length, 'pièce', 'pièces')}.`
    : 'Aucun type de mission choisi.';
};

/** One tap each; what the page showed goes with it, so that a second tap or a colleague's is no second act. */
const OneTap = ({ of: { volunteer, joining }, csrf }: { of: Applicant; csrf: string }) => {
  const seen = <Hidden name="seen" value={seenOf(joining)} />;
  const name = volunteerName(volunteer);
  const isFixed = joining.step === 'interview';
  return (
    <div class="quick no-print">
      <a class="button second" href={`tel:${volunteer.phone}`} aria-label={`Appeler ${name}`}>
        {frenchPhone(volunteer.phone)}
      </a>
      <PostForm action={`${applicantPath(volunteer)}/parle`} csrf={csrf}>
        {seen}
        <SubmitButton tone="second">
          {isFixed ? 'Reporté' : 'On s’est parlé'}
          <span class="hidden"> : {name}</span>
        </SubmitButton>
      </PostForm>
      <PostForm action={`${applicantPath(volunteer)}/sans-reponse`} csrf={csrf}>
        {seen}
        <SubmitButton tone="second">
          Pas de réponse<span class="hidden"> : {name}</span>
        </SubmitButton>
      </PostForm>
      <a class="button" href={`${applicantPath(volunteer)}/entretien`}>
        {isFixed ? 'Changer la date' : 'Entretien le…'}
        <span class="hidden"> : {name}</span>
      </a>
      <a class="button second" href={`${applicantPath(volunteer)}/decliner`}>
        Dire non<span class="hidden"> : {name}</span>
      </a>
    </div>
  );
};

const ApplicantRow = ({ of, town, now, csrf }: { of: Applicant; town: Town; now: Instant; csrf: string }) => {
  const { volunteer, joining } = of;
  const isPast =
    joining.step === 'interview' && joining.interviewAt !== undefined && joining.interviewAt < now;
  return (
    <li>
      <div>
        <p class="what">
          <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a>{' '}
          {isLate(joining, now) && <Badge tone="alert">En retard</Badge>}
        </p>
        <p class="facts-line">
          {waitWords(joining)}
          {joining.step === 'interview' ? '' : ` ${sinceWords(daysWaited(joining, now))}`}
          {(joining.step !== 'interview' || isPast) && (
            <>
              {joining.step === 'interview' ? ', à noter : ' : isLate(joining, now) ? ', ' : ', délai : '}
              <Clock due={joining.dueBy} now={now} />
            </>
          )}
          . {triesWords(joining)}
        </p>
        <p class="facts-line">
          {joining.step === 'file' ? fileWords(volunteer, town, now) : wishWords(volunteer, town)}
        </p>
      </div>
      {isPast && (
        <div class="quick no-print">
          <a class="button" href={`/benevoles/${volunteer.id}/piece?kind=interview`}>
            Noter l’entretien<span class="hidden"> de {volunteerName(volunteer)}</span>
          </a>
        </div>
      )}
      {joining.step === 'file' ? (
        <div class="quick no-print">
          <a class="button" href={`/benevoles/${volunteer.id}`}>
            Le dossier<span class="hidden"> : {volunteerName(volunteer)}</span>
          </a>
        </div>
      ) : (
        <OneTap of={of} csrf={csrf} />
      )}
    </li>
  );
};

const answeredWords = ({ answers: { of, inTime, medianDays }, town }: Applications): string => {
  const days = town.deadlines.applicantDays;
  const share = of < 5 ? TOO_FEW : `${percent(inTime / of)} (${inTime} sur ${of})`;
  const median = medianDays === null ? TOO_FEW : plural(medianDays, 'jour', 'jours').replace('.', ',');
  return `Premier mot dans les ${plural(days, 'jour ouvré', 'jours ouvrés')} : ${share}. Délai du milieu : ${median}.`;
};

/** Whoever waits for us, the most overdue first; one tap for each thing that may come of a call. */
export const CandidatesPage = ({
  frame,
  all,
  said,
}: {
  frame: Frame;
  all: Applications;
  said: string | undefined;
}) => {
  const { applicants, waitingForUs, town, now, today, late } = all;
  return (
    <DeskPage frame={frame} title="Recruter">
      <Said words={SAID} said={said} />
      {said === 'passe' && (
        <Notice tone="warn">La situation avait changé : la page montre où l’on en est.</Notice>
      )}
      <div class="head">
        <h1>Candidatures</h1>
        <a class="button no-print" href="/benevoles/nouveau">
          Noter une candidature
        </a>
      </div>
      <RecruitTabs here="applicants" />
      <p class="lead">
        {applicants.length === 0
          ? 'Personne n’attend.'
          : `${plural(applicants.length, 'personne attend', 'personnes attendent')}, ${late === 0 ? 'aucune en retard' : `dont ${late} en retard`}.`}{' '}
        Le premier mot est promis en {plural(town.deadlines.applicantDays, 'jour ouvré', 'jours ouvrés')}.
      </p>
      {applicants.length === 0 ? (
        <EmptyState title="Aucune candidature en cours.">
          Le formulaire public, les campagnes et le bureau arrivent ici, chacun avec son délai.
        </EmptyState>
      ) : (
        <Rows>
          {applicants.map((one) => (
            <ApplicantRow of={one} town={town} now={now} csrf={frame.csrf} />
          ))}
        </Rows>
      )}
      <h2>Actifs sans première mission</h2>
      {waitingForUs.length === 0 ? (
        <EmptyState title="Personne.">Qui est en pause n’est pas compté ici.</EmptyState>
      ) : (
        <Rows>
          {waitingForUs.map((one) => (
            <li>
              <div>
                <p class="what">
                  <a href={`/benevoles/${one.id}`}>{volunteerName(one)}</a>
                </p>
                <p class="facts-line">
                  {one.activeSince &&
                    `Actif ${sinceWords(daysBetween(dayOf(one.activeSince), today))} (${frenchDate(dayOf(one.activeSince))}). `}
                  {wishWords(one, town)}
                </p>
              </div>
            </li>
          ))}
        </Rows>
      )}
      <section class="figure">
        <h2>Délais</h2>
        <Facts
          of={[
            ['Depuis douze mois', answeredWords(all)],
            [
              'Comment c’est compté',
              'Le délai court en jours ouvrés, du lundi au vendredi, hors jours fériés ; un appel sans réponse ne l’arrête pas.',
            ],
          ]}
        />
      </section>
      <FunnelFigure rows={all.funnel} exact />
    </DeskPage>
  );
};
