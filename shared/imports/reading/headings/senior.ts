import { DATE, type Naming, naming, PHONE, RELATIVE } from './naming.ts';

/** What only the register or a file of seniors says: whom to warn, what was asked, how she lives. */
export const SENIOR_NAMINGS: readonly Naming[] = [
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
];
