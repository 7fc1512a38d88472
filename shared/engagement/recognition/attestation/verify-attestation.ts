import { type Decision, decideAndCommit, type Surroundings } from '../../../decide/decide.ts';
import { sha256 } from '../../../ids/digest.ts';
import { ok, type Result, refused } from '../../../result/result.ts';
import { type CivilDay, civilDay, dayOf } from '../../../time/civil.ts';
import { type Instant, instant } from '../../../time/instant.ts';
import { onceMore } from '../../../volunteers/limits.ts';
import {
  type Attestation,
  type AttestationNumber,
  attestationKey,
  attestationKind,
  codeDigest,
  isItsCode,
  numberOf,
} from './attestation.ts';

/** All that a stranger is told. */
export type Verified = {
  readonly number: AttestationNumber;
  readonly issuedOn: CivilDay;
  readonly from: CivilDay;
  readonly to: CivilDay;
  readonly minutes: number;
  readonly initials: string;
  readonly revokedOn: CivilDay | undefined;
  readonly isReplaced: boolean;
};

const told = ({ number, issuedAt, from, to, minutes, initials, revoked }: Attestation): Verified => ({
  number,
  issuedOn: dayOf(issuedAt),
  from,
  to,
  minutes,
  initials,
  revokedOn: revoked && dayOf(revoked.at),
  isReplaced: revoked?.replacedBy !== undefined,
});

/** No such number: the same work is done as for a number with another code, so that the clock tells nothing. */
const NOBODY = {
  number: numberOf('2000', 0),
  town: 'nobody',
  issuedAt: instant('2000-01-01T00:00:00.000Z'),
  initials: '',
  from: civilDay('2000-01-01'),
  to: civilDay('2000-01-01'),
  minutes: 0,
  hash: sha256(''),
};

/**
 * Whether this number goes with this code, asked by anybody. `wrong`: no such number, or another code, alike. `too-many`: this
 * number was tried too often today, or the town's door was; then nothing is looked up. Each try is counted.
 */
export const verifyAttestation = (
  world: Surroundings,
  number: AttestationNumber,
  code: string,
  now: Instant,
): Promise<Result<Verified, { readonly reason: 'wrong' | 'too-many' }>> =>
  decideAndCommit(
    world.table,
    async (): Promise<Result<Decision<Verified | undefined>, { readonly reason: 'too-many' }>> => {
      const { appSecret, townId } = world.config;
      const [ofNumber, ofTown] = await Promise.all([
        onceMore(world.table, appSecret, 'attestation-tried', `${townId}|${number}`, dayOf(now)),
        onceMore(world.table, appSecret, 'attestations-tried-in-town', townId, dayOf(now)),
      ]);
      if (!ofNumber.allowed || !ofTown.allowed) return refused({ reason: 'too-many' });
      const stored = await world.table.get(attestationKind, attestationKey(townId, number));
      const isRight = stored ? isItsCode(code, stored.value) : codeDigest(code, NOBODY) === '';
      return ok({
        value: stored && isRight ? told(stored.value) : undefined,
        writes: [ofNumber.write, ofTown.write],
      });
    },
  ).then((tried) => {
    if (!tried.ok) return tried;
    return tried.value ? ok(tried.value) : refused({ reason: 'wrong' as const });
  });
