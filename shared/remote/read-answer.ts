/** The letters its header says that it is written in, UTF-8 when it says none that anybody knows. */
const decoderOf = (response: Response) => {
  const said = /charset="?([\w.:-]{1,40})/i.exec(response.headers.get('content-type') ?? '')?.[1];
  try {
    return new TextDecoder(said);
  } catch {
    return new TextDecoder();
  }
};

/**
 * The text of somebody else's answer, as far as `maxBytes`; undefined beyond, and the rest is not waited for. Bytes that are no letter
 * come out as U+FFFD. For adapters that ask a service of the outside world.
 */
export const readCapped = async (response: Response, maxBytes: number): Promise<string | undefined> => {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = decoderOf(response);
  let bytes = 0;
  let body = '';
  for (;;) {
    const part = await reader.read();
    if (part.done) return body + decoder.decode();
    bytes += part.value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    body += decoder.decode(part.value, { stream: true });
  }
};

/** What it says as JSON; undefined when it is none. */
export const parseJson = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
