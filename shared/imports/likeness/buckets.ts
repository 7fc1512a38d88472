const FIRST_SLOTS = 1 << 10;
const NONE = -1;

const grown = (numbers: Int32Array, length: number): Int32Array<ArrayBuffer> => {
  const more = new Int32Array(length);
  more.set(numbers);
  return more;
};

/** Two hashes of one text (FNV-1a with two primes): together the 64 bits that stand for it. */
const hashesOf = (text: string): readonly [number, number] => {
  let a = 0x811c9dc5;
  let b = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    a = Math.imul(a ^ code, 0x01000193);
    b = Math.imul(b ^ code, 0x85ebca6b);
    b ^= b >>> 13;
  }
  return [a | 0, b | 0];
};

/**
 * Members, by number, of buckets named by a text; members of a bucket in the order they came. The names are not kept, only
 * their hashes. Two names of the same 64 bits would share their members, and have people compared for nothing: for half a
 * million buckets, not one chance in a million.
 */
export class Buckets {
  readonly #cap: number;
  #heads = new Int32Array(FIRST_SLOTS).fill(NONE);
  /** Of each entry, in the order added: its two hashes, its member, the next entry of its slot. */
  #slots = new Int32Array(FIRST_SLOTS);
  #marks = new Int32Array(FIRST_SLOTS);
  #members = new Int32Array(FIRST_SLOTS);
  #nexts = new Int32Array(FIRST_SLOTS);
  #count = 0;

  /** Beyond `cap` members, those who come to a bucket are not kept in it. */
  constructor(cap: number) {
    this.#cap = cap;
  }

  add(name: string, member: number): void {
    const [slot, mark] = hashesOf(name);
    if (this.#count === this.#heads.length) this.#grow();
    const entry = this.#count;
    this.#slots[entry] = slot;
    this.#marks[entry] = mark;
    this.#members[entry] = member;
    if (this.#append(entry, this.#cap)) this.#count += 1;
  }

  /** The members of a bucket, first come first, until `visit` answers true. */
  some(name: string, visit: (member: number) => boolean): boolean {
    const [slot, mark] = hashesOf(name);
    for (
      let entry = this.#heads[slot & (this.#heads.length - 1)] ?? NONE;
      entry !== NONE;
      entry = this.#nexts[entry] ?? NONE
    ) {
      if (this.#slots[entry] !== slot || this.#marks[entry] !== mark) continue;
      if (visit(this.#members[entry] ?? NONE)) return true;
    }
    return false;
  }

  /** Puts an entry at the end of its slot; false, and nothing changes, when its bucket is full. */
  #append(entry: number, cap: number): boolean {
    const slot = this.#slots[entry] ?? 0;
    const at = slot & (this.#heads.length - 1);
    this.#nexts[entry] = NONE;
    let last = NONE;
    let same = 0;
    for (let held = this.#heads[at] ?? NONE; held !== NONE; held = this.#nexts[held] ?? NONE) {
      if (this.#slots[held] === slot && this.#marks[held] === this.#marks[entry]) same += 1;
      last = held;
    }
    if (same >= cap) return false;
    if (last === NONE) this.#heads[at] = entry;
    else this.#nexts[last] = entry;
    return true;
  }

  #grow(): void {
    const length = this.#heads.length * 2;
    this.#slots = grown(this.#slots, length);
    this.#marks = grown(this.#marks, length);
    this.#members = grown(this.#members, length);
    this.#nexts = new Int32Array(length);
    this.#heads = new Int32Array(length).fill(NONE);
    for (let entry = 0; entry < this.#count; entry += 1) this.#append(entry, Number.POSITIVE_INFINITY);
  }
}
