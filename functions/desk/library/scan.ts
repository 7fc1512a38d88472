import { asset } from '../../web/style/assets.ts';
import type { DeskContext } from '../env.ts';

/**
 * Reads a bar code with the camera where the browser can (BarcodeDetector): a button appears beside each field made for it.
 * Without the API, the camera or the script, the field is what it was: a box to type in, where a hand-held scanner
 * types too; after each code the field is ready for the next one, and what was refused is written over. Of two codes in sight the
 * library's label is read, not the ISBN beside it. The camera is let go when the page is no longer looked at. Nothing is sent anywhere but with the form.
 */
const SCAN = `
(() => {
  const next = document.querySelector('[data-next=scan] input[name=identifier]');
  if (next && matchMedia('(pointer: fine)').matches) { next.focus({ preventScroll: true }); next.select(); }
  if (!('BarcodeDetector' in window) || !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) return;
  const FORMATS = ['ean_13', 'ean_8', 'code_128', 'code_39', 'itf', 'codabar'];
  let stopNow = () => {};
  document.addEventListener('visibilitychange', () => { if (document.hidden) stopNow(); });
  const start = async (input, button) => {
    stopNow();
    button.disabled = true;
    const place = document.createElement('div');
    place.className = 'scan';
    const video = document.createElement('video');
    video.setAttribute('playsinline', ''); video.muted = true;
    const stop = document.createElement('button');
    stop.type = 'button'; stop.className = 'second'; stop.textContent = 'Arrêter la caméra';
    place.append(video, stop);
    let stream, isOver = false;
    const end = (value) => {
      isOver = true; stopNow = () => {};
      if (stream) for (const track of stream.getTracks()) track.stop();
      place.remove(); button.hidden = false; button.disabled = false;
      if (value) { input.value = value; }
      input.focus();
    };
    stop.addEventListener('click', () => end());
    stopNow = end;
    try {
      const known = await window.BarcodeDetector.getSupportedFormats();
      const detector = new window.BarcodeDetector({ formats: FORMATS.filter((f) => known.includes(f)) });
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
      if (isOver) { for (const track of stream.getTracks()) track.stop(); return; }
      button.hidden = true; button.after(place); stop.focus();
      video.srcObject = stream; await video.play();
      const look = async () => {
        if (!place.isConnected) return;
        const found = await detector.detect(video).catch(() => []);
        if (isOver) return;
        const codes = found.map((one) => one.rawValue);
        const code = codes.find((one) => !/^97[89][0-9]{10}$/.test(one)) || codes[0];
        if (code) return end(code);
        setTimeout(look, 200);
      };
      look();
    } catch { end(); button.textContent = 'Caméra indisponible\\u00a0: tapez le code'; button.disabled = true; button.removeAttribute('aria-label'); }
  };
  for (const input of document.querySelectorAll('input[name=identifier]')) {
    if (input.type === 'hidden') continue;
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
