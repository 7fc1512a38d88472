/** What a hot day adds to the desk's sheet: a sum to read across a room, and late rows. */
export const HEAT_STYLE = `
.law .tally{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:flex-end;margin:0 0 .8rem}.tally div{text-align:center}.tally dt{color:var(--soft);font-size:.95rem}.tally dd{margin:0;font:700 2.2rem/1.1 var(--sans);font-variant-numeric:tabular-nums}.tally .sign{font-size:1.8rem;padding-bottom:.1rem;color:var(--soft)}
.law.broken{border:3px solid var(--alert-ink);background:var(--alert)}tr.late td,tr.late th{background:var(--alert)!important}
.wall .tally dd{font-size:clamp(3rem,12vw,9rem)}.wall .tally dt{font-size:clamp(1rem,2.5vw,1.8rem)}.wall .tally .sign{font-size:clamp(2rem,6vw,5rem)}.wall h1{font-size:clamp(1.8rem,4vw,3.2rem)}.wall .next{font-size:clamp(1.2rem,3vw,2.4rem)}
@media(max-width:44rem){.law .tally{display:grid;grid-template-columns:1fr 1fr}.tally .sign{display:none}}
`;
