import { registerEntryIdSchema } from '../../../../shared/ids/ids.ts';
import type { RegisterEntry } from '../../../../shared/register/entry.ts';
import { readEntry } from '../../../../shared/register/list-entries.ts';
import { readerOf } from '../../../../shared/register/readers/reader.ts';
import { isOpenTo, OPEN_MINUTES } from '../../../../shared/register/readers/reading.ts';
import type { Stored } from '../../../../shared/table/kind.ts';
import { Notice } from '../../../web/components.tsx';
import { PostForm, SubmitButton } from '../../../web/fields.tsx';
import { show } from '../../../web/http.ts';
import { type DeskContext, staffOf } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import { type DeskRoute, demand, missing } from '../../router.ts';

type RegisterAction = Extract<DeskRoute['action'], `register.${string}`>;

/** Is the person signed in named to read the register today? */
export const isReader = async (c: DeskContext): Promise<boolean> =>
  (await readerOf(c.var.world.table, staffOf(c).id, c.var.world.config.townId, c.var.now)) !== undefined;

/** Only a named agent goes further; to anybody else nothing of the register exists. */
export const demandReader = async (c: DeskContext, action: RegisterAction = 'register.read'): Promise<void> =>
  demand(c, action, {
    town: c.var.world.config.townId,
    relations: (await isReader(c)) ? ['named'] : [],
  });

/** The entry of the address, for a named agent; else the page of what does not exist. */
export const entryAsked = async (
  c: DeskContext,
  action: RegisterAction = 'register.read',
): Promise<Stored<RegisterEntry>> => {
  await demandReader(c, action);
  const id = registerEntryIdSchema.safeParse(c.req.param('id'));
  const stored = id.success ? await readEntry(c.var.world.table, id.data) : undefined;
  return stored && stored.value.town === staffOf(c).town ? stored : missing(c);
};

export const isOpened = (c: DeskContext, subject: string): Promise<boolean> =>
  isOpenTo(c.var.world.table, staffOf(c).id, subject, c.var.now);

/** Opening is an act that is written down; looking is not (law 2): this page is what stands before. */
export const showClosedDoor = (
  c: DeskContext,
  door: { readonly title: string; readonly what: string; readonly action: string; readonly back: string },
) =>
  show(
    c,
    <DeskPage frame={frameOf(c)} title={door.title}>
      <p class="crumbs">
        <a href={door.back}>Registre d’alerte</a>
      </p>
      <div class="narrow">
        <h1>{door.title}</h1>
        <p>{door.what}</p>
        <Notice>
          La lecture est notée : qui, quand, quoi. La page reste ouverte {OPEN_MINUTES} minutes.
        </Notice>
        <PostForm action={door.action} csrf={c.get('csrf')}>
          <SubmitButton>Ouvrir</SubmitButton>
        </PostForm>
      </div>
    </DeskPage>,
  );
