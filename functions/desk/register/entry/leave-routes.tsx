import * as z from 'zod';
import { changeEntry } from '../../../../shared/register/change-entry.ts';
import { mayDo } from '../../../../shared/register/decide-entry.ts';
import {
  REMOVAL_REASONS,
  type RegisterEntry,
  type RemovalReason,
  registeredName,
} from '../../../../shared/register/entry.ts';
import { oppose, remove } from '../../../../shared/register/leave-entry.ts';
import { Confirm } from '../../../web/components.tsx';
import { Select } from '../../../web/fields.tsx';
import { choice, freshForm, readForm } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { entryAsked, isOpened } from '../readers/reader.tsx';
import { CHANNEL, REMOVAL } from '../words.ts';
import { answer } from './acting.ts';

const HOW = ['phone', 'counter', 'letter'] as const;
const BY = ['self', 'legal-representative'] as const;
const opposeForm = z.object({
  how: choice(HOW, 'Dites comment elle l’a dit.'),
  by: choice(BY, 'Dites qui l’a dit.'),
});
const removeForm = z.object({ reason: choice(REMOVAL_REASONS, 'Choisissez le motif.') });

const reasonsFor = (entry: RegisterEntry): readonly RemovalReason[] => {
  switch (entry.state) {
    case 'requested':
      return ['not-eligible', 'duplicate', 'request', 'death', 'moved-away'];
    case 'opposed':
      return ['request', 'death'];
    default:
      return ['request', 'death', 'moved-away', 'no-longer-eligible', 'duplicate'];
  }
};

const opposition = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  if (!mayDo(entry, 'oppose') || !(await isOpened(c, entry.id))) return seeOther(c, `/registre/${entry.id}`);
  return show(
    c,
    <DeskPage frame={frameOf(c)} title={`Opposition – ${registeredName(entry)}`}>
      <div class="narrow">
        <Confirm
          question={`${registeredName(entry)} s’oppose à son inscription ?`}
          consequences={[
            'Plus aucun appel du registre, dès maintenant.',
            'Sa fiche est vidée : restent son nom, sa naissance et son adresse, trois ans, comme preuve.',
            'Personne ne pourra la réinscrire à sa place. Elle-même le pourra, quand elle veut.',
            'Ses visites et ses autres accords ne changent pas : c’est une autre chose.',
          ]}
          action={`/registre/${entry.id}/opposition`}
          csrf={c.get('csrf')}
          yes="Noter l’opposition"
          back={`/registre/${entry.id}`}
          irreversible
        >
          <Select
            form={freshForm({ by: 'self' })}
            name="by"
            label="Dit par"
            options={[
              { value: 'self', label: 'elle-même' },
              { value: 'legal-representative', label: 'son représentant légal' },
            ]}
          />
          <Select
            form={freshForm({ how: 'phone' })}
            name="how"
            label="Comment"
            options={HOW.map((value) => ({ value, label: CHANNEL[value] }))}
          />
        </Confirm>
      </div>
    </DeskPage>,
  );
};

const removal = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  if (!mayDo(entry, 'remove') || !(await isOpened(c, entry.id))) return seeOther(c, `/registre/${entry.id}`);
  const isOpposed = entry.state === 'opposed';
  return show(
    c,
    <DeskPage frame={frameOf(c)} title={`Radiation – ${registeredName(entry)}`}>
      <div class="narrow">
        <Confirm
          question={
            isOpposed
              ? `Lever l’opposition de ${registeredName(entry)} ?`
              : `Retirer ${registeredName(entry)} du registre ?`
          }
          consequences={
            isOpposed
              ? [
                  'La preuve de son opposition est effacée dans un mois.',
                  'Elle n’est pas inscrite pour autant : notez ensuite sa demande.',
                ]
              : [
                  'Plus aucun appel du registre, dès maintenant.',
                  'Sa fiche est effacée dans un mois.',
                  'Elle n’a pas de raison à donner, et peut revenir quand elle veut.',
                ]
          }
          action={`/registre/${entry.id}/radiation`}
          csrf={c.get('csrf')}
          yes={isOpposed ? 'Lever l’opposition' : 'Retirer du registre'}
          back={`/registre/${entry.id}`}
          irreversible
        >
          <Select
            form={freshForm()}
            name="reason"
            label="Motif"
            options={reasonsFor(entry).map((value) => ({ value, label: REMOVAL[value] }))}
          />
        </Confirm>
      </div>
    </DeskPage>,
  );
};

const opposeAct = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const read = await readForm(c, opposeForm);
  if (!read.ok) return seeOther(c, `/registre/${entry.id}/opposition`);
  const { by, how } = read.value;
  const done = await changeEntry(
    c.var.world,
    entry.id,
    'register-opposed',
    (one) => oppose(one, by, how, c.var.now),
    actorOf(c),
    c.var.now,
  );
  return answer(c, entry, done);
};

const removeAct = async (c: DeskContext): Promise<Response> => {
  const { value: entry } = await entryAsked(c, 'register.change');
  const read = await readForm(c, removeForm);
  if (!read.ok) return seeOther(c, `/registre/${entry.id}/radiation`);
  const { reason } = read.value;
  const done = await changeEntry(
    c.var.world,
    entry.id,
    'register-removed',
    (one) => remove(one, reason, c.var.now),
    actorOf(c),
    c.var.now,
  );
  return answer(c, entry, done);
};

const route = (method: DeskRoute['method'], path: string, handler: DeskRoute['handler']): DeskRoute => ({
  method,
  path: `/registre/:id/${path}`,
  action: 'register.change',
  about: 'handler',
  handler,
});

export const registerLeaveRoutes: readonly DeskRoute[] = [
  route('GET', 'opposition', opposition),
  route('POST', 'opposition', opposeAct),
  route('GET', 'radiation', removal),
  route('POST', 'radiation', removeAct),
];
