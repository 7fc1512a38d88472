/** A sheet of paper as it will be printed: alone on A4, whatever surrounds it on the screen. */
export const PAPERS_STYLE = `
.paper{background:#fff;border:1px solid var(--line);padding:2.6rem 2.8rem;max-width:46rem;margin:0 0 var(--gap);line-height:1.55}
.paper h1,.paper h2{margin:1.6rem 0 .8rem;text-align:center;font-size:1.5rem}.paper p{margin:0 0 .8rem;max-width:none}.paper .right{text-align:right}
.paper table{width:100%;border-collapse:collapse;margin:0 0 1.1rem}.paper caption{text-align:left;font-weight:600;padding:0 0 .3rem}
.paper th,.paper td{text-align:left;vertical-align:top;padding:.3rem .5rem;border:1px solid var(--line-strong)}.paper .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.paper td,.paper th{overflow-wrap:anywhere}.paper .day,.paper .check strong{white-space:nowrap}
.paper tfoot th,.paper tfoot td{font-weight:650}.paper .signs{display:grid;grid-template-columns:1fr 1fr;gap:1.5rem;margin:1.6rem 0}.paper .signs>div{min-height:7rem;border-top:1px solid var(--line-strong);padding-top:.4rem}
.paper .signs.one>div{grid-column:2}.no-print+.paper{margin-top:1.25rem}
.paper .check{border:1px solid var(--line-strong);padding:.8rem 1rem;margin:1.4rem 0 0;font-size:.95rem}.paper .check p:last-child{margin:0}.paper .code{all:unset;font-family:ui-monospace,monospace;font-size:1.25rem;letter-spacing:.06em;font-weight:650;white-space:nowrap}
.paper .void{border:3px solid var(--alert-ink);color:var(--alert-ink);font-weight:700;text-align:center;padding:.6rem;text-transform:uppercase}
@media (max-width:44rem){.paper{padding:1.1rem .9rem}.paper table{font-size:.85rem}.paper .code{font-size:1.05rem}.paper th,.paper td{padding:.3rem}.paper .signs{grid-template-columns:1fr}.paper .signs.one>div{grid-column:1}}
@page paper{size:A4 portrait;margin:18mm}
@media print{body:has(.paper){page:paper}body:has(.paper) main{max-width:none;padding:0}.paper{page:paper;border:0;padding:0;max-width:none;margin:0}.paper table{width:calc(100% - 2px);margin-left:1px}.paper tr,.paper .check,.paper .signs{break-inside:avoid}p:has(+.signs){break-after:avoid}.paper .signs{grid-template-columns:1fr 1fr}.paper .signs>div{min-height:5.5rem}.paper .signs.one>div{grid-column:2}.no-print+.paper{margin-top:0}}
`;
