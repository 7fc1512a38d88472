/** « ISO-8859-1 », as the first line of an XML document names it; the letters of that line are the same in every coding it may name. */
const DECLARED = /^(?:\u00ef\u00bb\u00bf)?<\?xml\s[^>]{0,80}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/;
const MOST_DECLARED = 160;

/** The letters it is written in: as its header says (RFC 7303), else as the document itself does, else UTF-8. */
const decoderOf = (response: Response, body: Uint8Array) => {
  const said = /charset="?([\w.:-]{1,40})/i.exec(response.headers.get('content-type') ?? '')?.[1];
  const declared = DECLARED.exec(String.fromCharCode(...body.subarray(0, MOST_DECLARED)))?.[1];
  for (const name of [said, declared])
    try {
      if (name !== undefined) return new TextDecoder(name);
    } catch {
      // A name that nobody knows.
    }
  return new TextDecoder();
};

/**
 * The text of somebody else's answer, as far as `maxBytes`; undefined beyond, and the rest is not waited for. Bytes that are no letter
 * come out as U+FFFD. For adapters that ask a service of the outside world.
 */
export const readCapped = async (response: Response, maxBytes: number): Promise<string | undefined> => {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    const part = await reader.read();
    if (part.done) break;
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  const body = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    body.set(part, at);
    at += part.byteLength;
  }
  return decoderOf(response, body).decode(body);
};

/** What it says as JSON; undefined when it is none. */
export const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
