import type { Observation } from '../../../shared/engagement/survival/survival.ts';

/** Times as a book prints them: « 6 6+ »; a plus is somebody still there when last seen. */
const times = (text: string): Observation[] =>
  text
    .trim()
    .split(/\s+/)
    .map((one) => ({ entry: 0, exit: Number.parseFloat(one), event: !one.endsWith('+') }));

/** Weeks in remission, Freireich et al., Blood 21 (1963) 699–716; printed in Gehan, Biometrika 52 (1965) 203–223. */
export const LEUKAEMIA = {
  mercaptopurine: times('6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+'),
  placebo: times('1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23'),
};

/** Weeks in remission, Embury et al., Western J. Med. 126 (1977); printed in Miller, Survival Analysis (1981), p. 49. */
export const AML = {
  maintained: times('9 13 13+ 18 23 28+ 31 34 45+ 48 161+'),
  nonmaintained: times('5 5 8 8 12 16+ 23 27 30 33 43 45'),
};

/**
 * The fifteen women among psychiatric inpatients of Iowa, Woolson, Biometrics 37 (1981) 687–696; printed in Klein and
 * Moeschberger, Survival Analysis (2003), table 1.7: age at admission / years followed. On the scale of age, each enters
 * late.
 */
export const INPATIENTS: readonly Observation[] =
  '51/1 58/1 55/2 28/22 25/32 48/11 47/14 25/36+ 31/31+ 30/37+ 33/36+ 43/26 45/24 35/35+ 36/40'
    .split(' ')
    .map((one) => {
      const [age = 0, followed = 0] = one.split('/').map(Number.parseFloat);
      return { entry: age, exit: age + followed, event: !one.endsWith('+') };
    });
