import { coming, waiting } from '../../../../shared/engagement/gatherings/decide-gathering.ts';
import { AT_ONCE, type Invitation } from '../../../../shared/engagement/gatherings/invite-gathering.ts';
import type { Town } from '../../../../shared/town/settings.ts';
import type { Gathering } from '../../../../shared/volunteers/gatherings/gathering.ts';
import { Confirm, DataTable, EmptyState } from '../../../web/components.tsx';
import { DeskPage, type Frame } from '../../layout.tsx';
import { euros } from '../../words.ts';
import { nameOf, type People } from './answers.tsx';
import { audienceWords, gatheringPath, TYPE_NAMES, whenWords } from './words.ts';

/** The count and the cost, before anything leaves. */
export const InvitePage = ({
  frame,
  one,
  town,
  invitation,
}: {
  frame: Frame;
  one: Gathering;
  town: Town;
  invitation: Invitation;
}) => {
  const { toText, toCall, microEuros } = invitation;
  return (
    <DeskPage frame={frame} title="Inviter">
      <Confirm
        question={`Inviter à « ${one.title} » ?`}
        consequences={[
          `${whenWords(one, true)}, ${one.place}, ${one.seats} places.`,
          toText.length === 0
            ? 'Aucun SMS à envoyer.'
            : `${toText.length} SMS ${toText.length > 1 ? 'partent' : 'part'}, dans les heures permises : environ ${euros(microEuros)}.`,
          ...(toText.length > AT_ONCE
            ? ['L’envoi se poursuit de lui-même en quelques minutes ; il peut être arrêté.']
            : []),
          `Invités : ${audienceWords(one.audience, town)}. Nul n’est invité pendant sa pause.`,
          ...(toCall.length > 0
            ? [
                `${toCall.length === 1 ? 'Une personne sans SMS est' : `${toCall.length} personnes sans SMS sont`} à appeler : la liste est sur la page.`,
              ]
            : []),
        ]}
        action={`${gatheringPath(one)}/inviter`}
        csrf={frame.csrf}
        yes={toText.length > 0 ? `Envoyer ${toText.length} SMS` : 'Ouvrir les inscriptions'}
        back={gatheringPath(one)}
      />
    </DeskPage>
  );
};

export const CallOffPage = ({ frame, one }: { frame: Frame; one: Gathering }) => {
  const told = coming(one).length + waiting(one).length;
  return (
    <DeskPage frame={frame} title="Annuler le rendez-vous">
      <Confirm
        question={`Annuler « ${one.title} » ?`}
        consequences={[
          told === 0
            ? 'Personne n’est inscrit : personne n’est prévenu.'
            : `${told === 1 ? 'La personne inscrite ou en attente est prévenue' : `Les ${told} personnes inscrites ou en attente sont prévenues`} par SMS, ou par un appel à passer.`,
          'Les inscriptions s’arrêtent aussitôt.',
        ]}
        action={`${gatheringPath(one)}/annuler`}
        csrf={frame.csrf}
        yes="Annuler le rendez-vous"
        back={gatheringPath(one)}
        irreversible
      />
    </DeskPage>
  );
};

/** Room on the paper for whoever comes without a word before. */
const BLANK_LINES = [1, 2, 3, 4, 5];

/** For the door: names, and room to sign. */
export const SheetPage = ({ frame, one, people }: { frame: Frame; one: Gathering; people: People }) => (
  <DeskPage frame={frame} title={`Feuille, ${one.title}`}>
    <p class="crumbs no-print">
      <a href={gatheringPath(one)}>{one.title}</a>
    </p>
    <h1>{one.title}</h1>
    <p>
      {TYPE_NAMES[one.type]}, {whenWords(one, true)}. {one.place}.
    </p>
    <div class="to-sign">
      <DataTable
        caption={`Inscrits (${coming(one).length})`}
        rows={coming(one).toSorted((a, b) => nameOf(people, a).localeCompare(nameOf(people, b), 'fr'))}
        empty={<EmptyState title="Personne n’est encore inscrit." />}
        columns={[
          { title: 'Nom', heads: true, cell: (answer) => nameOf(people, answer) },
          { title: 'Arrivée', cell: () => '' },
          { title: 'Signature', cell: () => '' },
        ]}
      />
    </div>
    <div class="to-sign">
      <DataTable
        caption="Venus sans être inscrits"
        rows={BLANK_LINES}
        empty=""
        columns={[
          { title: 'Nom, prénom', cell: () => '' },
          { title: 'Téléphone', cell: () => '' },
          { title: 'Signature', cell: () => '' },
        ]}
      />
    </div>
    {waiting(one).length > 0 && (
      <p>
        Liste d’attente :{' '}
        {waiting(one)
          .map((answer) => nameOf(people, answer))
          .join(', ')}
        .
      </p>
    )}
  </DeskPage>
);
