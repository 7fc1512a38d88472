import type { ChangeRefusal } from './change-import.ts';
import type { CommitRefusal } from './commit-import.ts';
import type { TryRefusal } from './try-import.ts';

export type ImportRefusal = TryRefusal | CommitRefusal | ChangeRefusal;

const SENTENCES: Readonly<Record<Exclude<ImportRefusal['reason'], 'quote-not-closed'>, string>> = {
  'file-empty': 'Le fichier est vide.',
  'file-too-big': 'Le fichier dépasse 20 Mo. Découpez-le en plusieurs fichiers.',
  'file-is-spreadsheet':
    'C’est un classeur de tableur. Ouvrez-le, puis choisissez « Enregistrer sous » et le format CSV.',
  'file-is-pdf': 'C’est un PDF. Demandez la liste sous forme de tableau, puis enregistrez-la en CSV.',
  'file-is-binary': 'Ce fichier n’est pas du texte. Enregistrez la liste au format CSV.',
  'header-only': 'Le fichier a des titres de colonnes, mais aucune ligne en dessous.',
  'too-many-rows': 'Le fichier dépasse 100 000 lignes. Découpez-le en plusieurs fichiers.',
  'too-many-columns': 'Le fichier a plus de 200 colonnes. Ne gardez que celles qui servent.',
  'no-town': 'La ville n’est pas encore créée. Démarrez-la une première fois.',
  'already-imported': 'Ce fichier a déjà été importé.',
  unknown: 'Cet import n’existe pas.',
  'not-tried': 'Cet import n’attend plus de confirmation.',
  'not-now': 'L’import a déjà commencé : on ne peut plus changer cela.',
  'other-file': 'Ce n’est pas le fichier dont vous avez lu le rapport. Rien n’a été importé.',
  'report-changed':
    'Des personnes ont été ajoutées depuis ce rapport : il a été refait. Relisez-le avant de confirmer.',
  'nobody-to-import': 'Il n’y a personne à importer dans ce fichier.',
  'too-many-duplicates':
    'Plus de 10 000 lignes ressemblent à des personnes déjà connues : c’est sans doute le mauvais fichier.',
  'papers-gone': 'Le fichier de cet import n’est plus gardé. Envoyez-le de nouveau.',
};

/** What a person reads when a file or an act on an import is refused: what is wrong, and what to do. */
export const importRefusalSentence = (refusal: ImportRefusal): string =>
  refusal.reason === 'quote-not-closed'
    ? `Un guillemet ouvert à la ligne ${refusal.line} n’est jamais refermé. Ôtez-le, ou fermez-le.`
    : SENTENCES[refusal.reason];
