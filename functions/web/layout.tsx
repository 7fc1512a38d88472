import type { Child } from 'hono/jsx';
import { frenchPhone } from '../../shared/phone/phone.ts';
import type { Town } from '../../shared/town/settings.ts';
import { colourPath } from './style/assets.ts';

/** What a page says of the town that shows it. */
export type TownFace = Pick<Town, 'name' | 'houseName' | 'phone' | 'colour'> & Partial<Pick<Town, 'address'>>;

export type HeadProps = {
  /** The page's own name, first in the tab: « Votre mission de mardi ». */
  readonly title: string;
  readonly town: TownFace | undefined;
  readonly styles: readonly string[];
  readonly script?: string | undefined;
  /** The title begins with it when a form is shown again. */
  readonly hasProblems?: boolean | undefined;
  readonly refreshTo?: string | undefined;
};

export const Head = ({ title, town, styles, script, hasProblems, refreshTo }: HeadProps) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="format-detection" content="telephone=no" />
    <title>
      {`${hasProblems ? 'À corriger : ' : ''}${title} – ${town ? `${town.houseName} de ${town.name}` : 'Prévenance'}`}
    </title>
    {styles.map((href) => (
      <link rel="stylesheet" href={href} />
    ))}
    {town && <link rel="stylesheet" href={colourPath(town.colour)} />}
    <link rel="icon" href="data:," />
    {refreshTo && <meta http-equiv="refresh" content={`0; url=${refreshTo}`} />}
    {script && <script src={script} defer />}
  </head>
);

export const SkipLink = () => (
  <a class="skip" href="#contenu">
    Aller au contenu
  </a>
);

/** A demonstration is never taken for the real thing. */
export const Ribbon = ({ words }: { words: string | undefined }) =>
  words ? <aside class="ribbon">{words}</aside> : null;

export const DEMONSTRATION = 'Démonstration : personnes et numéros inventés';

export const PhoneLink = ({ phone, class: cls }: { phone: Town['phone']; class?: string }) => (
  <a class={cls ?? ''} href={`tel:${phone}`}>
    {frenchPhone(phone)}
  </a>
);

/** A number in a sentence, not to be rung: on one line. */
export const PhoneWords = ({ phone }: { phone: Town['phone'] }) => (
  <>{frenchPhone(phone).replaceAll(' ', '\u00a0')}</>
);

export type PageProps = HeadProps & { readonly ribbon?: string | undefined; readonly children?: Child };

/** A page anybody may open: SMS links, applications, errors. Says whose it is, and whom to call. */
export const Page = ({ ribbon, children, ...head }: PageProps) => (
  <html lang="fr">
    <Head {...head} />
    <body>
      <SkipLink />
      <Ribbon words={ribbon} />
      <header class="masthead">
        <div>
          <span class="house">
            {head.town ? head.town.houseName : 'Prévenance'}
            {head.town && <small>{head.town.name}</small>}
          </span>
          {head.town && (
            <span class="call">
              <span class="hidden">Téléphone : </span>
              <PhoneLink phone={head.town.phone} />
            </span>
          )}
        </div>
      </header>
      <main id="contenu" tabindex={-1}>
        {children}
      </main>
      {head.town && (
        <footer class="foot">
          <div>
            <p>
              {head.town.houseName} de {head.town.name}
              {head.town.address ? `, ${head.town.address}` : ''}. Une question, un doute ? Appelez le{' '}
              <PhoneLink phone={head.town.phone} />. Nous ne demandons jamais de mot de passe, de code
              bancaire ni d’argent.
            </p>
          </div>
        </footer>
      )}
    </body>
  </html>
);
