import type { Child } from 'hono/jsx';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import { dayOf } from '../../../shared/time/civil.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { STATE_NAMES } from '../../../shared/volunteers/path.ts';
import { missingSentence, notReady } from '../../../shared/volunteers/requirements.ts';
import { leaveReasonSchema, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { LEAVE_REASON_NAMES } from '../../../shared/volunteers/words.ts';
import { Badge, Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Said } from '../../web/said.tsx';
import { hoursPath } from '../engagement/recognition/attestations/pages.tsx';
import { RECRUIT } from '../engagement/recruitment/words.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { Activity, History, Messages, Tasks } from './activity.tsx';
import { Company } from './company.tsx';
import { FileCard, Requirements, WeekCard } from './file.tsx';
import { STATE_TONES } from './list-page.tsx';
import type { Story } from './read.ts';
import { TextsStanding } from './texts-standing.tsx';

export type VolunteerPageProps = {
  readonly frame: Frame;
  readonly town: Town;
  readonly story: Story;
  readonly now: Instant;
  /** Who may only read (data protection officer) sees no form. */
  readonly mayAct: boolean;
  readonly said: string | undefined;
  readonly problem: string | undefined;
};

/** Sentences of what was just done, by the word in the address. */
const SAID: Readonly<Record<string, string>> = {
  enregistre: 'Enregistré.',
  actif: 'Devient bénévole actif. Le SMS de bienvenue part.',
  pause: 'La pause est notée. Propositions closes, missions de la période rendues.',
  reprise: 'La pause est terminée.',
  depart: 'Le départ est noté. Tout ce qui était prévu est repris.',
  retour: 'De retour parmi les candidatures.',
  lien: 'Le lien part par SMS.',
  'telephone-perdu': 'Aucun lien d’avant ne s’ouvre plus, et aucun SMS ne part vers ce numéro.',
  'numero-sur': 'Les SMS peuvent reprendre. Envoyez-lui le lien « Mon espace » : ses missions l’y attendent.',
  'numero-perdu': 'Rien n’est parti : son téléphone est noté perdu.',
  'sans-sms': 'Noté : plus aucun SMS.',
  sms: 'Noté : les SMS peuvent reprendre.',
  binome: 'Le binôme est noté des deux côtés.',
};

const Act = ({
  props,
  path,
  children,
  tone = 'second',
}: {
  props: VolunteerPageProps;
  path: string;
  children?: Child;
  tone?: 'first' | 'second' | 'plain';
}) => (
  <PostForm action={`/benevoles/${props.story.volunteer.id}/${path}`} csrf={props.frame.csrf}>
    <SubmitButton tone={tone}>{children}</SubmitButton>
  </PostForm>
);

/** The one next thing to do, for each state. */
const NextAct = (props: VolunteerPageProps) => {
  const { story, town, now } = props;
  const { volunteer } = story;
  const at = `/benevoles/${volunteer.id}`;
  const call = (
    <a class="button" href={`tel:${volunteer.phone}`}>
      Appeler le {frenchPhone(volunteer.phone)}
    </a>
  );
  switch (volunteer.state) {
    case 'candidate':
      return (
        <Notice title="À faire : appeler, puis noter l’entretien">
          <div class="actions">
            {call}
            <a class="button second" href={`${at}/piece?kind=interview`}>
              Noter l’entretien
            </a>
            <a class="button second" href={RECRUIT}>
              Fixer une date, répondre
            </a>
          </div>
        </Notice>
      );
    case 'interviewed': {
      const lacking = notReady(volunteer, town, dayOf(now));
      if (!lacking)
        return (
          <Notice tone="good" title="Le dossier est en ordre">
            <Act props={props} path="activer" tone="first">
              Rendre actif
            </Act>
          </Notice>
        );
      return (
        <Notice title="Avant de devenir actif">
          {lacking.reason === 'no-programme' ? (
            <p>
              Aucun type de mission choisi. <a href={`${at}/modifier`}>Compléter la fiche</a>
            </p>
          ) : (
            <ul>
              {lacking.missing.map((one) => (
                <li>
                  <a href={`${at}/piece?kind=${one.kind}`}>{missingSentence(one)}</a>
                </li>
              ))}
            </ul>
          )}
        </Notice>
      );
    }
    case 'paused':
      return (
        <Notice
          tone="warn"
          title={
            volunteer.pausedUntil
              ? `En pause jusqu’au ${frenchDate(volunteer.pausedUntil)} inclus`
              : 'En pause, sans date de fin'
          }
        >
          <Act props={props} path="reprendre">
            Terminer la pause
          </Act>
        </Notice>
      );
    case 'leaving':
      return <Notice>Le départ est en cours : missions et binômes sont repris dans la minute.</Notice>;
    case 'left': {
      const reason = leaveReasonSchema.safeParse(volunteer.left?.reason).data ?? 'not-said';
      return (
        <Notice
          tone="neutral"
          title={`Parti le ${volunteer.left ? frenchDate(volunteer.left.on) : '(date inconnue)'} : ${LEAVE_REASON_NAMES[reason]}`}
        >
          <Act props={props} path="revenir">
            Reprendre sa candidature
          </Act>
        </Notice>
      );
    }
    case 'active':
      return null;
  }
};

const Acts = (props: VolunteerPageProps) => {
  const { volunteer } = props.story;
  const at = `/benevoles/${volunteer.id}`;
  const isHere = volunteer.state !== 'left' && volunteer.state !== 'leaving';
  return (
    <div class="actions no-print">
      {volunteer.state !== 'candidate' && !volunteer.phoneLostAt && (
        <a class="button" href={`tel:${volunteer.phone}`}>
          Appeler
        </a>
      )}
      <a class="button second" href={`${at}/modifier`}>
        Modifier la fiche
      </a>
      {isHere && !volunteer.phoneLostAt && (
        <Act props={props} path="lien">
          Envoyer le lien « Mon espace »
        </Act>
      )}
      {(volunteer.state === 'active' || volunteer.state === 'paused') && (
        <a class="button second" href={`${at}/pause`}>
          Pause
        </a>
      )}
      {isHere && (
        <a class="button second" href={`${at}/depart`}>
          Départ
        </a>
      )}
      {volunteer.state !== 'candidate' && volunteer.state !== 'interviewed' && (
        <a class="button second" href={hoursPath(volunteer.id)}>
          Heures, attestation
        </a>
      )}
      {isHere && volunteer.state !== 'candidate' && !volunteer.phoneLostAt && (
        <a class="button second" href={`${at}/telephone-perdu`}>
          Téléphone perdu
        </a>
      )}
      {volunteer.optedOutAt ? (
        <Act props={props} path="avec-sms" tone="plain">
          Noter son accord pour les SMS
        </Act>
      ) : (
        <Act props={props} path="sans-sms" tone="plain">
          Noter son refus des SMS
        </Act>
      )}
    </div>
  );
};

/** A volunteer's whole story on one page: what to do now, then what is arranged, then what happened. */
export const VolunteerPage = (props: VolunteerPageProps) => {
  const { frame, story, said, problem, mayAct } = props;
  const { volunteer } = story;
  return (
    <DeskPage frame={frame} title={volunteerName(volunteer)}>
      <p class="crumbs">
        <a href={`/benevoles?etat=${volunteer.state}`}>Bénévoles</a>
      </p>
      <Said words={SAID} said={said} />
      {problem && <Notice tone="alert">{problem}</Notice>}
      <div class="head">
        <h1>
          {volunteerName(volunteer)}{' '}
          <Badge tone={STATE_TONES[volunteer.state]}>{STATE_NAMES[volunteer.state]}</Badge>
        </h1>
      </div>
      <TextsStanding volunteer={volunteer} csrf={frame.csrf} mayAct={mayAct} />
      {mayAct && <NextAct {...props} />}
      {mayAct && <Acts {...props} />}
      <div class="columns">
        <div>
          <Activity {...props} />
          <Tasks {...props} />
          <History {...props} />
        </div>
        <div>
          <FileCard {...props} />
          <Requirements {...props} />
          <WeekCard {...props} />
          <Company {...props} />
          <Messages {...props} />
        </div>
      </div>
    </DeskPage>
  );
};
