import { capital } from '../../../shared/french/french.ts';
import { ROLES, type Role, type Staff } from '../../../shared/staff/staff.ts';
import { Badge, DataTable, EmptyState, Facts, Notice } from '../../web/components.tsx';
import { Choice, ErrorSummary, Field, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import type { FormState } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { roleDuty, roleWords } from '../words.ts';

const roleOptions = ROLES.map((role: Role) => ({
  value: role,
  label: capital(roleWords(role)),
  hint: roleDuty(role),
}));

type TeamPageProps = {
  frame: Frame;
  people: readonly Staff[];
  mayInvite: boolean;
  saved: string | undefined;
};
export const TeamPage = ({ frame, people, mayInvite, saved }: TeamPageProps) => (
  <DeskPage frame={frame} title="Équipe">
    {saved !== undefined && (
      <Notice tone="good">
        {saved === 'deconnecte'
          ? 'La personne est déconnectée partout. Son compte reste ouvert.'
          : 'Enregistré.'}
      </Notice>
    )}
    <div class="head">
      <h1>Équipe</h1>
      {mayInvite && (
        <a class="button" href="/equipe/nouveau">
          Ouvrir un compte
        </a>
      )}
    </div>
    <DataTable
      caption="Comptes de l’équipe"
      hideCaption
      rows={people}
      empty={<EmptyState title="Aucun compte." />}
      columns={[
        {
          title: 'Personne',
          heads: true,
          cell: (person) => (mayInvite ? <a href={`/equipe/${person.id}`}>{person.name}</a> : person.name),
        },
        { title: 'Rôle', cell: (person) => capital(roleWords(person.role)) },
        { title: 'Organisation', cell: (person) => person.organisation },
        {
          title: 'Compte',
          cell: (person) => (person.active ? <Badge tone="good">ouvert</Badge> : <Badge>fermé</Badge>),
        },
      ]}
    />
  </DeskPage>
);

export const InvitePage = ({ frame, form }: { frame: Frame; form: FormState }) => (
  <DeskPage frame={frame} title="Ouvrir un compte" hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href="/equipe">Équipe</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>Ouvrir un compte</h1>
      <Notice title="Avant de commencer">
        <p>
          Demandez à la personne de se connecter une fois : la page lui dira que son compte n’est pas ouvert,
          et lui donnera son fournisseur et son identifiant. Ce sont eux qui la reconnaîtront, jamais une
          adresse e-mail.
        </p>
      </Notice>
      <PostForm action="/equipe/nouveau" csrf={frame.csrf}>
        <Field form={form} name="name" label="Prénom et nom" max={100} />
        <Field form={form} name="organisation" label="Organisation" max={100} optional />
        <Field form={form} name="phone" label="Téléphone professionnel" type="tel" optional />
        <Choice form={form} name="role" label="Rôle" options={roleOptions} />
        <Field form={form} name="issuer" label="Fournisseur" max={300} />
        <Field form={form} name="subject" label="Identifiant" max={200} />
        <SubmitButton>Ouvrir le compte</SubmitButton>
      </PostForm>
    </div>
  </DeskPage>
);

type PersonPageProps = { frame: Frame; person: Staff; isMe: boolean; form: FormState };
export const PersonPage = ({ frame, person, isMe, form }: PersonPageProps) => (
  <DeskPage frame={frame} title={person.name} hasProblems={form.problems.length > 0}>
    <p class="crumbs">
      <a href="/equipe">Équipe</a>
    </p>
    <div class="narrow">
      <ErrorSummary form={form} />
      <h1>
        {person.name} {person.active ? <Badge tone="good">compte ouvert</Badge> : <Badge>compte fermé</Badge>}
      </h1>
      <Facts
        of={[
          ['Rôle', capital(roleWords(person.role))],
          ['Organisation', person.organisation],
          ['Fournisseur', person.issuer],
          ['Identifiant', person.subject],
        ]}
      />
      {isMe ? (
        <Notice>Ceci est votre compte : une autre personne de la coordination peut le changer.</Notice>
      ) : (
        <>
          <section class="card">
            <h2>Changer de rôle</h2>
            <PostForm action={`/equipe/${person.id}`} csrf={frame.csrf}>
              <Choice form={form} name="role" label="Rôle" options={roleOptions} />
              <SubmitButton tone="second">Changer le rôle</SubmitButton>
            </PostForm>
          </section>
          {person.active && (
            <section class="card">
              <h2>Déconnecter partout</h2>
              <p>
                Un téléphone ou un ordinateur perdu ? La personne est déconnectée aussitôt, partout. Son
                compte reste ouvert : elle se connectera de nouveau.
              </p>
              <PostForm action={`/equipe/${person.id}`} csrf={frame.csrf}>
                <Hidden name="everywhere" value="yes" />
                <SubmitButton tone="second">Déconnecter partout</SubmitButton>
              </PostForm>
            </section>
          )}
          <section class="card">
            <h2>{person.active ? 'Fermer le compte' : 'Rouvrir le compte'}</h2>
            <p>
              {person.active
                ? 'La personne est déconnectée aussitôt, partout. Ce qu’elle a fait reste écrit à son nom. Le compte pourra être rouvert.'
                : 'La personne pourra se connecter de nouveau, avec le rôle ci-dessus.'}
            </p>
            <PostForm action={`/equipe/${person.id}`} csrf={frame.csrf}>
              <Hidden name="active" value={person.active ? 'no' : 'yes'} />
              <SubmitButton tone={person.active ? 'danger' : 'second'}>
                {person.active ? 'Fermer le compte' : 'Rouvrir le compte'}
              </SubmitButton>
            </PostForm>
          </section>
        </>
      )}
    </div>
  </DeskPage>
);
