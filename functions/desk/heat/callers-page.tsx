import type { SummerCaller } from '../../../shared/heat/batches/summer-caller.ts';
import { type MissingRequirement, REQUIREMENT_NAMES } from '../../../shared/volunteers/requirements.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Badge, DataTable, EmptyState, Notice } from '../../web/components.tsx';
import { Check, Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { freshForm } from '../../web/form.ts';
import { DeskPage, type Frame } from '../layout.tsx';
import { plural } from './paper/rounds.ts';

export const CALLERS = '/canicule/appelants';

export type CallerRow = {
  readonly volunteer: Volunteer;
  readonly wish: SummerCaller | undefined;
  readonly missing: readonly MissingRequirement[];
};
export type CallersProps = {
  readonly frame: Frame;
  readonly callers: readonly CallerRow[];
  readonly query: string;
  readonly found: readonly CallerRow[];
  readonly done: string | undefined;
};

const State = ({ row }: { row: CallerRow }) =>
  row.volunteer.state !== 'active' ? (
    <Badge tone="warn">pas en activité</Badge>
  ) : row.missing.length > 0 ? (
    <Badge tone="warn">
      manque&nbsp;: {row.missing.map(({ kind }) => REQUIREMENT_NAMES[kind]).join(', ')}
    </Badge>
  ) : (
    <Badge tone="good">peut être demandé</Badge>
  );

const Wish = ({ row, frame }: { row: CallerRow; frame: Frame }) => {
  const { volunteer, wish } = row;
  return (
    <PostForm action={CALLERS} csrf={frame.csrf}>
      <Hidden name="volunteerId" value={volunteer.id} />
      <Check
        form={freshForm({ beyondCaps: wish?.beyondCaps ?? false })}
        name="beyondCaps"
        label="Même au-delà de son plafond et de ses jours de repos"
      />
      <div class="actions">
        <SubmitButton name="isIn" value="yes" tone={wish?.isIn ? 'second' : 'first'}>
          {wish?.isIn ? 'Enregistrer' : 'Appelle les jours de chaleur'}
        </SubmitButton>
        {wish?.isIn && (
          <SubmitButton name="isIn" value="no" tone="second">
            N’appelle plus
          </SubmitButton>
        )}
      </div>
    </PostForm>
  );
};

const Rows = ({
  rows,
  caption,
  props,
}: {
  rows: readonly CallerRow[];
  caption: string;
  props: CallersProps;
}) => (
  <DataTable
    caption={caption}
    rows={rows}
    empty={<EmptyState title="Personne." />}
    columns={[
      {
        title: 'Bénévole',
        heads: true,
        cell: ({ volunteer }) => <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a>,
      },
      { title: 'État', cell: (row) => <State row={row} /> },
      { title: 'Son choix', cell: (row) => <Wish row={row} frame={props.frame} /> },
    ]}
  />
);

/** Who said yes to calls on hot days: their own choice, spoken to an agent; a no gives back at once what they hold. */
export const CallersPage = (props: CallersProps) => {
  const { callers, query, found, done } = props;
  const ready = callers.filter(
    ({ volunteer, missing }) => volunteer.state === 'active' && missing.length === 0,
  );
  return (
    <DeskPage frame={props.frame} title="Qui appelle les jours de chaleur">
      <p class="crumbs">
        <a href="/canicule/reglages">Réglages des appels</a>
      </p>
      {done && <Notice tone="good">{done}</Notice>}
      <h1>Qui appelle les jours de chaleur</h1>
      <p>
        {plural(ready.length, 'bénévole')} à qui demander, sur {callers.length} qui ont dit oui. C’est leur
        choix, dit une fois pour l’été. Une pause ou une absence vaut toujours. Dire non leur reprend aussitôt
        les appels acceptés&nbsp;: le bureau les fait.
      </p>
      <Rows rows={callers} caption="Ont dit oui" props={props} />
      <search class="no-print">
        <form method="get" action={CALLERS} class="filter">
          <div class="field">
            <label for="f-q">Noter le choix d’un autre bénévole</label>
            <input id="f-q" name="q" type="search" value={query} autocomplete="off" maxlength={60} />
          </div>
          <button type="submit" class="second">
            Chercher
          </button>
        </form>
      </search>
      {query && <Rows rows={found} caption={`Trouvés pour « ${query} »`} props={props} />}
    </DeskPage>
  );
};
