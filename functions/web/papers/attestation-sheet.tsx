import type { AttestationContent } from '../../../shared/engagement/recognition/attestation/attestation.ts';
import { shownCode } from '../../../shared/engagement/recognition/attestation/code.ts';
import { frenchKilometres, frenchMinutes } from '../../../shared/engagement/recognition/hours/totals.ts';
import { frenchDate } from '../../../shared/time/french.ts';

export type AttestationSheetProps = {
  readonly content: AttestationContent;
  readonly code: string;
  /** The public page, without a scheme: it is typed from paper. */
  readonly verifyAt: string;
  readonly isRevoked: boolean;
};

/** The attestation on paper: the town's house, a name, a period, hours by programme. No older person, no home. */
export const AttestationSheet = ({ content, code, verifyAt, isRevoked }: AttestationSheetProps) => (
  <article class="paper" aria-label={`Attestation ${content.number}`}>
    {isRevoked && <p class="void">Attestation annulée, sans valeur</p>}
    <p>
      <strong>
        {content.house} de {content.town}
      </strong>
      <br />
      {content.address}
    </p>
    <p class="right">
      {content.town}, le {frenchDate(content.issuedOn)}
      <br />
      Numéro {content.number}
    </p>
    <h2>Attestation de bénévolat</h2>
    <p>
      La {content.house} de {content.town} atteste que <strong>{content.name}</strong> a donné de son temps
      comme bénévole, du {frenchDate(content.from)} au {frenchDate(content.to)}&nbsp;:
    </p>
    <table>
      <caption>Heures, par programme</caption>
      <thead>
        <tr>
          <th scope="col">Programme</th>
          <th scope="col" class="number">
            Fois
          </th>
          <th scope="col" class="number">
            Durée
          </th>
        </tr>
      </thead>
      <tbody>
        {content.programmes.map(({ label, times, minutes }) => (
          <tr>
            <th scope="row">{label}</th>
            <td class="number">{times}</td>
            <td class="number">{frenchMinutes(minutes)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <td class="number">{content.programmes.reduce((sum, { times }) => sum + times, 0)}</td>
          <td class="number">{frenchMinutes(content.minutes)}</td>
        </tr>
      </tfoot>
    </table>
    {content.metres !== undefined && (
      <p>Trajets connus, aller et retour&nbsp;: {frenchKilometres(content.metres)}.</p>
    )}
    <p class="quiet">
      Durées notées par le bénévole dans ses comptes rendus, sinon prévues, relues par la {content.house}. Une
      mission dont la durée n’est pas connue n’est pas comptée.
    </p>
    <div class="signs one">
      <div>Signature et cachet</div>
    </div>
    <div class="check">
      <p>
        Pour vérifier cette attestation&nbsp;: <strong>{verifyAt}</strong>, numéro{' '}
        <strong>{content.number}</strong>, code
      </p>
      <p>
        <span class="code">{shownCode(code)}</span>
      </p>
    </div>
  </article>
);

/** « v.example/verifier », as it is typed from paper. */
export const verifyAddress = (linksOrigin: string): string =>
  `${linksOrigin.replace(/^https?:\/\//, '')}/verifier`;
