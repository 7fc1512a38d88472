import { can } from '../../../shared/access/table.ts';
import type { FormState } from '../../web/form.ts';
import { type PageStatus, show } from '../../web/http.ts';
import { saidIn } from '../../web/said.tsx';
import { type DeskContext, staffOf, townOf } from '../env.ts';
import { frameOf } from '../layout.tsx';
import { type AskedService, readServiceStory } from './read.ts';
import { ServicePage } from './service-page.tsx';

const DONE: Readonly<Record<string, string>> = {
  ouvert: 'L’accompagnement commence. Les visites à venir sont préparées.',
  pause: 'Les visites sont en pause.',
  reprise: 'Les visites reprennent.',
  clos: 'L’accompagnement a pris fin.',
  associe: 'C’est noté. Pensez à les présenter l’un à l’autre.',
  binome: 'C’est noté.',
  fin: 'C’est noté. Ses visites à venir cherchent quelqu’un d’autre ; une tâche demande de l’appeler.',
};

export const showService = async (
  c: DeskContext,
  asked: AskedService,
  form: FormState,
  status: PageStatus = 200,
): Promise<Response> => {
  const mayArrange = can(staffOf(c), 'service.arrange', { town: asked.service.town });
  return show(
    c,
    <ServicePage
      frame={frameOf(c)}
      story={await readServiceStory(c, asked, mayArrange)}
      town={townOf(c)}
      form={form}
      now={c.var.now}
      done={saidIn(DONE, c.req.query('dit'))}
    />,
    status,
  );
};
