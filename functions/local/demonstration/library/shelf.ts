import { type Item, labelledItemId } from '../../../../shared/library/item.ts';
import { ITEM_KINDS, type ItemKind } from '../../../../shared/library/work.ts';
import type { Instant } from '../../../../shared/time/instant.ts';

/** A shelf as a library's export would give it: sort, title, author, subject; the labels are invented. */
const SHELF = `
book | Pars vite et reviens tard | Vargas, Fred | Romans policiers
book | L’armée furieuse | Vargas, Fred | Romans policiers
book | Le chien jaune | Simenon, Georges | Romans policiers
large-print | L’affaire Saint-Fiacre | Simenon, Georges | Romans policiers
book | Le crime de l’Orient-Express | Christie, Agatha | Romans policiers
large-print | Mort sur le Nil | Christie, Agatha | Romans policiers
book | La gloire de mon père | Pagnol, Marcel | Souvenirs, romans du terroir
large-print | Le château de ma mère | Pagnol, Marcel | Souvenirs, romans du terroir
book | La vouivre | Aymé, Marcel | Romans régionaux, Franche-Comté
book | Les contes du chat perché | Aymé, Marcel | Contes, animaux
book | Regain | Giono, Jean | Romans du terroir
book | Colline | Giono, Jean | Romans du terroir
large-print | La mare au diable | Sand, George | Romans du terroir
book | La petite Fadette | Sand, George | Romans du terroir
book | Au bonheur des dames | Zola, Émile | Romans
book | Le grand Meaulnes | Alain-Fournier | Romans
book | Les misérables, tome 1 | Hugo, Victor | Romans historiques
audio | Les contemplations | Hugo, Victor | Poésie
audio | Vingt mille lieues sous les mers | Verne, Jules | Romans, voyages
book | Le tour du monde en quatre-vingts jours | Verne, Jules | Romans, voyages
book | De Goupil à Margot | Pergaud, Louis | Animaux, Franche-Comté
book | La guerre des boutons | Pergaud, Louis | Romans, Franche-Comté
large-print | Sido | Colette | Souvenirs, nature
audio | La maison de Claudine | Colette | Souvenirs, nature
book | Dialogues de bêtes | Colette | Animaux
book | Le comte de Monte-Cristo, tome 1 | Dumas, Alexandre | Romans historiques
book | Les trois mousquetaires | Dumas, Alexandre | Romans historiques
large-print | Arsène Lupin, gentleman-cambrioleur | Leblanc, Maurice | Romans policiers
book | Le mystère de la chambre jaune | Leroux, Gaston | Romans policiers
audio | Boule de suif | Maupassant, Guy de | Nouvelles, guerre
book | Une vie | Maupassant, Guy de | Romans
book | Poil de carotte | Renard, Jules | Romans
book | Histoires naturelles | Renard, Jules | Animaux, humour
magazine | Jardins du Doubs, automne | | Jardinage, nature
magazine | Montagnes du Jura | | Nature, voyages
film | Les vacances de Monsieur Hulot | Tati, Jacques | Humour
music | Les quatre saisons | Vivaldi, Antonio | Musique
book | Fables choisies | La Fontaine, Jean de | Poésie, animaux
`;

const isKind = (text: string): text is ItemKind => ITEM_KINDS.some((kind) => kind === text);

/** The copies that this library lends at home. */
export const shelfOf = (town: string, addedAt: Instant): readonly Item[] =>
  SHELF.trim()
    .split('\n')
    .map((line, at) => {
      const [kind = '', title = '', author = '', subject = ''] = line.split('|').map((cell) => cell.trim());
      const barcode = `25056${String(1_000 + at * 7)}`;
      return {
        id: labelledItemId(town, barcode),
        town,
        title,
        author,
        kind: isKind(kind) ? kind : 'book',
        barcode,
        languages: ['fr'],
        subjects: [subject],
        callNumber: `${author === '' ? 'P' : 'R'} ${(author || title).slice(0, 3).toUpperCase()}`,
        source: 'file',
        addedAt,
      };
    });
