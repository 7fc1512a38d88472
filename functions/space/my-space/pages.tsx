import { frenchPhone } from '../../../shared/phone/phone.ts';
import { ErrorSummary, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';
import { Back } from './missions-page.tsx';
import type { Question } from './questions/question.ts';
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
