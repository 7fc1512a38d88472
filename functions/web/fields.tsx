import type { Child } from 'hono/jsx';
import { allTypedIn, type FormState, problemOf, typedIn } from './form.ts';
import { CSRF_FIELD } from './guard/csrf.ts';

type Common = {
  readonly form: FormState;
  readonly name: string;
  /** A question or a noun, without a colon. */
  readonly label: string;
  readonly hint?: string | undefined;
  /** Fields are required unless said otherwise; the optional ones say so in words. */
  readonly optional?: boolean;
};
export type Option = { readonly value: string; readonly label: string; readonly hint?: string | undefined };

/** Every field's id; the error summary links to it. */
export const fieldId = (name: string): string => `f-${name}`;

const described = ({ form, name, hint }: Common) => {
  const ids = [hint ? `${fieldId(name)}-hint` : '', problemOf(form, name) ? `${fieldId(name)}-problem` : '']
    .filter(Boolean)
    .join(' ');
  return {
    ...(ids ? { 'aria-describedby': ids } : {}),
    ...(problemOf(form, name) ? { 'aria-invalid': 'true' as const } : {}),
  };
};
const Hint = ({ name, children }: { name: string; children: Child }) => (
  <span class="hint" id={`${fieldId(name)}-hint`}>
    {children}
  </span>
);
const Words = ({ form, name, hint }: Common) => (
  <>
    {hint && <Hint name={name}>{hint}</Hint>}
    {problemOf(form, name) && (
      <span class="problem" id={`${fieldId(name)}-problem`}>
        {problemOf(form, name)}
      </span>
    )}
  </>
);
const wrap = ({ form, name }: Common): string => (problemOf(form, name) ? 'field wrong' : 'field');
const named = ({ label, optional }: Common): string => (optional ? `${label} (facultatif)` : label);

export type FieldProps = Common & {
  readonly type?: 'text' | 'tel' | 'email' | 'number' | 'date' | 'time' | 'search' | 'color';
  readonly autocomplete?: string;
  readonly inputmode?: 'numeric' | 'tel' | 'email' | 'text' | 'decimal';
  readonly max?: number;
  readonly short?: boolean;
};

export const Field = (props: FieldProps) => (
  <div class={wrap(props)}>
    <label for={fieldId(props.name)}>{named(props)}</label>
    <Words {...props} />
    <input
      id={fieldId(props.name)}
      name={props.name}
      type={props.type ?? 'text'}
      value={typedIn(props.form, props.name)}
      autocomplete={props.autocomplete ?? 'off'}
      {...(props.short ? { class: 'short' } : {})}
      {...(props.inputmode ? { inputmode: props.inputmode } : {})}
      {...(props.max ? { maxlength: props.max } : {})}
      {...described(props)}
    />
  </div>
);

export const DateField = (props: Omit<FieldProps, 'type' | 'short'>) => (
  <Field {...props} type="date" short />
);

export const TextArea = (props: Common & { readonly max?: number; readonly rows?: number }) => (
  <div class={wrap(props)}>
    <label for={fieldId(props.name)}>{named(props)}</label>
    <Words {...props} />
    <textarea
      id={fieldId(props.name)}
      name={props.name}
      rows={props.rows ?? 4}
      {...(props.max ? { maxlength: props.max } : {})}
      {...described(props)}
    >
      {typedIn(props.form, props.name)}
    </textarea>
  </div>
);

export const Select = (props: Common & { readonly options: readonly Option[]; readonly empty?: string }) => (
  <div class={wrap(props)}>
    <label for={fieldId(props.name)}>{named(props)}</label>
    <Words {...props} />
    <select id={fieldId(props.name)} name={props.name} {...described(props)}>
      {props.empty !== undefined && <option value="">{props.empty}</option>}
      {props.options.map((option) => (
        <option value={option.value} selected={typedIn(props.form, props.name) === option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </div>
);

type Boxes = Common & { readonly options: readonly Option[] };
const OptionBoxes = (props: Boxes & { readonly type: 'radio' | 'checkbox' }) => (
  <fieldset class={wrap(props)} id={fieldId(props.name)} tabindex={-1} {...described(props)}>
    <legend>{named(props)}</legend>
    <Words {...props} />
    {props.options.map((option) => (
      <label class="option">
        <input
          type={props.type}
          name={props.name}
          value={option.value}
          checked={allTypedIn(props.form, props.name).includes(option.value)}
        />
        <span>
          {option.label}
          {option.hint && <span class="hint">{option.hint}</span>}
        </span>
      </label>
    ))}
  </fieldset>
);

/** One among several, each a wide target for a thumb. */
export const Choice = (props: Boxes) => <OptionBoxes {...props} type="radio" />;
/** Any number among several. */
export const Checks = (props: Boxes) => <OptionBoxes {...props} type="checkbox" />;

/** A file of a table; nothing of it is kept in the form, so it is chosen again after a refusal. */
export const FileField = (props: Common) => (
  <div class={wrap(props)}>
    <label for={fieldId(props.name)}>{props.label}</label>
    <Words {...props} />
    <input
      id={fieldId(props.name)}
      name={props.name}
      type="file"
      accept=".csv,.txt,.tsv,text/csv,text/plain"
      {...described(props)}
    />
  </div>
);

/** A single box, read with `ticked()`. */
export const Check = (props: Common) => (
  <div class={wrap(props)}>
    <Words {...props} hint={undefined} />
    <label class="option">
      <input
        id={fieldId(props.name)}
        type="checkbox"
        name={props.name}
        value="yes"
        checked={typedIn(props.form, props.name) === 'yes'}
        {...described(props)}
      />
      <span>{props.label}</span>
    </label>
    {props.hint && <Hint name={props.name}>{props.hint}</Hint>}
  </div>
);

export type PostFormProps = {
  readonly action: string;
  readonly csrf: string;
  readonly children?: Child;
  /** For a file. */
  readonly multipart?: boolean;
  readonly class?: string;
};

/** The only form that may change something; our sentences replace the browser's own bubbles. */
export const PostForm = ({ action, csrf, children, multipart, class: cls }: PostFormProps) => (
  <form
    method="post"
    action={action}
    novalidate
    {...(cls ? { class: cls } : {})}
    {...(multipart ? { enctype: 'multipart/form-data' } : {})}
  >
    <input type="hidden" name={CSRF_FIELD} value={csrf} />
    {children}
  </form>
);

export const Hidden = ({ name, value }: { readonly name: string; readonly value: string | number }) => (
  <input type="hidden" name={name} value={String(value)} />
);

export type SubmitProps = {
  /** A verb: « Enregistrer », « J’accepte ». */
  readonly children?: Child;
  readonly tone?: 'first' | 'second' | 'danger' | 'plain';
  readonly wide?: boolean;
  readonly name?: string;
  readonly value?: string;
};
export const SubmitButton = ({ children, tone = 'first', wide, name, value }: SubmitProps) => (
  <button
    type="submit"
    class={[tone === 'first' ? '' : tone, wide ? 'wide' : ''].filter(Boolean).join(' ')}
    {...(name ? { name, value: value ?? '' } : {})}
  >
    {children}
  </button>
);

/** First thing on a page shown again: what to do, each line leading to its field. Focused by its position. */
export const ErrorSummary = ({ form }: { readonly form: FormState }) =>
  form.problems.length === 0 ? null : (
    <div class="notice alert" role="alert" tabindex={-1} id="problems">
      <h2>
        {form.problems.length === 1
          ? 'Il reste une chose à corriger'
          : `Il reste ${form.problems.length} choses à corriger`}
      </h2>
      <ul>
        {form.problems.map((problem) => (
          <li>
            {problem.field ? <a href={`#${fieldId(problem.field)}`}>{problem.sentence}</a> : problem.sentence}
          </li>
        ))}
      </ul>
    </div>
  );
