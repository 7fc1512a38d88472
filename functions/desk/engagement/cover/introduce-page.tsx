import type { IntroduceRefusal } from '../../../../shared/engagement/cover/introduce.ts';
import type { Mission } from '../../../../shared/missions/mission.ts';
import { type Senior, seniorName } from '../../../../shared/seniors/senior.ts';
import type { Service } from '../../../../shared/services/service.ts';
import { frenchDay, frenchTime } from '../../../../shared/time/french.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../../web/components.tsx';
import { Check, Choice, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../../web/fields.tsx';
import type { FormState } from '../../../web/form.ts';
import { seniorPath, volunteerPath } from '../../day/people.ts';
import { DeskPage, type Frame } from '../../layout.tsx';
import { introducePath, RELAY } from './words.ts';

export const INTRODUCE_SENTENCES: Readonly<Record<Exclude<IntroduceRefusal['reason'], 'rule'>, string>> = {
  unknown: 'Cet accompagnement, ou ce bénévole, n’existe plus.',
  'not-open': 'Cet accompagnement n’est pas en cours.',
  stopped: 'La personne n’a pas donné son accord à ces visites, ou l’a repris.',
  'visit-gone': 'Cette visite a changé entre-temps : choisissez-en une autre.',
  'by-phone':
    'Un appel se fait seul : associez cette personne, puis notez leur rencontre sur l’accompagnement.',
  'two-already': 'Cette visite se fait déjà à deux, ou dans une tournée : choisissez-en une autre.',
  'too-soon': 'Cette visite est dans moins de deux jours : choisissez-en une plus tard.',
  'already-known': 'Cette personne lui est déjà présentée.',
  pending: 'Une présentation est déjà prévue à une autre visite.',
  'too-many': 'Trois bénévoles au plus pour une même personne.',
  'no-text': 'Ce bénévole ne reçoit pas de SMS : appelez-le, puis notez leur rencontre sur l’accompagnement.',
};

/** One of her visits ahead: who goes, and what would keep this volunteer from it. */
export type Chance = {
  readonly mission: Mission;
  readonly goes: Volunteer | undefined;
  readonly whyNot: string | undefined;
};

const when = ({ day, time }: Mission): string => `${frenchDay(day)} à ${frenchTime(time)}`;

export type IntroducePageProps = {
  readonly frame: Frame;
  readonly service: Service;
  readonly senior: Senior;
  readonly backup: Volunteer;
  readonly chances: readonly Chance[];
  readonly form: FormState;
};

/** A second visitor comes along to one of her visits: which, and who has been told. */
export const IntroducePage = ({ frame, service, senior, backup, chances, form }: IntroducePageProps) => {
  const open = chances.filter(({ whyNot }) => whyNot === undefined);
  const closed = chances.filter(({ whyNot }) => whyNot !== undefined);
  const name = volunteerName(backup);
  return (
    <DeskPage frame={frame} title={`Présenter ${name}`} hasProblems={form.problems.length > 0}>
      <nav class="crumbs no-print" aria-label="Fil d’Ariane">
        <a href={RELAY}>Relais</a> › <a href={`/services/${service.id}`}>{seniorName(senior)}</a>
      </nav>
      <ErrorSummary form={form} />
      <h1>
        Présenter {name} à {seniorName(senior)}
      </h1>
      <p class="lead">
        <a href={volunteerPath(backup.id)}>{name}</a> accompagne une visite déjà prévue chez{' '}
        <a href={seniorPath(senior.id)}>{seniorName(senior)}</a> : elle se fait à deux, cette fois-là
        seulement.
      </p>
      {open.length === 0 ? (
        <Notice tone="warn">
          Aucune visite des prochaines semaines ne convient. Une visite se choisit deux jours à l’avance au
          moins, et ne doit pas déjà se faire à deux.
        </Notice>
      ) : (
        <PostForm action={introducePath(service)} csrf={frame.csrf}>
          <Hidden name="volunteerId" value={backup.id} />
          <Choice
            form={form}
            name="missionId"
            label="À quelle visite ?"
            options={open.map(({ mission, goes }) => ({
              value: mission.id,
              label: when(mission),
              hint: goes ? `${volunteerName(goes)} y va` : 'personne n’a encore dit oui pour cette visite',
            }))}
          />
          <Check
            form={form}
            name="agreed"
            label={`J’en ai parlé avec ${seniorName(senior)} et avec la personne qui vient d’habitude : elles sont d’accord.`}
          />
          <p class="quiet">
            {name} reçoit la proposition par SMS et répond oui ou non. En cas de non, la visite se fait comme
            d’habitude et rien ne vous est demandé ; leur rencontre est notée avec le compte rendu.
          </p>
          <SubmitButton>Prévoir la présentation</SubmitButton>
        </PostForm>
      )}
      {closed.length > 0 && (
        <section>
          <h2>Pas à ces visites</h2>
          <ul>
            {closed.map(({ mission, whyNot }) => (
              <li>
                {when(mission)}&nbsp;: {whyNot}
              </li>
            ))}
          </ul>
        </section>
      )}
    </DeskPage>
  );
};
