/** What the coordinator's pages add to the desk's sheet: rows with one act, a mission's columns, a week. */
export const DAY_STYLE = `
.group{display:grid;gap:0 2rem;grid-template-columns:minmax(0,1fr);border-top:1px solid var(--line);padding-top:.4rem;margin-bottom:1rem}
.wait h2{font-size:1.2rem;margin:.8rem 0 .4rem;display:flex;gap:.6rem;align-items:baseline}
.count{font:600 .95rem var(--sans);background:var(--alert);color:var(--alert-ink);border-radius:999px;padding:.05rem .6rem}.none .count,.count.calm{background:#ecebe7;color:#474238}
.rows{list-style:none;margin:0 0 .6rem;padding:0;max-width:none;background:var(--card);border:1px solid var(--line);border-radius:var(--radius)}
.rows>li{display:flex;gap:.4rem 1rem;align-items:center;justify-content:space-between;flex-wrap:wrap;margin:0;padding:.5rem .8rem;border-top:1px solid var(--line)}.rows>li:first-child{border-top:0}
.rows>li>div{flex:1 1 16rem;min-width:0}.rows>li>.quick{flex:0 1 auto;margin:0}.rows p{margin:0;max-width:none}.rows .what{font-weight:600;overflow-wrap:anywhere}.rows .facts-line{color:var(--soft);font-size:.92rem}
.rows .button,.rows button{min-height:44px;padding:.3rem .9rem}.rows form{display:flex;gap:.5rem;flex-wrap:wrap;align-items:flex-end}
.wait .more-link{display:inline-flex;min-height:44px;align-items:center}.more-links{display:flex;flex-wrap:wrap;gap:0 1.5rem}
.answers-list{list-style:none;margin:0 0 1rem;padding:0;max-width:none}.answers-list p{margin:0;max-width:none}.answers-list li{padding:.45rem 0;border-top:1px solid var(--line);margin:0}.answers-list li:first-child{border-top:0}
.quick{display:flex;flex-wrap:wrap;gap:.5rem;margin:.4rem 0}.head+.quick{margin-bottom:1.25rem}.quick form{margin:0}.quick button,.quick .button{min-height:44px;padding:.3rem .9rem}
.filter{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:flex-end;margin:0 0 1rem}.filter .field{margin:0;flex:0 1 14rem}
details.fold{margin:0;max-width:none}details.fold>summary{cursor:pointer;min-height:44px;padding:.55rem 0;color:var(--brand);font-weight:600}
.first-steps{max-width:none;margin:0;padding-left:1.4rem}.first-steps li{padding:.35rem 0}.first-steps p{margin:0;max-width:none}.first-steps .what{font-weight:600}.first-steps .facts-line{color:var(--soft);font-size:.92rem}
.steps{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;margin:0 0 1rem}.steps a{display:inline-flex;min-height:44px;align-items:center}
@media (min-width:70rem){.group{grid-template-columns:1fr 1fr}}
@media print{.rows{border:0}.rows>li{padding:.15rem 0;break-inside:avoid}.wait h2{margin:.4rem 0 .2rem}.group{grid-template-columns:1fr}}
`;
