export const PAIRINGS_PATH = '/services/binomes';
