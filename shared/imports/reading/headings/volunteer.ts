import { DATE, type Naming, naming } from './naming.ts';

/** What only a file of volunteers says: when they are free, and what was seen of them. */
export const VOLUNTEER_NAMINGS: readonly Naming[] = [
  naming(
    'availability',
    'Disponibilités',
    'volunteers',
    'disponibilite | disponibilites | dispo | dispos | jours | jours de disponibilite | creneaux | horaires | jours disponibles | quand',
    'disponibilite disponibilites dispo dispos creneaux disponible',
    { repeats: true },
  ),
  naming(
    'travelMode',
    'Déplacement',
    'volunteers',
    'deplacement | deplacements | moyen de transport | mode de transport | transport | vehicule | voiture | permis | permis b | mobilite | moyen de locomotion | locomotion',
    'deplacement transport vehicule permis voiture locomotion',
  ),
  naming(
    'weeklyCap',
    'Visites par semaine, au plus',
    'volunteers',
    'visites par semaine | nb visites semaine | nombre de visites | max semaine | maximum par semaine | nb max | missions par semaine',
    'visites missions max maximum nb nombre + semaine hebdo hebdomadaire',
  ),
  naming(
    'since',
    'Bénévole depuis',
    'volunteers',
    'benevole depuis | depuis | date d entree | date entree | date d arrivee | date adhesion | date d adhesion | arrivee | date inscription | date d inscription | inscription | debut',
    `${DATE} + entree arrivee adhesion inscription engagement debut`,
  ),
  naming(
    'charter',
    'Charte signée le',
    'volunteers',
    'charte | charte signee | charte signee le | signature charte | charte du benevole | charte du benevolat',
    'charte',
  ),
  naming(
    'interview',
    'Entretien le',
    'volunteers',
    'entretien | entretien le | date entretien | date d entretien | date de l entretien',
    'entretien',
  ),
  naming(
    'criminalRecord',
    'Casier judiciaire vu le',
    'volunteers',
    'casier | casier judiciaire | extrait de casier | casier vu le | bulletin n 3 | b3',
    'casier',
  ),
  naming(
    'training',
    'Formation le',
    'volunteers',
    'formation | formation le | date formation | date de formation | formation initiale',
    'formation',
  ),
];
