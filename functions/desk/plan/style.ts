/** Columns that stand under one another from day to day; a map in five steps of one colour, said in a table beside. */
export const PLAN_STYLE = `
@media (min-width:44.1rem){.week-plan table.data{table-layout:fixed}.week-plan tr>:nth-child(1){width:8%}.week-plan tr>:nth-child(2){width:24%}.week-plan tr>:nth-child(3){width:16%}.week-plan tr>:nth-child(5){width:15%}.week-plan tr>:nth-child(6){width:9rem}
.by-secteur tr>:nth-child(1),.by-benevole tr>:nth-child(1){width:17%}.by-benevole tr>:nth-child(3){width:auto}.by-benevole tr>:nth-child(4){width:16%}.by-benevole tr>:nth-child(5){width:9rem}}
@media screen and (min-width:44.1rem){.by-benevole .group-sheet~.group-sheet thead th{padding-block:0;font-size:0;line-height:0}}
.on-paper{display:none}@media (max-width:44rem){.week-plan .filter .field{flex:1 1 100%}}
.week-plan tr{scroll-margin-top:7rem}.week-plan tr:target{outline:3px solid var(--brand);outline-offset:-3px}
.week-plan .badge{white-space:normal;border-radius:.8rem}
.week-plan .filter .field{max-width:100%;min-width:0}.week-plan .filter select{width:auto;max-width:100%}
.waits [role=status]{margin:0}.actions:has(>.waits){align-items:flex-start}.waits [aria-disabled=true]{opacity:.65;cursor:progress}@media print{.waits{display:none}}
.places{margin:0}
@page week{size:A4 landscape;margin:9mm 9mm 11mm;@bottom-right{content:"page " counter(page) " sur " counter(pages);font:8pt sans-serif}}
@media print{.week-plan table.data{table-layout:auto}.week-plan .group-sheet~.group-sheet:not(.long){break-inside:avoid}.week-plan .sheet-title td{font:600 11pt var(--serif);border:0;padding:.3rem 0}.week-plan thead{break-after:avoid}body:has(.week-plan) .lead{max-width:none;font-size:11pt}body:has(.week-plan) main>section>p{max-width:none}.week-plan caption{display:none}.on-paper{display:revert}body:has(.week-plan){page:week}.week-plan .quiet,.week-plan .badge{font-size:inherit}.week-plan .badge{padding:0;background:none;color:inherit}.week-plan th:nth-child(6),.week-plan td:nth-child(6),.by-benevole th:nth-child(5),.by-benevole td:nth-child(5){display:none}}
.map.weighted .depth-0{fill-opacity:.04}.map.weighted .depth-1{fill-opacity:.22}.map.weighted .depth-2{fill-opacity:.4}.map.weighted .depth-3{fill-opacity:.6}.map.weighted .depth-4{fill-opacity:.85}
.map.weighted text{font-size:14px}@media (max-width:44rem){.map.weighted text{font-size:24px}}.map.weighted{margin-bottom:1rem}
@media print{.map.weighted{width:auto;max-width:100%;height:11cm}}
`;
