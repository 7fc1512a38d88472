/** Addresses of how one is, and of one's rhythm. */
export const CHECK_IN = '/espace/comment-allez-vous';
export const RHYTHM = '/espace/mon-rythme';
