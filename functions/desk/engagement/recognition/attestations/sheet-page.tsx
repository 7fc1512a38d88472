import type { Attestation } from '../../../../../shared/engagement/recognition/attestation/attestation.ts';
import { dayOf } from '../../../../../shared/time/civil.ts';
import { frenchDate } from '../../../../../shared/time/french.ts';
import { Confirm, Notice } from '../../../../web/components.tsx';
import { AttestationSheet, type AttestationSheetProps } from '../../../../web/papers/attestation-sheet.tsx';
import { DeskPage, type Frame } from '../../../layout.tsx';
import { ATTESTATIONS, hoursPath, sheetPath } from './pages.tsx';

/** The paper, and what may still be done with it: print, correct by a new one, revoke. */
export const SheetPage = ({
  frame,
  of,
  paper,
}: {
  frame: Frame;
  of: Attestation;
  paper: Pick<AttestationSheetProps, 'content' | 'code' | 'verifyAt'> | undefined;
}) => (
  <DeskPage frame={frame} title={`Attestation ${of.number}`}>
    <div class="no-print">
      <p class="crumbs">
        <a href={ATTESTATIONS}>Attestations</a>
      </p>
      <h1>Attestation {of.number}</h1>
      {of.revoked ? (
        <Notice tone="warn">
          Annulée le {frenchDate(dayOf(of.revoked.at))}
          {of.revoked.replacedBy ? (
            <>
              , remplacée par <a href={sheetPath(of.revoked.replacedBy)}>{of.revoked.replacedBy}</a>
            </>
          ) : null}
          .
        </Notice>
      ) : (
        <>
          <Notice>
            Imprimez cette page&nbsp;: seule l’attestation apparaît sur le papier. Signez-la et tamponnez-la.
            {of.replaces ? ` Elle remplace la ${of.replaces}.` : ''}
          </Notice>
          <div class="actions">
            <a
              class="button second"
              href={`${hoursPath(of.volunteerId)}?du=${of.from}&au=${of.to}${paper?.content.metres === undefined ? '' : '&km=yes'}&remplace=${of.number}`}
            >
              Corriger par une nouvelle
            </a>
            <a class="button second danger" href={`${sheetPath(of.number)}/annuler`}>
              Annuler
            </a>
          </div>
        </>
      )}
    </div>
    {paper ? (
      <AttestationSheet {...paper} isRevoked={of.revoked !== undefined} />
    ) : (
      <Notice tone="warn">
        Cette attestation ne peut plus être imprimée&nbsp;: établissez-en une nouvelle.
      </Notice>
    )}
  </DeskPage>
);

export const RevokePage = ({ frame, of }: { frame: Frame; of: Attestation }) => (
  <DeskPage frame={frame} title={`Annuler l’attestation ${of.number}`}>
    <Confirm
      question={`Annuler l’attestation ${of.number} ?`}
      consequences={[
        'Qui vérifie son code lira qu’elle est annulée.',
        'Le bénévole la voit annulée dans son espace.',
        'Les heures elles-mêmes ne changent pas.',
      ]}
      action={`${sheetPath(of.number)}/annuler`}
      csrf={frame.csrf}
      yes="Annuler l’attestation"
      back={sheetPath(of.number)}
      irreversible
    />
  </DeskPage>
);
