import { describe, expect, it } from 'vitest';
import { linkTokenSchema, volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { unseal } from '../../../../shared/ids/seal.ts';
import { linkKind } from '../../../../shared/links/link.ts';
import { intentKind } from '../../../../shared/messages/store.ts';
import { missionKind } from '../../../../shared/missions/store.ts';
import { readPhone } from '../../../../shared/phone/read-phone.ts';
import { put } from '../../../../shared/table/write.ts';
import { taskKind } from '../../../../shared/tasks/task.ts';
import { type Instant, plus } from '../../../../shared/time/instant.ts';
import { newVolunteerWrites } from '../../../../shared/volunteers/enrol.ts';
import { LIMITS, limitKind } from '../../../../shared/volunteers/limits.ts';
import { lookUpPhone } from '../../../../shared/volunteers/phone-lookup.ts';
import { editVolunteer } from '../../../../shared/volunteers/profile/edit-volunteer.ts';
import { leaveVolunteer } from '../../../../shared/volunteers/rest/leave-volunteer.ts';
import { pauseVolunteer } from '../../../../shared/volunteers/rest/rest-volunteer.ts';
import {
  calendarToken,
  closeCalendar,
  openFeed,
  renewCalendar,
} from '../../../../shared/volunteers/space/calendar.ts';
import { losePhone, trustPhone } from '../../../../shared/volunteers/space/lost-phone.ts';
import { myData } from '../../../../shared/volunteers/space/my-data.ts';
import { optIn, optOut } from '../../../../shared/volunteers/space/opt-out.ts';
import { openSpace, sendLostLink, sendSpaceLink } from '../../../../shared/volunteers/space/space-link.ts';
import { aMission, aVolunteer, TUESDAY_NOON as NOW, PAUL } from '../../../builders/chain.ts';
import { townOf } from '../../../builders/volunteers.ts';

const HIMSELF = { kind: 'volunteer', id: PAUL } as const;
const CLAIRE = { kind: 'staff', id: `stf_${'A'.repeat(26)}` } as const;

const enrolled = async () => {
  const stage = await townOf([]);
  await stage.world.table.commit(
    newVolunteerWrites(stage.world.config.appSecret, aVolunteer(), {
      action: 'volunteer-applied',
      actor: CLAIRE,
      at: NOW,
    }),
  );
  return stage;
};
type Stage = Awaited<ReturnType<typeof enrolled>>;

/** The token that the last SMS carries: read as the outbox reads it. */
const lastToken = (stage: Stage) => {
  const last = stage
    .all(intentKind)
    .filter((m) => m.sealed)
    .at(-1);
  return linkTokenSchema.parse(last?.sealed && unseal(stage.world.config.appSecret, last.id, last.sealed));
};
const open = async (stage: Stage, now: Instant = NOW, token = lastToken(stage)) => {
  const opened = await openSpace(stage.world, token, now);
  return opened.ok ? opened.value.volunteer.value.firstName : opened.refusal.reason;
};

describe('the link of « Mon espace »', () => {
  it('opens for sixty days, for its volunteer, and writes nothing', async () => {
    const stage = await enrolled();
    await sendSpaceLink(stage.world, PAUL, CLAIRE, NOW);
    const before = JSON.stringify(stage.dump());
    expect(await open(stage)).toBe('Paul');
    expect(await open(stage, plus(NOW, { days: 60 }))).toBe('expired');
    expect(JSON.stringify(stage.dump())).toBe(before);
  });

  it('of another purpose, or made up, opens nothing', async () => {
    const stage = await enrolled();
    await renewCalendar(stage.world, PAUL, HIMSELF, NOW);
    const token = calendarToken(stage.world.config.appSecret, await stage.volunteer(PAUL));
    expect(await open(stage, NOW, token)).toBe('unknown');
    expect(await open(stage, NOW, linkTokenSchema.parse('A'.repeat(22)))).toBe('unknown');
  });

  it('is dead from the moment of a departure', async () => {
    const stage = await enrolled();
    await sendSpaceLink(stage.world, PAUL, CLAIRE, NOW);
    const token = lastToken(stage);
    await leaveVolunteer(stage.world, PAUL, 'moved', HIMSELF, NOW);
    expect(await open(stage, NOW, token)).toBe('gone');
  });

  it('comes with the confirmation of a pause', async () => {
    const stage = await enrolled();
    await pauseVolunteer(stage.world, PAUL, undefined, HIMSELF, NOW);
    expect(await open(stage)).toBe('Paul');
  });
});

describe('a lost link', () => {
  const typed = (text: string) => {
    const phone = readPhone(text);
    if (!phone) throw new Error('not a phone');
    return phone;
  };
  it('comes back by SMS to the number typed, and opens', async () => {
    const stage = await enrolled();
    await sendLostLink(stage.world, typed('06 39 98 00 01'), NOW);
    expect(stage.all(intentKind).map((m) => m.message.kind)).toEqual(['my-space-link']);
    expect(await open(stage)).toBe('Paul');
  });
  it('asked with a number nobody has, is answered alike and only counted', async () => {
    const stage = await enrolled();
    const known = await sendLostLink(stage.world, typed('06 39 98 00 01'), NOW);
    const unknown = await sendLostLink(stage.world, typed('06 39 98 99 99'), NOW);
    expect(unknown).toEqual(known);
    expect(stage.all(linkKind)).toHaveLength(1);
    expect(stage.all(limitKind)).toHaveLength(3);
    expect(JSON.stringify(stage.all(limitKind))).not.toContain('9999');
  });
  it('asked twice at the same instant, by a double tap, comes twice at most and refuses nobody', async () => {
    const stage = await enrolled();
    const ask = () => sendLostLink(stage.world, typed('06 39 98 00 01'), NOW);
    expect((await Promise.all([ask(), ask()])).map((one) => one.ok)).toEqual([true, true]);
    expect(stage.all(intentKind)).toHaveLength(2);
  });
  it('is sent three times a day at most, whoever asks', async () => {
    const stage = await enrolled();
    for (let i = 0; i < 10; i += 1)
      await sendLostLink(stage.world, typed('06 39 98 00 01'), plus(NOW, { minutes: i }));
    expect(stage.all(intentKind)).toHaveLength(LIMITS['link-for-phone']);
    await sendLostLink(stage.world, typed('06 39 98 00 01'), plus(NOW, { days: 1 }));
    expect(stage.all(intentKind)).toHaveLength(LIMITS['link-for-phone'] + 1);
  });
  it('is sent to nobody at a number noted lost; whoever else has it becomes one task, however often it is asked for', async () => {
    const stage = await enrolled();
    const marie = aVolunteer({ id: volunteerIdSchema.parse(`vol_${'M'.repeat(26)}`), firstName: 'Marie' });
    await losePhone(stage.world, PAUL, CLAIRE, NOW);
    // She was noted with this number after it was lost.
    const { appSecret } = stage.world.config;
    const lookup = await lookUpPhone(stage.world.table, appSecret, marie.phone);
    const happening = { action: 'volunteer-registered', actor: CLAIRE, at: NOW };
    await stage.world.table.commit(newVolunteerWrites(appSecret, marie, happening, lookup));
    for (let i = 0; i < 2; i += 1)
      await sendLostLink(stage.world, typed('06 39 98 00 01'), plus(NOW, { minutes: i }));
    expect(stage.all(intentKind)).toEqual([]);
    expect(stage.all(taskKind)).toMatchObject([{ kind: 'human-call', subjectId: marie.id, state: 'open' }]);
    await trustPhone(stage.world, PAUL, CLAIRE, plus(NOW, { minutes: 5 }));
    expect(stage.all(taskKind)).toMatchObject([
      { state: 'done', outcome: 'Réglé : le numéro est de nouveau sûr.' },
    ]);
    // Lost once more, and this time her own number is noted.
    await losePhone(stage.world, PAUL, CLAIRE, plus(NOW, { minutes: 10 }));
    expect(
      stage
        .all(taskKind)
        .map(({ state }) => state)
        .sort(),
    ).toEqual(['done', 'open']);
    const later = plus(NOW, { minutes: 15 });
    await editVolunteer(stage.world, marie.id, { phone: typed('06 39 98 00 09') }, CLAIRE, later);
    expect(stage.all(taskKind).map(({ state }) => state)).toEqual(['done', 'done']);
  });
  it('is not sent to somebody who left', async () => {
    const stage = await enrolled();
    await leaveVolunteer(stage.world, PAUL, 'moved', HIMSELF, NOW);
    await sendLostLink(stage.world, typed('06 39 98 00 01'), NOW);
    expect(stage.all(intentKind).map((m) => m.message.kind)).toEqual(['leave-confirmed']);
  });
});

describe('« ne plus recevoir de SMS »', () => {
  it('marks the number, asks for a call, once, and can be undone', async () => {
    const stage = await enrolled();
    await optOut(stage.world, PAUL, HIMSELF, NOW);
    await optOut(stage.world, PAUL, HIMSELF, plus(NOW, { minutes: 1 }));
    expect((await stage.volunteer(PAUL)).optedOutAt).toBe(NOW);
    expect((await stage.volunteer(PAUL)).state).toBe('active');
    expect(stage.all(taskKind).map(({ kind }) => kind)).toEqual(['human-call']);
    await optIn(stage.world, PAUL, HIMSELF, NOW);
    expect((await stage.volunteer(PAUL)).optedOutAt).toBeUndefined();
  });
  it('then a pause is confirmed on the screen, not by SMS', async () => {
    const stage = await enrolled();
    await optOut(stage.world, PAUL, HIMSELF, NOW);
    await pauseVolunteer(stage.world, PAUL, undefined, HIMSELF, NOW);
    expect(stage.all(intentKind)).toEqual([]);
  });
});

describe('the calendar feed', () => {
  const withMission = async () => {
    const stage = await enrolled();
    const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
    await stage.world.table.commit([put(missionKind, aMission({ state: 'filled', holder }), 'absent')]);
    await renewCalendar(stage.world, PAUL, HIMSELF, NOW);
    const token = async () => {
      const found = calendarToken(stage.world.config.appSecret, await stage.volunteer(PAUL));
      if (!found) throw new Error('no calendar');
      return found;
    };
    return { stage, token };
  };
  it('shows the missions held', async () => {
    const { stage, token } = await withMission();
    const feed = await openFeed(stage.world, await token(), NOW);
    expect(feed.ok && feed.value.missions.map(({ day }) => day)).toEqual(['2026-11-25']);
  });
  it('stops answering at the old address when renewed, and everywhere when closed', async () => {
    const { stage, token } = await withMission();
    const old = await token();
    await renewCalendar(stage.world, PAUL, HIMSELF, plus(NOW, { hours: 1 }));
    const fresh = await token();
    expect((await openFeed(stage.world, old, NOW)).ok).toBe(false);
    expect((await openFeed(stage.world, fresh, NOW)).ok).toBe(true);
    await closeCalendar(stage.world, PAUL, HIMSELF, NOW);
    expect((await openFeed(stage.world, fresh, NOW)).ok).toBe(false);
  });
  it('tells whoever found a lost telephone nothing of their days; opened again, it answers at another address', async () => {
    const { stage, token } = await withMission();
    const old = await token();
    await losePhone(stage.world, PAUL, CLAIRE, plus(NOW, { minutes: 1 }));
    expect((await openFeed(stage.world, old, NOW)).ok).toBe(false);
    // « Mon espace » shows no address that has stopped answering.
    expect(calendarToken(stage.world.config.appSecret, await stage.volunteer(PAUL))).toBeUndefined();
    await renewCalendar(stage.world, PAUL, HIMSELF, plus(NOW, { hours: 1 }));
    expect((await openFeed(stage.world, old, NOW)).ok).toBe(false);
    expect((await openFeed(stage.world, await token(), NOW)).ok).toBe(true);
  });
  it('holds no token in clear in the table', async () => {
    const { stage, token } = await withMission();
    expect(JSON.stringify(stage.dump())).not.toContain(await token());
  });
});

describe('my data', () => {
  it('is everything held about me, and nobody else’s name or id', async () => {
    const stage = await enrolled();
    const holder = { volunteerId: PAUL, since: NOW, via: 'link' as const, devices: [] };
    await stage.world.table.commit([put(missionKind, aMission({ state: 'filled', holder }), 'absent')]);
    await sendSpaceLink(stage.world, PAUL, CLAIRE, NOW);
    const data = await myData(stage.world, PAUL, NOW);
    expect(data?.fiche.lastName).toBe('Renard');
    expect(data?.missions).toHaveLength(1);
    expect(data?.messages.map(({ sujet }) => sujet)).toEqual(['lien vers « Mon espace »']);
    expect(data?.historique.map(({ quoi }) => quoi)).toContain('Lien vers « Mon espace » envoyé');
    expect(JSON.stringify(data)).not.toMatch(/sen_|sealed|stf_/);
  });
});
