/** A poster: the same sheet on the screen as on A4; read from two metres. */
export const POSTER_STYLE = `
.poster{background:#fff;border:1px solid var(--line-strong);border-radius:var(--radius);padding:2rem;max-width:44rem;text-align:center;margin:1rem 0 2rem}.poster p{max-width:none;margin:0 0 1rem}
.poster-house{font-weight:600;color:var(--brand)}.poster-title{font:600 2.6rem/1.15 var(--serif)}.poster-words{font-size:1.35rem}.poster ul{display:inline-block;text-align:left;font-size:1.15rem;margin:0 0 1.25rem}
.poster-code svg{width:14rem;height:14rem;max-width:80%}.poster-address{font:700 1.6rem/1.25 var(--sans);overflow-wrap:anywhere}.poster-address span{display:inline-block}.poster-phone{font-size:1.25rem}
@page poster{size:A4 portrait;margin:15mm}
@media print{body:has(.poster){page:poster}.poster{border:0;padding:0;margin:0;max-width:none;break-inside:avoid}.poster p{margin:0 0 5mm}.poster-title{font-size:36pt}.poster-words{font-size:19pt}.poster ul{font-size:16pt;margin:0 0 5mm}.poster-address{font-size:21pt}.poster-phone{font-size:18pt}.poster-house{font-size:15pt}.poster-code svg{width:72mm;height:72mm}}
`;
