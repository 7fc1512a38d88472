import type { Child } from 'hono/jsx';
import { Hidden, PostForm, SubmitButton } from './fields.tsx';
import { MAX_FIELDS } from './form.ts';
import { CSRF_FIELD, comesFrom, csrfToken, formOf } from './guard/csrf.ts';
import { type ErrorPage, Stopped, show, type WebContext } from './http.ts';
import { DEMONSTRATION, Page, type TownFace } from './layout.tsx';

type KeptField = { readonly name: string; readonly value: string };

/** What the browser has just sent, to be given back to it; nothing when a file is among it, for no page can hold a file. */
const keptFields = async (c: WebContext): Promise<readonly KeptField[]> => {
  let data: FormData;
  try {
    data = await formOf(c);
  } catch (error) {
    if (error instanceof Stopped) return [];
    throw error;
  }
  const fields: KeptField[] = [];
  for (const [name, value] of data) {
    if (typeof value !== 'string') return [];
    fields.push({ name, value: value.replaceAll('\r\n', '\n') });
  }
  return fields.length > MAX_FIELDS ? [] : fields;
};

/** Somebody wrote this; the rest is numbers, choices and dates, which go along without being shown. */
const isWords = ({ value }: KeptField): boolean => /\S\s+\S/.test(value);

const isOwnPath = (path: string): boolean => path.startsWith('/') && !/^\/[/\\]/.test(path);

/** The browser itself says that the form stood on a page of ours: only then is it given a new token. */
const surelyFromHere = (c: WebContext, origin: string): boolean => {
  const headers = { origin: c.req.header('origin'), site: c.req.header('sec-fetch-site') };
  return (
    comesFrom(headers, origin) === 'here' && (headers.site === 'same-origin' || headers.origin === origin)
  );
};

export type KeptFormOptions = {
  readonly origin: string;
  readonly styles: readonly string[];
  readonly town: TownFace | undefined;
  /** How this host lets the bearer in again: the page's title, and the first of two steps. */
  readonly title: string;
  readonly first: Child;
  /** False = what lets the bearer in may have become somebody else's: the form is sent with its own token or not at all. */
  readonly mayRenew?: boolean;
};

/**
 * A form sent after what lets its bearer in had ended (half an hour: a door that opened while one was writing). Pages are
 * never kept by a browser, so going back would lose every word: the answer itself carries them, to be sent again from
 * there. Undefined when this is something else, or when there is nothing to give back.
 */
export const keptForm = async (
  c: WebContext,
  { status, reference, name }: Parameters<ErrorPage>[1],
  { origin, styles, town, title: out, first, mayRenew = true }: KeptFormOptions,
): Promise<Response | undefined> => {
  if (c.req.method !== 'POST' || !['no-session', 'stale-form'].includes(name)) return undefined;
  const { config } = c.get('world');
  const { pathname, search } = new URL(c.req.url);
  const all = await keptFields(c);
  const fields = all.filter((field) => field.name !== CSRF_FIELD);
  if (fields.length === 0 || !isOwnPath(pathname)) return undefined;
  const binding = c.get('binding');
  const fresh =
    mayRenew && binding !== undefined && surelyFromHere(c, origin)
      ? csrfToken(config.appSecret, binding)
      : undefined;
  if (binding !== undefined && fresh === undefined) return undefined;
  // Bound to the same link once it is open again, the token that came is right again.
  const token = fresh ?? all.find((field) => field.name === CSRF_FIELD)?.value ?? '';
  const title = fresh ? 'Encore une touche' : out;
  const words = fields.filter(isWords);
  return show(
    c,
    <Page
      title={title}
      town={town}
      styles={styles}
      ribbon={config.smsNumbers === 'fiction' ? DEMONSTRATION : undefined}
    >
      <div class="narrow">
        <h1>{title}</h1>
        <p class="lead">
          {fresh
            ? 'Rien n’est enregistré encore : envoyez maintenant ce que vous aviez rempli.'
            : 'Cette page était ouverte depuis trop longtemps. Rien n’est enregistré encore, et rien n’est perdu : gardez cette page ouverte.'}
        </p>
        {!fresh && first}
        <PostForm action={pathname + search} csrf={token}>
          {fields.map((field) => (
            <Hidden {...field} />
          ))}
          <SubmitButton tone={fresh ? 'first' : 'second'}>
            {fresh ? 'Envoyer' : '2. Revenir ici, et envoyer de nouveau'}
          </SubmitButton>
        </PostForm>
        {words.length > 0 && (
          <>
            <h2>Ce que vous aviez écrit</h2>
            {words.map(({ value }) => (
              <p class="card">
                {value.split('\n').map((line, at) => (
                  <>
                    {at > 0 && <br />}
                    {line}
                  </>
                ))}
              </p>
            ))}
          </>
        )}
        <p class="quiet">
          Si vous nous appelez, donnez cette référence&nbsp;: <strong>{reference}</strong>
        </p>
      </div>
    </Page>,
    status,
  );
};
