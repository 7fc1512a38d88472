import type { Child, FC } from 'hono/jsx';
import type { Role } from '../../../shared/staff/staff.ts';
import type { DemoPerson } from './people.ts';

const ROLE_WORDS: Readonly<Record<Role, { readonly name: string; readonly does: string }>> = {
  'social-worker': {
    name: 'Travailleuse sociale',
    does: 'signale une personne isolée, et suit ce qu’il en advient',
  },
  coordinator: {
    name: 'Coordinatrice de la Maison des Seniors',
    does: 'accueille, planifie, propose les visites',
  },
  librarian: { name: 'Bibliothécaire', does: 'prépare les sacs et les tournées de livres' },
  'duty-officer': { name: 'Agente d’astreinte', does: 'suit les appels un jour de canicule' },
  reviewer: { name: 'Direction', does: 'regarde l’état du réseau, en chiffres seulement' },
  'data-protection-officer': {
    name: 'Déléguée à la protection des données',
    does: 'répond aux demandes de droits',
  },
};

const Page: FC<{ title: string; children: Child }> = ({ title, children }) => (
  <html lang="fr">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="stylesheet" href="/identity.css" />
    </head>
    <body>
      <main>{children}</main>
    </body>
  </html>
);

/** Who is it? One touch each, no password: there is nothing real behind. */
export const ChoosePerson: FC<{ uid: string; people: readonly DemoPerson[] }> = ({ uid, people }) => (
  <Page title="Choisir une personne, démonstration">
    <h1>Qui êtes-vous aujourd’hui ?</h1>
    <p>
      Ceci est une démonstration : ces personnes sont inventées, et il n’y a pas de mot de passe. Dans une
      vraie ville, c’est ici que l’on se connecte avec son compte professionnel.
    </p>
    <form method="post" action={`/sign-in/${uid}`}>
      <ul>
        {people.map((person) => (
          <li>
            <button type="submit" name="person" value={person.sub}>
              <strong>{ROLE_WORDS[person.role].name}</strong>
              <span>
                {person.name}, {person.organisation}
              </span>
              <span class="does">{ROLE_WORDS[person.role].does}</span>
            </button>
          </li>
        ))}
      </ul>
      <p>
        <button class="plain" type="submit" name="person" value="">
          Revenir sans se connecter
        </button>
      </p>
    </form>
  </Page>
);

/** A page with one thing to say, and one way on. */
export const Notice: FC<{ title: string; text: string; deskOrigin: string }> = ({
  title,
  text,
  deskOrigin,
}) => (
  <Page title={title}>
    <h1>{title}</h1>
    <p>{text}</p>
    <p>
      <a class="button" href={deskOrigin}>
        Aller au bureau
      </a>
    </p>
  </Page>
);

export const SignOut: FC<{ form: Child }> = ({ form }) => (
  <Page title="Se déconnecter">
    <h1>Se déconnecter ?</h1>
    <p>Vous pourrez choisir ensuite une autre personne de la démonstration.</p>
    {form}
    <p>
      <button type="submit" form="op.logoutForm" name="logout" value="yes">
        <strong>Oui, me déconnecter</strong>
      </button>
    </p>
    <p>
      <button class="plain" type="submit" form="op.logoutForm">
        Non, rester connecté
      </button>
    </p>
  </Page>
);

export const STYLE = `
* { box-sizing: border-box; }
html { font-size: 112.5%; }
body { margin: 0; background: #f3f5fa; color: #1d2433; line-height: 1.5;
  font-family: system-ui, -apple-system, 'Segoe UI', Roboto, Ubuntu, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: .5rem 0 1rem; }
ul { list-style: none; margin: 1.5rem 0; padding: 0; display: grid; gap: .75rem; }
button, .button { font: inherit; display: block; width: 100%; min-height: 44px; padding: .8rem 1rem; text-align: left; cursor: pointer;
  background: #fff; color: inherit; border: 1px solid #b9c3d8; border-left: 6px solid #1b4f8f; border-radius: 8px; text-decoration: none; }
button:hover, .button:hover { background: #e4edf9; border-color: #1b4f8f; }
button strong, button span { display: block; }
.does { color: #566079; }
.plain { border-left-width: 1px; width: auto; display: inline-block; }
:focus-visible { outline: 3px solid #c8102e; outline-offset: 2px; }
`;
