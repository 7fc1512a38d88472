import { auditKind } from '../../audit/audit.ts';
import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { MESSAGE_NAMES } from '../../messages/sentences.ts';
import { intentKind } from '../../messages/store.ts';
import { missionKind } from '../../missions/store.ts';
import { MISSION_STATE_NAMES } from '../../missions/words.ts';
import { loadKey, loadKind, offerKind } from '../../offers/store.ts';
import { DECLINE_REASON_NAMES, OFFER_STATE_NAMES } from '../../offers/words.ts';
import { rowsOf } from '../../table/kind.ts';
import type { Instant } from '../../time/instant.ts';
import { readVolunteer } from '../change-volunteer.ts';
import { STATE_NAMES } from '../path.ts';
import { REQUIREMENT_NAMES } from '../requirements.ts';
import { actorName, storySentence } from '../story.ts';

/**
 * Everything held about one volunteer, for them (GDPR 15 and 20; domain.md §4, rights): the file, missions and offers
 * without anybody else's name, messages without their links, tasks that concern them, and each act recorded. Reads
 * only. Never: who the visited persons are, nor anything about them.
 */
export const myData = async (
  world: Pick<Surroundings, 'table' | 'config'>,
  id: VolunteerId,
  now: Instant,
) => {
  const facts = await readVolunteer(world, id);
  if (!facts) return undefined;
  const [around, history, load] = await Promise.all([
    world.table.index('volunteer', { partition: id }),
    world.table.partition(id, { prefix: 'AUDIT#' }),
    world.table.get(loadKind, loadKey(id)),
  ]);
  const { exclusions, calendar, winding: _, requirements, ...file } = facts.stored.value;
  return {
    extraitLe: now,
    service: facts.town.houseName,
    telephone: facts.town.phone,
    fiche: {
      ...file,
      etat: STATE_NAMES[file.state],
      personnesANePasAssocier: exclusions.length,
      agendaPartage: calendar ? calendar.since : 'aucun',
    },
    dossier: requirements.map((one) => ({
      piece: REQUIREMENT_NAMES[one.kind],
      le: one.on,
      valableJusquAu: one.validUntil ?? 'sans fin',
    })),
    missions: rowsOf(missionKind, around.items)
      .filter(({ value }) => value.holder?.volunteerId === id)
      .map(({ value }) => ({
        jour: value.day,
        heure: value.time,
        minutes: value.durationMinutes,
        programme: value.programme,
        secteur: value.sector ?? 'inconnu',
        etat: MISSION_STATE_NAMES[value.state],
      })),
    propositions: rowsOf(offerKind, around.items).map(({ value }) => ({
      envoyeeLe: value.sentAt,
      pourLe: value.day,
      reponse: OFFER_STATE_NAMES[value.state],
      raison: value.reason ? DECLINE_REASON_NAMES[value.reason] : 'aucune',
      pourquoiVous: value.why,
    })),
    reponses: load?.value.answers ?? { accepted: 0, declined: 0, silent: 0 },
    messages: rowsOf(intentKind, around.items).map(({ value }) => ({
      sujet: MESSAGE_NAMES[value.message.kind],
      creeLe: value.createdAt,
      etat: value.state,
    })),
    historique: rowsOf(auditKind, history.items)
      .map(({ value }) => value)
      .map((event) => ({ le: event.at, par: actorName(event), quoi: storySentence(event) })),
  };
};
