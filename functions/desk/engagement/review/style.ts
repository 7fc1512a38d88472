/** The review and the reports: five questions that stand out, their answers first; on paper each begins where it may. */
export const REVIEW_STYLE = `
.review{border-top:2px solid var(--line-strong);margin:2.2rem 0 0;padding:.4rem 0 0}.review>h2{font-size:1.6rem;margin:.6rem 0 1rem}.figure h3{margin:0 0 .3rem;font-size:1.15rem}
.review .card h3{margin-top:0}.review .decided{font-weight:650;font-size:1.05rem;margin:0 0 .3rem}
.in-short dl{display:grid;gap:.5rem 1.5rem;margin:0;max-width:none}.in-short dt{font-weight:600}.in-short dd{margin:0;max-width:none}.in-short a{display:inline-flex;min-height:32px;align-items:center}
@media (min-width:62rem){.in-short dl>div{display:grid;grid-template-columns:24rem minmax(0,1fr);align-items:baseline}}
.report .facts{grid-template-columns:minmax(0,22rem) minmax(4.5rem,1fr)}.report table.data{max-width:60rem}.report h2{margin-top:1.8rem}.report .number{white-space:nowrap}
@media print{.review{margin-top:1rem}.review>h2{break-after:avoid;font-size:15pt}.review h3,.report h2{break-after:avoid}.report table.data{break-inside:avoid}.in-short{border:0;padding:0}.card{break-inside:avoid}.review .drawn{gap:.4rem}.review .figure{margin-bottom:1.2rem}.review .figure .quiet{margin:.1rem 0 .3rem;max-width:none;font-size:9.5pt;line-height:1.35}.review .chart{max-width:8cm}.review .map,.report .map{max-width:none;height:8.5cm}.review table.data caption,.report table.data caption{font-size:10.5pt;margin:0}}
`;
