import type { Surroundings } from '../../decide/decide.ts';
import type { VolunteerId } from '../../ids/ids.ts';
import { everServicesOf, formerTies } from '../../services/ties.ts';
import { dayOf } from '../../time/civil.ts';
import { ANSWER_NAMES } from './answer-ask.ts';
import { restsKey, restsKind } from './rests.ts';
import { talksKey, talksKind } from './talk.ts';
import { END_NAMES, FOLLOWED_NAMES, STAY_NAMES } from './words.ts';

const ABOUT = { stay: 'rester', return: 'une date de retour' } as const;
const TALKS = { exit: 'entretien de départ', debrief: 'temps d’échange' } as const;
const OUTCOMES = { held: 'tenu', declined: 'décliné' } as const;

/** For the file handed to a volunteer: what they were asked, what was noted of a talk, which ties ended. Nobody's name. */
export const restsData = async (world: Pick<Surroundings, 'table'>, id: VolunteerId) => {
  const [rests, talks, services] = await Promise.all([
    world.table.get(restsKind, restsKey(id)),
    world.table.get(talksKind, talksKey(id)),
    everServicesOf(world.table, id),
  ]);
  return {
    questionsPosees: (rests?.value.asks ?? []).map(({ on, about, answer, answeredOn }) => ({
      le: on,
      sur: ABOUT[about],
      reponse: answer ? ANSWER_NAMES[answer] : 'aucune',
      ...(answeredOn ? { reponduLe: answeredOn } : {}),
    })),
    entretiens: (talks?.value.talks ?? []).map((talk) => ({
      quoi: TALKS[talk.about],
      le: talk.on,
      issue: OUTCOMES[talk.outcome],
      notes:
        talk.about === 'exit'
          ? talk.wouldHaveStayed.map((code) => STAY_NAMES[code])
          : talk.followed.map((code) => FOLLOWED_NAMES[code]),
      mots: talk.words,
    })),
    visitesRegulieresPassees: formerTies(services, id).map(({ pairing }) => ({
      du: dayOf(pairing.since),
      ...(pairing.endedAt ? { au: dayOf(pairing.endedAt) } : {}),
      raison: END_NAMES[pairing.endReason ?? 'other'],
    })),
  };
};
