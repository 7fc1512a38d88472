import { holdersOf, losePhone, trustPhone } from '../../../shared/volunteers/space/lost-phone.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { seeOther, show } from '../../web/http.ts';
import { PhoneWords } from '../../web/layout.tsx';
import { actorOf, type DeskContext } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { volunteerOf } from './one.ts';

type Props = {
  readonly frame: Frame;
  readonly volunteer: Volunteer;
  /** Whose links may be in the same telephone. */
  readonly sharing: readonly Volunteer[];
};

/** What ends and what stays, before the links end: they cannot be made to open again. */
const LostPhonePage = ({ frame, volunteer, sharing }: Props) => (
  <DeskPage frame={frame} title="Téléphone perdu ou volé">
    <p class="crumbs">
      <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a>
    </p>
    <h1>Téléphone perdu ou volé</h1>
    <Notice tone="warn">
      <ul>
        <li>Aucun lien reçu jusqu’ici ne s’ouvrira plus : qui trouve le téléphone ne lit aucune adresse.</li>
        <li>
          Plus aucun SMS ne partira vers le <PhoneWords phone={volunteer.phone} />, même à qui demande un
          nouveau lien : il arriverait dans le téléphone perdu.
        </li>
        {volunteer.calendar && (
          <li>
            L’agenda qui lit ses missions ne les montrera plus : une nouvelle adresse se demande dans « Mon
            espace ».
          </li>
        )}
        <li>Ses missions restent les siennes. Rien n’est annulé, personne n’est prévenu.</li>
        <li>Chaque message qui lui est dû deviendra une tâche : le lui dire de vive voix.</li>
      </ul>
    </Notice>
    {sharing.length > 0 && (
      <Notice tone="alert" title="Ce numéro sert aussi à une autre personne">
        <p>
          Ses SMS arrivent dans le même téléphone : ses liens et ses SMS sont fermés aussi. Une tâche demande
          de la joindre autrement.
        </p>
        <ul>
          {sharing.map((one) => (
            <li>
              <a href={`/benevoles/${one.id}`}>{volunteerName(one)}</a>
            </li>
          ))}
        </ul>
      </Notice>
    )}
    <p>
      Les SMS reprendront quand vous noterez son nouveau numéro, ou quand vous direz que l’ancien est de
      nouveau sûr : nouvelle carte, ou téléphone retrouvé.
    </p>
    <PostForm action={`/benevoles/${volunteer.id}/telephone-perdu`} csrf={frame.csrf}>
      <SubmitButton tone="danger">Fermer ses liens et ses SMS</SubmitButton>
    </PostForm>
  </DeskPage>
);

const sharingWith = async (c: DeskContext, { id, phone }: Volunteer): Promise<readonly Volunteer[]> => {
  const { there } = await holdersOf(c.get('world'), phone);
  return there
    .map(({ stored }) => stored.value)
    .filter((one) => one.id !== id && one.state !== 'left' && one.state !== 'leaving');
};

export const lostPhoneRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/benevoles/:id/telephone-perdu',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      const sharing = await sharingWith(c, volunteer);
      return show(c, <LostPhonePage frame={frameOf(c)} volunteer={volunteer} sharing={sharing} />);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/telephone-perdu',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      await losePhone(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=telephone-perdu`);
    },
  },
  {
    method: 'POST',
    path: '/benevoles/:id/numero-sur',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      await trustPhone(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=numero-sur`);
    },
  },
];
