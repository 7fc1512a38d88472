import type { Child } from 'hono/jsx';
import type { BagItem } from '../../../shared/library/bags/bag.ts';
import { workWords } from '../../../shared/library/work.ts';
import { frenchDay } from '../../../shared/time/french.ts';
import { Hidden, PostForm, SubmitButton } from '../../web/fields.tsx';
import { KIND_WORDS, LIBRARY } from './words.ts';

/** One thing with its kind, its number and what may be done with it. */
export const Thing = ({ item, children }: { item: BagItem; children?: Child }) => (
  <li>
    <span class="what">
      {workWords(item.work)}
      <small class="quiet">
        {[
          KIND_WORDS[item.kind],
          item.work.barcode ?? item.work.isbn,
          item.dueOn && `à rendre le ${frenchDay(item.dueOn)}`,
        ]
          .filter(Boolean)
          .join(', ')}
      </small>
    </span>
    {children}
  </li>
);

/** A loan's next step, in one button that leads back to the page it was pressed on. */
export const StepButton = ({
  loanId,
  step,
  back,
  csrf,
  label,
  about,
  tone = 'plain',
}: {
  loanId: string;
  step: string;
  back: string;
  csrf: string;
  label: string;
  /** Which thing, for whoever does not see the row. */
  about: string;
  tone?: 'first' | 'second' | 'plain';
}) => (
  <PostForm action={`${LIBRARY}/prets/${loanId}`} csrf={csrf}>
    <Hidden name="step" value={step} />
    <Hidden name="back" value={back} />
    <SubmitButton tone={tone}>
      {label}
      <span class="hidden"> : {about}</span>
    </SubmitButton>
  </PostForm>
);
