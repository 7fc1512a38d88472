import type { Invitation } from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import type { Gathering, Registration } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { type Volunteer, volunteerName } from '../../../../shared/volunteers/volunteer.ts';
import { DataTable, EmptyState, Moment } from '../../../web/components.tsx';
import { Hidden, PostForm, Select, SubmitButton } from '../../../web/fields.tsx';
import { freshForm } from '../../../web/form.ts';
import { PhoneLink } from '../../../web/layout.tsx';
import type { Frame } from '../../layout.tsx';
import { gatheringPath } from './words.ts';

export type People = ReadonlyMap<string, Volunteer>;

export const nameOf = (people: People, { volunteerId }: Registration): string => {
  const found = people.get(volunteerId);
  return found ? volunteerName(found) : 'bénévole parti';
};

export const Answers = ({
  frame,
  caption,
  one,
  rows,
  people,
  empty,
  mayChange,
}: {
  frame: Frame;
  caption: string;
  one: Gathering;
  rows: readonly Registration[];
  people: People;
  empty: string;
  mayChange: boolean;
}) => (
  <DataTable
    caption={`${caption} (${rows.length})`}
    rows={rows}
    empty={<EmptyState title={empty} />}
    columns={[
      {
        title: 'Bénévole',
        heads: true,
        cell: (answer) => <a href={`/benevoles/${answer.volunteerId}`}>{nameOf(people, answer)}</a>,
      },
      {
        title: 'Téléphone',
        cell: ({ volunteerId }) => {
          const found = people.get(volunteerId);
          return found ? <PhoneLink phone={found.phone} /> : '';
        },
      },
      { title: 'Réponse', cell: ({ at }) => <Moment at={at} /> },
      ...(mayChange
        ? [
            {
              title: 'Changer',
              cell: (answer: Registration) => (
                <PostForm action={`${gatheringPath(one)}/reponse`} csrf={frame.csrf}>
                  <Hidden name="volunteer" value={answer.volunteerId} />
                  <SubmitButton name="answer" value="no" tone="second">
                    Ne vient plus<span class="hidden"> : {nameOf(people, answer)}</span>
                  </SubmitButton>
                </PostForm>
              ),
            },
          ]
        : []),
    ]}
  />
);

export const ByPhone = ({
  frame,
  one,
  invitation,
}: {
  frame: Frame;
  one: Gathering;
  invitation: Invitation;
}) =>
  invitation.silent.length === 0 ? null : (
    <section class="card no-print">
      <h2>Une réponse par téléphone</h2>
      <PostForm action={`${gatheringPath(one)}/reponse`} csrf={frame.csrf}>
        <Select
          form={freshForm()}
          name="volunteer"
          label="Qui"
          empty="Choisissez une personne"
          hint={`${invitation.silent.length === 1 ? 'Une personne invitée n’a' : `${invitation.silent.length} personnes invitées n’ont`} pas encore répondu.`}
          options={invitation.silent.map((volunteer) => ({
            value: volunteer.id,
            label: volunteerName(volunteer),
          }))}
        />
        <div class="actions">
          <SubmitButton name="answer" value="yes">
            Vient
          </SubmitButton>
          <SubmitButton name="answer" value="no" tone="second">
            Ne vient pas
          </SubmitButton>
        </div>
      </PostForm>
      {invitation.toCall.length > 0 && (
        <>
          <h3>À appeler : sans SMS ({invitation.toCall.length})</h3>
          <ul>
            {invitation.toCall.map((volunteer) => (
              <li>
                {volunteerName(volunteer)}, <PhoneLink phone={volunteer.phone} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
