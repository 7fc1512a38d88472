import { Notice } from '../../../web/components.tsx';

/** Whoever left reads no page and gets no text any more (law 4): what is answered here is said by a person. */
export const LeftNotice = () => (
  <Notice tone="warn">
    Ce bénévole est parti&nbsp;: ni page, ni SMS. Dites-lui la suite de vive voix, ou par courrier.
  </Notice>
);
