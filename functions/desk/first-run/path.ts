/** Where a town that does not exist yet is created. */
export const FIRST_RUN = '/premier-demarrage';
