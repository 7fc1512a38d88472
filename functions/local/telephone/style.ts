/** The look of a phone, for a demonstration on a projector as on a small screen. */
export const STYLE = `
:root {
  --ink: #1d2433; --soft: #566079; --line: #d9deea; --paper: #f3f5fa; --white: #fff;
  --brand: #1b4f8f; --brand-soft: #e4edf9; --lost: #a3262a; --lost-soft: #fdecec; --warn: #7a4a00; --warn-soft: #fff3dc;
}
* { box-sizing: border-box; }
html { font-size: 106.25%; -webkit-text-size-adjust: 100%; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; color: var(--ink); background: var(--paper);
  font-family: system-ui, -apple-system, 'Segoe UI', Roboto, Ubuntu, sans-serif; line-height: 1.45; }
a { color: var(--brand); text-underline-offset: .15em; }
:focus-visible { outline: 3px solid #c8102e; outline-offset: 2px; border-radius: 4px; }
.hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip:focus { position: absolute; top: .5rem; left: .5rem; padding: .75rem 1rem; background: var(--white); z-index: 2; }
.quiet { color: var(--soft); font-size: .9rem; font-weight: 400; margin: 0; }
.top { background: var(--white); border-bottom: 1px solid var(--line); padding: .75rem 1rem; display: grid; gap: .25rem 1.5rem;
  grid-template-columns: 1fr; }
.name { margin: 0; font-size: 1.2rem; font-weight: 700; }
.name a { color: inherit; text-decoration: none; display: inline-block; padding: .3rem 0; }
.fiction { margin: 0; color: var(--soft); font-size: .9rem; }
.clock h2 { margin: .25rem 0 .4rem; font-size: 1.05rem; }
.clock h2 .quiet { display: block; }
.moves { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
.moves .quiet { flex-basis: 100%; }
button { font: inherit; min-height: 44px; padding: .4rem .9rem; border: 1px solid var(--brand); border-radius: 999px;
  background: var(--white); color: var(--brand); cursor: pointer; }
button:hover { background: var(--brand-soft); }
.problem { margin: .25rem 0; padding: .6rem .8rem; border-left: 4px solid var(--lost); background: var(--lost-soft); color: var(--lost); }
.moving { margin: .25rem 0; }
.moving progress { width: 100%; height: 1rem; accent-color: var(--brand); }
.wave { border-top: 1px solid var(--line); margin-top: .4rem; padding-top: .5rem; display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; }
.wave p { margin: 0; } .wave p a { display: inline-block; padding: .3rem 0; }
.level { display: inline-block; padding: 0 .55rem; border-radius: 999px; font-weight: 600; color: #1d2433; border: 1px solid var(--soft); }
.level.green { background: #b9e4c0; } .level.yellow { background: #ffe98a; } .level.orange { background: #ffbe6b; }
.panes { flex: 1; display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.panes.conversation-open nav { display: none; }
nav > .empty { margin: 1rem; color: var(--soft); }
.contacts, .notices, .bubbles { list-style: none; margin: 0; padding: 0; }
.contacts a { display: grid; grid-template-columns: 44px 1fr auto; column-gap: .75rem; padding: .7rem 1rem; min-height: 64px;
  border-bottom: 1px solid var(--line); background: var(--white); color: inherit; text-decoration: none; }
.contacts a:hover { background: var(--brand-soft); }
.contacts a[aria-current] { background: var(--brand-soft); box-shadow: inset 4px 0 var(--brand); }
.contacts .portrait { grid-row: 1 / span 2; }
.who { font-weight: 600; }
.when { color: var(--soft); font-size: .9rem; white-space: nowrap; }
samp { font: inherit; }
.excerpt { grid-column: 2 / -1; color: var(--soft); font-size: .95rem; line-height: 1.35; overflow: hidden; overflow-wrap: anywhere;
  display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
.off { grid-column: 2 / -1; color: var(--warn); font-size: .9rem; }
.portrait { display: inline-grid; place-items: center; width: 44px; height: 44px; flex: none; border-radius: 50%; font-weight: 600; }
.tint-0 { background: #dbe9ff; color: #123c75; } .tint-1 { background: #dff3e4; color: #17502a; }
.tint-2 { background: #fde6d8; color: #7a3510; } .tint-3 { background: #efe3fb; color: #4d2179; }
.tint-4 { background: #fff0c2; color: #5f4700; } .tint-5 { background: #d9f2f4; color: #0f4b52; }
main { padding: 0; } main:focus { outline: none; }
.phone { background: var(--white); display: flex; flex-direction: column; }
.lock { background: linear-gradient(165deg, #17355f, #2f6d8f 55%, #4f9a8f); color: #fff; padding: 1.5rem 1rem 2rem; }
.lock h1 { margin: 0 0 1.25rem; text-align: center; font-weight: 300; text-shadow: 0 1px 3px rgb(0 0 0 / 45%); }
.lock .big { display: block; font-size: 3.4rem; line-height: 1.1; letter-spacing: -.02em; }
.lock .day { font-size: 1.15rem; font-weight: 500; }
.notices { display: grid; gap: .6rem; }
.notices a { display: grid; grid-template-columns: 1fr auto; gap: 0 .75rem; padding: .75rem .9rem; border-radius: 18px;
  background: #fff; color: var(--ink); text-decoration: none; }
.notices .excerpt { grid-column: 1 / -1; }
.lock .empty { background: #fff; color: var(--ink); max-width: none; }
.holder { display: grid; grid-template-columns: auto 1fr; align-items: center; gap: .25rem .75rem; padding: .75rem 1rem;
  border-bottom: 1px solid var(--line); }
.holder .back { grid-column: 1 / -1; min-height: 44px; display: inline-flex; align-items: center; gap: .4rem; text-decoration: none; }
.holder h1 { margin: 0; font-size: 1.15rem; }
.holder .number { display: block; color: var(--soft); font-size: .95rem; font-weight: 400; }
.warning { margin: 0; padding: .6rem .8rem; border-radius: 8px; background: var(--warn-soft); color: var(--warn); }
.bubbles { flex: 1; padding: .5rem 1rem 1rem; }
.bubbles p { margin: 0; }
.bubbles .day { margin: 1rem 0 .25rem; text-align: center; color: var(--soft); font-size: .9rem; }
.bubbles .sender { margin: .5rem 0 .2rem; color: var(--soft); font-size: .9rem; font-weight: 600; }
.bubble { width: fit-content; max-width: 34rem; padding: .65rem .9rem; border-radius: 4px 18px 18px 18px; background: var(--brand-soft);
  overflow-wrap: anywhere; white-space: pre-line; }
.bubble.lost { background: var(--lost-soft); box-shadow: inset 0 0 0 1px var(--lost); }
.bubble a { font-weight: 600; display: inline-block; padding: .3rem 0; }
.facts { margin: .15rem 0 .75rem .25rem !important; color: var(--soft); font-size: .85rem; }
.lost + .facts { color: var(--lost); }
.tools { border-top: 1px solid var(--line); padding: .75rem 1rem 1rem; display: grid; gap: .6rem; }
.states { display: flex; flex-wrap: wrap; gap: .5rem; }
@media (min-width: 60rem) {
  .top { grid-template-columns: 1fr auto; align-items: start; padding: .9rem 1.5rem; }
  .clock { grid-column: 2; grid-row: 1 / span 2; text-align: right; }
  .wave { grid-column: 1 / -1; flex-wrap: nowrap; justify-content: space-between; } .wave form { flex: none; }
  .moves { justify-content: flex-end; } .moves .quiet { flex-basis: auto; }
  .moving progress { width: 16rem; }
  body { height: 100vh; min-height: 34rem; }
  .panes, .panes.conversation-open { flex-direction: row; justify-content: flex-start; min-height: 0; }
  .panes nav, .panes.conversation-open nav { display: block; flex: 0 0 24rem; background: var(--white); border-right: 1px solid var(--line);
    overflow-y: auto; }
  main { flex: 1; padding: 1.5rem; display: flex; justify-content: center; align-items: flex-start; min-height: 0; }
  .phone { width: 27rem; height: 100%; max-height: 56rem; border: 11px solid #141a26; border-radius: 42px; overflow: hidden auto;
    box-shadow: 0 18px 40px rgb(20 26 38 / 22%); }
  .holder { position: sticky; top: 0; background: var(--white); z-index: 1; } .holder .back { display: none; }
}
@media print { .moves, .wave form, .tools, nav { display: none !important; } }
`;
