import { expect, it } from 'vitest';
import { functionOf } from '../../../functions/links/paths.ts';

it.each([
  ['/m', 'links'],
  ['/m/accepter', 'links'],
  [`/m/${'a'.repeat(22)}`, 'links'],
  ['/m/code/verifier', 'links'],
  ['/health', 'links'],
  ['/assets/links.0123456789.css', 'links'],
  ['/assets/colour/1f5a54.css', 'links'],
  ['/m/compte-rendu', 'space'],
  ['/m/inquietude', 'space'],
  ['/m/transmis', 'space'],
  ['/m/agenda.ics', 'space'],
  ['/m/rendre', 'space'],
  ['/m/pause', 'space'],
  ['/m/reprendre', 'space'],
  ['/m/stop', 'space'],
  ['/espace', 'space'],
  ['/espace/feuille-0123456789.css', 'space'],
  ['/e/abc', 'space'],
  ['/c/abc.ics', 'space'],
  ['/devenir-benevole', 'space'],
  ['/nowhere', 'space'],
  ['/', 'space'],
  ['/mission', 'space'],
])('%s is answered by %s', (path, name) => {
  expect(functionOf(path)).toBe(name);
});
