/** Five steps of one colour; the table beside says the same in words. */
export const PLAN_STYLE = `
.map.weighted .depth-0{fill-opacity:.04}.map.weighted .depth-1{fill-opacity:.22}.map.weighted .depth-2{fill-opacity:.4}.map.weighted .depth-3{fill-opacity:.6}.map.weighted .depth-4{fill-opacity:.85}
.map.weighted text{font-size:14px}
`;
