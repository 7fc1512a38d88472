import {
  type Attestation,
  attestationKey,
  attestationKind,
  attestationNumberSchema,
} from '../../../../../shared/engagement/recognition/attestation/attestation.ts';
import { revokeAttestation } from '../../../../../shared/engagement/recognition/attestation/issue-attestation.ts';
import { openPaper } from '../../../../../shared/engagement/recognition/attestation/paper.ts';
import { seeOther, show } from '../../../../web/http.ts';
import { verifyAddress } from '../../../../web/papers/attestation-sheet.tsx';
import { type DeskContext, staffOf, townOf } from '../../../env.ts';
import { frameOf } from '../../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../../router.ts';
import { ATTESTATIONS, sheetPath } from './pages.tsx';
import { RevokePage, SheetPage } from './sheet-page.tsx';

const ACTION = 'engagement.attestation';

const attestationOf = async (c: DeskContext): Promise<Attestation> => {
  const number = attestationNumberSchema.safeParse(c.req.param('numero'));
  const stored = number.success
    ? await c.var.world.table.get(attestationKind, attestationKey(townOf(c).id, number.data))
    : undefined;
  if (!stored) return missing(c);
  demand(c, ACTION, { town: stored.value.town });
  return stored.value;
};

const sheet = async (c: DeskContext): Promise<Response> => {
  const of = await attestationOf(c);
  const { config } = c.var.world;
  const paper = openPaper(config.appSecret, of);
  return show(
    c,
    <SheetPage
      frame={frameOf(c)}
      of={of}
      paper={paper && { ...paper, verifyAt: verifyAddress(config.linksOrigin) }}
    />,
  );
};

/** One attestation issued: printed, revoked. */
export const attestationSheetRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: `${ATTESTATIONS}/feuille/:numero`,
    action: ACTION,
    about: 'handler',
    handler: sheet,
  },
  {
    method: 'GET',
    path: `${ATTESTATIONS}/feuille/:numero/annuler`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => show(c, <RevokePage frame={frameOf(c)} of={await attestationOf(c)} />),
  },
  {
    method: 'POST',
    path: `${ATTESTATIONS}/feuille/:numero/annuler`,
    action: ACTION,
    about: 'handler',
    handler: async (c) => {
      const { number } = await attestationOf(c);
      await revokeAttestation(c.var.world, number, staffOf(c).id, c.var.now);
      return seeOther(c, sheetPath(number));
    },
  },
];
