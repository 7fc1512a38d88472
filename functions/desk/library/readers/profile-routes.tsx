import { eraseReading, readingFileOf } from '../../../../shared/library/privacy.ts';
import { changeTastes, openReader } from '../../../../shared/library/readers/change-reader.ts';
import { seniorName } from '../../../../shared/seniors/senior.ts';
import { Confirm } from '../../../web/components.tsx';
import { readForm } from '../../../web/form.ts';
import { seeOther, show } from '../../../web/http.ts';
import { actorOf, type DeskContext } from '../../env.ts';
import { DeskPage, frameOf } from '../../layout.tsx';
import type { DeskRoute } from '../../router.ts';
import { readerAsked } from '../read.ts';
import { readerPath } from '../words.ts';
import { ProfilePage, profileForm, tastesFrom, typedProfile } from './profile-page.tsx';

const profile = async (c: DeskContext): Promise<Response> => {
  const { senior, reader } = await readerAsked(c, 'library.profile');
  if (!reader) return seeOther(c, readerPath(senior.id));
  return show(c, <ProfilePage frame={frameOf(c)} senior={senior} form={typedProfile(reader)} />);
};

const saveProfile = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const read = await readForm(c, profileForm);
  if (!read.ok) return show(c, <ProfilePage frame={frameOf(c)} senior={senior} form={read.refusal} />, 422);
  await changeTastes(c.var.world, senior.id, tastesFrom(read.value), actorOf(c), c.var.now);
  return seeOther(c, `${readerPath(senior.id)}?dit=fiche`);
};

const openProfile = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const opened = await openReader(c.var.world, senior.id, actorOf(c), c.var.now);
  return seeOther(c, opened.ok ? `${readerPath(senior.id)}/fiche` : readerPath(senior.id));
};

const askErase = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  return show(
    c,
    <DeskPage frame={frameOf(c)} title="Effacer ses lectures">
      <Confirm
        question={`Effacer la fiche et les lectures de ${seniorName(senior)} ?`}
        consequences={[
          'Ses goûts, ses envies, ses avis et les marques de ce qu’elle a eu sont effacés.',
          'Ce qui était choisi ou dans un sac retourne en rayon.',
          'Ce qui est chez elle reste noté jusqu’à son retour, puis s’efface.',
        ]}
        action={`${readerPath(senior.id)}/effacer`}
        csrf={frameOf(c).csrf}
        yes="Effacer"
        back={readerPath(senior.id)}
        irreversible
      />
    </DeskPage>,
  );
};

const erase = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  await eraseReading(c.var.world, senior.id, actorOf(c), c.var.now);
  return seeOther(c, `${readerPath(senior.id)}?dit=effacee`);
};

/** Her own copy (GDPR 15 and 20): what is kept of her reading, as a file that a machine also reads. */
const copy = async (c: DeskContext): Promise<Response> => {
  const { senior } = await readerAsked(c, 'library.profile');
  const { reader, loans } = await readingFileOf(c.var.world.table, senior.id);
  const body = JSON.stringify({ lecteur: seniorName(senior), fiche: reader, prets: loans }, undefined, 2);
  return c.body(body, 200, {
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="lectures-${senior.id}.json"`,
  });
};

/** Her file as a reader: opened, changed, copied for her, forgotten. */
export const profileRoutes = (at: (rest: string) => string): readonly DeskRoute[] => {
  const own = { action: 'library.profile', about: 'handler' } as const;
  return [
    { method: 'POST', path: at('/ouvrir'), ...own, handler: openProfile },
    { method: 'GET', path: at('/fiche'), ...own, handler: profile },
    { method: 'POST', path: at('/fiche'), ...own, handler: saveProfile },
    { method: 'GET', path: at('/effacer'), ...own, handler: askErase },
    { method: 'POST', path: at('/effacer'), ...own, handler: erase },
    { method: 'GET', path: at('/copie'), ...own, handler: copy },
  ];
};
