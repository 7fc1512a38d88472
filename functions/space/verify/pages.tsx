import type { Verified } from '../../../shared/engagement/recognition/attestation/verify-attestation.ts';
import { frenchMinutes } from '../../../shared/engagement/recognition/hours/totals.ts';
import { frenchDate } from '../../../shared/time/french.ts';
import type { LinksFrame } from '../../links/frame.ts';
import { Facts, Notice } from '../../web/components.tsx';
import { ErrorSummary, Field, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { Page, PhoneLink } from '../../web/layout.tsx';

export const VERIFY = '/verifier';

/** Anybody who holds the paper: its number, its code. */
export const VerifyPage = ({ frame, form }: { frame: LinksFrame; form: FormState }) => (
  <Page title="Vérifier une attestation" hasProblems={form.problems.length > 0} {...frame}>
    <ErrorSummary form={form} />
    <h1>Vérifier une attestation</h1>
    <p>
      Vous tenez une attestation de bénévolat de {frame.town.name}&nbsp;? Recopiez ce qui est écrit en bas.
    </p>
    <PostForm action={VERIFY} csrf={frame.csrf}>
      <Field form={form} name="number" label="Numéro" hint="Par exemple 2026-0042" max={12} />
      <Field
        form={form}
        name="code"
        label="Code"
        hint="Douze signes, avec ou sans tirets, en majuscules ou non."
        max={40}
      />
      <SubmitButton wide>Vérifier</SubmitButton>
    </PostForm>
  </Page>
);

/** All that is told: when, by whom, for which period, how many hours, whose initials. */
export const VerifiedPage = ({ frame, found }: { frame: LinksFrame; found: Verified }) => (
  <Page title="Attestation vérifiée" {...frame}>
    <h1>Attestation {found.number}</h1>
    {found.revokedOn ? (
      <Notice tone="alert" title={`Annulée le ${frenchDate(found.revokedOn)}`}>
        {found.isReplaced
          ? 'Une autre attestation la remplace : demandez la nouvelle.'
          : 'Elle n’a plus de valeur.'}
      </Notice>
    ) : (
      <Notice tone="good" title="Ce numéro et ce code sont les bons">
        Comparez avec le papier&nbsp;: tout doit être pareil.
      </Notice>
    )}
    <Facts
      of={[
        ['Établie le', frenchDate(found.issuedOn)],
        ['Par', `${frame.town.houseName} de ${frame.town.name}`],
        ['Période', `du ${frenchDate(found.from)} au ${frenchDate(found.to)}`],
        ['Heures', frenchMinutes(found.minutes)],
        ['Initiales', found.initials],
      ]}
    />
    <p>
      <a class="button second" href={VERIFY}>
        Vérifier une autre attestation
      </a>
    </p>
  </Page>
);

export const TooManyTriesPage = ({ frame }: { frame: LinksFrame }) => (
  <Page title="Trop d’essais" {...frame}>
    <h1>Trop d’essais aujourd’hui</h1>
    <p>
      Revenez demain, ou appelez le <PhoneLink phone={frame.town.phone} />
      &nbsp;: nous vérifions avec vous.
    </p>
  </Page>
);
