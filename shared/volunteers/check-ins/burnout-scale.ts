/**
 * Client-related burnout of the Copenhagen Burnout Inventory (Kristensen et al., 2005; domain.md §7): four items by degree,
 * two by frequency. « Les personnes que vous visitez » stands for the clients, which breaks published norms: a trend is
 * shown, never a diagnosis. Texts are versioned with the answers.
 */
export const SCALE_VERSION = 'cbi-client-fr-1';
export const SCALE_ITEMS = [
  { by: 'degree', text: 'Est-ce difficile d’accompagner les personnes que vous visitez ?' },
  { by: 'degree', text: 'Est-ce frustrant de les accompagner ?' },
  { by: 'degree', text: 'Les accompagner vous prend-il toute votre énergie ?' },
  { by: 'degree', text: 'Avez-vous le sentiment de donner plus que vous ne recevez ?' },
  { by: 'frequency', text: 'Êtes-vous las de les accompagner ?' },
  { by: 'frequency', text: 'Vous demandez-vous combien de temps vous pourrez encore continuer ?' },
] as const;

/** From the most to the least: 100, 75, 50, 25, 0. */
export const SCALE_ANSWERS = {
  degree: [
    'À un très haut degré',
    'À un haut degré',
    'Un peu',
    'À un faible degré',
    'À un très faible degré',
  ],
  frequency: ['Toujours', 'Souvent', 'Parfois', 'Rarement', 'Jamais ou presque'],
} as const;

/** Place of the chosen answer, 0 the most; null where they did not wish to answer. */
export type ScaleAnswers = readonly (number | null)[];

/**
 * The mean of the items answered, 0 to 100; undefined when fewer than three of the six are (half of the items, the
 * scale's own rule on missing values).
 */
export const scaleScore = (answers: ScaleAnswers): number | undefined => {
  const points = answers.flatMap((answer) => (answer === null ? [] : 100 - 25 * answer));
  if (points.length < SCALE_ITEMS.length / 2) return undefined;
  return points.reduce((sum, one) => sum + one, 0) / points.length;
};
