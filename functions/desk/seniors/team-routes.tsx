import * as z from 'zod';
import { staffIdSchema, volunteerIdSchema } from '../../../shared/ids/ids.ts';
import { seniorName } from '../../../shared/seniors/senior.ts';
import { type HandoverRefusal, handOver } from '../../../shared/seniors/write-senior.ts';
import { excludeVolunteer } from '../../../shared/situations/exclude-volunteer.ts';
import { rowsOf } from '../../../shared/table/kind.ts';
import { volunteerKind, volunteerList } from '../../../shared/volunteers/store.ts';
import { volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { EmptyState, Notice } from '../../web/components.tsx';
import { Hidden, PostForm, Select, SubmitButton } from '../../web/fields.tsx';
import { type FormState, freshForm, readForm } from '../../web/form.ts';
import { seeOther, show } from '../../web/http.ts';
import { actorOf, type DeskContext, townOf } from '../env.ts';
import { DeskPage, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { EditPage } from './edit/pages.tsx';
import { gatherStory, seniorAsked } from './file/gather.ts';
import { possibleReferents } from './team.ts';

const SENTENCES: Readonly<Record<HandoverRefusal, string>> = {
  'no-such-senior': 'Ce dossier n’existe plus.',
  closed: 'Ce dossier est clos : il se lit, il ne s’écrit plus.',
  'same-referent': 'Cette personne est déjà référente.',
};

const showReferent = async (c: DeskContext, form?: FormState): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.hand-over');
  const referents = await possibleReferents(c.var.world.table, townOf(c).id);
  return show(
    c,
    <EditPage
      frame={frameOf(c)}
      senior={stored.value}
      version={stored.version}
      form={form ?? freshForm({ referentId: stored.value.referentId })}
      title="Passer le relais"
      path="referent"
      submit="Changer le référent"
    >
      <Notice>Les tâches ouvertes qui attendaient l’ancien référent passent au nouveau.</Notice>
      <Select
        form={form ?? freshForm({ referentId: stored.value.referentId })}
        name="referentId"
        label="Référent"
        empty="Choisir"
        options={referents.map((staff) => ({
          value: staff.id,
          label: `${staff.name}, ${staff.organisation}`,
        }))}
      />
    </EditPage>,
    form ? 422 : 200,
  );
};

const change = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.hand-over');
  const sentence = 'Choisissez qui suivra cette personne.';
  const read = await readForm(c, z.object({ referentId: z.string({ error: sentence }).max(40) }));
  if (!read.ok) return showReferent(c, read.refusal);
  const to = staffIdSchema.safeParse(read.value.referentId);
  const referents = await possibleReferents(c.var.world.table, townOf(c).id);
  if (!to.success || !referents.some((staff) => staff.id === to.data))
    return showReferent(c, { problems: [{ field: 'referentId', sentence }], typed: read.typed });
  const done = await handOver(c.var.world, stored.value.id, to.data, actorOf(c), c.var.now);
  if (done.ok) return seeOther(c, `/personnes/${stored.value.id}`);
  const problems = [{ field: 'referentId', sentence: SENTENCES[done.refusal.reason] }];
  return showReferent(c, { problems, typed: read.typed });
};

/** Volunteers who may be set apart: those of her story first, then the active ones of the town. */
const showExclusions = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.edit');
  const senior = stored.value;
  const story = await gatherStory(c, stored);
  const page = await c.var.world.table.index('list', {
    partition: volunteerList(townOf(c).id, 'active'),
    limit: 300,
  });
  const apart = senior.exclusions ?? [];
  const others = new Map(story.volunteers);
  for (const { value } of rowsOf(volunteerKind, page.items)) others.set(value.id, volunteerName(value));
  const frame = frameOf(c);
  const action = `/personnes/${senior.id}/exclusions`;
  return show(
    c,
    <DeskPage frame={frame} title={`Ne plus envoyer – ${seniorName(senior)}`}>
      <p class="crumbs">
        <a href={`/personnes/${senior.id}`}>{seniorName(senior)}</a>
      </p>
      <div class="narrow">
        <h1>Ne plus envoyer</h1>
        <p class="quiet">
          Le souhait de l’un ou de l’autre suffit. Aucune raison n’est notée, personne n’est prévenu.
        </p>
        {apart.length === 0 ? (
          <EmptyState title="Personne n’est écarté." />
        ) : (
          <ul>
            {apart.map((id) => (
              <li>
                {others.get(id) ?? 'Un bénévole'}
                <PostForm action={action} csrf={frame.csrf}>
                  <Hidden name="volunteerId" value={id} />
                  <SubmitButton tone="plain" name="apart" value="no">
                    Peut revenir
                  </SubmitButton>
                </PostForm>
              </li>
            ))}
          </ul>
        )}
        <PostForm action={action} csrf={frame.csrf}>
          <Select
            form={freshForm()}
            name="volunteerId"
            label="Bénévole"
            empty="Choisir"
            options={[...others]
              .filter(([id]) => !apart.includes(id))
              .map(([value, label]) => ({ value, label }))}
          />
          <SubmitButton name="apart" value="yes">
            Ne plus envoyer
          </SubmitButton>
        </PostForm>
      </div>
    </DeskPage>,
  );
};

const exclude = async (c: DeskContext): Promise<Response> => {
  const stored = await seniorAsked(c, 'senior.edit');
  const read = await readForm(c, z.object({ volunteerId: volunteerIdSchema, apart: z.enum(['yes', 'no']) }));
  if (read.ok) {
    const { volunteerId, apart } = read.value;
    const { world, now } = c.var;
    await excludeVolunteer(world, stored.value.id, volunteerId, apart === 'yes', actorOf(c), now);
  }
  return seeOther(c, `/personnes/${stored.value.id}/exclusions`);
};

const at = (path: string) => `/personnes/:id/${path}`;
export const teamRoutesOfSenior: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: at('referent'),
    action: 'senior.hand-over',
    about: 'handler',
    handler: (c) => showReferent(c),
  },
  { method: 'POST', path: at('referent'), action: 'senior.hand-over', about: 'handler', handler: change },
  { method: 'GET', path: at('exclusions'), action: 'senior.edit', about: 'handler', handler: showExclusions },
  { method: 'POST', path: at('exclusions'), action: 'senior.edit', about: 'handler', handler: exclude },
];
