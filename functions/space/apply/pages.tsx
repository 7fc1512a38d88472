import { FORM_SOURCES, type Source } from '../../../shared/engagement/recruitment/source.ts';
import { travelModes } from '../../../shared/geo/travel.ts';
import { TRAVEL_NAMES } from '../../../shared/volunteers/words.ts';
import type { LinksFrame } from '../../links/frame.ts';
import {
  Checks,
  Choice,
  ErrorSummary,
  Field,
  Hidden,
  PostForm,
  Select,
  SubmitButton,
  TextArea,
} from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { rangeOptions } from '../../web/ranges.ts';
import { EveningField, WeekGrid } from '../../web/week-grid.tsx';
import { languageOptions, offered } from '../my-space/questions/wishes.tsx';
import { answerWords } from './recruit-page.tsx';

/** Short and warm: what it is, what it is not, then one form that a phone fills in three minutes. */
export const ApplyPage = ({
  frame,
  form,
  campaign,
}: {
  frame: LinksFrame;
  form: FormState;
  /** The campaign they came by: said once, not asked again. */
  campaign: Source | undefined;
}) => {
  const { town } = frame;
  return (
    <Page title="Devenir bénévole" hasProblems={form.problems.length > 0} {...frame}>
      <ErrorSummary form={form} />
      <h1>Devenir bénévole</h1>
      <p class="lead">
        Une heure, un café, une voix au téléphone : à {town.name}, des personnes âgées attendent un peu de
        compagnie. Vous choisissez quand, où et à quel rythme.{' '}
        <a href={campaign ? `/benevoles/${campaign.code}` : '/benevoles'}>Ce que l’on fait, en détail</a>
      </p>
      <div class="card">
        <h2>Ce que c’est</h2>
        <ul>
          <li>Rendre visite ou téléphoner, à deux pas de chez vous.</li>
          <li>Une demande par SMS, à laquelle vous répondez oui ou non. Dire non ne coûte rien.</li>
          <li>Une équipe derrière vous, une formation, une assurance. Une pause quand vous voulez.</li>
        </ul>
        <h2>Ce que ce n’est pas</h2>
        <ul>
          <li>Ni soins, ni ménage, ni courses d’argent : des professionnels s’en chargent.</li>
          <li>Ni engagement sans fin, ni obligation de répondre.</li>
        </ul>
      </div>
      <PostForm action="/devenir-benevole" csrf={frame.csrf}>
        <h2>Vous</h2>
        <p>
          Vous avez moins de 18 ans ? Appelez-nous d’abord, avec un de vos parents :{' '}
          <PhoneLink phone={town.phone} />.
        </p>
        <Field form={form} name="firstName" label="Prénom" autocomplete="given-name" max={60} />
        <Field form={form} name="lastName" label="Nom" autocomplete="family-name" max={60} />
        <Field
          form={form}
          name="phone"
          label="Téléphone"
          hint={`Nous vous appelons ${answerWords(town.deadlines.applicantDays)}. Un fixe convient aussi : nous vous appellerons au lieu d’écrire.`}
          type="tel"
          inputmode="tel"
          autocomplete="tel"
          max={40}
        />
        <Field
          form={form}
          name="email"
          label="Adresse électronique"
          type="email"
          autocomplete="email"
          optional
        />
        <Select
          form={form}
          name="sector"
          label="Votre quartier"
          empty="Je ne sais pas, ou ailleurs"
          options={town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
        />

        <h2>Ce que vous aimeriez faire</h2>
        <Checks
          form={form}
          name="programmes"
          label="Vous pouvez en choisir plusieurs"
          options={offered(town).map(({ code, label, includes }) => ({
            value: code,
            label,
            hint: includes.join(', '),
          }))}
        />
        <WeekGrid form={form} name="availability" />
        <EveningField form={form} />
        <Select
          form={form}
          name="weeklyCap"
          label="Combien de fois par semaine, au plus ?"
          options={[1, 2, 3, 4, 5].map((n) => ({
            value: String(n),
            label: n === 1 ? 'une fois' : `${n} fois`,
          }))}
        />
        <Choice
          form={form}
          name="travel"
          label="Comment vous déplacez-vous ?"
          options={travelModes.map((value) => ({ value, label: TRAVEL_NAMES[value] }))}
        />
        <Select
          form={form}
          name="rangeMetres"
          label="Jusqu’à quelle distance de chez vous ?"
          options={rangeOptions()}
        />
        <Checks form={form} name="languages" label="Langues que vous parlez" options={languageOptions} />

        <h2>Pour finir</h2>
        <TextArea
          form={form}
          name="motivation"
          label="Ce qui vous donne envie"
          hint="Quelques mots suffisent."
          max={1000}
          optional
        />
        {campaign ? (
          <Hidden name="campaign" value={campaign.code} />
        ) : (
          <Select
            form={form}
            name="source"
            label="Comment nous avez-vous connus ?"
            empty="Je ne sais plus"
            options={FORM_SOURCES.map(([value, label]) => ({ value, label }))}
          />
        )}
        <p class="trap" aria-hidden="true">
          <label>
            Ne rien écrire ici <input type="text" name="website" tabindex={-1} autocomplete="off" value="" />
          </label>
        </p>
        <p>
          Ces réponses servent à vous rappeler et à vous proposer des missions, et à rien d’autre. Vous
          pourrez les lire, les corriger, les faire effacer.
          {campaign && ` Nous notons aussi que vous venez de : ${campaign.name}.`}
        </p>
        <SubmitButton wide>Envoyer ma candidature</SubmitButton>
      </PostForm>
    </Page>
  );
};

/** The same words for everybody: a new number, a known one, a robot. */
export const ReceivedPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Merci" {...frame}>
    <h1>Merci, c’est bien arrivé</h1>
    <p class="lead">
      Quelqu’un de notre équipe vous appelle {answerWords(frame.town.deadlines.applicantDays)}.
    </p>
    <ol>
      <li>Un appel, pour faire connaissance et convenir d’un entretien.</li>
      <li>Un entretien, la charte, une courte formation.</li>
      <li>Une première visite, accompagnée si vous le souhaitez.</li>
    </ol>
    <p>
      Sans nouvelles après ce délai, ou pour retirer votre candidature :{' '}
      <PhoneLink phone={frame.town.phone} />.
    </p>
  </Page>
);

export const TooManyPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Appelez-nous" {...frame}>
    <h1>Trop de candidatures aujourd’hui</h1>
    <p>
      La vôtre n’a pas été enregistrée, et nous en sommes désolés. Appelez le{' '}
      <PhoneLink phone={frame.town.phone} />, ou revenez demain.
    </p>
  </Page>
);

export const LostLinkPage = ({ frame, form }: { frame: LinksFrame; form: FormState }) => (
  <Page title="Lien perdu" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>Recevoir un nouveau lien</h1>
    <p>
      Vous êtes bénévole et n’avez plus le lien de « Mon espace » ? Écrivez votre numéro, il arrive par SMS.
    </p>
    <PostForm action="/lien-perdu" csrf={frame.csrf}>
      <Field
        form={form}
        name="phone"
        label="Votre téléphone"
        type="tel"
        inputmode="tel"
        autocomplete="tel"
        max={40}
      />
      <SubmitButton wide>Envoyer le lien</SubmitButton>
    </PostForm>
  </Page>
);

/** The same answer whether the number is known or not. */
export const LinkSentPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Regardez vos SMS" {...frame}>
    <h1>Regardez vos SMS</h1>
    <p class="lead">Si ce numéro est celui d’un bénévole, le lien arrive dans quelques minutes.</p>
    <p>
      Rien reçu ? Votre numéro a peut-être changé, vous avez demandé de ne plus recevoir de SMS, ou ce
      téléphone nous a été dit perdu. Appelez le <PhoneLink phone={frame.town.phone} /> : nous trouverons une
      autre façon.
    </p>
    <p>
      <a href="/devenir-benevole">Devenir bénévole</a>
    </p>
  </Page>
);
