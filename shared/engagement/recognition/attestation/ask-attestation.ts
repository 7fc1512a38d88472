import { change } from '../../../audit/audit.ts';
import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import type { StaffId, VolunteerId } from '../../../ids/ids.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import type { Instant } from '../../../time/instant.ts';
import { volunteerKey, volunteerKind } from '../../../volunteers/store.ts';
import {
  type AskedAttestation,
  type AttestationFile,
  attestationFileKey,
  attestationFileKind,
} from './attestation.ts';
import { isPeriod } from './issue-attestation.ts';

type AskRefusal = { readonly reason: 'unknown' | 'period' };

/** The volunteer asks for an attestation: one demand at a time, a new one takes the place of the one before. */
export const askForAttestation = (
  world: Surroundings,
  id: VolunteerId,
  asked: Omit<AskedAttestation, 'at'>,
  now: Instant,
): Promise<Result<AttestationFile, AskRefusal>> =>
  decideAndCommit(world.table, async (): Promise<Result<Decision<AttestationFile>, AskRefusal>> => {
    if (!isPeriod(asked, now)) return refused({ reason: 'period' });
    const [volunteer, file] = await Promise.all([
      world.table.get(volunteerKind, volunteerKey(id)),
      world.table.get(attestationFileKind, attestationFileKey(id)),
    ]);
    if (!volunteer) return refused({ reason: 'unknown' });
    const { answered: _, ...before } = file?.value ?? {
      volunteerId: id,
      town: volunteer.value.town,
      held: [],
    };
    const known = before.asked;
    const isSame =
      known?.from === asked.from &&
      known.to === asked.to &&
      known.withKilometres === asked.withKilometres &&
      known.tellBySms === asked.tellBySms;
    if (isSame) return ok({ value: before, writes: [] });
    const value: AttestationFile = { ...before, asked: { ...asked, at: now } };
    const happening = {
      action: 'attestation-asked',
      actor: { kind: 'volunteer' as const, id },
      at: now,
      details: { from: asked.from, to: asked.to },
    };
    return ok({ value, writes: change(attestationFileKind, file, value, happening) });
  });

/** A demand that cannot be met is answered with a sentence, which the volunteer reads in their space. */
export const answerAsked = (
  world: Surroundings,
  id: VolunteerId,
  sentence: string,
  by: StaffId,
  now: Instant,
): Promise<Result<AttestationFile, { readonly reason: 'moved-on' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<AttestationFile>, { readonly reason: 'moved-on' }>> => {
      const file = await world.table.get(attestationFileKind, attestationFileKey(id));
      if (!file?.value.asked) return refused({ reason: 'moved-on' });
      const { asked: _, ...rest } = file.value;
      const value: AttestationFile = { ...rest, answered: { at: now, sentence } };
      const happening = {
        action: 'attestation-answered',
        actor: { kind: 'staff' as const, id: by },
        at: now,
      };
      return ok({ value, writes: change(attestationFileKind, file, value, happening) });
    },
  );
