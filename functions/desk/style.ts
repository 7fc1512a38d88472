/** What the desk adds to the shared sheet: a menu, dense tables, columns; cards instead of tables on a phone. */
export const DESK_STYLE = `
html{font-size:100%}
body{line-height:1.5}h1{font-size:1.75rem}h1,h2,dd{overflow-wrap:anywhere}
.bar{background:var(--card);border-bottom:3px solid var(--brand)}
.bar>div{max-width:80rem;margin:0 auto;padding:.5rem 1.25rem;display:flex;flex-wrap:wrap;align-items:center;gap:.2rem 1.5rem}
.bar .house{padding:.35rem 0}.bar .house small{display:inline;margin-left:.5rem}
.me{margin-left:auto;display:flex;flex-wrap:wrap;align-items:center;gap:0 1rem;font-size:.9rem}.me a,.me button{min-height:44px;display:inline-flex;align-items:center;padding:0 .1rem}
.me .who{color:var(--soft)}
.menu{background:var(--brand)}.menu ul{list-style:none;max-width:80rem;margin:0 auto;padding:0 .5rem;display:flex;flex-wrap:wrap}
.menu li{margin:0}.menu a{display:flex;align-items:center;min-height:46px;padding:0 .8rem;color:#fff;text-decoration:none;font-weight:500}
.menu .rooms+ul{background:rgb(0 0 0/.16);max-width:none;padding:0 max(.5rem,calc((100vw - 80rem)/2 + .5rem))}.menu .rooms+ul a{min-height:44px;font-weight:400}.menu .rooms a{font-weight:600}
.menu a:hover{background:rgb(0 0 0/.18)}.menu a[aria-current]{background:rgb(0 0 0/.28);box-shadow:inset 0 -3px #fff}.menu a:focus-visible{outline-color:#fff;outline-offset:-4px}
.masthead>div{max-width:80rem;padding-left:1.25rem;padding-right:1.25rem}
main{max-width:80rem;padding:1.5rem 1.25rem 3rem}.foot>div{max-width:80rem;padding-left:1.25rem;padding-right:1.25rem}
.narrow{max-width:44rem}
.columns{display:grid;gap:0 2rem;grid-template-columns:minmax(0,1fr)}
.tiles{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));margin:0 0 var(--gap);padding:0;list-style:none;max-width:none}
.tile{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:1rem 1.1rem}.tile h2{margin:0 0 .3rem;font-size:1.2rem}.tile>:last-child{margin-bottom:0}.tile strong{display:block;font-family:var(--serif);font-size:1.9rem;line-height:1.1}
.big{font-size:1.35rem;min-height:84px;padding:1rem 2rem;border-radius:16px}
.head{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;justify-content:space-between;margin:0 0 1rem}.head h1{margin:0}
.crumbs{font-size:.9rem;margin:0 0 .6rem}.crumbs a{display:inline-flex;align-items:center;min-height:32px}
.pages{display:flex;flex-wrap:wrap;gap:0 1.5rem;margin:1rem 0}.pages a[aria-current]{font-weight:650;color:var(--ink);text-decoration:none;box-shadow:inset 0 -3px var(--brand)}.pages a{display:inline-flex;min-height:44px;align-items:center}
main .actions>p{margin:0}p>.plain:first-child{margin-left:calc(-.2rem - 2px)}
table.data{width:100%;border-collapse:collapse;background:var(--card);border:1px solid var(--line);border-radius:var(--radius);margin:0 0 var(--gap);font-size:.95rem}
table.data caption{text-align:left;font-family:var(--serif);font-size:1.2rem;font-weight:600;padding:.2rem 0 .6rem}
table.data th,table.data td{text-align:left;vertical-align:top;padding:.55rem .8rem;border-top:1px solid var(--line);max-width:26rem;overflow-wrap:break-word}
table.data thead th{border-top:0;font-size:.82rem;color:var(--soft);font-weight:600;background:#f4efe5}
table.data tbody th{font-weight:600}table.data tbody th .quiet{font-weight:400}table.data .number{text-align:right;font-variant-numeric:tabular-nums}
table.data tbody tr:hover{background:#fcfaf5}table.data button,table.data .button{min-height:40px;padding:.3rem .9rem}
.clock{white-space:nowrap;font-variant-numeric:tabular-nums}.clock.late{color:var(--alert-ink);font-weight:650}.clock.soon{color:var(--warn-ink);font-weight:600}
.timeline{list-style:none;padding:0 0 0 1.3rem;margin:0 0 var(--gap);border-left:2px solid var(--line)}
.timeline li{position:relative;margin:0 0 1.1rem}.timeline li::before{content:"";position:absolute;left:-1.72rem;top:.5rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--card);border:3px solid var(--line-strong)}
.timeline li.good::before{border-color:var(--good-ink)}.timeline li.warn::before{border-color:#a86a00}.timeline li.alert::before{border-color:var(--alert-ink)}
.timeline p{margin:0}.timeline time{display:block;color:var(--soft);font-size:.88rem}
input[type=color]{min-width:7rem;padding:.25rem}input[type=file]{border-style:dashed}
.field{margin-bottom:1.2rem}search .row{align-items:flex-end}.row{display:flex;flex-wrap:wrap;gap:0 1.25rem}.row>.field{flex:1 1 12rem;display:flex;flex-direction:column;justify-content:flex-end}
.map{display:block;width:100%;height:auto;max-width:46rem;background:#f1ede3;border:1px solid var(--line);border-radius:var(--radius)}
.map .area{fill:var(--brand);fill-opacity:.14;stroke:var(--brand);stroke-width:1.2}.map .centre{fill:var(--brand)}.map text{font:700 15px var(--sans);fill:var(--ink);text-anchor:middle;paint-order:stroke;stroke:#fff;stroke-width:3px}
.columns .tiles{grid-template-columns:repeat(auto-fit,minmax(10rem,1fr))}
@media (min-width:62rem){.columns{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}.columns.even{grid-template-columns:1fr 1fr}}
@media screen and (max-width:44rem){
.menu ul{flex-wrap:nowrap;overflow-x:auto;scrollbar-width:none}.menu .rooms{flex-wrap:wrap}.menu a{white-space:nowrap}.menu a[aria-current]{scroll-initial-target:nearest}
.bar>div{padding:.3rem 1rem}.me{margin-left:0;gap:0 .9rem}.me .who{flex-basis:100%}main{padding:1.1rem 1rem 2.5rem}
table.data,table.data tbody,table.data tr,table.data td,table.data tbody th{display:block}table.data{border:0;background:none}
table.data thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table.data tr{background:var(--card);border:1px solid var(--line);border-radius:var(--radius);padding:.5rem .9rem;margin:0 0 .75rem}
table.data caption{display:block}table.data td,table.data tbody th{border:0;padding:.25rem 0;max-width:none;text-align:left!important}table.data tbody th{font-size:1.05rem}
table.data td[data-title]:not(:empty)::before{content:attr(data-title)"\\a0: ";color:var(--soft);font-weight:400}
table.data td[data-title=""]::before{content:""!important}table.data .plain,.head>.plain{padding-left:0;border-left:0}
.head .button,.big{width:100%}}
.to-sign table.data td{height:2.6rem;border-left:1px solid var(--line)}.to-sign table.data td:last-child{border-right:1px solid var(--line)}.to-sign table.data tr:last-child>*{border-bottom:1px solid var(--line)}main progress{display:block;width:100%;max-width:32rem;height:.9rem;accent-color:var(--brand)}
.button[href^="tel:"]{white-space:normal}
table.data .sheet-title{display:none}
@media print{table.data .sheet-title{display:table-row}.bar,.menu,.crumbs{display:none!important}.timeline{margin-left:.5rem}.timeline>*{break-inside:avoid}h2,h3{break-after:avoid}main{padding:0;max-width:none}form[method=get]:not(.for-paper){display:none}select{appearance:none}.badge{white-space:normal}table.data{font-size:9.5pt;border:0}table.data th,table.data td{padding:.2rem .35rem}tr{break-inside:avoid}.columns table.data{break-inside:avoid}.for-paper .card>p,.for-paper .head{break-after:avoid;break-inside:avoid}.for-paper .card{break-inside:auto}.for-paper .columns{grid-template-columns:1fr 1fr;gap:0 1.5rem}.for-paper .columns>*{break-inside:avoid}.for-paper input{min-height:0;padding:.1rem .4rem}.for-paper .field{margin-bottom:.6rem;font-size:10pt}}
`;
