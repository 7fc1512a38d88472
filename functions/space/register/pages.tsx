import { CAPACITIES, type Capacity, LOCAL_OTHER } from '../../../shared/register/entry.ts';
import { noticeLines } from '../../../shared/register/notice.ts';
import { isOpenRule, type RegisterRules } from '../../../shared/register/rules.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Choice, DateField, ErrorSummary, Field, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { CAPACITY_WORDS } from './words.ts';

export const REGISTER_PATH = '/inscription-registre';

/** What may be asked here: the categories of the law, and the town's own where it opened one (G2). */
const capacitiesOf = (rules: RegisterRules): readonly Capacity[] =>
  isOpenRule(rules, 'local-other') ? [...CAPACITIES, LOCAL_OTHER] : CAPACITIES;

const Information = ({ rules }: { rules: RegisterRules }) => (
  <>
    <h2>À savoir</h2>
    <ul>
      {noticeLines(rules).map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  </>
);

/** For oneself or for somebody close: the facts the law asks for, and no other. */
export const RequestPage = ({
  frame,
  rules,
  form,
}: {
  frame: LinksFrame;
  rules: RegisterRules;
  form: FormState;
}) => (
  <Page title="Registre d’alerte" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>S’inscrire au registre d’alerte</h1>
    <p class="lead">
      Quand il fait très chaud ou très froid, la mairie de {frame.town.name} appelle les personnes inscrites
      pour prendre de leurs nouvelles.
    </p>
    <p>
      Vous préférez le papier ou le téléphone&nbsp;?{' '}
      <a href={`${REGISTER_PATH}/formulaire`}>Formulaire à imprimer</a>, ou{' '}
      <PhoneLink phone={frame.town.phone} />.
    </p>
    <div class="card">
      <Information rules={rules} />
    </div>
    <PostForm action={REGISTER_PATH} csrf={frame.csrf}>
      <h2>Qui demande ?</h2>
      <Choice
        form={form}
        name="by"
        label="Cette demande est"
        options={[
          { value: 'self', label: 'pour moi' },
          {
            value: 'legal-representative',
            label: 'pour une personne que je représente',
            hint: 'Tutelle, curatelle, mandat.',
          },
          {
            value: 'third-party',
            label: 'pour quelqu’un d’autre',
            hint: 'Nous écrirons à cette personne sous huit jours. Elle pourra dire non.',
          },
        ]}
      />
      <Field
        form={form}
        name="askerName"
        label="Si c’est pour quelqu’un d’autre : votre nom"
        autocomplete="name"
        max={120}
        optional
      />
      <Field
        form={form}
        name="askerQuality"
        label="Qui êtes-vous pour cette personne ?"
        hint="Fille, voisin, médecin…"
        max={80}
        optional
      />
      <Field
        form={form}
        name="askerPhone"
        label="Votre téléphone"
        type="tel"
        inputmode="tel"
        max={40}
        optional
      />

      <h2>La personne à inscrire</h2>
      <Field form={form} name="firstName" label="Prénom" max={60} />
      <Field form={form} name="lastName" label="Nom" max={60} />
      <DateField form={form} name="birthDay" label="Date de naissance" hint="Comme 31/12/1940." />
      <Choice
        form={form}
        name="capacity"
        label="Cette personne a"
        options={capacitiesOf(rules).map((value) => ({ value, label: CAPACITY_WORDS[value] }))}
      />
      <Field form={form} name="line" label="Numéro et rue" max={160} />
      <Field form={form} name="complement" label="Bâtiment, étage, nom sur la sonnette" max={160} optional />
      <Select
        form={form}
        name="sector"
        label="Quartier"
        empty="Je ne sais pas"
        options={frame.town.sectors.map(({ code, name }) => ({ value: code, label: name }))}
        optional
      />
      <Field
        form={form}
        name="phone"
        label="Téléphone de cette personne"
        hint="Celui que la mairie appellera."
        type="tel"
        inputmode="tel"
        max={40}
      />
      <Field
        form={form}
        name="homeHelp"
        label="Service qui vient à domicile"
        hint="Son nom et son téléphone."
        max={160}
        optional
      />

      <h2>Une personne à prévenir</h2>
      <Field form={form} name="contactName" label="Son nom" max={80} optional />
      <Field form={form} name="contactLink" label="Son lien" hint="Fille, voisin…" max={60} optional />
      <Field
        form={form}
        name="contactPhone"
        label="Son téléphone"
        type="tel"
        inputmode="tel"
        max={40}
        optional
      />

      <Choice
        form={form}
        name="calls"
        label="Une personne bénévole peut-elle vous appeler ?"
        hint="À remplir seulement si la demande est pour vous. Sinon, un agent de la mairie appelle."
        options={[
          { value: 'given', label: 'Oui' },
          { value: 'refused', label: 'Non, je préfère un agent' },
        ]}
        optional
      />
      <p class="trap" aria-hidden="true">
        <label>
          Ne rien écrire ici <input type="text" name="website" tabindex={-1} autocomplete="off" value="" />
        </label>
      </p>
      <p>Ne parlez pas de santé : nous n’en avons pas besoin.</p>
      <SubmitButton wide>Envoyer la demande</SubmitButton>
    </PostForm>
  </Page>
);

/** The same words for everybody: a new name, a known one, one who said no, a robot. */
export const RequestReceivedPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Demande reçue" {...frame}>
    <h1>Votre demande est bien arrivée</h1>
    <p class="lead">Un agent nommé par le maire la lit sous un jour ouvré.</p>
    <ul>
      <li>Vous avez demandé pour vous : l’inscription vaut dès maintenant.</li>
      <li>
        Vous avez demandé pour quelqu’un d’autre : nous écrivons à cette personne. Si elle ne dit pas non,
        l’inscription est confirmée.
      </li>
    </ul>
    <p>
      Pour corriger ou retirer cette demande : <PhoneLink phone={frame.town.phone} />.
    </p>
  </Page>
);

export const TooManyRequestsPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Appelez-nous" {...frame}>
    <h1>Trop de demandes aujourd’hui</h1>
    <p>
      La vôtre n’a pas été enregistrée, et nous en sommes désolés. Appelez le{' '}
      <PhoneLink phone={frame.town.phone} /> : une demande par téléphone vaut autant.
    </p>
  </Page>
);

const Line = ({ label }: { label: string }) => (
  <p class="blank">
    {label} : <span />
  </p>
);
const Box = ({ label }: { label: string }) => (
  <p class="box">
    <span /> {label}
  </p>
);

/** To print, fill with a pen, and post or bring: the same questions as on the screen. */
export const PaperPage = ({ frame, rules }: { frame: LinksFrame; rules: RegisterRules }) => (
  <Page title="Formulaire d’inscription au registre d’alerte" {...frame}>
    <p class="no-print">
      <a href={REGISTER_PATH}>Remplir en ligne</a>. Pour le papier : imprimez cette page, remplissez-la au
      stylo.
    </p>
    <h1>Registre d’alerte : demande d’inscription</h1>
    <p>
      À rendre à : {frame.town.houseName} de {frame.town.name}
      {frame.town.address ? `, ${frame.town.address}` : ''}.
    </p>
    <h2>La personne à inscrire</h2>
    <Line label="Nom" />
    <Line label="Prénom" />
    <Line label="Nom de naissance" />
    <Line label="Date de naissance" />
    {capacitiesOf(rules).map((capacity) => (
      <Box label={CAPACITY_WORDS[capacity]} />
    ))}
    <Line label="Adresse" />
    <Line label="Bâtiment, étage" />
    <Line label="Téléphone" />
    <Line label="Service qui vient à domicile, et son téléphone" />
    <Line label="Personne à prévenir, lien, téléphone" />
    <h2>Qui demande ?</h2>
    <Box label="La personne elle-même" />
    <Box label="Son représentant légal" />
    <Box label="Quelqu’un d’autre : la mairie écrira à la personne sous huit jours. Elle pourra dire non." />
    <Line label="Nom de qui demande, et sa qualité" />
    <h2>À remplir par la personne elle-même</h2>
    <p>Une personne bénévole peut-elle vous appeler ? Sinon, un agent de la mairie appelle.</p>
    <Box label="Oui" />
    <Box label="Non" />
    <Line label="Date et signature" />
    <Information rules={rules} />
  </Page>
);
