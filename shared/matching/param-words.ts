/** One number as the coordinator reads it. Whole numbers only; `key` is where `params.ts` keeps it. */
export type ParamWords = {
  readonly key: string;
  readonly label: string;
  readonly unit: 'minutes' | 'heures' | 'jours' | 'réponses' | 'personnes' | '%';
  readonly min: number;
  readonly max: number;
  readonly meaning: string;
  /** Where the standard value comes from: reads after it, between brackets. */
  readonly origin: string;
  /** Counts in favour: kept as a negative cost. */
  readonly isAdvantage?: true;
};
export type ParamGroup = {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
  readonly rows: readonly ParamWords[];
};

const CHOICE = 'choix du projet, faute de mesure';
const SIMULATED = 'réglée par simulation';

const ORDER: ParamGroup = {
  slug: 'ordre',
  title: 'Qui demander d’abord',
  lead: 'Chaque critère se compte en minutes de trajet : un avantage de 30 minutes vaut une demi-heure de trajet en moins.',
  rows: [
    {
      key: 'match.travelMinute',
      label: 'Poids d’une minute de trajet',
      unit: 'minutes',
      min: 1,
      max: 3,
      meaning: 'Ce que compte une minute de trajet, à l’aller. Plus haut, la proximité l’emporte.',
      origin: 'unité de tous les autres critères',
    },
    {
      key: 'match.unknownTravelMinutes',
      label: 'Trajet supposé quand une adresse manque',
      unit: 'minutes',
      min: 10,
      max: 40,
      meaning: 'Compté quand l’adresse de la personne ou du bénévole n’est pas placée sur la carte.',
      origin: CHOICE,
    },
    {
      key: 'match.primary',
      label: 'Avantage du visiteur habituel',
      unit: 'minutes',
      min: 0,
      max: 120,
      meaning: 'Le lien qui existe compte plus qu’un long trajet.',
      origin: CHOICE,
      isAdvantage: true,
    },
    {
      key: 'match.backup',
      label: 'Avantage du second du binôme',
      unit: 'minutes',
      min: 0,
      max: 90,
      meaning: 'La personne le connaît déjà comme second visiteur.',
      origin: CHOICE,
      isAdvantage: true,
    },
    {
      key: 'match.knows',
      label: 'Avantage de qui l’a déjà rencontrée',
      unit: 'minutes',
      min: 0,
      max: 60,
      meaning: 'Une visite faite chez elle dans le passé.',
      origin: CHOICE,
      isAdvantage: true,
    },
    {
      key: 'match.firstMeeting',
      label: 'Coût d’une première rencontre',
      unit: 'minutes',
      min: 0,
      max: 30,
      meaning: 'Faire connaissance demande un effort aux deux.',
      origin: CHOICE,
    },
    {
      key: 'match.language',
      label: 'Avantage d’une langue partagée',
      unit: 'minutes',
      min: 0,
      max: 60,
      meaning: 'Une langue de la personne, en plus du français.',
      origin: CHOICE,
      isAdvantage: true,
    },
    {
      key: 'match.weekLoad',
      label: 'Coût d’une mission de plus dans la semaine',
      unit: 'minutes',
      min: 0,
      max: 30,
      meaning:
        'Compté 1 fois pour la première mission déjà prise, 3 fois à la deuxième, 6 fois à la troisième : la charge se répartit.',
      origin: CHOICE,
    },
    {
      key: 'match.recentLoad',
      label: 'Coût de chaque mission des quatre dernières semaines',
      unit: 'minutes',
      min: 0,
      max: 10,
      meaning: 'À trajet égal, on demande d’abord à qui a moins donné ce mois-ci.',
      origin: CHOICE,
    },
    {
      key: 'match.recentOffer',
      label: 'Coût d’une proposition reçue depuis sept jours',
      unit: 'minutes',
      min: 0,
      max: 40,
      meaning:
        'Compté 1 fois pour la première, 3 fois à la deuxième, 6 fois à la troisième : on ne sollicite pas toujours les mêmes.',
      origin: SIMULATED,
    },
  ],
};

const ANSWERS: ParamGroup = {
  slug: 'reponses',
  title: 'Combien de oui attendre',
  lead: 'Sert à décider du nombre de personnes interrogées à la fois. Ne classe ni ne note jamais personne.',
  rows: [
    {
      key: 'estimate.priorHomePercent',
      label: 'Part de oui supposée au départ, à domicile',
      unit: '%',
      min: 5,
      max: 95,
      meaning: 'Avant que vos bénévoles aient répondu. Chaque réponse reçue la remplace peu à peu.',
      origin: 'prudente, aucun chiffre français n’est publié',
    },
    {
      key: 'estimate.priorPhonePercent',
      label: 'Part de oui supposée au départ, au téléphone',
      unit: '%',
      min: 5,
      max: 95,
      meaning: 'La même, pour les appels.',
      origin: 'prudente, aucun chiffre français n’est publié',
    },
    {
      key: 'estimate.townWeight',
      label: 'Poids du point de départ',
      unit: 'réponses',
      min: 1,
      max: 200,
      meaning:
        'Il faut autant de réponses dans la ville pour que ce qui est observé compte autant que la part supposée.',
      origin: CHOICE,
    },
    {
      key: 'estimate.halfDayWeight',
      label: 'Poids de la ville devant une demi-journée',
      unit: 'réponses',
      min: 1,
      max: 200,
      meaning:
        'Il faut autant de réponses pour cette activité et cette demi-journée avant de s’écarter de la moyenne.',
      origin: CHOICE,
    },
    {
      key: 'estimate.priorWeight',
      label: 'Poids de la moyenne devant une personne',
      unit: 'réponses',
      min: 1,
      max: 50,
      meaning:
        'Il faut autant de réponses d’un bénévole avant que les siennes comptent autant que celles de tous.',
      origin: CHOICE,
    },
    {
      key: 'estimate.elsewherePercent',
      label: 'Valeur d’une réponse pour un autre moment',
      unit: '%',
      min: 0,
      max: 100,
      meaning: 'Une réponse à une autre activité ou une autre demi-journée renseigne moins.',
      origin: CHOICE,
    },
    {
      key: 'estimate.silencePercent',
      label: 'Valeur d’un silence',
      unit: '%',
      min: 0,
      max: 100,
      meaning: 'Par rapport à un non : un silence dit moins, le SMS a pu ne pas être lu.',
      origin: CHOICE,
    },
    {
      key: 'estimate.primaryPercent',
      label: 'Au moins, pour un visiteur habituel',
      unit: '%',
      min: 0,
      max: 99,
      meaning: 'Celui qui visite déjà la personne dit le plus souvent oui pour elle.',
      origin: CHOICE,
    },
    {
      key: 'estimate.backupPercent',
      label: 'Au moins, pour le second du binôme',
      unit: '%',
      min: 0,
      max: 99,
      meaning: 'Comme ci-dessus, pour le second visiteur.',
      origin: CHOICE,
    },
  ],
};

const WAVES: ParamGroup = {
  slug: 'vagues',
  title: 'Combien de SMS à la fois, et quand les suivants',
  lead: 'Les propositions partent par petits groupes. Les heures sans SMS et la limite de chaque bénévole passent avant tout.',
  rows: [
    {
      key: 'waves.targetFarPercent',
      label: 'Chance voulue d’un oui, longtemps avant',
      unit: '%',
      min: 20,
      max: 95,
      meaning: 'Plus bas, on demande à peu de monde tant que rien ne presse.',
      origin: SIMULATED,
    },
    {
      key: 'waves.targetNearPercent',
      label: 'Chance voulue d’un oui, juste avant',
      unit: '%',
      min: 50,
      max: 99,
      meaning: 'Quand la visite approche, ou quand elle est urgente.',
      origin: SIMULATED,
    },
    {
      key: 'waves.farHours',
      label: 'Longtemps avant, c’est à partir de',
      unit: 'heures',
      min: 48,
      max: 336,
      meaning: 'Entre les deux durées, la chance voulue monte régulièrement.',
      origin: CHOICE,
    },
    {
      key: 'waves.nearHours',
      label: 'Juste avant, c’est à moins de',
      unit: 'heures',
      min: 2,
      max: 47,
      meaning: 'En dessous, on interroge aussi ceux que l’on laissait souffler.',
      origin: CHOICE,
    },
    {
      key: 'waves.mostPerWave',
      label: 'Au plus, dans une vague',
      unit: 'personnes',
      min: 1,
      max: 12,
      meaning: 'Jamais plus de SMS à la fois pour une mission : les autres ont été interrogés pour rien.',
      origin: SIMULATED,
    },
    {
      key: 'waves.aloneHours',
      label: 'Le visiteur habituel ou choisi est interrogé seul pendant',
      unit: 'heures',
      min: 0,
      max: 72,
      meaning: 'Au plus, et seulement quand il reste plus du double de ce temps.',
      origin: CHOICE,
    },
    {
      key: 'waves.replyMinutes',
      label: 'Délai de réponse supposé au départ',
      unit: 'minutes',
      min: 15,
      max: 1440,
      meaning:
        'Avant que vos bénévoles aient répondu, en heures de jour. Leurs délais le remplacent ensuite.',
      origin: CHOICE,
    },
    {
      key: 'waves.replyPercent',
      label: 'Attendre que tant de réponses soient arrivées',
      unit: '%',
      min: 50,
      max: 95,
      meaning: 'Part des réponses habituelles que l’on attend avant d’interroger les suivants.',
      origin: SIMULATED,
    },
    {
      key: 'waves.timeShare',
      label: 'Part du temps restant donnée à une vague',
      unit: '%',
      min: 2,
      max: 50,
      meaning: 'Quand le temps manque, une vague dure moins que le délai de réponse.',
      origin: SIMULATED,
    },
    {
      key: 'waves.shortestMinutes',
      label: 'Une vague dure au moins',
      unit: 'minutes',
      min: 10,
      max: 240,
      meaning: 'Le temps de voir le SMS. C’est la durée des vagues d’une mission urgente.',
      origin: CHOICE,
    },
    {
      key: 'waves.longestHours',
      label: 'Une vague dure au plus',
      unit: 'heures',
      min: 1,
      max: 48,
      meaning: 'En heures de jour : de 8 h 30 à 20 h 30.',
      origin: SIMULATED,
    },
    {
      key: 'waves.restHours',
      label: 'Repos après une proposition sans réponse',
      unit: 'heures',
      min: 0,
      max: 336,
      meaning:
        'Doublé au deuxième silence de suite, triplé ensuite ; fini dès qu’il répond. Une proposition sans réponse rend la suivante moins utile.',
      origin: 'd’après Manshadi et Rodilitz, 2020, durée réglée par simulation',
    },
  ],
};

const WEEK: ParamGroup = {
  slug: 'semaine',
  title: 'Le plan de la semaine',
  lead: 'Ce que pèse une mission que personne ne fait, en minutes de trajet comme le reste. Le besoin passe avant la commodité.',
  rows: [
    {
      key: 'week.unserved',
      label: 'Une mission que personne ne fait',
      unit: 'minutes',
      min: 300,
      max: 3000,
      meaning: 'Bien au-dessus de tout trajet ordinaire.',
      origin: CHOICE,
    },
    {
      key: 'week.urgent',
      label: 'En plus, si elle est urgente',
      unit: 'minutes',
      min: 0,
      max: 5000,
      meaning: 'Les missions urgentes sont servies d’abord.',
      origin: CHOICE,
    },
    {
      key: 'week.dayWithoutContact',
      label: 'En plus, par jour sans voir personne',
      unit: 'minutes',
      min: 0,
      max: 60,
      meaning: 'Depuis la dernière visite ou le dernier appel connu.',
      origin: CHOICE,
    },
    {
      key: 'week.unknownDays',
      label: 'Jours supposés quand on ne sait pas',
      unit: 'jours',
      min: 0,
      max: 30,
      meaning: 'Ne pas savoir n’est pas zéro jour.',
      origin: CHOICE,
    },
    {
      key: 'week.emptyCircle',
      label: 'En plus, par cercle vide',
      unit: 'minutes',
      min: 0,
      max: 200,
      meaning: 'Famille, amis, voisins, associations : un cercle où la personne n’a personne.',
      origin: CHOICE,
    },
    {
      key: 'week.disruption',
      label: 'Changer un plan déjà annoncé',
      unit: 'minutes',
      min: 0,
      max: 120,
      meaning: 'Plus haut, le plan bouge moins d’une nuit à l’autre.',
      origin: CHOICE,
    },
    {
      key: 'week.reachesCap',
      label: 'La mission qui remplit la semaine d’un bénévole',
      unit: 'minutes',
      min: 0,
      max: 120,
      meaning: 'Il en accepte autant, mais mieux vaut lui laisser une marge.',
      origin: CHOICE,
    },
    {
      key: 'week.beyondAdvice',
      label: 'Une mission de plus que ce qui est conseillé',
      unit: 'minutes',
      min: 100,
      max: 600,
      meaning: 'Après une visite lourde, ou des mois sans pause.',
      origin: CHOICE,
    },
  ],
};

/** Every number that a town may change, by group, in the order of the page. */
export const PARAM_GROUPS: readonly ParamGroup[] = [ORDER, ANSWERS, WAVES, WEEK];
