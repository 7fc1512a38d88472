import { qrOf } from '../../../../shared/engagement/recruitment/qr.ts';
import type { Source } from '../../../../shared/engagement/recruitment/source.ts';
import { frenchPhone } from '../../../../shared/phone/phone.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../shared/time/french.ts';
import { FAMILY_VISIT, isOpenToVolunteers, type Programme } from '../../../../shared/town/programme.ts';
import { Confirm, Notice } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { CAMPAIGNS, campaignPath } from './words.ts';

/** « besancon.example/benevoles/affiche-battant »: what a thumb types. */
const typed = (address: string): string => address.replace(/^https?:\/\//, '');

/** Only the ways that the town has. */
const waysWords = (programmes: readonly Programme[]): string => {
  const open = programmes.filter(isOpenToVolunteers);
  return [
    'Le soir',
    'le week-end',
    ...(open.some(({ code }) => code === FAMILY_VISIT.code) ? ['en famille'] : []),
    ...(open.some(({ place }) => place === 'phone') ? ['au téléphone'] : []),
  ].join(', ');
};

/** Modules of white around the code, so that a telephone finds it. */
const MARGIN = 4;

/** Black on white whatever the town's colours; nothing where the address is too long for it. */
const QrCode = ({ of }: { of: string }) => {
  const cells = qrOf(of);
  if (!cells) return null;
  const size = cells.length + 2 * MARGIN;
  const dark = cells.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + MARGIN} ${y + MARGIN}h1v1h-1z`] : [])),
  );
  return (
    <p class="poster-code">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`Code à scanner : ${typed(of)}`}>
        <rect width={size} height={size} fill="#fff" />
        <path d={dark.join('')} fill="#000" shape-rendering="crispEdges" />
      </svg>
    </p>
  );
};

/** The campaign's poster, one sheet: the town's words, the address large, the telephone for whoever has no other. */
export const PosterPage = ({ frame, source, address }: { frame: Frame; source: Source; address: string }) => {
  const isClosed = source.state === 'closed';
  return (
    <DeskPage frame={frame} title={source.name}>
      <p class="crumbs no-print">
        <a href={CAMPAIGNS}>Campagnes</a>
      </p>
      <div class="head no-print">
        <h1>{source.name}</h1>
        <a href={address}>La page telle qu’on la voit</a>
      </div>
      {isClosed ? (
        <Notice tone="warn">
          Close depuis le {source.closedAt && frenchDate(dayOf(source.closedAt))}. L’adresse mène encore à la
          page, sans être comptée.
        </Notice>
      ) : (
        <div class="actions no-print">
          <p class="quiet">
            Pour imprimer : menu du navigateur, «&nbsp;Imprimer&nbsp;». Une feuille A4 ; en A5, choisir deux
            pages par feuille.
          </p>
          <a class="button second" href={`${campaignPath(source)}/clore`}>
            Clore cette campagne
          </a>
        </div>
      )}
      <section class="poster" aria-label="Affiche">
        <p class="poster-house">
          {frame.town?.houseName} de {frame.town?.name}
        </p>
        <p class="poster-title">Une heure, un café, une voix&nbsp;: devenez bénévole</p>
        <p class="poster-words">
          {source.words || `À ${frame.town?.name}, des personnes âgées attendent un peu de compagnie.`}
        </p>
        <ul>
          <li>Vous choisissez quoi, quand, à quel rythme.</li>
          <li>{waysWords(frame.town?.programmes ?? [])} : à chacun sa façon.</li>
          <li>Oui ou non par SMS. Une équipe derrière vous.</li>
        </ul>
        <QrCode of={address} />
        <p class="poster-address">
          {typed(address)
            .split('/')
            .map((part, nth) => (nth === 0 ? <span>{part}</span> : [<wbr />, <span>{`/${part}`}</span>]))}
        </p>
        <p class="poster-phone">ou {frame.town && frenchPhone(frame.town.phone)}</p>
      </section>
    </DeskPage>
  );
};

/** No way back: an address is never used again. */
export const ClosePage = ({ frame, source }: { frame: Frame; source: Source }) => (
  <DeskPage frame={frame} title="Clore la campagne">
    <Confirm
      question={`Clore « ${source.name} » ?`}
      consequences={[
        'Son adresse mène encore à la page, mais qui vient par elle n’est plus compté.',
        'Elle ne se rouvre pas, et son adresse ne resert jamais.',
      ]}
      action={`${campaignPath(source)}/clore`}
      csrf={frame.csrf}
      yes="Clore cette campagne"
      back={campaignPath(source)}
      irreversible
    />
  </DeskPage>
);
