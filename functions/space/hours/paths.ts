/** Addresses of « Mes heures et mes frais ». */
export const HOURS = '/espace/heures';
export const LINE = '/espace/heures/ligne';
export const ADD = '/espace/heures/ajouter';
export const ASK = '/espace/attestation';
export const PAPER = '/espace/attestations';
export const EXPENSE = '/espace/frais';
export const MILEAGE = '/espace/kilometres';
