import {
  leaveAndAnswer,
  pauseAndAnswer,
  resumeAndAnswer,
} from '../../../shared/engagement/rests/rest-and-answer.ts';
import { optIn, optOut } from '../../../shared/volunteers/space/opt-out.ts';
import { sendSpaceLink } from '../../../shared/volunteers/space/space-link.ts';
import { freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { leaveForm, pauseForm } from './forms.ts';
import { heldAhead, volunteerOf } from './one.ts';
import { LeavePage, PausePage } from './rest-pages.tsx';

const PAUSE_REFUSALS: Readonly<Record<string, string>> = {
  'day-past': 'Ce jour est passé : choisissez-en un à venir.',
  'day-too-far': 'C’est dans plus d’un an : laissez la date vide.',
};

/** What somebody says by telephone, recorded through the same acts as the volunteer's own page. */
export const restRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/benevoles/:id/pause',
    action: 'volunteer.rest',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.rest');
      const form = freshForm({ until: volunteer.pausedUntil });
      const held = await heldAhead(c, volunteer);
      return show(c, <PausePage frame={frameOf(c)} form={form} volunteer={volunteer} held={held} />);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/pause',
    action: 'volunteer.rest',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.rest');
      const read = await readForm(c, pauseForm);
      const held = await heldAhead(c, volunteer);
      if (!read.ok)
        return show(
          c,
          <PausePage frame={frameOf(c)} form={read.refusal} volunteer={volunteer} held={held} />,
          422,
        );
      const { until } = read.value;
      const paused = await pauseAndAnswer(c.get('world'), volunteer, until, actorOf(c), c.get('now'));
      if (paused.ok) return seeOther(c, `/benevoles/${volunteer.id}?dit=pause`);
      const sentence = PAUSE_REFUSALS[paused.refusal.reason] ?? 'Une pause n’est pas possible maintenant.';
      const form = withProblem({ problems: [], typed: read.typed }, 'until', sentence);
      return show(c, <PausePage frame={frameOf(c)} form={form} volunteer={volunteer} held={held} />, 409);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/reprendre',
    action: 'volunteer.rest',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.rest');
      const resumed = await resumeAndAnswer(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}${resumed.ok ? '?dit=reprise' : ''}`);
    },
  },
  {
    method: 'GET',
    path: '/benevoles/:id/depart',
    action: 'volunteer.rest',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.rest');
      const held = await heldAhead(c, volunteer);
      return show(c, <LeavePage frame={frameOf(c)} form={freshForm()} volunteer={volunteer} held={held} />);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/depart',
    action: 'volunteer.rest',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.rest');
      const read = await readForm(c, leaveForm);
      if (!read.ok) {
        const held = await heldAhead(c, volunteer);
        return show(
          c,
          <LeavePage frame={frameOf(c)} form={read.refusal} volunteer={volunteer} held={held} />,
          422,
        );
      }
      await leaveAndAnswer(c.get('world'), volunteer.id, read.value.reason, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=depart`);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/lien',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      const sent = await sendSpaceLink(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      const said = sent.ok ? 'lien' : sent.refusal.reason === 'phone-lost' ? 'numero-perdu' : undefined;
      return seeOther(c, `/benevoles/${volunteer.id}${said ? `?dit=${said}` : ''}`);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/sans-sms',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      await optOut(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=sans-sms`);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/avec-sms',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      await optIn(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=sms`);
    },
  },
];
