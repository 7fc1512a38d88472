import { faker } from '@faker-js/faker/locale/fr';
import type { Dice } from './dice.ts';

/**
 * First names as they were given, most frequent first, by years of birth (INSEE, Fichier des prénoms). The invented
 * names of the package are today's; nobody born in 1936 is called Océane.
 */
const BORN_BEFORE: readonly { readonly year: number; readonly women: string; readonly men: string }[] = [
  {
    year: 1935,
    women:
      'Marie Jeanne Jacqueline Denise Jeannine Paulette Madeleine Suzanne Simone Odette Yvette Yvonne Renée Andrée Marcelle Marguerite Raymonde Ginette Lucienne Thérèse Georgette Germaine Geneviève Micheline Gisèle Henriette Huguette Lucette Solange',
    men: 'Jean André Pierre René Roger Marcel Robert Jacques Georges Henri Louis Maurice Joseph Raymond Paul Lucien Albert Guy Fernand Roland Léon Eugène Gaston Émile',
  },
  {
    year: 1945,
    women:
      'Marie Monique Jacqueline Nicole Christiane Françoise Jeannine Colette Josette Yvette Denise Danielle Simone Michèle Thérèse Ginette Andrée Liliane Madeleine Annie Suzanne Bernadette Geneviève Gisèle Arlette Éliane Claudine Huguette',
    men: 'Jean Michel Claude Pierre André Jacques Bernard Gérard René Daniel Robert Roger Guy Marcel Georges Henri Maurice Joseph Christian Louis Raymond Yves Gilbert Serge Roland Lucien',
  },
  {
    year: 1955,
    women:
      'Marie Martine Françoise Monique Nicole Chantal Annie Christiane Jacqueline Danielle Michèle Claudine Josiane Annick Dominique Catherine Évelyne Colette Brigitte Anne Jocelyne Bernadette Mireille Geneviève Joëlle Liliane Maryse',
    men: 'Jean Michel Alain Bernard Daniel Gérard Christian Jacques Patrick Claude Pierre André Guy Philippe Serge René Yves Dominique Joël François Francis Gilbert',
  },
  {
    year: 1970,
    women:
      'Catherine Sylvie Martine Christine Brigitte Isabelle Patricia Véronique Chantal Nadine Corinne Pascale Nathalie Béatrice Laurence Marie-Christine Fabienne Florence Valérie Agnès',
    men: 'Philippe Patrick Alain Pascal Thierry Éric Didier Bruno Gilles Jean-Pierre Marc Jean-Luc Denis Patrice Laurent Frédéric Hervé Christophe Olivier',
  },
  {
    year: 1990,
    women:
      'Nathalie Sandrine Stéphanie Karine Céline Virginie Aurélie Émilie Delphine Audrey Julie Élodie Claire Sonia Magali Laetitia',
    men: 'Sébastien Nicolas Stéphane Julien David Guillaume Vincent Thomas Benoît Sylvain Fabien Romain Cyril Mathieu',
  },
  {
    year: 2010,
    women: 'Léa Manon Camille Chloé Sarah Emma Laura Pauline Mathilde Clara Lucie Inès Juliette Margaux',
    men: 'Lucas Maxime Théo Hugo Quentin Antoine Clément Alexis Valentin Enzo Baptiste Arthur Simon',
  },
];

/** Families of the Doubs, besides those of the package. */
const COMTOIS =
  'Boillot Bourgeois Cachot Courvoisier Cuenot Droz Faivre Girardot Grosperrin Jacquot Jeannin Maillot Monnier Mougin Pernot Prost Roussey Tissot Tournier Vernier Vuillemin'.split(
    ' ',
  );

/** People who came to Besançon for its watches, its silk and its building sites. */
const FROM_ELSEWHERE = {
  it: {
    women: 'Maria Giovanna Rosa Lucia',
    men: 'Giuseppe Antonio Mario',
    last: 'Bianchi Ferrari Moretti Rizzo',
  },
  pt: {
    women: 'Maria Fernanda Lurdes Rosa',
    men: 'José Manuel António',
    last: 'Ferreira Carvalho Teixeira Lopes',
  },
  es: { women: 'Carmen Dolores Pilar', men: 'Francisco Manuel Juan', last: 'Moreno Navarro Romero Ortega' },
  ar: {
    women: 'Fatima Zohra Khadija Yamina',
    men: 'Mohamed Ahmed Brahim',
    last: 'Benali Haddad Mansouri Belkacem',
  },
  tr: { women: 'Ayşe Fatma Emine', men: 'Mehmet Mustafa Ali', last: 'Yilmaz Demir Kaya' },
} as const;
export type Elsewhere = keyof typeof FROM_ELSEWHERE;

export type Name = { readonly firstName: string; readonly lastName: string };

const words = (text: string): readonly string[] => text.split(' ');

/** Frequent names come more often, as they did. */
const byRank = (dice: Dice, names: readonly string[]): string =>
  dice.pick(names.slice(0, Math.max(4, Math.ceil(names.length * Math.sqrt(dice.roll())))));

/** The package draws from its own seed, so that its names too fall the same way each time. */
export const seedNames = (dice: Dice): void => void faker.seed(dice.below(2 ** 31));

/** The package leaves out accents and capitals that families write. */
const WRITTEN: Readonly<Record<string, string>> = {
  Andre: 'André',
  Carre: 'Carré',
  Clement: 'Clément',
  'Da silva': 'Da Silva',
  Francois: 'François',
  Gerard: 'Gérard',
  Guerin: 'Guérin',
  Laine: 'Lainé',
  'Le gall': 'Le Gall',
  'Le roux': 'Le Roux',
  Lefevre: 'Lefèvre',
  Menard: 'Ménard',
  Noel: 'Noël',
  Prevost: 'Prévost',
  Remy: 'Rémy',
  Riviere: 'Rivière',
};

export const lastName = (dice: Dice): string => {
  if (dice.chance(0.35)) return dice.pick(COMTOIS);
  const name = faker.person.lastName();
  return WRITTEN[name] ?? name;
};

export const nameOf = (
  dice: Dice,
  {
    born,
    woman,
    language,
  }: { readonly born: number; readonly woman: boolean; readonly language?: Elsewhere | undefined },
): Name => {
  if (language !== undefined) {
    const there = FROM_ELSEWHERE[language];
    return {
      firstName: dice.pick(words(woman ? there.women : there.men)),
      lastName: dice.pick(words(there.last)),
    };
  }
  const cohort = BORN_BEFORE.find(({ year }) => born < year) ?? BORN_BEFORE.at(-1);
  if (cohort === undefined) throw new Error('no cohort');
  return { firstName: byRank(dice, words(woman ? cohort.women : cohort.men)), lastName: lastName(dice) };
};
