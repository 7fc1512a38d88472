import { ok, type Result, refused } from '../../result/result.ts';

/** An element, by its local name: prefixes differ between servers that mean the same. */
export type XmlNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** Its own text, that of its children left out. */
  readonly text: string;
};

const MOST_DEPTH = 40;
const MOST_NODES = 20_000;
const NAME = /^[A-Za-z_][\w.:-]*/;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

class NotXml extends Error {}

const decoded = (text: string): string =>
  text.replace(/&([^;&\s]{0,12});?/g, (whole, name: string) => {
    const known = ENTITIES[name];
    if (known !== undefined && whole.endsWith(';')) return known;
    const code = /^#x([0-9a-f]{1,6})$/i.exec(name)?.[1];
    const point = code ? Number.parseInt(code, 16) : Number(/^#(\d{1,7})$/.exec(name)?.[1] ?? Number.NaN);
    if (!whole.endsWith(';') || !(point > 0 && point <= 0x10ffff)) throw new NotXml('entity');
    return String.fromCodePoint(point);
  });

const local = (name: string): string => name.split(':').at(-1) ?? name;

const attributesOf = (source: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {};
  let rest = source.trim();
  while (rest !== '') {
    const one = /^([A-Za-z_][\w.:-]*)\s*=\s*("([^"<]*)"|'([^'<]*)')\s*/.exec(rest);
    if (!one) throw new NotXml('attribute');
    found[local(one[1] ?? '')] = decoded(one[3] ?? one[4] ?? '');
    rest = rest.slice(one[0].length);
  }
  return found;
};

type Open = {
  name: string;
  full: string;
  attributes: XmlNode['attributes'];
  children: XmlNode[];
  text: string;
};

const parse = (source: string): XmlNode => {
  let at = 0;
  let nodes = 0;
  let root: XmlNode | undefined;
  const open: Open[] = [];
  const until = (mark: string): string => {
    const end = source.indexOf(mark, at);
    if (end < 0) throw new NotXml('not closed');
    const part = source.slice(at, end);
    at = end + mark.length;
    return part;
  };
  const add = (text: string): void => {
    const top = open.at(-1);
    if (top) top.text += text;
    else if (text.trim() !== '') throw new NotXml('text outside');
  };
  const close = (one: Open): void => {
    const node: XmlNode = {
      name: one.name,
      attributes: one.attributes,
      children: one.children,
      text: one.text.trim(),
    };
    const parent = open.at(-1);
    if (parent) parent.children.push(node);
    else if (root) throw new NotXml('two roots');
    else root = node;
  };
  while (at < source.length) {
    if (source[at] !== '<') {
      const end = source.indexOf('<', at);
      add(decoded(source.slice(at, end < 0 ? source.length : end)));
      at = end < 0 ? source.length : end;
    } else if (source.startsWith('<!--', at)) {
      at += 4;
      until('-->');
    } else if (source.startsWith('<![CDATA[', at)) {
      at += 9;
      add(until(']]>'));
    } else if (source.startsWith('<?xml', at) && nodes === 0) until('?>');
    else if (source.startsWith('</', at)) {
      at += 2;
      const name = until('>').trim();
      const one = open.pop();
      if (one?.full !== name) throw new NotXml('closes another');
      close(one);
    } else {
      // What is left must be an element: a document type or an instruction is refused, with all it could do.
      at += 1;
      const tag = until('>');
      const full = NAME.exec(tag)?.[0];
      nodes += 1;
      if (!full || nodes > MOST_NODES || open.length >= MOST_DEPTH) throw new NotXml('element');
      const isEmpty = tag.endsWith('/');
      const attributes = attributesOf(tag.slice(full.length, isEmpty ? -1 : undefined));
      const one: Open = { name: local(full), full, attributes, children: [], text: '' };
      if (isEmpty) close(one);
      else open.push(one);
    }
  }
  if (!root || open.length > 0) throw new NotXml('unfinished');
  return root;
};

/**
 * Reads a small XML document, strictly: well formed, one root, no document type, no entity but the five and numbers, at
 * most 20,000 elements forty deep. Anything else is refused whole; nothing is fetched or expanded.
 */
export const readXml = (source: string): Result<XmlNode, 'not-xml'> => {
  try {
    return ok(parse(source.replace(/^\ufeff/, '')));
  } catch (error) {
    if (error instanceof NotXml) return refused('not-xml');
    throw error;
  }
};

/** Every element of that local name, at any depth, in the order of the document. */
export const elementsNamed = (node: XmlNode, name: string): readonly XmlNode[] => [
  ...(node.name === name ? [node] : []),
  ...node.children.flatMap((child) => elementsNamed(child, name)),
];
