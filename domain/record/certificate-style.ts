/** The look of Countersign without its fonts and files: ink on paper, blue for what is signed and nothing else; black on white in print. */
export const certificateStyle = (page: number): string => `
:root{color-scheme:light dark;--desk:light-dark(#f0f0ed,#121315);--paper:light-dark(#fefefc,#1d1e22);--ink:light-dark(#1a1a18,#edede9);--ink-2:light-dark(#4d4d48,#b9b9b3);--line:light-dark(#deded8,#303237);--signed:light-dark(#1f3fc4,#a3b4ff);--care:light-dark(#7d4c00,#e6b76a);--stop:light-dark(#a3281c,#ff9d90)}
*{box-sizing:border-box}
body{margin:0;background:var(--desk);color:var(--ink);font:.9375rem/1.5 Inter,system-ui,"Segoe UI","Noto Sans",sans-serif}
main{max-width:50rem;margin:2rem auto;padding:3rem clamp(1.25rem,6vw,4rem);background:var(--paper);border:1px solid var(--line)}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance}
h1{font:600 2.25rem/1.15 "Charis SIL",Charter,Cambria,Georgia,serif;margin:.25rem 0 .5rem}
h2{font-size:1.375rem;margin:3rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.0625rem;margin:2rem 0 .5rem}
h4{font-size:.9375rem;margin:1.5rem 0 .25rem}
p,ul,ol,dl{margin:.5rem 0}
.quiet{color:var(--ink-2)}
.brand{display:flex;align-items:center;gap:.5rem;font-weight:600}
.brand svg{width:1.75rem;height:1.75rem}
.draft{fill:var(--ink)}.sign{fill:var(--signed)}
.digest{font:.8125rem/1.5 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
.countersigned{display:grid;grid-template-columns:1fr 1fr;gap:0 2rem;margin:1.25rem 0;break-inside:avoid}
.countersigned>div{border-bottom:2px solid var(--ink);padding:.25rem 0 .5rem}
.countersigned>.by{border-color:var(--signed)}
.countersigned .name{font:600 1.25rem/1.3 "Charis SIL",Charter,Cambria,Georgia,serif}
.by .name{color:var(--signed)}
.withdrawn>.by{border-color:var(--ink-2);border-bottom-style:dashed}
.withdrawn .by .name{color:var(--ink-2);text-decoration:line-through}
blockquote{margin:.5rem 0;padding-left:1rem;border-left:3px solid var(--line)}
.care{color:var(--care)}.stop{color:var(--stop)}
.copy{font:1.0625rem/1.65 "Charis SIL",Charter,Cambria,Georgia,serif;max-width:64ch;overflow-wrap:anywhere}
.copy h1,.copy h2,.copy h3{font:600 1.0625rem/1.4 inherit;font-family:inherit;border:0;margin:1rem 0 .25rem;padding:0}
dt{font-weight:600}dd{margin:0 0 .5rem}
table{width:100%;border-collapse:collapse;font-size:.875rem}
th,td{text-align:left;vertical-align:top;padding:.375rem .75rem .375rem 0;border-bottom:1px solid var(--line)}
a{color:inherit}
code{font-family:ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em;overflow-wrap:anywhere}
summary{cursor:pointer;font-weight:600}
#record{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.6875rem;color:var(--ink-2)}
:focus-visible{outline:2px solid var(--ink);outline-offset:2px}
@media (max-width:36rem){main{margin:0;border:0}.countersigned{grid-template-columns:1fr}}
@page{margin:18mm}
@media print{:root{color-scheme:light}body{background:none;font-size:10.5pt}main{margin:0;padding:0;border:0;max-width:none}h2,h3,h4{break-after:avoid}details{display:none}}
${page < 4 ? '' : anyLength}`;

/** A word as long as a name or an address may be stays on the page, and on the paper. */
const anyLength = `main{overflow-wrap:anywhere}th{overflow-wrap:normal}
`;
