import type { HalfDay } from '../../time/civil.ts';

export const IMPORT_KINDS = ['register', 'volunteers', 'seniors'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** What a column of a town's file may mean. */
const NAMED_FIELDS = [
  'number',
  'civility',
  'fullName',
  'usageName',
  'birthName',
  'givenName',
  'familyName',
  'birthDate',
  'capacity',
  'houseNumber',
  'complement',
  'postcodeTown',
  'postcode',
  'town',
  'sector',
  'street',
  'contactPhone',
  'contactName',
  'phone',
  'email',
  'livesAlone',
  'homeHelp',
  'requestDate',
  'requester',
  'absences',
  'consent',
  'languages',
  'availability',
  'travelMode',
  'weeklyCap',
  'since',
  'charter',
  'interview',
  'criminalRecord',
  'training',
  'notes',
] as const;
export type NamedField = (typeof NAMED_FIELDS)[number];
/** A half-day is a column of crosses, « lundi matin ». */
export type Field = NamedField | HalfDay;

type Scope = 'everyone' | 'register' | 'seniors' | 'volunteers' | 'register+seniors';

export type Naming = {
  readonly field: NamedField;
  /** What a person reads in the list of choices. */
  readonly label: string;
  readonly scope: Scope;
  /** The whole header, folded, is one of these. */
  readonly exact: ReadonlySet<string>;
  /** Sets of words that must all appear: one of each group. More groups, more certain. */
  readonly groups: readonly (readonly (readonly string[])[])[];
  /** Words that make it mean something else: the phone of a relative is not the person's. */
  readonly unless: readonly string[];
  /** Several columns may hold it (« Téléphone fixe », « Portable »). */
  readonly repeats: boolean;
};

/** `exact` separated by bars; `groups` by bars, the groups of one set by +, the alternatives by spaces. */
const naming = (
  field: NamedField,
  label: string,
  scope: Scope,
  exact: string,
  groups = '',
  more: { readonly unless?: string; readonly repeats?: boolean } = {},
): Naming => ({
  field,
  label,
  scope,
  exact: new Set(exact.split(' | ')),
  groups:
    groups === '' ? [] : groups.split(' | ').map((set) => set.split(' + ').map((one) => one.split(' '))),
  unless: more.unless?.split(' ') ?? [],
  repeats: more.repeats ?? false,
});

const PHONE = 'tel telephone telephones phone portable mobile gsm fixe';
const RELATIVE = 'prevenir urgence proche famille aidant contact enfant fille fils';
const MAIL = 'mail email mel courriel electronique messagerie';
const DATE = 'date le depuis';

/** How French towns head their columns, from files seen; folded (see `fold`). In the order of the choices. */
export const NAMINGS: readonly Naming[] = [
  naming(
    'number',
    'Numéro du fichier',
    'everyone',
    'n | no | num | numero | id | identifiant | ref | reference | matricule | numero de dossier | n dossier | n d ordre',
  ),
  naming(
    'civility',
    'Civilité',
    'everyone',
    'civ | civilite | titre | mme m | m mme | sexe | genre | type personne',
    'civilite',
  ),
  naming(
    'fullName',
    'Nom et prénom (même colonne)',
    'everyone',
    'nom prenom | nom et prenom | prenom nom | prenom et nom | noms prenoms | nom prenoms | nom complet | identite | benevole | personne | senior | aine | beneficiaire',
    'nom noms + prenom prenoms',
  ),
  naming(
    'familyName',
    'Nom',
    'everyone',
    'nom | noms | nom de famille | patronyme | last name | nom du benevole',
    'nom noms + famille | nom noms',
    { unless: RELATIVE.replace('famille ', '') },
  ),
  naming(
    'usageName',
    'Nom d’usage',
    'everyone',
    'nom d usage | nom usage | nom usuel | nom marital | nom d epouse | nom epouse | nom de mariage',
    'nom + usage usuel marital epouse mariage',
  ),
  naming(
    'birthName',
    'Nom de naissance',
    'everyone',
    'nom de naissance | nom naissance | nom de jeune fille | nom jeune fille | nee | ne e | njf | nom patronymique',
    'nom + naissance jeune patronymique',
  ),
  naming(
    'givenName',
    'Prénom',
    'everyone',
    'prenom | prenoms | prenom s | first name | prenom usuel',
    'prenom prenoms',
    { unless: RELATIVE },
  ),
  naming(
    'birthDate',
    'Date de naissance',
    'everyone',
    'date de naissance | date naissance | naissance | ne le | nee le | ne e le | ddn | dn | date nais | d naissance | dnaiss | date naiss',
    `${DATE} + naissance nais naiss nee ne`,
  ),
  naming(
    'street',
    'Adresse',
    'everyone',
    'adresse | adresse 1 | adresse1 | adresse postale | adresse complete | rue | voie | domicile | adr | voie nom | nom de la voie | nom voie | libelle voie | adresse du domicile',
    'adresse adr rue voie domicile',
    { unless: `${MAIL} service aide ${PHONE}` },
  ),
  naming(
    'houseNumber',
    'Numéro dans la voie',
    'everyone',
    'n rue | n voie | no rue | numero voie | numero rue | num voie | num rue | numero de voie | numero de rue | n de rue | n de voie',
    'n no num numero + rue voie',
  ),
  naming(
    'complement',
    'Complément d’adresse',
    'everyone',
    'complement | complement d adresse | complement adresse | cplt | compl | residence | batiment | bat | etage | appartement | appt | digicode | code porte | escalier | adresse 2 | adresse2 | lieu dit | chez',
    'complement cplt batiment etage digicode residence appartement interphone',
    { repeats: true },
  ),
  naming(
    'postcodeTown',
    'Code postal et commune',
    'everyone',
    'cp ville | cp commune | code postal ville | code postal commune | code postal et ville | code postal et commune | cp et ville | cp et commune | ville cp',
    'cp postal + ville commune',
  ),
  naming(
    'postcode',
    'Code postal',
    'everyone',
    'cp | code postal | codepostal | c p | code post',
    'postal cp',
  ),
  naming(
    'town',
    'Commune',
    'everyone',
    'ville | commune | localite | ville de residence | commune de domicile | commune nom | lieu de residence',
    'ville commune localite',
  ),
  naming(
    'sector',
    'Secteur ou quartier',
    'everyone',
    'secteur | quartier | zone | secteur souhaite | secteur d intervention',
    'secteur quartier quartiers secteurs',
  ),
  naming(
    'phone',
    'Téléphone',
    'everyone',
    'tel | telephone | telephones | tel fixe | fixe | telephone fixe | portable | tel portable | telephone portable | mobile | tel mobile | gsm | tel 1 | tel 2 | telephone 1 | telephone 2 | numero de telephone | n de telephone | n tel | coordonnees telephoniques | tel domicile | phone',
    PHONE,
    { unless: RELATIVE, repeats: true },
  ),
  naming(
    'email',
    'Adresse électronique',
    'everyone',
    'mail | email | e mail | mel | courriel | adresse mail | adresse email | adresse e mail | adresse electronique | messagerie',
    `adresse + ${MAIL} | ${MAIL}`,
    { unless: RELATIVE },
  ),
  naming(
    'languages',
    'Langues',
    'everyone',
    'langue | langues | langues parlees | langue parlee | langue maternelle | langues etrangeres',
    'langue langues',
  ),
  naming(
    'contactName',
    'Personne à prévenir',
    'register+seniors',
    'personne a prevenir | contact | contact urgence | contact d urgence | personne a contacter | proche | proche aidant | aidant | famille | personne de confiance | entourage',
    'personne contact nom proche + prevenir urgence contacter aidant confiance proche',
  ),
  naming(
    'contactPhone',
    'Téléphone de la personne à prévenir',
    'register+seniors',
    'tel personne a prevenir | tel contact | tel urgence',
    `${PHONE} numero n + ${RELATIVE}`,
  ),
  naming(
    'absences',
    'Absences',
    'register+seniors',
    'absences | absence | dates d absence | periodes d absence | conges | absent du au | vacances',
    'absence absences',
  ),
  naming(
    'consent',
    'Accord pour des visites',
    'seniors',
    'consentement | accord | autorisation | accord visite | accord visites | souhaite des visites | accord pour visite | accord de la personne',
    'consentement accord autorisation',
  ),
  naming(
    'capacity',
    'Qualité au registre',
    'register',
    'qualite | motif inscription | motif d inscription | categorie | au titre de',
    'qualite',
  ),
  naming(
    'requester',
    'Qui a demandé l’inscription',
    'register',
    'demandeur | qui demande | inscrit par | demande faite par | tiers demandeur | tiers | origine de la demande | auteur de la demande | demande par',
    'demandeur tiers',
  ),
  naming(
    'requestDate',
    'Date de la demande',
    'register',
    'date inscription | date d inscription | inscrit le | inscription | date de la demande | date demande | date d enregistrement',
    `${DATE} + inscription demande enregistrement`,
  ),
  naming(
    'livesAlone',
    'Vit seul·e',
    'register',
    'vit seul | vit seule | vit seul e | seul | seul e | personne seule | isole | isolee',
    'vit personne + seul seule',
  ),
  naming(
    'homeHelp',
    'Service à domicile',
    'register',
    'service a domicile | services a domicile | aide a domicile | saad | ssiad | intervenants | intervenant | prestataire | service intervenant',
    'aide service services intervenant intervenants + domicile',
  ),
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
  naming(
    'notes',
    'Remarques pratiques',
    'everyone',
    'observations | observation | remarques | remarque | commentaire | commentaires | notes | note | divers | infos | informations | precisions | a savoir | consignes',
    'observation observations remarque remarques commentaire commentaires',
    { repeats: true },
  ),
];

/** The meanings a column may take in a file of this kind, in the order a person reads them. */
export const namingsOf = (kind: ImportKind): readonly Naming[] =>
  NAMINGS.filter(
    ({ scope }) =>
      scope === 'everyone' || scope === kind || (scope === 'register+seniors' && kind !== 'volunteers'),
  );
