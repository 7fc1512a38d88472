/** Relative luminance of a `#rrggbb` colour (WCAG 2.2, definition of relative luminance). */
const luminance = (colour: string): number => {
  const channel = (at: number): number => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
};

/** Contrast ratio of two colours, 1 to 21 (WCAG 2.2, success criterion 1.4.3). */
export const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
};

/** The page's warm paper: links in the town's colour are read on it, and white on the colour's buttons. */
const PAPER = '#faf7f1';
const MINIMUM_CONTRAST = 4.5;
export const isReadable = (colour: string): boolean => contrast(colour, PAPER) >= MINIMUM_CONTRAST;
