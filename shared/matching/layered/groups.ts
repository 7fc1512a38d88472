/** Positions grouped: those of group g are `members[start[g]]` to `members[start[g + 1] - 1]`. */
export type Groups = { readonly start: Int32Array; readonly members: Int32Array };

/** Positions 0…n-1 grouped by `groupOf`, in order within each group (a counting sort). Whose group is beyond the last is in none. */
export const grouped = (groupOf: Int32Array, groupCount: number): Groups => {
  const start = new Int32Array(groupCount + 1);
  for (let i = 0; i < groupOf.length; i += 1) {
    const g = (groupOf[i] ?? 0) + 1;
    start[g] = (start[g] ?? 0) + 1;
  }
  for (let g = 0; g < groupCount; g += 1) start[g + 1] = (start[g + 1] ?? 0) + (start[g] ?? 0);
  const next = start.slice(0, groupCount);
  const members = new Int32Array(groupOf.length);
  for (let i = 0; i < groupOf.length; i += 1) {
    const g = groupOf[i] ?? 0;
    // A list that others share may name what only they have.
    if (g >= groupCount) continue;
    const place = next[g] ?? 0;
    members[place] = i;
    next[g] = place + 1;
  }
  return { start, members };
};
