import type { Commune } from '../../../shared/town/communes.ts';
import { EmptyState } from '../../web/components.tsx';
import { ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { type FormState, freshForm, typedIn } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { FIRST_RUN } from './path.ts';

export const WelcomePage = ({ frame }: { frame: Frame }) => (
  <DeskPage frame={frame} title="Bienvenue">
    <div class="narrow">
      <h1>Bienvenue dans Prévenance</h1>
      <p class="lead">
        Cette ville est vide. En quelques minutes, vous choisissez la commune, le nom du service et le numéro
        que les bénévoles appelleront. Tout pourra être changé ensuite.
      </p>
      <ol>
        <li>Vous vous connectez : vous serez la première personne de la coordination.</li>
        <li>Vous choisissez la commune.</li>
        <li>Vous recopiez le code d’installation affiché dans le terminal où la ville a démarré.</li>
      </ol>
      <p class="actions">
        <a class="button big" href={`/connexion/depart?${new URLSearchParams({ retour: FIRST_RUN })}`}>
          Se connecter
        </a>
      </p>
    </div>
  </DeskPage>
);

const number = new Intl.NumberFormat('fr-FR');

type ChooseProps = { frame: Frame; typed: string; found: readonly Commune[] };
export const ChooseCommunePage = ({ frame, typed, found }: ChooseProps) => (
  <DeskPage frame={frame} title="Quelle commune ?">
    <div class="narrow">
      <h1>Quelle commune ?</h1>
      <form method="get" action={FIRST_RUN}>
        <Field
          form={freshForm({ commune: typed })}
          name="commune"
          label="Nom, code postal ou code INSEE"
          type="search"
          max={60}
        />
        <SubmitButton>Chercher</SubmitButton>
      </form>
      {found.length > 0 && (
        <>
          <h2>{found.length === 1 ? 'Une commune trouvée' : `${found.length} communes trouvées`}</h2>
          <ul class="tiles">
            {found.map((commune) => (
              <li class="tile">
                <h3>
                  <a href={`${FIRST_RUN}?${new URLSearchParams({ commune: typed, code: commune.code })}`}>
                    {commune.name}
                  </a>
                </h3>
                <p class="quiet">
                  {commune.postcode} · INSEE {commune.code}
                  {commune.population !== undefined && ` · ${number.format(commune.population)} habitants`}
                </p>
              </li>
            ))}
          </ul>
        </>
      )}
      {typed !== '' && found.length === 0 && (
        <EmptyState title="Aucune commune de ce nom.">
          Vérifiez l’orthographe, ou essayez le code postal.
        </EmptyState>
      )}
    </div>
  </DeskPage>
);

export const FoundPage = ({ frame, form, founder }: { frame: Frame; form: FormState; founder: string }) => (
  <DeskPage frame={frame} title="Créer la ville" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href={FIRST_RUN}>Choisir une autre commune</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Créer {typedIn(form, 'communeName') || 'la ville'}</h1>
      <p class="lead">
        {founder ? `${founder}, vous serez` : 'Vous serez'} la première personne de la coordination. Les
        délais, limites et programmes partent de valeurs prudentes ; vous les réglerez ensuite.
      </p>
      <PostForm action={FIRST_RUN} csrf={frame.csrf}>
        <Hidden name="communeCode" value={typedIn(form, 'communeCode')} />
        <Field
          form={form}
          name="code"
          label="Code d’installation"
          hint="Affiché dans le terminal où la ville a démarré, comme ABCD-2345. Il ne sert qu’une fois."
          max={20}
          short
        />
        <Field form={form} name="communeName" label="Nom de la commune" max={60} />
        <Field
          form={form}
          name="centre"
          label="Centre de la commune"
          hint="Latitude puis longitude de la mairie, comme « 47.2378, 6.0241 » (clic droit sur une carte en ligne). Le premier secteur y sera posé."
          max={60}
        />
        <Field form={form} name="houseName" label="Nom du service" max={60} />
        <Field
          form={form}
          name="phone"
          label="Téléphone du service"
          hint="Celui que bénévoles et aînés appelleront ; il figure dans chaque SMS."
          type="tel"
        />
        <Field
          form={form}
          name="senderId"
          label="Expéditeur des SMS"
          hint="3 à 11 lettres sans accent ou chiffres, sans espace."
          max={11}
          short
        />
        <SubmitButton>Créer la ville</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);
