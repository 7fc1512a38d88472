/** What the flag form adds to the desk's sheet: text of 18 px, choices in two columns, the danger block. */
export const FLAG_STYLE = `
.flagging{font-size:1.125rem;max-width:40rem}.flagging main{max-width:40rem}
.flagging h1{margin-bottom:.3em}
.two fieldset{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,8.8rem),1fr));gap:0 .6rem}.two fieldset legend,.two fieldset .hint,.two fieldset .problem{grid-column:1/-1}
.two fieldset .option{align-items:center;padding:.5rem .6rem;line-height:1.25}
.sos{background:var(--alert);color:var(--alert-ink);border-radius:var(--radius);padding:.9rem 1rem;margin:0 0 1.25rem}
.sos p{margin:0 0 .5rem}.sos ul{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.4rem}.sos li{margin:0;max-width:100%}
.sos a{display:inline-flex;white-space:normal;line-height:1.2;align-items:center;gap:.45rem;min-height:48px;padding:.3rem .8rem;background:#fff;border:2px solid var(--alert-ink);border-radius:8px;color:var(--alert-ink);text-decoration:none;font-size:1rem}.sos a strong{font-size:1.2rem}
.more{margin:0 0 1.5rem;max-width:38rem}.more>summary{padding:.7rem 0;cursor:pointer;color:var(--brand);font-weight:600}
.number-big{font-family:var(--serif);font-size:2.6rem;letter-spacing:.03em;line-height:1.1;margin:0 0 .4rem}
.answers fieldset{display:flex;flex-wrap:wrap;gap:0 .5rem}.answers .hint{flex:1 0 100%}.answers .option{min-height:44px;padding:.5rem .9rem .5rem .6rem}
@supports selector(:has(*)){.flagging form:not(:has([value=P0]:checked)) .only-p0{display:none}}
.letter{background:#fff;border:1px solid var(--line);padding:3rem 3.2rem;max-width:46rem;font-size:1.125rem;line-height:1.6}
.letter .to{margin:2rem 0 2rem 50%}.letter p{margin:0 0 1.1rem}
@media (max-width:44rem){.letter{padding:1.2rem}.letter .to{margin-left:20%}}
*+.letter{margin-top:1.25rem}
@page letter{size:A4;margin:20mm}
@media print{body:has(.letter){page:letter}.letter{page:letter}.letter+.letter{break-before:page}.letter{border:0;padding:0;margin:0!important;font-size:13pt;max-width:none}.letter .to{margin-left:55%}}
`;
