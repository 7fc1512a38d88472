/** What volunteers fill in and read at leisure, at the desk and in « Mon espace »: the week's half-days, choices in two columns, dictated words, lists with nothing in them yet. */
export const VOLUNTEER_STYLE = `
.week{border-collapse:separate;border-spacing:0 .4rem;width:100%;max-width:26rem}.week th{font-weight:600;text-align:left;padding:.2rem .4rem .2rem 0}.week thead th{font-weight:400;color:var(--soft);text-align:center;font-size:.92rem}
.week td{padding:0 .2rem;width:34%}.week label{display:flex;align-items:center;justify-content:center;min-height:48px;background:#fff;border:1.5px solid var(--line-strong);border-radius:8px;cursor:pointer}
.week label:has(:checked){border-color:var(--brand);background:var(--calm);box-shadow:inset 0 0 0 1px var(--brand)}.week label:has(:focus-visible){outline:3px solid #1a56c4;outline-offset:2px}
.week input{width:1.35rem;height:1.35rem;accent-color:var(--brand);margin:0}
#f-languages,#f-travel,#f-avoids,#f-subjects{display:grid;grid-template-columns:1fr 1fr;gap:0 .5rem}#f-languages>legend,#f-languages>.hint,#f-languages>.problem,#f-subjects>legend,#f-subjects>.hint,#f-travel>.problem{grid-column:1/-1}
.dictated{margin:0 0 1rem;padding:1rem 1.2rem;background:var(--card);border:1px solid var(--line);border-left:5px solid var(--brand);border-radius:var(--radius)}.dictated blockquote{margin:0;font-family:var(--serif);font-size:1.2rem;line-height:1.5}.dictated p{margin:0 0 .4rem;overflow-wrap:anywhere}.dictated figcaption{color:var(--soft);font-size:.95rem;margin-top:.5rem}
@media(max-width:20rem){#f-languages,#f-travel,#f-avoids,#f-subjects{grid-template-columns:1fr}.week thead th{font-size:.75rem}.week th{padding-right:0;font-size:.9rem}.week td{width:28%}}
.empty{padding:1.6rem 1.2rem;text-align:center;border:1.5px dashed var(--line-strong);border-radius:var(--radius);color:var(--soft);margin:0 0 var(--gap)}.empty p{margin:0 auto .6rem}.empty>:last-child{margin-bottom:0}
`;
