/** The style of every page: plain, readable, usable by touch or keyboard. Text contrast is at least 4.5:1. */
export const styles = `
:root { color-scheme: light; --ink: #17202e; --soft: #556070; --line: #dde2e9; --paper: #fff; --ground: #f3f5f8;
  --accent: #1f4fd8; --accent-ink: #173ca6; --good: #14663f; --good-ground: #e4f4ec; --bad: #a3232b;
  --bad-ground: #fcebec; --wait: #7a4d05; --wait-ground: #fdf2dc; --radius: 12px; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
  font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", "DejaVu Sans", sans-serif; }
a { color: var(--accent-ink); }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0; letter-spacing: -.01em; }
h2 { font-size: 1.0625rem; margin: 0; }
p, dl, dd { margin: 0; }
code, .mono { font: .875em/1.4 ui-monospace, "SFMono-Regular", Menlo, Consolas, "Liberation Mono", monospace; }
:focus-visible { outline: 3px solid #7fa2ff; outline-offset: 2px; }
.banner { background: #17202e; color: #e8ecf3; font-size: .8125rem; padding: .5rem 1rem; text-align: center; }
.sheet { width: min(100% - 2rem, 30rem); margin: 1.5rem auto 3rem; }
.wide { width: min(100% - 2rem, 68rem); margin: 1.5rem auto 4rem; }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: var(--radius);
  box-shadow: 0 1px 2px rgb(23 32 46 / .05); padding: 1.25rem; }
.card + .card, .stack > * + * { margin-top: 1rem; }
.tight > * + * { margin-top: .375rem; }
.soft { color: var(--soft); }
.small { font-size: .875rem; }
.amount { font-size: 2rem; font-weight: 650; letter-spacing: -.02em; font-variant-numeric: tabular-nums; }
.facts { display: grid; grid-template-columns: auto 1fr; gap: .375rem 1rem; align-items: baseline; }
.facts dd { text-align: right; overflow-wrap: anywhere; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(7rem, 1fr)); gap: 1rem; }
.tiles dd { font-weight: 600; overflow-wrap: anywhere; }
dt { color: var(--soft); }
.tiles dt { font-size: .875rem; }
dd { font-variant-numeric: tabular-nums; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1rem 0; }
button, .button { font: inherit; font-weight: 600; border-radius: 10px; border: 1px solid var(--line); cursor: pointer;
  background: var(--paper); color: var(--ink); padding: .6875rem 1rem; min-height: 2.75rem; text-align: center;
  text-decoration: none; display: inline-block; }
button:hover, .button:hover { border-color: #aab4c3; }
button.primary { background: var(--accent); border-color: var(--accent); color: #fff; }
button.primary:hover { background: var(--accent-ink); }
button.block { width: 100%; }
button.danger { color: var(--bad); }
button.quiet { background: transparent; }
.choices { display: grid; gap: .625rem; }
.choices.two { grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); }
.choices.two > button { font-weight: 500; }
.choices.two > :last-child:nth-child(odd) { grid-column: 1 / -1; }
label { font-weight: 600; font-size: .875rem; display: block; margin-bottom: .25rem; }
input, select { font: inherit; width: 100%; padding: .625rem .75rem; min-height: 2.75rem; border: 1px solid #8b96a6;
  border-radius: 10px; background: #fff; color: var(--ink); }
input::placeholder { color: #6b7686; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.row { display: flex; flex-wrap: wrap; gap: .625rem; align-items: center; justify-content: space-between; }
.method { display: flex; align-items: center; gap: .75rem; padding: .75rem; border: 1px solid var(--line);
  border-radius: 10px; color: inherit; text-decoration: none; background: var(--paper); min-height: 3.25rem; }
.method:hover { border-color: #aab4c3; }
.method[aria-current] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); }
.method img { flex: none; width: 3rem; height: 2rem; border-radius: 6px; }
.method .name { font-weight: 600; }
.tag { display: inline-block; border-radius: 999px; padding: .0625rem .625rem; font-size: .8125rem; font-weight: 600;
  background: #e9edf3; color: #384354; white-space: nowrap; }
.tag.good { background: var(--good-ground); color: var(--good); }
.tag.bad { background: var(--bad-ground); color: var(--bad); }
.tag.wait { background: var(--wait-ground); color: var(--wait); }
.note { border-radius: 10px; padding: .75rem 1rem; background: var(--wait-ground); color: var(--wait); }
.note.bad { background: var(--bad-ground); color: var(--bad); }
.note.good { background: var(--good-ground); color: var(--good); }
details > summary { cursor: pointer; font-weight: 600; padding: .375rem 0; border-radius: 6px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th { text-align: left; color: var(--soft); font-weight: 600; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); white-space: nowrap; }
td { font-variant-numeric: tabular-nums; }
td button { padding: .3125rem .75rem; min-height: 2.25rem; }
tr:last-child td { border-bottom: 0; }
.wrap { white-space: normal; overflow-wrap: anywhere; }
.controls { display: flex; flex-wrap: wrap; gap: .5rem; align-items: end; }
.controls input { width: 7rem; }
.controls select { width: auto; max-width: 100%; }
.away { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
@media (max-width: 40rem) {
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards, table.cards tbody { display: block; }
  table.cards tr { display: flex; flex-wrap: wrap; gap: .125rem 1rem; padding: .75rem 0;
    border-bottom: 1px solid var(--line); }
  table.cards tr:last-child { border-bottom: 0; padding-bottom: 0; }
  table.cards td { border: 0; padding: 0; white-space: normal; overflow-wrap: anywhere; }
  table.cards td:first-child { flex: 1 0 100%; font-weight: 600; }
  table.cards td:not(:first-child)::before { content: attr(data-label) " "; color: var(--soft); }
  table.cards td:has(form)::before { content: none; }
  table.cards td.none { display: none; }
}
`
