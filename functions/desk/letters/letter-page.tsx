import type { Letter } from '../../../shared/letters/letter.ts';
import { Notice } from '../../web/components.tsx';
import { DeskPage, type Frame } from '../layout.tsx';

/** A letter to print: on paper, only the sheet. */
export const LetterPage = ({
  frame,
  letter,
  back,
}: {
  frame: Frame;
  letter: Letter;
  back: { readonly href: string; readonly label: string };
}) => (
  <DeskPage frame={frame} title={letter.subject}>
    <div class="no-print">
      <p class="crumbs">
        <a href={back.href}>{back.label}</a>
      </p>
      <h1>Lettre à imprimer</h1>
      <Notice>
        Imprimez cette page : seule la lettre apparaît sur le papier. Elle est rédigée en langage simplifié.
      </Notice>
      {letter.isPlaceSupposed && (
        <Notice tone="warn">
          Le signalement ne dit pas clairement le code postal et la ville. Vérifiez la dernière ligne de
          l’adresse avant d’envoyer.
        </Notice>
      )}
    </div>
    <LetterSheet letter={letter} />
  </DeskPage>
);

/** The paper itself: one sheet, one letter. */
export const LetterSheet = ({ letter }: { letter: Letter }) => (
  <article class="letter" lang="fr">
    <p>
      {letter.from.map((line) => (
        <>
          {line}
          <br />
        </>
      ))}
    </p>
    <p class="to">
      {letter.to.map((line) => (
        <>
          {line}
          <br />
        </>
      ))}
    </p>
    <p>Le {letter.date}</p>
    <p>
      <strong>{letter.subject}</strong>
      {letter.reference && (
        <>
          <br />
          Numéro {letter.reference}
        </>
      )}
    </p>
    <p>{letter.greeting}</p>
    {letter.paragraphs.map((sentences, at) => (
      <>
        <p>{sentences.join(' ')}</p>
        {at === 0 && letter.list.length > 0 && (
          <ul>
            {letter.list.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        )}
      </>
    ))}
    <p>À bientôt,</p>
    <p>{letter.signature.join(', ')}</p>
  </article>
);
