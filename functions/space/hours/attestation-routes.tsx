import * as z from 'zod';
import { askForAttestation } from '../../../shared/engagement/recognition/attestation/ask-attestation.ts';
import {
  attestationKey,
  attestationKind,
  attestationNumberSchema,
} from '../../../shared/engagement/recognition/attestation/attestation.ts';
import { openPaper } from '../../../shared/engagement/recognition/attestation/paper.ts';
import { civilDay, dayOf, yearOf } from '../../../shared/time/civil.ts';
import { Notice } from '../../web/components.tsx';
import { day, type FormState, freshForm, readForm, ticked, withProblem } from '../../web/form.ts';
import { seeOther, show, type WebContext } from '../../web/http.ts';
import { Page } from '../../web/layout.tsx';
import { AttestationSheet, verifyAddress } from '../../web/papers/attestation-sheet.tsx';
import { inSpace, type Space } from '../my-space/space.ts';
import { AskPage, BackToHours } from './line-pages.tsx';
import { HOURS } from './paths.ts';

const askForm = z.object({
  from: day('Écrivez le premier jour.'),
  to: day('Écrivez le dernier jour.'),
  withKilometres: ticked(),
  tellBySms: ticked(),
});
export const askPage = (c: WebContext, space: Space, form?: FormState) => {
  const today = dayOf(c.get('now'));
  const known = freshForm({ from: civilDay(`${yearOf(today)}-01-01`), to: today });
  return show(c, <AskPage space={space} form={form ?? known} />, form ? 422 : 200);
};
export const postAsk = inSpace(async (c, space) => {
  const read = await readForm(c, askForm);
  if (!read.ok) return askPage(c, space, read.refusal);
  const asked = await askForAttestation(c.get('world'), space.me.id, read.value, c.get('now'));
  if (asked.ok) return seeOther(c, `${HOURS}?fait=demande`);
  const typed: FormState = { problems: [], typed: read.typed };
  return askPage(
    c,
    space,
    withProblem(typed, 'to', 'Choisissez un dernier jour passé, après le premier, sur cinq ans au plus.'),
  );
});

/** Their own paper, to print: of another's number, the same page as of none. */
export const paperPage = inSpace(async (c, space) => {
  const number = attestationNumberSchema.safeParse(c.req.param('numero'));
  const { table, config } = c.get('world');
  const stored = number.success
    ? await table.get(attestationKind, attestationKey(space.town.id, number.data))
    : undefined;
  if (stored?.value.volunteerId !== space.me.id) return c.notFound();
  const paper = openPaper(config.appSecret, stored.value);
  return show(
    c,
    <Page title={`Attestation ${stored.value.number}`} {...space.frame}>
      <div class="no-print">
        <BackToHours />
        <h1>Votre attestation</h1>
        {!stored.value.revoked && paper && (
          <Notice>
            Imprimez cette page, ou enregistrez-la : seule l’attestation apparaît sur le papier.
          </Notice>
        )}
      </div>
      {paper ? (
        <AttestationSheet
          content={paper.content}
          code={paper.code}
          verifyAt={verifyAddress(config.linksOrigin)}
          isRevoked={stored.value.revoked !== undefined}
        />
      ) : (
        <Notice tone="warn">Cette attestation ne peut plus être imprimée : demandez-en une nouvelle.</Notice>
      )}
    </Page>,
  );
});
