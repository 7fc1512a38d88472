import { frenchPhone } from '../../../shared/phone/phone.ts';
import { type CivilDay, dayOf } from '../../../shared/time/civil.ts';
import { frenchDate, frenchDay } from '../../../shared/time/french.ts';
import { REQUIREMENT_NAMES, requirementOf } from '../../../shared/volunteers/requirements.ts';
import type { Exception, Volunteer } from '../../../shared/volunteers/volunteer.ts';
import { EmptyState, Facts, Notice } from '../../web/components.tsx';
import { Choice, DateField, ErrorSummary, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { Back } from './missions-page.tsx';
import type { Question } from './questions.tsx';
import type { Space } from './space.ts';

/** One question, what is known already, one button. */
export const QuestionPage = ({
  space,
  question,
  form,
}: {
  space: Space;
  question: Pick<Question, 'path' | 'title' | 'why' | 'fields'>;
  form: FormState;
}) => (
  <Page title={question.title} hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={form} />
    <h1>{question.title}</h1>
    {question.why && <p>{question.why}</p>}
    <PostForm action={`/espace/${question.path}`} csrf={space.frame.csrf}>
      {question.fields({ form, me: space.me, town: space.town })}
      <SubmitButton wide>Enregistrer</SubmitButton>
    </PostForm>
  </Page>
);

const span = (one: Exception): string => {
  const half = one.half === 'am' ? ', le matin' : one.half === 'pm' ? ', l’après-midi' : '';
  return one.from === one.to
    ? `${frenchDay(one.from)}${half}`
    : `du ${frenchDay(one.from)} au ${frenchDay(one.to)}${half}`;
};

export const AbsencesPage = ({
  space,
  form,
  current,
}: {
  space: Space;
  form: FormState;
  current: readonly Exception[];
}) => (
  <Page title="Absences et jours en plus" hasProblems={form.problems.length > 0} {...space.frame}>
    <Back />
    <ErrorSummary form={form} />
    <h1>Absences et jours en plus</h1>
    {current.length === 0 ? (
      <EmptyState title="Rien de noté">Votre semaine ordinaire suffit, le reste du temps.</EmptyState>
    ) : (
      <ul class="visits">
        {current.map((one) => (
          <li>
            <p>
              <strong>{one.kind === 'away' ? 'Absence' : 'Libre en plus'}</strong> : {span(one)}
            </p>
            <PostForm action="/espace/absences/retirer" csrf={space.frame.csrf}>
              <Hidden name="kind" value={one.kind} />
              <Hidden name="from" value={one.from} />
              <Hidden name="to" value={one.to} />
              {one.half && <Hidden name="half" value={one.half} />}
              <SubmitButton tone="plain">
                Retirer<span class="hidden"> {span(one)}</span>
              </SubmitButton>
            </PostForm>
          </li>
        ))}
      </ul>
    )}
    <h2>En noter une</h2>
    <PostForm action="/espace/absences" csrf={space.frame.csrf}>
      <Choice
        form={form}
        name="kind"
        label="C’est"
        options={[
          { value: 'away', label: 'une absence' },
          { value: 'free', label: 'du temps libre en plus de ma semaine ordinaire' },
        ]}
      />
      <DateField form={form} name="from" label="Premier jour" />
      <DateField form={form} name="to" label="Dernier jour" hint="Le même, pour un seul jour." optional />
      <Choice
        form={form}
        name="half"
        label="Quand, dans la journée"
        options={[
          { value: 'day', label: 'toute la journée' },
          { value: 'am', label: 'le matin' },
          { value: 'pm', label: 'l’après-midi' },
        ]}
      />
      <SubmitButton wide>Noter</SubmitButton>
    </PostForm>
    <p class="quiet">
      Une mission que vous avez déjà acceptée n’est pas rendue par une absence : ouvrez-la pour la rendre, ou
      faites une <a href="/espace/pause">pause</a>.
    </p>
  </Page>
);

export const SmsPage = ({ space }: { space: Space }) => {
  const { me, town, frame } = space;
  return (
    <Page title="Nos SMS" {...frame}>
      <Back />
      {me.optedOutAt ? (
        <>
          <h1>Recevoir de nouveau nos SMS ?</h1>
          <p>
            Ils arriveraient au {frenchPhone(me.phone)} : propositions, rappels, confirmations. Jamais de
            publicité.
          </p>
          <PostForm action="/espace/sms" csrf={frame.csrf}>
            <SubmitButton wide name="sms" value="in">
              Recevoir de nouveau les SMS
            </SubmitButton>
          </PostForm>
        </>
      ) : (
        <>
          <h1>Ne plus recevoir de SMS ?</h1>
          <p>
            Dès maintenant, plus aucun SMS au {frenchPhone(me.phone)}. Vous restez bénévole : nous vous
            appelons pour convenir d’une autre façon de nous parler. Vous pourrez changer d’avis ici ou au{' '}
            <PhoneLink phone={town.phone} />.
          </p>
          <PostForm action="/espace/sms" csrf={frame.csrf}>
            <SubmitButton wide name="sms" value="out">
              Ne plus recevoir de SMS
            </SubmitButton>
          </PostForm>
        </>
      )}
    </Page>
  );
};

export const DataPage = ({ space, today }: { space: Space; today: CivilDay }) => {
  const { me, town } = space;
  const kinds = [...new Set(me.requirements.map(({ kind }) => kind))];
  return (
    <Page title="Mes données" {...space.frame}>
      <Back />
      <h1>Mes données</h1>
      <p>
        Elles servent à vous proposer des missions qui vous conviennent, et à rien d’autre. Seule la
        coordination les lit. Elles sont effacées deux ans après votre départ.
      </p>
      <div class="card">
        <Facts
          of={[
            ['Nom', `${me.firstName} ${me.lastName}`],
            ['Téléphone', frenchPhone(me.phone)],
            ['Adresse électronique', me.email],
            ['Adresse', me.address.line],
            ['Candidature', frenchDate(dayOf(me.appliedAt))],
            ...kinds.map((kind) => [REQUIREMENT_NAMES[kind], requirementWords(me, kind, today)] as const),
          ]}
        />
      </div>
      <p>
        De l’extrait de casier judiciaire, nous notons seulement qu’il a été vu, et quand. Personne ici ne
        garde de copie.
      </p>
      <p>
        <a class="button" href="/espace/donnees.json" download="mes-donnees.json">
          Télécharger toutes mes données
        </a>
      </p>
      <p>
        Le fichier contient aussi vos missions, les propositions reçues, vos réponses, nos messages et chaque
        changement de votre fiche. Aucun nom de personne visitée n’y figure.
      </p>
      <h2>Corriger, effacer, s’opposer</h2>
      <p>
        <a href="/espace/coordonnees">Corriger mes coordonnées</a>. Pour effacer vos données ou vous opposer à
        leur usage, appelez le <PhoneLink phone={town.phone} /> : la réponse vient en moins d’un mois.
      </p>
    </Page>
  );
};

const requirementWords = (me: Volunteer, kind: Parameters<typeof requirementOf>[1], today: CivilDay) => {
  const held = requirementOf(me, kind);
  if (!held) return undefined;
  const end = held.validUntil
    ? held.validUntil < today
      ? `, à renouveler depuis le ${frenchDate(held.validUntil)}`
      : `, valable jusqu’au ${frenchDate(held.validUntil)}`
    : '';
  return `${frenchDate(held.on)}${end}`;
};

export const CalendarPage = ({ space, url }: { space: Space; url: string | undefined }) => (
  <Page title="Mes missions dans mon agenda" {...space.frame}>
    <Back />
    <h1>Mes missions dans mon agenda</h1>
    <p>
      Une adresse privée que votre agenda lit de lui-même. Elle donne le jour, l’heure et le quartier. Aucun
      nom, aucune adresse de personne n’y figure.
    </p>
    {url ? (
      <>
        <p>
          <a class="button wide" href={url.replace(/^https?:/, 'webcal:')}>
            Ajouter à mon agenda
          </a>
        </p>
        <p>Ou copiez cette adresse dans votre agenda, sous « s’abonner » :</p>
        <code class="code">{url}</code>
        <Notice tone="warn">
          Qui connaît cette adresse voit vos jours de mission. Si elle a circulé, changez-la.
        </Notice>
        <div class="twin">
          <PostForm action="/espace/calendrier" csrf={space.frame.csrf}>
            <SubmitButton tone="second" name="calendar" value="open">
              Changer l’adresse
            </SubmitButton>
          </PostForm>
          <PostForm action="/espace/calendrier" csrf={space.frame.csrf}>
            <SubmitButton tone="second" name="calendar" value="close">
              Fermer cet agenda
            </SubmitButton>
          </PostForm>
        </div>
      </>
    ) : (
      <PostForm action="/espace/calendrier" csrf={space.frame.csrf}>
        <SubmitButton wide name="calendar" value="open">
          Ouvrir mon adresse privée
        </SubmitButton>
      </PostForm>
    )}
  </Page>
);

export const CompanyPage = ({ space, partner }: { space: Space; partner: string | undefined }) => (
  <Page title="Binôme et personnes à éviter" {...space.frame}>
    <Back />
    <h1>Binôme et personnes à éviter</h1>
    <h2>Binôme</h2>
    {partner ? (
      <p>
        Vous formez un binôme avec <strong>{partner}</strong> : les mêmes personnes vous connaissent toutes et
        tous les deux, et l’une prend le relais de l’autre.
      </p>
    ) : (
      <>
        <p>
          À deux, le lien tient quand l’un s’absente. Venez avec une amie, un proche, ou nous cherchons avec
          vous.
        </p>
        <PostForm action="/espace/binome" csrf={space.frame.csrf}>
          <SubmitButton tone="second">Demander un binôme : appelez-moi</SubmitButton>
        </PostForm>
      </>
    )}
    <h2>Personnes à éviter</h2>
    <p>
      {space.me.exclusions.length === 0
        ? 'Rien de noté.'
        : space.me.exclusions.length === 1
          ? 'Il y a une personne chez qui nous ne vous proposons plus d’aller.'
          : `Il y a ${space.me.exclusions.length} personnes chez qui nous ne vous proposons plus d’aller.`}{' '}
      Pour en noter une, ouvrez <a href="/espace/missions">vos missions passées</a>. Pour changer d’avis,
      appelez le <PhoneLink phone={space.town.phone} />.
    </p>
  </Page>
);
