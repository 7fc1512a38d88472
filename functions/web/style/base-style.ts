/**
 * The look of both hosts: warm paper, dark ink, serif headings, wide targets. Only system fonts, no image. The
 * town's colour arrives as `--brand` (its contrast on white is checked when it is saved).
 */
export const BASE_STYLE = `
:root{--brand:#1f5a54;--ink:#23262b;--soft:#565d66;--paper:#faf7f1;--card:#fff;--line:#ddd6c9;--line-strong:#8b8578;
--calm:#e9f1ee;--calm-ink:#174a44;--warn:#fff1d6;--warn-ink:#6b4300;--alert:#fdeae6;--alert-ink:#8c1d12;--good:#e5f3e6;--good-ink:#1c5425;--info:#e8eef8;--info-ink:#1f3f75;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"URW Palladio L",P052,Georgia,serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,sans-serif;--radius:10px;--gap:1.25rem}
*,*::before,*::after{box-sizing:border-box}
html{font-size:112.5%;-webkit-text-size-adjust:100%;scroll-padding-top:1rem}
body{margin:0;color:var(--ink);background:var(--paper);font-family:var(--sans);line-height:1.55;overflow-wrap:break-word}
h1,h2,h3{font-family:var(--serif);line-height:1.2;font-weight:600;text-wrap:balance;margin:0 0 .6em}
h1{font-size:1.8rem}h2{font-size:1.35rem;margin-top:1.6em}h3{font-size:1.12rem;margin-top:1.2em}
p,ul,ol,dl{margin:0 0 1em;max-width:38rem}ul,ol{padding-left:1.3em}li{margin:.2em 0}
a{color:var(--brand);text-underline-offset:.18em;text-decoration-thickness:.07em}a:hover{text-decoration-thickness:.14em}
:focus-visible{outline:3px solid #1a56c4;outline-offset:2px;border-radius:4px}
strong{font-weight:650}small,.quiet{font-size:.9rem;color:var(--soft)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:-200vw}.skip:focus{left:.5rem;top:.5rem;z-index:9;background:var(--card);padding:.75rem 1rem;border-radius:6px}
.ribbon{margin:0;max-width:none;padding:.3rem 1rem;background:#2f2a3d;color:#fff;font-size:.85rem;text-align:center}
.masthead{background:var(--card);border-bottom:4px solid var(--brand)}
.masthead>div{max-width:42rem;margin:0 auto;padding:.9rem 1rem;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;align-items:baseline;justify-content:space-between}
.house{font-family:var(--serif);font-size:1.15rem;font-weight:600;color:inherit;text-decoration:none}.house small{display:block;font-family:var(--sans);font-weight:400}
.call{white-space:nowrap;padding:.3rem 0;font-variant-numeric:tabular-nums}
main{max-width:42rem;margin:0 auto;padding:1.5rem 1rem 3rem}main:focus{outline:none}
.foot{border-top:1px solid var(--line);color:var(--soft);font-size:.9rem}.foot>div{max-width:42rem;margin:0 auto;padding:1.2rem 1rem 2rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:1.1rem 1.2rem;margin:0 0 var(--gap)}.card>:last-child{margin-bottom:0}.card h2:first-child,.card h3:first-child{margin-top:0}
.lead{font-size:1.12rem}
.facts{display:grid;grid-template-columns:minmax(6rem,auto) 1fr;gap:.35rem 1.2rem}.facts dt{color:var(--soft)}.facts dd{margin:0}
button,.button{display:inline-flex;align-items:center;justify-content:center;gap:.5rem;min-height:48px;padding:.55rem 1.3rem;border:2px solid var(--brand);border-radius:var(--radius);background:var(--brand);color:#fff;font:inherit;font-weight:600;text-decoration:none;cursor:pointer;text-align:center}
button:hover,.button:hover{filter:brightness(.9)}
.second{background:transparent;color:var(--brand)}.second:hover{background:var(--calm);filter:none}
.danger{background:var(--alert-ink);border-color:var(--alert-ink)}.danger.second{background:transparent;color:var(--alert-ink)}
.plain{background:none;border-color:transparent;color:var(--brand);padding:.55rem .2rem;text-decoration:underline;font-weight:400;text-underline-offset:.18em}.plain:hover{background:none}
.wide{width:100%}.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin:1.5rem 0}.actions:last-child{margin-bottom:0}.actions form{margin:0}
form{margin:0}fieldset{border:0;margin:0;padding:0;min-width:0}
.field{margin:0 0 1.5rem;max-width:38rem}.field>label:not(.option),.field>legend,legend{display:block;font-weight:600;padding:0;margin:0 0 .35rem}
.hint{display:block;color:var(--soft);font-weight:400;font-size:.92rem;margin:0 0 .4rem}
.problem{display:block;color:var(--alert-ink);font-weight:600;margin:0 0 .4rem}.problem::before{content:"⚠ "}
.wrong{border-left:4px solid var(--alert-ink);padding-left:.9rem}
input:not([type=radio],[type=checkbox]),select,textarea{width:100%;font:inherit;color:inherit;background:#fff;border:1.5px solid var(--line-strong);border-radius:8px;min-height:48px;padding:.5rem .7rem}
textarea{min-height:7rem;resize:vertical}input.short,select.short{width:auto!important;max-width:100%}[href^="tel:"]{white-space:nowrap}
.wrong input:not([type=radio],[type=checkbox]),.wrong textarea,.wrong select{border-color:var(--alert-ink);border-width:2px}
.option{position:relative;display:flex;gap:.75rem;align-items:flex-start;min-height:48px;padding:.65rem .8rem;margin:0 0 .5rem;background:#fff;border:1.5px solid var(--line-strong);border-radius:8px;cursor:pointer;font-weight:400}
.option input{flex:none;width:1.35rem;height:1.35rem;margin:.1rem 0 0;accent-color:var(--brand)}.option .hint{margin:0}
.option:has(:checked){border-color:var(--brand);background:var(--calm);box-shadow:inset 0 0 0 1px var(--brand)}
.option:has(:focus-visible){outline:3px solid #1a56c4;outline-offset:2px}
.notice{max-width:38rem;padding:.9rem 1.1rem;margin:0 0 var(--gap);border-left:5px solid;border-radius:4px var(--radius) var(--radius) 4px;background:var(--info);color:var(--info-ink)}
.notice>:last-child{margin-bottom:0}.notice h2{font-size:1.12rem;margin:0 0 .35rem}.notice a:not(.button){color:inherit}
.notice.good{background:var(--good);color:var(--good-ink)}.notice.warn{background:var(--warn);color:var(--warn-ink)}.notice.alert{background:var(--alert);color:var(--alert-ink)}
.badge{display:inline-block;padding:.08rem .6rem;border-radius:999px;font-size:.85rem;font-weight:600;line-height:1.5;background:#ecebe7;color:#474238;white-space:nowrap}
.badge.good{background:var(--good);color:var(--good-ink)}.badge.warn{background:var(--warn);color:var(--warn-ink)}.badge.alert{background:var(--alert);color:var(--alert-ink)}.badge.info{background:var(--info);color:var(--info-ink)}
@page{size:A4;margin:15mm}
@media print{.masthead,.foot,.ribbon,.skip,.no-print,nav,.actions,button,.button{display:none!important}html{font-size:11pt}body{background:#fff}main{max-width:none;padding:0}.card{border:0;padding:0;break-inside:avoid}a{color:inherit;text-decoration:none}}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
@media (forced-colors:active){.badge,.notice,.option{border:1px solid}}
`;
