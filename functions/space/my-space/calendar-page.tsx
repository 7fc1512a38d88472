import { Notice } from '../../web/components.tsx';
import { PostForm, SubmitButton } from '../../web/fields.tsx';
import { Page } from '../../web/layout.tsx';
import { Back } from './missions-page.tsx';
import type { Space } from './space.ts';

export const CalendarPage = ({ space, url }: { space: Space; url: string | undefined }) => (
  <Page title="Mes missions dans mon agenda" {...space.frame}>
    <Back />
    <h1>Mes missions dans mon agenda</h1>
    <p>
      Une adresse privée que votre agenda lit de lui-même. Elle donne le jour, l’heure et le quartier. Aucun
      nom, aucune adresse de personne n’y figure.
    </p>
    {url ? (
      <>
        <p>
          <a class="button wide" href={url.replace(/^https?:/, 'webcal:')}>
            Ajouter à mon agenda
          </a>
        </p>
        <p>Ou copiez cette adresse dans votre agenda, sous « s’abonner » :</p>
        <code class="code">{url}</code>
        <Notice tone="warn">
          Qui connaît cette adresse voit vos jours de mission. Si elle a circulé, changez-la.
        </Notice>
        <div class="twin">
          <PostForm action="/espace/calendrier" csrf={space.frame.csrf}>
            <SubmitButton tone="second" name="calendar" value="open">
              Changer l’adresse
            </SubmitButton>
          </PostForm>
          <PostForm action="/espace/calendrier" csrf={space.frame.csrf}>
            <SubmitButton tone="second" name="calendar" value="close">
              Fermer cet agenda
            </SubmitButton>
          </PostForm>
        </div>
      </>
    ) : (
      <PostForm action="/espace/calendrier" csrf={space.frame.csrf}>
        <SubmitButton wide name="calendar" value="open">
          Ouvrir mon adresse privée
        </SubmitButton>
      </PostForm>
    )}
  </Page>
);
