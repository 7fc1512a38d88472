/** Drawings of the desk: a stroke or a filling for each series, that a black and white print keeps apart. */
export const CHART_STYLE = `
.figure{margin:0 0 2rem}.figure h2{margin-top:0}.drawn{display:grid;gap:1rem 2rem;grid-template-columns:minmax(0,1fr);align-items:start}
.chart{display:block;width:100%;height:auto;max-width:36rem;background:var(--card);border:1px solid var(--line);border-radius:var(--radius)}
.chart text{font:14px var(--sans);fill:var(--soft)}.chart .axis line{stroke:var(--line);stroke-width:1}.chart .axis line.zero{stroke:var(--line-strong)}
.line{fill:none;stroke:var(--brand);stroke-width:2.5;stroke-linejoin:round}.line.s1{stroke:var(--ink);stroke-dasharray:7 4}.line.s2{stroke:#8c5a00;stroke-dasharray:2 3}.line.s3{stroke:var(--soft);stroke-dasharray:10 3 2 3}
.band{fill:var(--brand);fill-opacity:.13;stroke:none}.band.s1{fill:var(--ink);fill-opacity:.08}.band.s2{fill:#8c5a00;fill-opacity:.1}.band.s3{fill:var(--soft);fill-opacity:.1}
.dot{fill:var(--brand)}.dot.s1{fill:var(--ink)}.dot.s2{fill:#8c5a00}.dot.s3{fill:var(--soft)}
.amount.s0{fill:var(--brand)}.amount.s1{fill:#fff;stroke:var(--ink);stroke-width:1.5}.amount.s2{fill:#d9c9a3;stroke:#8c5a00;stroke-width:1}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:.4rem 0 0;font-size:.9rem;max-width:36rem}.legend svg{vertical-align:middle}
.read{overflow-x:auto}.read table.data{margin-bottom:0}.read table.data td.number{white-space:nowrap}
@media screen and (max-width:44rem){.year .facts,.figure .facts{grid-template-columns:1fr;gap:0}.year .facts dd,.figure .facts dd{margin:0 0 .6rem;font-weight:500}.read table.data{display:table;font-size:.88rem;background:var(--card)}.read table.data caption{display:table-caption;max-width:calc(100vw - 3rem)}.read table.data thead{position:static;width:auto;height:auto;clip-path:none;display:table-header-group}.read table.data tbody{display:table-row-group}.read table.data tr{display:table-row}.read table.data td,.read table.data th,.read table.data tbody th{display:table-cell;padding:.4rem .5rem;border-top:1px solid var(--line);font-size:inherit}.read table.data td.number,.read table.data th.number{text-align:right!important}.read table.data td[data-title]::before{content:""!important}}
@media (min-width:62rem){.drawn:not(.wide){grid-template-columns:minmax(0,5fr) minmax(0,6fr)}}
@media print{.figure{break-inside:avoid}.chart{max-width:13cm;border-color:#999}.drawn{grid-template-columns:minmax(0,1fr)}.amount,.band,.line{print-color-adjust:exact}.read{overflow:visible}.read table.data{font-size:8.5pt}.read table.data td,.read table.data th,.read table.data tbody th{padding:.15rem .25rem;font-size:inherit;overflow-wrap:normal}.calendar table.data{font-size:7pt}.calendar .quiet{font-size:inherit}.calendar table.data td,.calendar table.data th,.calendar table.data tbody th{padding:.15rem .1rem}}
`;
