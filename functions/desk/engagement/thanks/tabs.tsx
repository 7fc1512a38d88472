/** The three rooms of one entry of the menu. */
export const THANKS = '/engagement/merci';
export const MILESTONES = `${THANKS}/etapes`;
export const LETTERS = `${THANKS}/lettres`;

const TABS = [
  [THANKS, 'Mots remis'],
  [MILESTONES, 'Anniversaires et étapes'],
  [LETTERS, 'Lettres de l’année'],
] as const;

export const ThanksTabs = ({ here }: { here: (typeof TABS)[number][0] }) => (
  <nav class="pages no-print" aria-label="Merci">
    {TABS.map(([path, label]) => (
      <a href={path} {...(path === here ? { 'aria-current': 'page' as const } : {})}>
        {label}
      </a>
    ))}
  </nav>
);
