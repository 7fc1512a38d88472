import { asset } from '../../web/assets.ts';
import type { DeskContext } from '../env.ts';

/**
 * Reads a bar code with the camera where the browser can (BarcodeDetector): a button appears beside each field made for it.
 * Without the API, the camera or the script, the field is what it was: a box to type in, where a hand-held scanner
 * types too. Nothing is sent anywhere but with the form.
 */
const SCAN = `
(() => {
  if (!('BarcodeDetector' in window) || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  const FORMATS = ['ean_13', 'ean_8', 'code_128', 'code_39', 'itf', 'codabar'];
  const start = async (input, button) => {
    const place = document.createElement('div');
    place.className = 'scan';
    const video = document.createElement('video');
    video.setAttribute('playsinline', ''); video.muted = true;
    const stop = document.createElement('button');
    stop.type = 'button'; stop.className = 'second'; stop.textContent = 'Arrêter la caméra';
    place.append(video, stop);
    let stream;
    const end = (value) => {
      if (stream) for (const track of stream.getTracks()) track.stop();
      place.remove(); button.hidden = false;
      if (value) { input.value = value; }
      input.focus();
    };
    stop.addEventListener('click', () => end());
    try {
      const known = await window.BarcodeDetector.getSupportedFormats();
      const detector = new window.BarcodeDetector({ formats: FORMATS.filter((f) => known.includes(f)) });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      button.hidden = true; button.after(place);
      video.srcObject = stream; await video.play();
      const look = async () => {
        if (!place.isConnected) return;
        const found = await detector.detect(video).catch(() => []);
        if (found[0]) return end(found[0].rawValue);
        setTimeout(look, 200);
      };
      look();
    } catch { end(); button.textContent = 'Caméra indisponible : tapez le code'; button.disabled = true; }
  };
  for (const input of document.querySelectorAll('input[name=identifier]')) {
    const button = document.createElement('button');
    button.type = 'button'; button.className = 'second'; button.textContent = 'Scanner';
    button.setAttribute('aria-label', 'Scanner le code-barres avec la caméra');
    button.addEventListener('click', () => start(input, button));
    input.after(button);
  }
})();
`;
export const SCAN_SCRIPT = asset('codes', 'js', SCAN);

/** A page whose fields the camera may fill. */
export const allowScan = (c: DeskContext): void => {
  c.set('scripted', true);
  c.set('camera', true);
};
