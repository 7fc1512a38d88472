import type { Hono } from 'hono';
import * as z from 'zod';
import { attestationNumberSchema } from '../../../shared/engagement/recognition/attestation/attestation.ts';
import { codeIn } from '../../../shared/engagement/recognition/attestation/code.ts';
import { verifyAttestation } from '../../../shared/engagement/recognition/attestation/verify-attestation.ts';
import { townKey, townKind } from '../../../shared/town/settings.ts';
import { type LinksFrame, linksFrame } from '../../links/frame.ts';
import { type FormState, freshForm, readForm, text, withProblem } from '../../web/form.ts';
import { show, type WebContext, type WebEnv } from '../../web/http.ts';
import { bindVisitor } from '../apply/visitor.ts';
import { SPACE_STYLES } from '../my-space/sheet.ts';
import { TooManyTriesPage, VERIFY, VerifiedPage, VerifyPage } from './pages.tsx';

const frameAt = async (c: WebContext): Promise<LinksFrame | undefined> => {
  const { table, config } = c.get('world');
  const town = await table.get(townKind, townKey(config.townId));
  return town && { ...linksFrame(c, town.value), styles: SPACE_STYLES };
};

const verifyForm = z.object({
  number: text(20, 'Écrivez le numéro, par exemple 2026-0042.'),
  code: text(40, 'Écrivez le code, douze signes.'),
});

/** « 2026 42 », « 2026-0042 »: the same number. */
const numberIn = (typed: string) => {
  const read = /^(\d{4})\D*(\d{1,6})$/.exec(typed.trim());
  return attestationNumberSchema.safeParse(`${read?.[1] ?? ''}-${(read?.[2] ?? '').padStart(4, '0')}`).data;
};

const NOT_FOUND = 'Ce numéro et ce code ne vont pas ensemble. Relisez les deux sur le papier.';

/**
 * The public door. What was found is the answer to the POST itself: an address that showed it again would hold the code, and
 * nothing is changed that a second sending could change twice.
 */
const postVerify = async (c: WebContext): Promise<Response> => {
  const frame = await frameAt(c);
  if (!frame) return c.notFound();
  const read = await readForm(c, verifyForm);
  if (!read.ok) return show(c, <VerifyPage frame={frame} form={read.refusal} />, 422);
  const typed: FormState = { problems: [], typed: read.typed };
  const again = (field: string, sentence: string) =>
    show(c, <VerifyPage frame={frame} form={withProblem(typed, field, sentence)} />, 422);
  const number = numberIn(read.value.number);
  if (!number) return again('number', 'Un numéro s’écrit comme 2026-0042. Relisez-le sur le papier.');
  const code = codeIn(read.value.code);
  if (!code) return again('code', 'Un signe de ce code est mal recopié. Relisez-le sur le papier.');
  const verified = await verifyAttestation(c.get('world'), number, code, c.get('now'));
  if (verified.ok) return show(c, <VerifiedPage frame={frame} found={verified.value} />);
  if (verified.refusal.reason === 'too-many') return show(c, <TooManyTriesPage frame={frame} />, 429);
  return again('code', NOT_FOUND);
};

/** Whoever holds a paper of the town asks whether it is real. */
export const verifyRoutes = (app: Hono<WebEnv>): void => {
  app.use(VERIFY, bindVisitor);
  app.get(VERIFY, async (c) => {
    const frame = await frameAt(c);
    return frame ? show(c, <VerifyPage frame={frame} form={freshForm()} />) : c.notFound();
  });
  app.post(VERIFY, postVerify);
};
