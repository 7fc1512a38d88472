import type { Subject } from '../../../shared/seniors/subjects.ts';

/** Sentences a coordinator or a visitor might have written. Practical and kind: nothing here says anything of health. */

export const PRACTICAL_NOTES = [
  'Sonner deux fois et attendre un peu.',
  'Parler face à elle, calmement.',
  'Le chat ne doit pas sortir sur le palier.',
  'Entrer par la cour, la porte de la rue ne s’ouvre plus.',
  'L’ascenseur s’arrête un demi-étage plus bas.',
  'Préfère l’après-midi, après sa sieste.',
  'Téléphoner en bas de l’immeuble, l’interphone marche mal.',
  'La clé de la boîte est chez la voisine du dessous.',
  'Aime que l’on prévienne si l’on a dix minutes de retard.',
  'Laisser sonner longtemps au téléphone.',
] as const;

export const WISHES = [
  'Parler du jardin et des saisons.',
  'Jouer au tarot ou à la belote.',
  'Marcher jusqu’au parc Micaud quand il fait beau.',
  'Qu’on lui lise le journal.',
  'Parler de sa vie à l’usine horlogère.',
  'Écouter de l’opéra à deux.',
  'Apprendre à envoyer une photo à ses petits-enfants.',
  'Retourner au marché Beaux-Arts un samedi.',
  'Une partie de scrabble le mercredi.',
  'Parler du village où elle est née.',
  'Avoir quelqu’un à qui raconter sa semaine.',
  'Regarder ensemble de vieilles photographies.',
] as const;

/** What such a wish says that somebody likes. */
export const LIKED: Partial<Readonly<Record<string, readonly Subject[]>>> = {
  'Parler du jardin et des saisons.': ['garden'],
  'Jouer au tarot ou à la belote.': ['games'],
  'Marcher jusqu’au parc Micaud quand il fait beau.': ['walks'],
  'Qu’on lui lise le journal.': ['reading'],
  'Parler de sa vie à l’usine horlogère.': ['history'],
  'Écouter de l’opéra à deux.': ['music'],
  'Une partie de scrabble le mercredi.': ['games', 'reading'],
  'Parler du village où elle est née.': ['history', 'travel'],
  'Regarder ensemble de vieilles photographies.': ['history'],
};

export const GIVES = [
  'Ses recettes : cancoillotte maison, galette de goumeau.',
  'Apprend le tricot à qui veut.',
  'Raconte l’histoire de Lip et de 1973 aux lycéens.',
  'Prête ses romans policiers.',
  'Donne des boutures de géranium.',
  'Aide aux devoirs de mathématiques.',
  'Relit les lettres et corrige l’orthographe.',
  'Fait la conversation en italien.',
] as const;

export const CONTACT_LINKS = [
  'fille',
  'fils',
  'nièce',
  'neveu',
  'voisine',
  'voisin',
  'belle-fille',
  'amie',
] as const;

export const MOTIVATIONS = [
  'Ma grand-mère était seule à la fin, j’aurais aimé que quelqu’un passe.',
  'Jeune retraitée, j’ai du temps et j’aime la conversation.',
  'Étudiant à la Bouloie, je cherche à me rendre utile près de chez moi.',
  'Nouvelle à Besançon, une façon de connaître les gens du quartier.',
  'Je passe déjà voir une voisine, autant le faire dans un cadre.',
  'J’ai travaillé trente ans à l’hôpital, le lien me manque.',
  'Avec mon mari, nous voulons donner une après-midi par semaine.',
] as const;

export const SOURCES = ['presse', 'proche', 'maison', 'internet', 'affiche', 'forum'] as const;

export const REPORT_WORDS = [
  'Nous avons parlé de ses voisins et bu un café.',
  'Belle promenade jusqu’à la place, elle était contente de sortir.',
  'Partie de belote, j’ai perdu deux fois.',
  'Elle m’a montré les photos de son mariage.',
  'Conversation plus courte, elle attendait une visite de sa fille.',
  'Lecture de deux chapitres, à continuer.',
  'Elle avait préparé un gâteau.',
  'Il a retrouvé l’adresse d’un ancien collègue, nous lui avons écrit.',
] as const;

export const THANKS = [
  'Dites-lui que le mercredi est devenu mon jour préféré.',
  'Merci de votre patience avec mes histoires.',
  'Cela m’a fait du bien d’entendre une voix.',
  'Merci pour le livre, je l’ai fini en trois jours.',
] as const;

export const REPORT_WISHES = [
  { kind: 'book', words: 'Un roman de Marcel Aymé en gros caractères.' },
  { kind: 'outing', words: 'Voir l’exposition du musée du Temps.' },
  { kind: 'visit', words: 'Une visite de plus autour des fêtes.' },
  { kind: 'book', words: 'Un livre audio, si la bibliothèque en a.' },
] as const;

export const CONCERNS = [
  {
    words: 'Le réfrigérateur était presque vide et elle dit avoir mangé.',
    action: 'Appel le jour même ; portage de repas repris avec le service.',
  },
  {
    words: 'Elle n’a pas ouvert tout de suite et semblait ne plus savoir quel jour nous étions.',
    action: 'Visite du référent, puis point avec sa fille.',
  },
  {
    words: 'Un démarcheur est passé deux fois, elle a peur d’avoir signé quelque chose.',
    action: 'Papiers regardés avec elle ; rétractation envoyée.',
  },
  {
    words: 'Le chauffage ne marche plus dans la chambre depuis une semaine.',
    action: 'Bailleur appelé, réparé le lendemain.',
  },
  {
    words: 'Il parle beaucoup de son frère disparu et ne veut plus sortir.',
    action: 'Passage du référent ; groupe de parole proposé.',
  },
  {
    words: 'La porte de l’immeuble ne ferme plus, elle n’est pas rassurée la nuit.',
    action: 'Signalé au syndic.',
  },
] as const;

export const FLAG_WORDS = [
  'Ne descend plus chercher son courrier depuis deux semaines, la boîte déborde.',
  'Vient tous les jours à la pharmacie pour parler un peu, rentre seule.',
  'Son mari est mort en août. Plus personne ne passe.',
  'Rentrée de l’hôpital vendredi, la fille habite Lyon.',
  'Volets fermés en plein jour, répond à travers la porte.',
  'Aimerait quelqu’un pour jouer aux cartes.',
  'Ne répond plus au téléphone depuis avant-hier.',
  'Parle de la bibliothèque où elle n’arrive plus à aller.',
  'Le frigo était vide quand j’ai livré les courses.',
  'N’a reçu aucune visite depuis l’été, le dit elle-même.',
  'A perdu son chien, ne sort plus.',
  'Demande chaque semaine si je peux rester un peu plus longtemps.',
] as const;
