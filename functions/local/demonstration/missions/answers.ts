import type { Write } from '../../../../shared/table/table.ts';

type Add = Extract<Write, { op: 'add' }>;

/** Counts of answers as they add up over twelve weeks: each record written once, with its sums. */
export const openTally = () => {
  const sums = new Map<string, Add>();
  return {
    note: (writes: readonly Write[]): void => {
      for (const write of writes) {
        if (write.op !== 'add') continue;
        const id = `${write.key.pk}\n${write.key.sk}`;
        const amounts = { ...sums.get(id)?.amounts };
        for (const [name, amount] of Object.entries(write.amounts))
          amounts[name] = (amounts[name] ?? 0) + amount;
        sums.set(id, { ...write, amounts });
      }
    },
    writes: (): readonly Write[] => [...sums.values()],
  };
};
export type AnswerTally = ReturnType<typeof openTally>;
