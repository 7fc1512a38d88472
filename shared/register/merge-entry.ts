import type { RegisterEntry, RegisteredPerson } from './entry.ts';

/**
 * Two entries are one person: the kept one is completed by the other; the latest answer about volunteers is hers; the
 * surer of the two states holds. Pure.
 */
export const mergedEntry = (kept: RegisterEntry, other: RegisterEntry): RegisterEntry => {
  const [mine, theirs] = [kept.volunteerCalls, other.volunteerCalls];
  const latest = !mine || (theirs && theirs.at > mine.at) ? theirs : mine;
  const surer = kept.state !== 'confirmed' && other.state === 'confirmed' ? other : kept;
  const { acknowledgment: _ack, ...plain } = kept;
  return {
    ...plain,
    state: surer.state,
    ...(surer.acknowledgment ? { acknowledgment: surer.acknowledgment } : {}),
    ...(surer.confirmed ? { confirmed: surer.confirmed } : {}),
    ...(surer.reconfirmOn ? { reconfirmOn: surer.reconfirmOn } : {}),
    ...(kept.person && other.person ? { person: completed(kept.person, other.person) } : {}),
    ...(latest ? { volunteerCalls: latest } : {}),
    away: [...kept.away, ...other.away].slice(0, 20),
  };
};

const completed = (a: RegisteredPerson, b: RegisteredPerson): RegisteredPerson => ({
  ...b,
  ...a,
  address: a.address.line === '' ? b.address : a.address,
  phones: [...new Map([...a.phones, ...b.phones].map((one) => [one.phone, one])).values()].slice(0, 5),
  contacts: [...new Map([...a.contacts, ...b.contacts].map((one) => [one.phone, one])).values()].slice(0, 5),
  homeHelp: a.homeHelp || b.homeHelp,
  callNotes: a.callNotes || b.callNotes,
});
