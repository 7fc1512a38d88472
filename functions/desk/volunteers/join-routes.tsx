import { dayOf } from '../../../shared/time/civil.ts';
import { requirementKindSchema } from '../../../shared/town/programme.ts';
import { activateVolunteer, recordRequirementOf } from '../../../shared/volunteers/joining/join.ts';
import { usualValidity } from '../../../shared/volunteers/joining/requirement.ts';
import { welcomeBack } from '../../../shared/volunteers/rest/leave-volunteer.ts';
import { freshForm, readForm, withProblem } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, staffOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { RequirementPage } from './form-pages.tsx';
import { requirementForm } from './forms.ts';
import { volunteerOf } from './one.ts';

const REQUIREMENT_REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
  'day-ahead': ['on', 'Cette date n’est pas encore venue.'],
  'ends-before-it-starts': ['validUntil', 'La fin de validité vient avant la date de la pièce.'],
  gone: ['', 'Cette personne est partie : reprenez d’abord sa candidature.'],
};

/** From candidate to active: pieces recorded by a person, then the door opened. */
export const joinRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/benevoles/:id/piece',
    action: 'volunteer.join',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.join');
      const kind = requirementKindSchema.safeParse(c.req.query('kind')).data;
      const form = freshForm({ kind, on: dayOf(c.get('now')) });
      return show(c, <RequirementPage frame={frameOf(c)} form={form} volunteer={volunteer} />);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/piece',
    action: 'volunteer.join',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.join');
      const read = await readForm(c, requirementForm);
      if (!read.ok)
        return show(c, <RequirementPage frame={frameOf(c)} form={read.refusal} volunteer={volunteer} />, 422);
      const { kind, on } = read.value;
      const recorded = await recordRequirementOf(
        c.get('world'),
        volunteer.id,
        { kind, on, validUntil: read.value.validUntil ?? usualValidity(kind, on) },
        staffOf(c).id,
        c.get('now'),
      );
      if (recorded.ok) return seeOther(c, `/benevoles/${volunteer.id}?dit=enregistre`);
      const [field, sentence] = REQUIREMENT_REFUSALS[recorded.refusal.reason] ?? [
        '',
        'Cette étape n’est pas possible maintenant.',
      ];
      const form = withProblem({ problems: [], typed: read.typed }, field, sentence);
      return show(c, <RequirementPage frame={frameOf(c)} form={form} volunteer={volunteer} />, 409);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/activer',
    action: 'volunteer.join',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.join');
      const activated = await activateVolunteer(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      // A refusal needs no page of its own: the volunteer's page lists what is missing, each with its link.
      return seeOther(c, `/benevoles/${volunteer.id}${activated.ok ? '?dit=actif' : ''}`);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/revenir',
    action: 'volunteer.join',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.join');
      const back = await welcomeBack(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}${back.ok ? '?dit=retour' : ''}`);
    },
  },
];
