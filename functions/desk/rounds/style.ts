/** Lists that are moved, a map of doors, six ways of telling rounds apart. */
export const ROUNDS_STYLE = `
.map.rounds{max-width:45rem;width:100%;background:var(--paper,#fff);border:1px solid #c9d2d6;border-radius:.4rem;margin:.5rem 0 1rem}
.map.rounds .way{fill:none;stroke-width:2.5;stroke-linejoin:round}
.map.rounds .door circle{stroke:#fff;stroke-width:2}.map.rounds .door text{stroke:none;fill:#fff;font-size:13px;font-weight:600;text-anchor:middle}
.map.rounds .depot{fill:#1d2a30;stroke:#fff;stroke-width:2}.map.rounds .alone{fill:#fff;stroke:#8a1c1c;stroke-width:2.5}
.way-0{stroke:#1b4d5c}.way-1{stroke:#8a3b12}.way-2{stroke:#46317a}.way-3{stroke:#2f6b2f}.way-4{stroke:#7a1f4f}.way-5{stroke:#5a4a00}
.door.way-0 circle{fill:#1b4d5c}.door.way-1 circle{fill:#8a3b12}.door.way-2 circle{fill:#46317a}.door.way-3 circle{fill:#2f6b2f}.door.way-4 circle{fill:#7a1f4f}.door.way-5 circle{fill:#5a4a00}
.round-key{display:inline-block;width:2.2rem;vertical-align:middle}
.round-stops{max-width:none;list-style:none;margin:.5rem 0;padding:0}.round-stops>li{max-width:none;display:flex;flex-wrap:wrap;gap:.4rem .8rem;align-items:center;padding:.45rem 0;border-top:1px solid #dde4e7}
.round-stops .at{font-variant-numeric:tabular-nums;font-weight:600;min-width:4.2rem}.round-stops .who{flex:1 1 14rem}.round-stops form{margin:0;display:flex;flex-wrap:wrap;gap:.3rem}.round-stops li:target{background:var(--calm)}
.round-stops .moves{display:flex;gap:.3rem;flex-wrap:wrap;align-items:center}.round-stops .moves button{min-width:2.6rem;padding:.3rem .5rem;margin:0}.round-stops .moves select{width:auto;max-width:12rem;padding:.3rem}
.round-stops li[draggable=true]{cursor:grab}.round-stops li.dragged{opacity:.45}.round-stops li.over{box-shadow:0 -3px 0 #1b4d5c}
.round-tools summary{cursor:pointer;min-height:44px;padding:.55rem 0;color:var(--brand);font-weight:600}
.round-faults{color:#8a1c1c;margin:.2rem 0}
@media screen and (max-width:44rem){.round-sheet table,.round-sheet tbody,.round-sheet tr,.round-sheet th,.round-sheet td{display:block;border-bottom:0}.round-sheet thead{display:none}.round-sheet tr{border-bottom:1px solid var(--line-strong);margin-bottom:1rem}.round-sheet tbody th:first-child,.round-sheet tbody td:last-child{width:auto}.round-sheet th br{display:none}}.round-sheet th:first-child{width:12%}.round-sheet td:last-child{width:42%}.round-sheet .door-code{font-family:ui-monospace,monospace}.round-sheet .brought,.round-sheet .write{display:block;margin-bottom:.35rem;font-weight:600}.round-sheet .write{min-height:3.4rem;margin:.5rem 0 0;border-bottom:1px solid var(--line-strong);font-weight:400;font-size:.9em}.round-sheet .box{display:inline-block;margin:0 .9rem .25rem 0;white-space:nowrap}.round-sheet .box::before{content:"";display:inline-block;width:.85rem;height:.85rem;border:1.5px solid var(--ink);margin-right:.4rem;vertical-align:-.1rem}
@media print{.round-stops .moves,.round-tools{display:none}.round-card{break-inside:avoid}}
`;
