import { can } from '../../../../shared/access/table.ts';
import type { FormState } from '../../../web/form.ts';
import { type PageStatus, show } from '../../../web/http.ts';
import { saidIn } from '../../../web/said.tsx';
import { type DeskContext, staffOf, townOf } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { type AskedMission, readMissionStory } from '../read.ts';
import { MissionPage } from './mission-page.tsx';

const DONE: Readonly<Record<string, string>> = {
  ajoutee: 'La mission est ajoutée. La recherche d’un bénévole commence dans la minute.',
  annulee: 'La mission est annulée.',
  seul: 'C’est noté : une seule personne y va cette fois.',
  deplacee: 'La mission est déplacée.',
  proposee: 'La proposition est envoyée. La réponse arrivera ici.',
  relancee: 'De nouvelles propositions sont envoyées.',
  attend: 'Les propositions partiront à la prochaine heure où l’on peut écrire.',
  patience:
    'Ceux qui restent à interroger ont déjà une question en attente, ou se reposent. La recherche reprend d’elle-même : « Ce qui s’est passé » dit quand. Pour ne pas attendre, choisissez quelqu’un ci-dessous.',
  presentation:
    'La personne qui vient se présenter a été interrogée, et a le temps de répondre : personne d’autre n’est cherché pour cette place. Si elle ne peut pas, la visite a lieu sans elle.',
  change:
    'Ceux que la recherche voulait interroger viennent de changer de situation. Elle reprend d’elle-même dans quelques minutes.',
  personne: 'Plus personne ne remplit toutes les conditions. Choisissez quelqu’un à la main, ou appelez.',
  tard: 'Cette mission ne cherche plus personne.',
  oui: 'Le oui est noté. La mission est confiée, une confirmation part par SMS à qui en reçoit.',
  non: 'Le non est noté.',
  rendue: 'C’est noté : la mission cherche de nouveau quelqu’un.',
  'compte-rendu': 'Le compte rendu est noté.',
  confirmee: 'Sa confirmation est notée.',
};

/** The page of a mission, as it is after what was just read or refused. */
export const showMission = async (
  c: DeskContext,
  asked: AskedMission,
  form: FormState,
  status: PageStatus = 200,
): Promise<Response> => {
  const mayStaff = can(staffOf(c), 'mission.staff', { town: asked.mission.town });
  const story = await readMissionStory(c, asked, mayStaff);
  return show(
    c,
    <MissionPage
      frame={frameOf(c)}
      story={story}
      town={townOf(c)}
      now={c.var.now}
      form={form}
      done={saidIn(DONE, c.req.query('dit'))}
    />,
    status,
  );
};
