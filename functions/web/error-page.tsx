import type { ErrorPage, Stopped } from './http.ts';
import { show } from './http.ts';
import { DEMONSTRATION, Page, PhoneLink, type TownFace } from './layout.tsx';

type Words = { readonly title: string; readonly sentence: string };
/** By the name of the `Stopped` that ended the request, before its status. */
type WordsByName = Readonly<Record<string, Words>>;

const OPEN_TOO_LONG: Words = {
  title: 'Cette page était ouverte depuis trop longtemps',
  sentence: 'Rien n’a été enregistré. Revenez en arrière, rechargez la page, puis recommencez.',
};
const BY_NAME: WordsByName = {
  'stale-form': OPEN_TOO_LONG,
  'no-session': OPEN_TOO_LONG,
  'from-elsewhere': {
    title: 'Cette demande ne vient pas de ce site',
    sentence: 'Rien n’a été enregistré. Ouvrez la page depuis notre adresse, puis recommencez.',
  },
};
const BY_STATUS: Readonly<Record<Stopped['status'] | 500, Words>> = {
  400: {
    title: 'Cette demande n’est pas lisible',
    sentence: 'Rien n’a été enregistré. Revenez en arrière et recommencez.',
  },
  401: { title: 'Connectez-vous d’abord', sentence: 'Cette page demande d’être connecté.' },
  403: {
    title: 'Cette page n’est pas ouverte à votre rôle',
    sentence: 'Demandez à la coordination si vous en avez besoin.',
  },
  404: {
    title: 'Cette page n’existe pas',
    sentence: 'Vérifiez l’adresse : un caractère a peut-être été oublié. Rien n’a changé.',
  },
  413: {
    title: 'C’est trop volumineux',
    sentence: 'Rien n’a été enregistré. Envoyez un fichier ou un texte plus petit.',
  },
  415: { title: 'Cette demande n’est pas un formulaire', sentence: 'Rien n’a été enregistré.' },
  500: {
    title: 'Quelque chose n’a pas marché de notre côté',
    sentence:
      'Nous ne savons pas si votre demande a été enregistrée : rechargez la page d’avant pour le voir.',
  },
};

export type ErrorPageOptions = {
  readonly styles: readonly string[];
  /** From memory, never from the table: this page must show when the table does not answer. */
  readonly town?: TownFace | undefined;
  readonly home?: { readonly href: string; readonly label: string };
  /** Of a host that anybody may open: in the page itself, whom to ring. */
  readonly isOpenToAll?: boolean;
  /** What this host says otherwise than the others. */
  readonly words?: WordsByName;
};

/** A static page for each thing that can go wrong: what happened, what was saved, what to do, a reference to quote. */
export const errorPage =
  ({ styles, town, home, isOpenToAll = false, words: own = {} }: ErrorPageOptions): ErrorPage =>
  (c, { status, reference, name }) => {
    const words = own[name] ?? BY_NAME[name] ?? BY_STATUS[status];
    return show(
      c,
      <Page
        title={words.title}
        town={town}
        styles={styles}
        ribbon={c.get('world')?.config.smsNumbers === 'fiction' ? DEMONSTRATION : undefined}
      >
        <h1>{words.title}</h1>
        <p class="lead">{words.sentence}</p>
        {reference && status !== 404 && (
          <p>
            Si vous nous appelez, donnez cette référence : <strong>{reference}</strong>
          </p>
        )}
        {home && (
          <p>
            <a href={home.href}>{home.label}</a>
          </p>
        )}
        {isOpenToAll && town && (
          <p>
            Besoin d’aide&nbsp;? Appelez-nous au <PhoneLink phone={town.phone} />.
          </p>
        )}
      </Page>,
      status,
    );
  };
