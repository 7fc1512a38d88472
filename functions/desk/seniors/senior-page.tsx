import { isConsentGiven } from '../../../shared/consents/consent.ts';
import { CONSENT_STATE_WORDS, HOW_WORDS, PURPOSE_WORDS } from '../../../shared/consents/decide-consent.ts';
import { healthAdvice } from '../../../shared/seniors/health-words.ts';
import { scoreFourCircles } from '../../../shared/seniors/picture/four-circles.ts';
import { scoreLsns6 } from '../../../shared/seniors/picture/lsns6.ts';
import { isWritable, seniorName } from '../../../shared/seniors/senior.ts';
import { ageOn, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate, frenchDay, frenchMoment } from '../../../shared/time/french.ts';
import type { Instant } from '../../../shared/time/instant.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { Badge, Facts, Notice, Timeline } from '../../web/components.tsx';
import { PhoneLink } from '../../web/layout.tsx';
import { DeskPage, type Frame } from '../layout.tsx';
import type { Story } from './gather.ts';
import { Around } from './senior-around.tsx';
import { storyOf } from './story.ts';
import { CHANNEL_WORDS, CLOSE_WORDS, languageWords, NEED_WORDS, SENIOR_STATE } from './words.ts';

export type SeniorView = {
  readonly frame: Frame;
  readonly town: Town;
  readonly story: Story;
  readonly now: Instant;
  readonly isCoordinator: boolean;
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
      <Warnings view={view} />
      <div class="columns">
        <div>
          <Identity view={view} />
          <Around view={view} />
          <section>
            <h2>Ce qui s’est passé</h2>
            <Timeline items={storyOf(story.events, story.team).slice(0, 60)} />
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
            <strong>{senior.sensitive.safeChannel}</strong>.
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

const Change = ({ view, path, label }: { view: SeniorView; path: string; label: string }) =>
  isWritable(view.story.senior) ? (
    <p class="no-print">
      <a href={`/personnes/${view.story.senior.id}/${path}`}>{label}</a>
    </p>
  ) : null;

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
                label || 'Téléphone',
                senior.sensitive ? <>numéro du domicile, à ne pas appeler</> : <PhoneLink phone={phone} />,
              ] as const,
          ),
          ['Courriel', senior.email],
          ['Préfère', CHANNEL_WORDS[senior.preferredChannel]],
          ['Langues', languageWords(senior.languages)],
          ['Dernier contact', senior.lastContactAt ? frenchMoment(senior.lastContactAt) : 'inconnu'],
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

const Consents = ({ view }: { view: SeniorView }) => (
  <section class="card">
    <h2>Accords</h2>
    {view.story.consents.length === 0 ? (
      <p class="quiet">Rien n’a encore été demandé.</p>
    ) : (
      <ul>
        {view.story.consents.map((consent) => (
          <li>
            {PURPOSE_WORDS[consent.purpose].name} :{' '}
            <Badge tone={isConsentGiven(consent, view.now) ? 'good' : 'neutral'}>
              {consent.state === 'given' && !isConsentGiven(consent, view.now)
                ? 'Accord arrivé à sa fin'
                : CONSENT_STATE_WORDS[consent.state]}
            </Badge>
            <span class="quiet">
              {' '}
              {HOW_WORDS[consent.how]}, le {frenchDate(dayOf(consent.at))}, noté par{' '}
              {view.story.team.get(consent.by.id)?.name ?? 'la plateforme'}
            </span>
          </li>
        ))}
      </ul>
    )}
    <Change view={view} path="accords" label="Noter ou retirer un accord" />
  </section>
);

const Notes = ({ view }: { view: SeniorView }) => {
  const { senior } = view.story;
  const advice = healthAdvice(senior.practicalNotes);
  return (
    <section class="card">
      <h2>Pour bien venir</h2>
      {advice && <Notice tone="warn">{advice}</Notice>}
      <Facts
        of={[
          ['Notes pratiques', senior.practicalNotes],
          ['Logement', senior.needs.map((need) => NEED_WORDS[need]).join(', ')],
          ['Souhaits', senior.wishes],
          ['Aimerait offrir', senior.gives],
        ]}
      />
      <Change view={view} path="notes" label="Modifier" />
    </section>
  );
};

const Picture = ({ view }: { view: SeniorView }) => {
  const [last] = [...view.story.pictures].sort((a, b) => (a.at < b.at ? 1 : -1));
  return (
    <section class="card">
      <h2>Ses liens</h2>
      {last ? (
        <PictureWords picture={last} />
      ) : (
        <p class="quiet">Pas encore demandé. C’est toujours facultatif.</p>
      )}
      <Change view={view} path="liens" label="Poser les questions, voir l’évolution" />
    </section>
  );
};

/** A picture in words: never a number alone, never a total that is not one. */
export const PictureWords = ({ picture }: { picture: Story['pictures'][number] }) => {
  const on = frenchDate(dayOf(picture.at));
  if (picture.instrument === 'four-circles') {
    const score = scoreFourCircles(picture.answers);
    if (score.emptyCircles === undefined)
      return (
        <p>
          Quatre cercles, le {on} : {score.answered} réponse(s) sur 4. Pas de total.
        </p>
      );
    return (
      <p>
        Quatre cercles, le {on} : {score.emptyCircles} cercle(s) vide(s) sur 4.{' '}
        {score.allEmpty && <strong>Personne dans l’entourage : à voir en priorité.</strong>}
      </p>
    );
  }
  const score = scoreLsns6(picture.answers);
  return score.total === undefined ? (
    <p>
      LSNS-6, le {on} : {score.answered} réponse(s) sur 6. Pas de total.
    </p>
  ) : (
    <p>
      LSNS-6, le {on} : {score.total} sur 30.{' '}
      {score.atRisk && <strong>Moins de 12 : risque d’isolement.</strong>}
    </p>
  );
};

const Contacts = ({ view }: { view: SeniorView }) => {
  const { senior } = view.story;
  return (
    <section class="card">
      <h2>Personnes à prévenir</h2>
      {senior.emergencyContacts.length === 0 ? (
        <p class="quiet">Aucune n’est notée.</p>
      ) : (
        <ul>
          {senior.emergencyContacts.map((contact) => (
            <li>
              {contact.name} ({contact.link}) : <PhoneLink phone={contact.phone} />
            </li>
          ))}
        </ul>
      )}
      <Change view={view} path="contacts" label="Modifier" />
    </section>
  );
};

const Absences = ({ view }: { view: SeniorView }) => (
  <section class="card">
    <h2>Absences</h2>
    {view.story.senior.absences.length === 0 ? (
      <p class="quiet">Aucune absence prévue.</p>
    ) : (
      <ul>
        {view.story.senior.absences.map((absence) => (
          <li>
            du {frenchDay(absence.from)} au {frenchDay(absence.to)}
          </li>
        ))}
      </ul>
    )}
    <Change view={view} path="absences" label="Modifier" />
  </section>
);

const Exclusions = ({ view }: { view: SeniorView }) => {
  const names = (view.story.senior.exclusions ?? []).map(
    (id) => view.story.volunteers.get(id) ?? 'Un bénévole',
  );
  return (
    <section class="card">
      <h2>Ne plus envoyer</h2>
      <p class={names.length === 0 ? 'quiet' : ''}>{names.length === 0 ? 'Personne.' : names.join(', ')}</p>
      {view.isCoordinator && <Change view={view} path="exclusions" label="Modifier" />}
    </section>
  );
};

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
