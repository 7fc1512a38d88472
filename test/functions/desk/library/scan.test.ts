import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { SCAN_SCRIPT } from '../../../../functions/desk/library/scan.ts';

/** The script on a page with these fields, in a browser that reads codes: the fields that got a button. */
const withButton = (types: readonly string[]): readonly string[] => {
  const given: string[] = [];
  const fields = types.map((type) => ({ type, after: () => given.push(type) }));
  const document = {
    querySelector: () => null,
    querySelectorAll: () => fields,
    addEventListener: () => undefined,
    createElement: () => ({ setAttribute: () => undefined, addEventListener: () => undefined }),
  };
  const navigator = { mediaDevices: { getUserMedia: () => undefined } };
  runInNewContext(SCAN_SCRIPT.body, { document, navigator, window: { BarcodeDetector: class {} } });
  return given;
};

it('the camera is offered beside a field to fill, not beside each title found, whose ISBN is known', () => {
  expect(withButton(['hidden', 'hidden', 'text'])).toEqual(['text']);
});
