import { dark, declarations, light } from './palette.ts';

/** The page's whole style sheet: a light and a dark scheme by the reader's setting, and paper. */
export const styles = `
:root{color-scheme:light dark;${declarations(light)}}
@media (prefers-color-scheme:dark){:root{${declarations(dark)}}}
@media print{:root{color-scheme:light;${declarations(light)};--page:#fff}}
*{box-sizing:border-box}
html{scroll-behavior:smooth;scroll-padding-top:3.5rem;-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
header,main,footer{max-width:1200px;margin:0 auto;padding:0 20px}
header{padding-top:28px}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .3rem;letter-spacing:-.015em;text-wrap:balance}
h2{font-size:1.25rem;line-height:1.3;margin:0 0 .9rem;letter-spacing:-.01em}
h3{font-size:1rem;line-height:1.35;margin:1.3rem 0 .4rem}
.card h3,.problems h3{margin:0}
h3 small{font-weight:400;color:var(--muted)}
th small{font-weight:400}
p{margin:0 0 .7rem;max-width:75ch}
small{font-size:.85em;color:var(--muted)}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;unicode-bidi:isolate}
a{color:var(--link);text-underline-offset:.15em;text-decoration-thickness:1px}
a:has(code){text-underline-offset:.32em}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
.skip{position:absolute;left:-999px}
.skip:focus{left:12px;top:8px;background:var(--surface);padding:6px 12px;z-index:3}
.lede{color:var(--muted);margin:0 0 1rem}
nav{position:sticky;top:0;z-index:2;background:var(--page);border-bottom:1px solid var(--line)}
nav ul{list-style:none;display:flex;gap:0 1.3rem;margin:0 auto;padding:0 20px;max-width:1200px;overflow-x:auto;white-space:nowrap;scrollbar-width:none}
nav a{display:block;padding:.7rem 0;color:var(--ink);text-decoration:none}
nav a:hover{color:var(--link);text-decoration:underline}
nav small{margin-left:.3em}
main>section{padding:28px 0 8px}
main>section+section{border-top:1px solid var(--line)}
footer{border-top:1px solid var(--line);margin-top:28px;padding-top:14px;padding-bottom:28px;color:var(--muted);font-size:.87rem}
.verdict{border-left:4px solid;padding:.15rem 0 .15rem .8rem;margin:0 0 1rem}
.verdict strong{color:inherit}
.fail.verdict,.warnings .fail{border-left-color:var(--fail)}
.warn.verdict,.warnings .warn{border-left-color:var(--warn)}
.good.verdict{border-left-color:var(--good)}
.fail>strong,.fail .level strong{color:var(--fail)}
.warn>strong,.warn .level strong{color:var(--warn)}
.good>strong{color:var(--good)}
.warnings{list-style:none;margin:0 0 1rem;padding:0;display:grid;gap:10px}
.warnings li{background:var(--surface);border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:.65rem .9rem}
.warnings p{margin:0}
.text::first-letter{text-transform:uppercase}
.names a{display:inline-block;max-width:100%}
.names{font-size:.9rem;line-height:1.7;max-width:none}
.sums{display:flex;flex-wrap:wrap;gap:14px 44px;margin:0 0 1.4rem}
.sums dt{color:var(--muted);font-size:.87rem}
.sums dd{margin:0;font-size:1.55rem;line-height:1.25;font-weight:600;letter-spacing:-.02em}
.sums small{font-weight:400;letter-spacing:0;font-size:.9rem}
.beside{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:16px 48px;align-items:start;margin-bottom:1rem}
.beside>figure{order:2}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:20px;margin:0 0 1.4rem}
.pair .panel{background:var(--surface);border:1px solid var(--line);border-radius:10px;padding:18px 22px 8px;min-width:0}
.pair .panel h2{margin-bottom:.7rem}
.panel .sums{gap:12px 30px;margin-bottom:.9rem}
.sums .note{font-size:.8rem;font-weight:400;letter-spacing:0;color:var(--muted);line-height:1.4}
.sentences{margin:0 0 1rem;padding-left:1.1rem}
.sentences li{margin-bottom:.35rem}
.confusion thead td{border-top:0}
.confusion thead th{white-space:normal;min-width:5.5rem}
.confusion small{display:block}
.curves{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,300px),1fr));gap:6px 36px}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.6rem .8rem;margin:0 0 1rem;overflow-x:auto;max-width:100%;font-size:.88rem}
.facts{margin:0;max-width:44rem}
.facts div{display:grid;grid-template-columns:11.5rem minmax(0,1fr);gap:0 1rem;padding:.45rem 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--muted)}
.facts dd{margin:0}
figure{margin:0 0 .8rem}
figcaption{font-size:.87rem;color:var(--muted);margin-bottom:.35rem;max-width:340px}
.key{display:inline-block;max-width:100%;margin-left:.5em;color:var(--ink)}
.key i{font-style:normal}
.chart{display:block;max-width:100%;height:auto;font-size:11px;font-family:inherit;overflow:visible;font-variant-numeric:tabular-nums}
.chart text{white-space:pre}
.scroll{position:relative;overflow-x:auto;width:fit-content;max-width:100%;border:1px solid var(--line);border-radius:6px;background:var(--surface);margin-bottom:1rem}
table{border-collapse:collapse;font-size:.88rem;line-height:1.4}
caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
thead tr:first-child>*{border-top:0}
th,td{padding:.4rem .75rem;text-align:left;vertical-align:top;border-top:1px solid var(--line);unicode-bidi:isolate}
th{font-weight:600}
thead th{white-space:nowrap;max-width:14rem;overflow:hidden;text-overflow:ellipsis;color:var(--muted);font-weight:500}
tbody th{font-weight:500;position:sticky;left:0;background:var(--surface);min-width:6.5rem;max-width:16rem;overflow-wrap:break-word}
td{max-width:34rem;overflow-wrap:break-word}
.number{text-align:right;white-space:nowrap}
tr.alarm>th{box-shadow:inset 3px 0 var(--series-2)}
tr:target>*,.card:target{background:color-mix(in srgb,var(--link) 12%,var(--surface))}
.changes{min-width:15rem}
details{margin:0 0 1rem;font-size:.92rem}
summary{cursor:pointer;color:var(--link);width:fit-content}
details ul{padding-left:1.2rem;max-width:75ch}
details>.scroll{margin-top:.5rem}
.problems{padding:0;list-style:none;display:grid;gap:14px;margin:0}
.problems>li{border-left:3px solid var(--line);padding-left:.9rem;min-width:0}
.problems p{margin:.15rem 0}
.cure{color:var(--muted)}
.cards{display:grid;gap:12px}
.card{background:var(--surface);border:1px solid var(--line);border-radius:8px;padding:13px 16px 2px;min-width:0;display:grid;grid-template-columns:minmax(0,1fr) 320px 320px;grid-template-rows:auto 1fr;gap:0 36px}
.card figure{grid-row:span 2}
.card details[open]{grid-column:1/-1;min-width:0}
.card[hidden]{display:none}
.card p{margin:0 0 .45rem;font-size:.92rem}
.card figcaption{color:var(--ink);font-weight:500}
.card .key{font-weight:400}
.card .kind,.card .summary{color:var(--muted);font-size:.87rem}
.flag{color:var(--fail);border:1px solid;border-radius:99px;padding:0 .55em;font-size:.8rem;text-decoration:none;white-space:nowrap}
.filter{display:flex;flex-wrap:wrap;gap:.5rem 1.4rem;align-items:center;max-width:none}
.filter[hidden]{display:none}
.filter input{font:inherit;accent-color:var(--link)}
.filter input[type=search]{color:inherit;background:var(--surface);border:1px solid var(--muted);border-radius:6px;padding:.35rem .6rem;margin-left:.4rem;width:15rem;max-width:100%}
@media (max-width:1080px){.card{grid-template-columns:repeat(auto-fit,minmax(min(100%,320px),1fr));grid-template-rows:none}.card figure{grid-row:auto}.card .about,.card details{grid-column:1/-1}}
@media (max-width:820px){.pair{grid-template-columns:minmax(0,1fr)}.beside{grid-template-columns:minmax(0,1fr)}.beside>figure{order:0}}
@media (max-width:560px){.stack thead{display:none}.stack tr,.stack tbody th{display:block;max-width:none;position:static}.stack tr+tr{border-top:1px solid var(--line)}.stack,.stack tbody{display:block}.stack tbody th{padding-bottom:.1rem;border:0;font-weight:600}.stack td{display:grid;grid-template-columns:7.5rem minmax(0,1fr);border:0;padding:.1rem .75rem;text-align:left;white-space:normal}.stack tr{padding-bottom:.4rem}.stack .detail{display:none}.stack td::before{content:attr(data-label);color:var(--muted)}.stack .changes{min-width:0}.scroll:has(>.stack){width:auto}.pair .panel{padding:14px 14px 4px}header,main,footer{padding-left:14px;padding-right:14px}nav ul{padding:0 14px}.facts div{grid-template-columns:minmax(0,1fr)}.sums{gap:12px 30px}.sums dd{font-size:1.3rem}tbody th{max-width:9.5rem}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media print{
@page{margin:14mm 12mm}
body{font-size:9.5pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
nav,.filter,.skip{display:none}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
main>section{padding-top:14px}
a{color:inherit;text-decoration:none}
h2,h3,figcaption,caption{break-after:avoid}
tr,figure,.card,.warnings li,.facts div{break-inside:avoid}
thead{display:table-header-group}
.scroll{overflow:visible;border:0}
table{font-size:7.6pt;line-height:1.3}
th,td{padding:.25rem .4rem .25rem 0}
thead th{white-space:normal;overflow-wrap:normal}
.changes{min-width:0}
tbody th{position:static;min-width:0}
th:first-child{padding-left:.5rem}
.card{grid-template-columns:1fr 1fr;grid-template-rows:none}.card figure{grid-row:auto}.card .about{grid-column:1/-1}
details:not([open]){display:none}
}
`;
