import { change, SYSTEM } from '../audit/audit.ts';
import type { Surroundings } from '../decide/decide.ts';
import { linkKind } from '../links/link.ts';
import { mintLink } from '../links/mint-link.ts';
import type { MessageDraft } from '../messages/draft.ts';
import { intentWrite } from '../messages/intent-write.ts';
import type { Message } from '../messages/message.ts';
import { seekingTask } from '../offers/search/seeking-task.ts';
import type { Stored } from '../table/kind.ts';
import type { Write } from '../table/table.ts';
import { create } from '../table/write.ts';
import { type Task, taskKind } from '../tasks/task.ts';
import { type Instant, plus } from '../time/instant.ts';
import type { Town } from '../town/settings.ts';
import type { Volunteer } from '../volunteers/volunteer.ts';
import { endsAt, type Mission, nextState } from './mission.ts';
import { type StepName, type StepRules, withNextLook } from './steps.ts';
import { missionKind } from './store.ts';

export type Look = {
  readonly world: Surroundings;
  readonly stored: Stored<Mission>;
  readonly mission: Mission;
  readonly town: Town;
  readonly rules: StepRules;
  readonly volunteer: Volunteer | undefined;
  readonly now: Instant;
};

export const twoHoursWished = (look: Look): boolean => look.volunteer?.remindTwoHoursBefore ?? false;

export const saved = (look: Look, next: Mission, action: string): readonly Write[] =>
  change(missionKind, look.stored, withNextLook(next, look.rules, twoHoursWished(look)), {
    action,
    actor: SYSTEM,
    at: look.now,
    from: look.mission.state,
    to: next.state,
  });

/** A text to the holder, with a link of its own. */
const textHolder = (
  look: Look,
  message: Message,
  notAfter: Instant,
  purpose: 'mission' | 'report',
): readonly Write[] => {
  const programme = look.town.programmes.find((one) => one.code === look.mission.programme);
  if (!look.volunteer || !programme) return [];
  const { token, link } = mintLink(look.world.ids, {
    town: look.mission.town,
    volunteerId: look.volunteer.id,
    now: look.now,
    purpose,
    mission: look.mission,
    consent: programme.consent,
  });
  const draft: MessageDraft = {
    message,
    recipient: look.volunteer.id,
    subject: look.mission.id,
    round: `v${look.stored.version}`,
    dueAt: look.now,
    notAfter,
    secret: token,
  };
  return [create(linkKind, link), send(look, draft)];
};
const send = (look: Look, draft: MessageDraft): Write =>
  intentWrite({ appSecret: look.world.config.appSecret, ids: look.world.ids }, look.town, draft, look.now);

const alertDuty = (look: Look, reason: 'exit-missing' | 'missions-uncovered'): readonly Write[] =>
  look.town.dutyPhone
    ? [
        send(look, {
          message: { kind: 'coordinator-alert', reason, count: 1 },
          recipient: 'duty',
          subject: look.mission.id,
          round: `v${look.stored.version}`,
          dueAt: look.now,
          notAfter: plus(look.now, { hours: 12 }),
        }),
      ]
    : [];

const taskFor = (
  look: Look,
  kind: Task['kind'],
  sentence: string,
  dueAt: Instant,
  urgent: boolean,
  id: Task['id'] = look.world.ids.next('tsk'),
): Write =>
  create(taskKind, {
    id,
    town: look.mission.town,
    kind,
    state: 'open',
    subjectId: look.mission.id,
    seniorId: look.mission.seniorId,
    ...(look.mission.holder ? { volunteerId: look.mission.holder.volunteerId } : {}),
    sentence,
    urgent,
    createdAt: look.now,
    dueAt,
  });

/** Which step of `steps` each text or task records. */
const done = (mission: Mission, step: keyof Mission['steps'], now: Instant): Mission => ({
  ...mission,
  steps: { ...mission.steps, [step]: now },
});

type HandledHere = Exclude<StepName, 'search' | 'release-offers'>;

export const writesOf = async (look: Look, step: HandledHere): Promise<readonly Write[]> => {
  const { mission, now } = look;
  const about = { act: mission.act, startsAt: mission.startsAt };
  switch (step) {
    case 'remind-day-before':
      return [
        ...saved(look, done(mission, 'dayBeforeAt', now), 'reminded-day-before'),
        ...textHolder(look, { kind: 'reminder-day-before', ...about }, mission.startsAt, 'mission'),
      ];
    case 'remind-two-hours':
      return [
        ...saved(look, done(mission, 'twoHoursAt', now), 'reminded-two-hours'),
        ...textHolder(look, { kind: 'reminder-two-hours', ...about }, mission.startsAt, 'mission'),
      ];
    case 'ask-report':
      return [
        ...saved(look, done(mission, 'reportAskedAt', now), 'report-asked'),
        ...textHolder(look, { kind: 'report-request', ...about }, plus(now, { days: 7 }), 'report'),
      ];
    case 'nudge-report':
      return [
        ...saved(look, done(mission, 'nudgedAt', now), 'report-nudged'),
        ...textHolder(look, { kind: 'report-nudge', ...about }, plus(now, { days: 3 }), 'report'),
      ];
    case 'ask-exit':
      return [
        ...saved(look, done(mission, 'exitAskedAt', now), 'exit-asked'),
        ...textHolder(look, { kind: 'exit-missing', ...about }, plus(now, { hours: 4 }), 'report'),
      ];
    case 'alert-exit':
      return [
        ...saved(look, done(mission, 'exitAlertedAt', now), 'exit-alerted'),
        taskFor(
          look,
          'exit-missing',
          'La fin de la visite n’a pas été notée : appeler le bénévole.',
          now,
          true,
        ),
        ...alertDuty(look, 'exit-missing'),
      ];
    case 'uncovered-task': {
      const due = { dueAt: mission.startsAt, urgent: mission.urgent };
      const task = await seekingTask(look.world, mission, 'nobody-yet', due, now);
      return [
        ...saved(
          look,
          { ...done(mission, 'uncoveredTaskAt', now), lookingTaskId: task.id },
          'uncovered-told',
        ),
        ...task.writes,
      ];
    }
    case 'report-missing-task':
      return [
        ...saved(look, done(mission, 'reportMissingTaskAt', now), 'report-missing-told'),
        taskFor(
          look,
          'human-call',
          mission.act === 'call'
            ? 'Pas de compte rendu d’appel : prendre des nouvelles auprès du bénévole.'
            : 'Pas de compte rendu de visite : prendre des nouvelles auprès du bénévole.',
          plus(now, { days: 1 }),
          false,
        ),
      ];
    case 'give-up': {
      const { nextAt: _, ...search } = mission.search ?? { wave: 0, open: [] };
      const state = nextState(mission.state, 'give-up') ?? mission.state;
      const over = { ...mission, state, search: { ...search, endedAt: now } };
      if (mission.steps.uncoveredTaskAt) return saved(look, over, 'mission-unfilled');
      const due = { dueAt: endsAt(mission), urgent: true };
      const task = await seekingTask(look.world, mission, 'missed', due, now);
      return [...saved(look, { ...over, lookingTaskId: task.id }, 'mission-unfilled'), ...task.writes];
    }
  }
};
