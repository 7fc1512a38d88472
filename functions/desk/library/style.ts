/** Bags side by side on a desk, one under the other on a phone; a slip a bag on paper, no address on it. */
export const LIBRARY_STYLE = `
.bags{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,25rem),1fr));list-style:none;margin:0 0 1.5rem;padding:0;max-width:none;align-items:start}
.bag{background:var(--card);border:1px solid var(--line);border-top:5px solid var(--line-strong);border-radius:var(--radius);padding:.8rem 1rem;margin:0}.bag.ready{border-top-color:var(--good-ink)}.bag.heavy{border-top-color:var(--alert-ink)}
.bag h2{margin:0;font-size:1.2rem}.bag h3{font:600 .9rem var(--sans);color:var(--soft);margin:.9rem 0 .2rem}.bag p{margin:0 0 .3rem;max-width:none}
.things{list-style:none;margin:0;padding:0;max-width:none}.things>li{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;justify-content:space-between;border-top:1px solid var(--line);padding:.45rem 0;margin:0}.things>li:first-child{border-top:0}.things .what{flex:1 1 12rem;min-width:0;overflow-wrap:anywhere}.things .what small{display:block}
.things form{display:flex;gap:.4rem;align-items:center;flex-wrap:wrap}.things button,.things .button{min-height:44px;padding:.25rem .8rem}.things input:not([type=checkbox]){min-height:44px;width:11rem}.things .field{margin:0}
.swatches{display:flex;flex-wrap:wrap;gap:.35rem;list-style:none;margin:0 0 .8rem;padding:0;max-width:none}.swatches li{margin:0}
.scan video{width:100%;max-width:26rem;border-radius:var(--radius);background:#000;display:block;margin:.5rem 0}
.slips{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr))}
.slip{background:#fff;border:1.5px solid var(--ink);border-radius:6px;padding:1rem 1.2rem}.slip h2{margin:0 0 .1rem;font-size:1.5rem}.slip ol{margin:.3rem 0 .8rem;padding-left:1.4rem;max-width:none}.slip p{margin:0 0 .4rem;max-width:none}.slip .tick::before{content:"";display:inline-block;width:.85rem;height:.85rem;border:1.5px solid var(--ink);margin-right:.5rem;vertical-align:-.1rem}.slip .tick{list-style:none;margin-left:-1.4rem}
@media print{.walk tbody th::before{content:"\\2610\\00a0";font-weight:400}.slips{display:block}.slip{break-inside:avoid;margin:0 0 8mm;border-color:#000}.bags{display:block}.bag{break-inside:avoid;margin:0 0 4mm}}
`;
