import * as z from 'zod';
import { volunteerIdSchema } from '../../../../shared/ids/ids.ts';
import { emptyLoad } from '../../../../shared/offers/load.ts';
import { gatherCandidates } from '../../../../shared/offers/search/gather-candidates.ts';
import {
  OVERRIDE_REASONS,
  objectionsTo,
  offerByHand,
} from '../../../../shared/offers/search/offer-by-hand.ts';
import { loadKey, loadKind } from '../../../../shared/offers/store.ts';
import { volunteerKey, volunteerKind } from '../../../../shared/volunteers/store.ts';
import { type FormState, freshForm, readForm, withProblem } from '../../../web/form.ts';
import { type PageStatus, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { missing } from '../../router.ts';
import { showMission } from '../mission/show-mission.tsx';
import { type AskedMission, missionPath } from '../read.ts';
import { propsOf, staffed } from './act-props.ts';
import { ProposePage } from './propose-page.tsx';

const proposeForm = z.object({
  volunteerId: volunteerIdSchema,
  why: z.enum(OVERRIDE_REASONS).optional(),
});
export const showPropose = async (
  c: DeskContext,
  asked: AskedMission,
  volunteerId: unknown,
  form: FormState,
  status: PageStatus = 200,
) => {
  const id = volunteerIdSchema.safeParse(volunteerId);
  const { world, now } = c.var;
  const [volunteer, load, field] = await Promise.all([
    id.success ? world.table.get(volunteerKind, volunteerKey(id.data)) : undefined,
    id.success ? world.table.get(loadKind, loadKey(id.data)) : undefined,
    gatherCandidates(world, asked.mission, now),
  ]);
  if (!volunteer || volunteer.value.town !== asked.mission.town || !field) return missing(c);
  const candidate = {
    volunteer: volunteer.value,
    load: load?.value ?? emptyLoad(volunteer.value.id),
    offer: field.offerOf(volunteer.value.id),
  };
  return show(
    c,
    <ProposePage
      {...(await propsOf(c, asked, form))}
      candidate={candidate}
      objections={objectionsTo(candidate, field.need, now)}
      why={field.ranked.find((one) => one.candidate.volunteer.id === volunteer.value.id)?.why}
    />,
    status,
  );
};
export const propose = async (c: DeskContext) => {
  const asked = await staffed(c);
  const read = await readForm(c, proposeForm);
  if (!read.ok) return missing(c);
  const { volunteerId, why } = read.value;
  const done = await offerByHand(c.var.world, asked.mission.id, volunteerId, why, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, missionPath(asked.mission.id, '?dit=proposee'));
  const again = freshForm();
  switch (done.refusal.reason) {
    case 'unknown':
      return missing(c);
    case 'say-why':
      return showPropose(
        c,
        asked,
        volunteerId,
        withProblem(again, 'why', 'Dites pourquoi passer outre.'),
        422,
      );
    case 'rule':
      return showPropose(c, asked, volunteerId, withProblem(again, '', done.refusal.sentence), 422);
    case 'no-text':
      return showPropose(
        c,
        asked,
        volunteerId,
        withProblem(again, '', 'Cette personne ne reçoit pas de SMS : appelez-la.'),
        422,
      );
    case 'too-late-to-text':
      return showPropose(
        c,
        asked,
        volunteerId,
        withProblem(
          again,
          '',
          'Un SMS partirait après l’heure de la mission : appelez, puis notez la réponse.',
        ),
        422,
      );
    case 'stopped':
      return showMission(
        c,
        asked,
        withProblem(again, '', 'La personne n’est plus accompagnée, ou ne souhaite plus de visite.'),
        409,
      );
    case 'not-open':
      return showMission(c, asked, withProblem(again, '', 'Cette mission ne cherche plus personne.'), 409);
  }
};
