import { voidLinks } from '../../../shared/volunteers/space/void-links.ts';
import { type Volunteer, volunteerName } from '../../../shared/volunteers/volunteer.ts';
import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { seeOther, show } from '../../web/http.ts';
import { actorOf } from '../env.ts';
import { DeskPage, type Frame, frameOf } from '../layout.tsx';
import type { DeskRoute } from '../router.ts';
import { volunteerOf } from './one.ts';

/** What ends and what stays, before the links end: they cannot be made to open again. */
const LostPhonePage = ({ frame, volunteer }: { frame: Frame; volunteer: Volunteer }) => (
  <DeskPage frame={frame} title="Téléphone perdu ou volé">
    <p class="crumbs">
      <a href={`/benevoles/${volunteer.id}`}>{volunteerName(volunteer)}</a>
    </p>
    <h1>Téléphone perdu ou volé</h1>
    <Notice tone="warn">
      <ul>
        <li>Aucun lien reçu jusqu’ici ne s’ouvrira plus : qui trouve le téléphone ne lit aucune adresse.</li>
        <li>Ses missions restent les siennes. Rien n’est annulé, personne n’est prévenu.</li>
        <li>Aucun SMS ne part maintenant : il arriverait sur le téléphone perdu.</li>
      </ul>
    </Notice>
    <p>
      Les prochains SMS iront au numéro de la fiche. Si ce numéro répond encore dans le téléphone perdu, notez
      le nouveau, ou « Noter son refus des SMS » jusqu’à la nouvelle carte : la coordination appelle en
      attendant. Quand le nouveau téléphone est prêt, envoyez-lui le lien « Mon espace » : ses missions l’y
      attendent.
    </p>
    <PostForm action={`/benevoles/${volunteer.id}/telephone-perdu`} csrf={frame.csrf}>
      <SubmitButton tone="danger">Fermer tous ses liens</SubmitButton>
    </PostForm>
  </DeskPage>
);

export const lostPhoneRoutes: readonly DeskRoute[] = [
  {
    method: 'GET',
    path: '/benevoles/:id/telephone-perdu',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) =>
      show(c, <LostPhonePage frame={frameOf(c)} volunteer={await volunteerOf(c, 'volunteer.contact')} />),
  },
  {
    method: 'POST',
    path: '/benevoles/:id/telephone-perdu',
    action: 'volunteer.contact',
    about: 'handler',
    handler: async (c) => {
      const volunteer = await volunteerOf(c, 'volunteer.contact');
      await voidLinks(c.get('world'), volunteer.id, actorOf(c), c.get('now'));
      return seeOther(c, `/benevoles/${volunteer.id}?dit=telephone-perdu`);
    },
  },
];
