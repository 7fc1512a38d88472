import * as z from 'zod';
import { frenchPhone } from '../../../shared/phone/phone.ts';
import type { Town } from '../../../shared/town/settings.ts';
import { type LinksFrame, linksFrame } from '../../links/frame.ts';
import { Notice } from '../../web/components.tsx';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { type FormState, readForm, type Typed } from '../../web/form.ts';
import { type PageStatus, show, type WebContext } from '../../web/http.ts';
import { Page } from '../../web/layout.tsx';
import { isWorry, type ToldLine, toldIn } from './told.ts';

/** Why it could not be taken, in a sentence; whether another link of the same visit may still take it. */
type Reason = {
  readonly why: string;
  readonly again?: string;
  readonly back?: { readonly href: string; readonly label: string };
};

export const LINK_OVER: Reason = {
  why: 'Ce lien ne s’ouvre plus : les liens de nos SMS se ferment, pour protéger les personnes.',
};
/** A mission's link lives two hours after it; the one that asks how it went, two weeks. */
export const MISSION_LINK_OVER: Reason = {
  ...LINK_OVER,
  again:
    'Un SMS plus récent vous demande comment ça s’est passé ? Touchez son lien, revenez ici, et envoyez de nouveau.',
};
export const OTHER_VISIT: Reason = {
  why: 'Vous avez ouvert depuis le lien d’une autre visite : ce que vous écriviez n’est pas pour elle.',
  again: 'Touchez de nouveau le lien du SMS de cette visite-ci, revenez ici, et envoyez de nouveau.',
};
export const ROUND_CHANGED: Reason = {
  why: 'La tournée a changé entre-temps : cette porte ne se note plus ici.',
  back: { href: '/t', label: 'Toute la tournée' },
};
export const CALL_NOT_YOURS: Reason = {
  why: 'Cet appel n’est plus dans votre liste : son résultat ne se note plus ici.',
  back: { href: '/a', label: 'Revenir à mes appels' },
};
/** What a call's form could not say: no outcome chosen, a note too long. */
export const callProblem = ({ problems }: FormState): Reason => ({
  why: problems[0]?.sentence ?? 'Le résultat de l’appel n’est pas lisible.',
  back: { href: '/a', label: 'Revenir à mes appels' },
});

const Told = ({ told }: { told: readonly ToldLine[] }) => (
  <section class="card" aria-labelledby="rempli">
    <h2 id="rempli">Ce que vous aviez rempli</h2>
    {told.map(({ label, words }) => (
      <p>
        <strong>{label}</strong>
        {words.split('\n').map((line) => (
          <>
            <br />
            {line}
          </>
        ))}
      </p>
    ))}
  </section>
);

const Danger = ({ town }: { town: Town }) => (
  <Notice tone="alert" title="Quelqu’un est en danger ?">
    <p>
      Appelez d’abord les secours :{' '}
      {town.emergencyNumbers.map(({ number, label }, i) => (
        <>
          {i > 0 ? ', ' : ''}
          <a href={`${number === '114' ? 'sms' : 'tel'}:${number}`}>{number}</a> ({label})
        </>
      ))}
      . Personne n’a reçu votre message.
    </p>
  </Notice>
);

const NotKeptPage = ({
  frame,
  path,
  typed,
  reason,
}: {
  frame: LinksFrame;
  path: string;
  typed: Typed;
  reason: Reason;
}) => {
  const told = toldIn(typed);
  const worries = isWorry(typed, path);
  const { town } = frame;
  return (
    <Page title="Ce n’est pas enregistré" {...frame}>
      <h1>Ce n’est pas enregistré</h1>
      {worries && <Danger town={town} />}
      <p>{reason.why}</p>
      <p>
        {told.length > 0 && 'Ce que vous aviez rempli n’est que sur cette page : gardez-la ouverte. '}
        Appelez-nous, nous le noterons avec vous.
      </p>
      <div class="answers">
        <a class="button" href={`tel:${town.phone}`}>
          Appeler le {frenchPhone(town.phone)}
        </a>
      </div>
      {told.length > 0 && <Told told={told} />}
      {told.length > 0 && reason.again && (
        <>
          <p>{reason.again}</p>
          <PostForm action={path} csrf={frame.csrf}>
            {Object.entries(typed).flatMap(([name, values]) =>
              values.map((value) => <Hidden name={name} value={value} />),
            )}
            <SubmitButton wide tone="second">
              Envoyer de nouveau
            </SubmitButton>
          </PostForm>
        </>
      )}
      {reason.back && (
        <p>
          <a href={reason.back.href}>{reason.back.label}</a>
        </p>
      )}
    </Page>
  );
};

/**
 * An answer that nobody received: says so, gives back what was filled in, word for word, and whom to call. Nothing of it is
 * kept anywhere, and nothing is said of whom it was about: only what came with this form is on the page.
 */
export const notKept = async (
  c: WebContext,
  town: Town,
  reason: Reason,
  status: PageStatus = 410,
): Promise<Response> => {
  const { typed } = await readForm(c, z.object({}));
  const path = new URL(c.req.url).pathname;
  return show(
    c,
    <NotKeptPage frame={linksFrame(c, town)} path={path} typed={typed} reason={reason} />,
    status,
  );
};
