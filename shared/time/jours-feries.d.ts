declare module '@socialgouv/jours-feries' {
  /** Name of the holiday to its date, at midnight of the process's own zone. */
  export default function joursFeries(year: number, options?: { alsace?: boolean }): Record<string, Date>;
}
