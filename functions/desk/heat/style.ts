/** What a hot day adds to the desk's sheet: a sum to read across a room, and late rows. */
export const HEAT_STYLE = `
.facts .line,dd .line{display:block}.law .tally{display:flex;flex-wrap:wrap;gap:.5rem 1.2rem;align-items:flex-end;margin:0 0 .8rem;max-width:none}.tally div{text-align:center}.tally dt{color:var(--soft);font-size:.95rem}.tally dd{margin:0;font:700 2.2rem/1.1 var(--sans);font-variant-numeric:tabular-nums}.tally div+div{position:relative;padding-left:1.6rem}.tally div+div::before{content:"+"/"";position:absolute;left:0;bottom:0;font-size:1.8rem;color:var(--soft)}.tally div:nth-child(2)::before{content:"="/""}
.law.broken{border:3px solid var(--alert-ink);background:var(--alert)}tr.late td,tr.late th{background:var(--alert)!important}
.wall{width:94vw;margin-inline:calc(50% - 47vw)}.wall .tally{justify-content:space-between}.wall .tally dd{font-size:clamp(3rem,8vw,9rem)}.wall .quiet{font-size:clamp(1rem,1.6vw,1.6rem);max-width:none}.wall .tally dt{font-size:clamp(1rem,2.5vw,1.8rem)}.wall .tally div+div{padding-left:clamp(2rem,4vw,5rem)}.wall .tally div+div::before{font-size:clamp(2rem,6vw,5rem)}.wall h1{font-size:clamp(1.8rem,4vw,3.2rem)}.wall .next{font-size:clamp(1.2rem,3vw,2.4rem)}.wall .badge{font-size:.75em}
.phone-only{display:none}
@media screen and (max-width:44rem){.phone-only{display:block}.few .desk-only,.few tbody tr:nth-child(n+11){display:none}.by-sector table.data td{display:inline-block;margin-right:1rem}.law .tally{display:grid;grid-template-columns:1fr 1fr}.tally div+div{padding-left:0}.tally div+div::before{display:none}}
`;
