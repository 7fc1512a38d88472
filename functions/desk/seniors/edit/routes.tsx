import type * as z from 'zod';
import type { Senior } from '../../../../shared/seniors/senior.ts';
import { changeSenior } from '../../../../shared/seniors/write-senior.ts';
import { followFile } from '../../../../shared/services/follow-file.ts';
import type { Stored } from '../../../../shared/table/kind.ts';
import { dayOf } from '../../../../shared/time/civil.ts';
import { type FormState, freshForm, readForm } from '../../../web/form.ts';
import { type Shown, seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { seniorAsked } from '../file/gather.ts';
import {
  absencesEdit,
  absencesForm,
  absencesKnown,
  contactsEdit,
  contactsForm,
  contactsKnown,
  EDIT_SENTENCES,
  type Edited,
  identityEdit,
  identityForm,
  identityKnown,
  notesEdit,
  notesForm,
  notesKnown,
} from './forms.ts';
import { type Noted, notedPath } from './noted.ts';
import { AbsencesPage, ContactsPage, type EditProps, IdentityPage, NotesPage } from './pages.tsx';

type Known = Parameters<typeof freshForm>[0];

/** The two routes of one part of a file: shown filled, and written if nobody wrote meanwhile. */
const part = <S extends z.ZodObject<{ version: z.ZodType<number> }>>(
  path: Noted,
  schema: S,
  known: (senior: Senior) => Known,
  edited: (form: z.output<S>, senior: Senior) => Edited,
  page: (props: EditProps) => Shown,
): readonly DeskRoute[] => {
  const showPart = (c: DeskContext, stored: Stored<Senior>, form: FormState, status: 200 | 422 = 200) =>
    show(c, page({ frame: frameOf(c), senior: stored.value, version: stored.version, form }), status);
  const write = async (c: DeskContext): Promise<Response> => {
    const stored = await seniorAsked(c, 'senior.edit');
    const read = await readForm(c, schema);
    if (!read.ok) return showPart(c, stored, read.refusal, 422);
    const { edit, problems } = edited(read.value, stored.value);
    if (problems.length > 0) return showPart(c, stored, { problems, typed: read.typed }, 422);
    const { world, now } = c.var;
    const given = Number(read.typed.version?.[0]);
    const done = await changeSenior(world, stored.value.id, given, edit, actorOf(c), now);
    if (done.ok) {
      const { calledOff } = await followFile(world, stored.value.id, actorOf(c), now);
      return seeOther(c, notedPath(stored.value, done.value, path, calledOff, dayOf(now)));
    }
    const problem = EDIT_SENTENCES[done.refusal.reason];
    return showPart(c, stored, { problems: [problem], typed: read.typed }, 422);
  };
  return [
    {
      method: 'GET',
      path: `/personnes/:id/${path}`,
      action: 'senior.edit',
      about: 'handler',
      handler: async (c) => {
        const stored = await seniorAsked(c, 'senior.edit');
        return showPart(c, stored, freshForm(known(stored.value)));
      },
    },
    {
      method: 'POST',
      path: `/personnes/:id/${path}`,
      action: 'senior.edit',
      about: 'handler',
      handler: write,
    },
  ];
};

export const editRoutes: readonly DeskRoute[] = [
  ...part('identite', identityForm, identityKnown, identityEdit, (props) => <IdentityPage {...props} />),
  ...part('notes', notesForm, notesKnown, notesEdit, (props) => <NotesPage {...props} />),
  ...part('contacts', contactsForm, contactsKnown, contactsEdit, (props) => <ContactsPage {...props} />),
  ...part('absences', absencesForm, absencesKnown, absencesEdit, (props) => <AbsencesPage {...props} />),
];
