import { capital } from '../../../../shared/french/french.ts';
import { isWritable, seniorName } from '../../../../shared/seniors/senior.ts';
import { ageOn, dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchDay, frenchMoment } from '../../../../shared/time/french.ts';
import type { Instant } from '../../../../shared/time/instant.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import { Badge, Facts, Moment, Notice, Timeline } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { Said } from '../../../web/said.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { NOTED } from '../edit/noted.ts';
import { CHANNEL_WORDS, CLOSE_WORDS, languageWords, SENIOR_STATE } from '../words.ts';
import { Around } from './around.tsx';
import { Absences, Change, Consents, Contacts, Exclusions, Notes, Picture } from './cards.tsx';
import type { Story } from './gather.ts';
import { storyOf } from './story.ts';

export type SeniorView = {
  readonly frame: Frame;
  readonly town: Town;
  readonly story: Story;
  readonly now: Instant;
  /** What was just written. */
  readonly said: string | undefined;
  readonly isCoordinator: boolean;
  /** Named to read the alert register: only they are shown a door to it, and what is behind is not said here. */
  readonly readsRegister: boolean;
};

/** Everything about one person on one page: what to know first, what is arranged, what happened. */
export const SeniorPage = (view: SeniorView) => {
  const { frame, story, now } = view;
  const { senior } = story;
  return (
    <DeskPage frame={frame} title={seniorName(senior)}>
      <p class="crumbs">
        <a href="/personnes">Personnes accompagnées</a>
      </p>
      <div class="head">
        <h1>{seniorName(senior)}</h1>
        <p>
          <Badge tone={senior.state === 'active' ? 'good' : senior.state === 'waiting' ? 'info' : 'neutral'}>
            {SENIOR_STATE[senior.state]}
          </Badge>{' '}
          {senior.sensitive && <Badge tone="alert">Sensible</Badge>}
        </p>
      </div>
      <Said words={NOTED} said={view.said} />
      <Warnings view={view} />
      <div class="columns">
        <div>
          <Identity view={view} />
          <Around view={view} />
          <section>
            <h2>Ce qui s’est passé</h2>
            <Timeline items={storyOf(story.events, story.team).slice(0, 60)} now={now} />
          </section>
        </div>
        <div>
          <Referent view={view} />
          <Consents view={view} />
          <Notes view={view} />
          <Picture view={view} />
          <Contacts view={view} />
          <Absences view={view} />
          <Exclusions view={view} />
          {view.readsRegister && <RegisterDoor view={view} />}
          {view.isCoordinator && <Acts view={view} />}
        </div>
      </div>
      <p class="quiet no-print">Page lue {frenchMoment(now)}.</p>
    </DeskPage>
  );
};

const Warnings = ({ view }: { view: SeniorView }) => {
  const { senior } = view.story;
  return (
    <>
      {senior.closed && (
        <Notice tone="warn" title={`Dossier clos : ${CLOSE_WORDS[senior.closed.reason]}`}>
          <p>
            Depuis le {frenchDate(dayOf(senior.closed.at))}, plus rien n’est prévu ni envoyé.{' '}
            {senior.closed.into && <a href={`/personnes/${senior.closed.into}`}>Voir le dossier réuni</a>}
          </p>
        </Notice>
      )}
      {senior.mergingInto && (
        <Notice tone="info">
          <p>
            Ce dossier est en train d’être réuni avec{' '}
            <a href={`/personnes/${senior.mergingInto}`}>celui-ci</a>.
          </p>
        </Notice>
      )}
      {senior.sensitive && (
        <Notice tone="alert" title="Situation sensible">
          <p>
            Ni SMS, ni courrier, ni appel au domicile. Seul chemin :{' '}
            <strong>{senior.sensitive.safeChannel.replace(/\.$/, '')}</strong>.
          </p>
        </Notice>
      )}
      {senior.state === 'waiting' && (
        <Notice>
          <p>
            On ne lui a encore rien demandé : rien ne peut être organisé.{' '}
            <a href={`/personnes/${senior.id}/accueil`}>Noter la rencontre et ses réponses</a>
          </p>
        </Notice>
      )}
    </>
  );
};

const Identity = ({ view }: { view: SeniorView }) => {
  const { senior } = view.story;
  const sector = view.town.sectors.find(({ code }) => code === senior.address.sector)?.name;
  const { address } = senior;
  return (
    <section class="card">
      <Facts
        of={[
          [
            'Naissance',
            senior.birthDay &&
              `${frenchDate(senior.birthDay)} (${ageOn(senior.birthDay, dayOf(view.now))} ans)`,
          ],
          ['Nom de naissance', senior.birthName],
          [
            'Adresse',
            <>
              {address.line}
              {address.complement && `, ${address.complement}`}{' '}
              {address.precision === 'unknown' && <Badge tone="warn">à confirmer</Badge>}
            </>,
          ],
          ['Commune', [address.postcode, address.city].filter(Boolean).join(' ')],
          ['Code de la porte', address.doorCode],
          ['Secteur', sector ?? 'à préciser'],
          ...senior.phones.map(
            ({ phone, label }) =>
              [
                label === '' ? 'Téléphone' : capital(label),
                senior.sensitive ? <>numéro du domicile, à ne pas appeler</> : <PhoneLink phone={phone} />,
              ] as const,
          ),
          ['Courriel', senior.email],
          ['Préfère', CHANNEL_WORDS[senior.preferredChannel]],
          ['Langues', languageWords(senior.languages)],
          [
            'Dernier contact',
            senior.lastContactAt ? <Moment at={senior.lastContactAt} now={view.now} /> : 'inconnu',
          ],
          ['À recontacter', senior.recontactOn && frenchDay(senior.recontactOn)],
        ]}
      />
      <div class="actions no-print">
        <Change view={view} path="identite" label="Modifier l’identité" />
        <Change view={view} path="adresse" label="Modifier l’adresse" />
      </div>
    </section>
  );
};

const Referent = ({ view }: { view: SeniorView }) => {
  const referent = view.story.team.get(view.story.senior.referentId ?? '');
  return (
    <section class="card">
      <h2>Référent</h2>
      <p>{referent ? `${referent.name}, ${referent.organisation}` : 'Personne encore.'}</p>
      {view.isCoordinator && <Change view={view} path="referent" label="Passer le relais" />}
    </section>
  );
};

const RegisterDoor = ({ view }: { view: SeniorView }) => (
  <section class="card no-print">
    <h2>Registre d’alerte</h2>
    <p class="quiet">Une lecture à part, qui est notée.</p>
    <PostForm action={`/registre/dossier/${view.story.senior.id}/ouvrir`} csrf={view.frame.csrf}>
      <SubmitButton tone="second">Chercher sa fiche</SubmitButton>
    </PostForm>
  </section>
);

const Acts = ({ view }: { view: SeniorView }) => {
  const { senior } = view.story;
  const base = `/personnes/${senior.id}`;
  return (
    <section class="card no-print">
      <h2>Ce dossier</h2>
      <ul>
        <li>
          <a href={`${base}/accords/lettre`}>Imprimer ce qu’elle a accepté</a>
        </li>
        <li>
          <a href={`${base}/mots`}>Ses mots de remerciement pour les bénévoles</a>
        </li>
        {isWritable(senior) && (
          <li>
            <a href={`${base}/doublons`}>Chercher un doublon, réunir deux dossiers</a>
          </li>
        )}
        <li>
          <a href={`${base}/cloture`}>
            {senior.state === 'closed' ? 'Rouvrir le dossier' : 'Décès, déménagement, souhait d’arrêter'}
          </a>
        </li>
      </ul>
    </section>
  );
};
