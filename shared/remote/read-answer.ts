/**
 * The text of somebody else's answer, as far as `maxBytes`; undefined beyond, and the rest is not waited for. For adapters
 * that ask a service of the outside world.
 */
export const readCapped = async (response: Response, maxBytes: number): Promise<string | undefined> => {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
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
