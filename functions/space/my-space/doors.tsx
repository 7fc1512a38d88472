import type { Town } from '../../../shared/town/settings.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { show, type WebContext } from '../../web/http.ts';
import { DEMONSTRATION, Page, PhoneLink } from '../../web/layout.tsx';
import { SPACE_STYLES } from './sheet.ts';

const ribbonOf = (c: WebContext) =>
  c.get('world').config.smsNumbers === 'fiction' ? DEMONSTRATION : undefined;
const townAt = async (c: WebContext): Promise<Town | undefined> => {
  const { table, config } = c.get('world');
  return (await table.get(townKind, townKey(config.townId)))?.value;
};

const AskAgain = () => (
  <p>
    <a class="button" href="/lien-perdu">
      Recevoir un nouveau lien par SMS
    </a>
  </p>
);

/** No link in this browser, or one that never was: the same page, which says how to get one. */
export const showNoLink = async (c: WebContext) => {
  const town = await townAt(c);
  return show(
    c,
    <Page title="Mon espace" town={town} styles={SPACE_STYLES} ribbon={ribbonOf(c)}>
      <h1>Ouvrez le lien de votre SMS</h1>
      <p>
        « Mon espace » s’ouvre avec le lien reçu par SMS, sans mot de passe. Sur cet appareil, ce lien n’est
        pas ouvert, ou il l’était depuis plus d’une demi-heure.
      </p>
      <AskAgain />
      {town && (
        <p>
          Vous pouvez aussi nous appeler au <PhoneLink phone={town.phone} />.
        </p>
      )}
    </Page>,
    404,
  );
};

export const showExpired = (c: WebContext, town: Town) =>
  show(
    c,
    <Page title="Lien trop ancien" town={town} styles={SPACE_STYLES} ribbon={ribbonOf(c)}>
      <h1>Ce lien est trop ancien</h1>
      <p>Un lien vers « Mon espace » sert soixante jours. Rien n’est perdu : en voici un nouveau.</p>
      <AskAgain />
      <p>
        Vous pouvez aussi nous appeler au <PhoneLink phone={town.phone} />.
      </p>
    </Page>,
    410,
  );

/** Somebody who left: their links no longer open anything, a person still answers. */
export const showFarewell = (c: WebContext, town: Town, status: 200 | 410 = 410) =>
  show(
    c,
    <Page title="Merci" town={town} styles={SPACE_STYLES} ribbon={ribbonOf(c)}>
      <h1>Votre départ est noté. Merci pour tout.</h1>
      <p>
        Vous ne recevrez plus de message. Les missions que vous aviez acceptées sont confiées à d’autres, et
        les personnes que vous visitiez seront prévenues par nous, de vive voix.
      </p>
      <p>
        Pour revenir, pour connaître ou corriger les données que nous gardons : appelez le{' '}
        <PhoneLink phone={town.phone} />.
      </p>
    </Page>,
    status,
  );
