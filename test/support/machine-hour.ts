/**
 * `MACHINE_AT=2026-12-31T22:58:00Z`: a test file finds the machine's clock there, and time goes on from it. What begins at the
 * machine's own hour (a town, a browser's session) must hold at any: `npm run proof -- hours` tries those that break days.
 */
const at = process.env.MACHINE_AT;

if (at !== undefined) {
  const Machine = Date;
  const ahead = Machine.parse(at) - Machine.now();
  if (Number.isNaN(ahead)) throw new Error(`MACHINE_AT is no instant: ${at}`);
  const now = (): number => Machine.now() + ahead;
  globalThis.Date = new Proxy(Machine, {
    apply: () => new Machine(now()).toString(),
    construct: (_, given) => Reflect.construct(Machine, given.length > 0 ? given : [now()]),
    get: (machine, name) => (name === 'now' ? now : Reflect.get(machine, name)),
  });
}
