import type { DraftSubject } from '../../../../shared/rounds/half-day/draft.ts';
import { seeRounds } from '../../../../shared/rounds/half-day/see-rounds.ts';
import { type FormState, freshForm } from '../../../web/form.ts';
import { type PageStatus, show } from '../../../web/http.ts';
import { saidIn } from '../../../web/said.tsx';
import { peopleOf } from '../../day/people.ts';
import type { DeskContext } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import { askableCarriers } from '../read.ts';
import { HalfDayPage } from './half-day-page.tsx';
import { settingForm } from './half-day-tools.tsx';
import { opened } from './subject.ts';

const SAID: Readonly<Record<string, string>> = {
  calcule: 'Les tournées sont calculées. Rien n’est encore envoyé.',
  range: 'C’est changé. Rien n’est encore envoyé.',
  porteur: 'Le porteur est ajouté.',
  retire: 'Le porteur est retiré. Ses portes attendent de nouveau.',
  cadre: 'C’est enregistré.',
  situe: 'C’est enregistré, et le lieu de départ est situé.',
  adresse: '!L’adresse n’a pas été trouvée : le lieu de départ est resté où il était.',
  rien: '!Il n’y a rien à calculer : il faut au moins une porte et un porteur.',
  autre:
    '!Quelqu’un d’autre a changé ces tournées pendant ce temps : les voici. Calculer de nouveau les remplacerait.',
  change: '!Cela a changé pendant ce temps. Regardez de nouveau.',
};

/** The half-day as it stands, also where a form was refused. */
export const showHalfDay = async (
  c: DeskContext,
  subject: DraftSubject,
  forms: { readonly carrier?: FormState; readonly setting?: FormState } = {},
  status: PageStatus = 200,
): Promise<Response> => {
  const { world } = c.var;
  const open = await opened(c, subject);
  const [askable, people] = await Promise.all([
    askableCarriers(world, open),
    peopleOf(
      world.table,
      open.rounds.map(({ volunteerId }) => volunteerId),
    ),
  ]);
  c.set('scripted', true);
  return show(
    c,
    <HalfDayPage
      frame={frameOf(c)}
      open={open}
      seen={seeRounds(open)}
      askable={askable}
      carriersOfRounds={people.volunteers}
      form={
        forms.carrier ??
        freshForm({ de: open.draft.from, a: open.draft.until, depart: 'depot', retour: 'non' })
      }
      setting={forms.setting ?? settingForm(open)}
      said={saidIn(SAID, c.req.query('dit'))}
    />,
    status,
  );
};
