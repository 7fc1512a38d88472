import { isConsentGiven } from '../../../../shared/consents/consent.ts';
import { CONSENT_STATE_WORDS, HOW_WORDS, PURPOSE_WORDS } from '../../../../shared/consents/decide-consent.ts';
import { healthAdvice } from '../../../../shared/seniors/health-words.ts';
import { scoreFourCircles } from '../../../../shared/seniors/picture/four-circles.ts';
import { scoreLsns6 } from '../../../../shared/seniors/picture/lsns6.ts';
import { isWritable } from '../../../../shared/seniors/senior.ts';
import { subjectWords } from '../../../../shared/seniors/subjects.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate, frenchDay } from '../../../../shared/time/french.ts';
import { Badge, Facts, Notice } from '../../../web/components.tsx';
import { PhoneLink } from '../../../web/layout.tsx';
import { NEED_WORDS } from '../words.ts';
import type { Story } from './gather.ts';
import type { SeniorView } from './page.tsx';

/** The way to write this part, while the file may be written. */
export const Change = ({ view, path, label }: { view: SeniorView; path: string; label: string }) =>
  isWritable(view.story.senior) ? (
    <p class="no-print">
      <a href={`/personnes/${view.story.senior.id}/${path}`}>{label}</a>
    </p>
  ) : null;

export const Consents = ({ view }: { view: SeniorView }) => (
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

export const Notes = ({ view }: { view: SeniorView }) => {
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
          ['Aime', subjectWords(senior.subjects)],
          ['Aimerait offrir', senior.gives],
        ]}
      />
      <Change view={view} path="notes" label="Modifier" />
    </section>
  );
};

export const Picture = ({ view }: { view: SeniorView }) => {
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

const some = (count: number, one: string, many = `${one}s`): string =>
  `${count}\u00a0${count > 1 ? many : one}`;

/** A picture in words: never a number alone, never a total that is not one. */
export const PictureWords = ({ picture }: { picture: Story['pictures'][number] }) => {
  const on = frenchDate(dayOf(picture.at));
  if (picture.instrument === 'four-circles') {
    const score = scoreFourCircles(picture.answers);
    if (score.emptyCircles === undefined)
      return (
        <p>
          Quatre cercles, le {on} : {some(score.answered, 'réponse')} sur 4. Pas de total.
        </p>
      );
    return (
      <p>
        Quatre cercles, le {on} : {some(score.emptyCircles, 'cercle vide', 'cercles vides')} sur 4.{' '}
        {score.allEmpty && <strong>Personne dans l’entourage : à voir en priorité.</strong>}
      </p>
    );
  }
  const score = scoreLsns6(picture.answers);
  return score.total === undefined ? (
    <p>
      LSNS-6, le {on} : {some(score.answered, 'réponse')} sur 6. Pas de total.
    </p>
  ) : (
    <p>
      LSNS-6, le {on} : {score.total} sur 30.{' '}
      {score.atRisk && <strong>Moins de 12 : risque d’isolement.</strong>}
    </p>
  );
};

export const Contacts = ({ view }: { view: SeniorView }) => {
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

export const Absences = ({ view }: { view: SeniorView }) => (
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

export const Exclusions = ({ view }: { view: SeniorView }) => {
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
