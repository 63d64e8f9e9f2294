// The page's one style sheet: tokens, type and spacing of the design; light and dark, phone, A4. Colour never
// carries a meaning alone. Contrast of text >= 4.5 on every ground. Fonts are the system's.
#pragma once
#include <string_view>

namespace gs {

inline constexpr std::string_view kStyle = R"css(
:root{--paper:#fff;--panel:#f4f6f7;--ink:#15191d;--soft:#545d66;--line:#cfd5da;--grid:#e4e8eb;--accent:#0b5c8a;--alarm:#a5301d;
--s1:#0b5c8a;--s2:#4f93b9;--s3:#a3c8dc;--b1:#707983;--b2:#bcc3c9;
--font:"Inter","Segoe UI",system-ui,-apple-system,"Noto Sans",Roboto,"Helvetica Neue",Arial,sans-serif;--mono:ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#14171a;--panel:#1d2125;--ink:#e9ecef;--soft:#a6afb8;--line:#3a4148;--grid:#2a2f35;--accent:#74bbe6;--alarm:#f2947f;
--s1:#74bbe6;--s2:#4582a6;--s3:#2b536b;--b1:#929ba4;--b2:#555d66}}
@media print{:root{--paper:#fff;--panel:#f4f6f7;--ink:#15191d;--soft:#545d66;--line:#cfd5da;--grid:#e4e8eb;--accent:#0b5c8a;--alarm:#a5301d;--s1:#0b5c8a;--s2:#4f93b9;--s3:#a3c8dc;--b1:#707983;--b2:#bcc3c9;color-scheme:light}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 var(--font);font-variant-numeric:tabular-nums lining-nums}
h1,h2,h3,p,ul,figure,table{margin:0}
h1{font-size:28px;line-height:1.25;font-weight:650;letter-spacing:-.012em;text-wrap:balance;overflow-wrap:anywhere;max-width:880px}
h2{font-size:20px;line-height:1.3;font-weight:650;letter-spacing:-.006em;overflow-wrap:anywhere}
h3{font-size:14px;line-height:1.4;font-weight:650;margin-bottom:4px}
b{font-weight:650}a{color:var(--accent)}code{font-family:var(--mono);font-size:.92em;overflow-wrap:anywhere}
main{max-width:1056px;margin:0 auto;padding:32px 24px 64px}
header.top{display:flex;justify-content:space-between;gap:4px 16px;align-items:baseline;font-size:12px;color:var(--soft);border-bottom:1px solid var(--line);padding-bottom:8px;margin-bottom:24px;flex-wrap:wrap;overflow-wrap:anywhere}
header.top>span{min-width:0}
section{margin-top:48px}section>h2{margin-bottom:4px}
.sub{color:var(--soft);font-size:14px;line-height:1.45;max-width:92ch;overflow-wrap:anywhere}section>.sub{margin-bottom:16px}h1+.sub{margin:12px 0 20px}
.note{color:var(--soft);font-size:12px;line-height:1.45;margin-top:8px;max-width:110ch;overflow-wrap:anywhere}
.soft{color:var(--soft)}.alarm{color:var(--alarm)}.nw{white-space:nowrap}.t2{margin-top:28px}
.tag{display:inline-block;font-size:12px;line-height:18px;padding:0 8px;border:1px solid var(--line);border-radius:9px;color:var(--soft);white-space:nowrap}
.banner{color:var(--alarm);font-weight:650;font-size:14px;margin-bottom:12px}
.facts{display:grid;grid-template-columns:repeat(auto-fit,minmax(190px,1fr));border-top:1px solid var(--line);border-bottom:1px solid var(--line);margin-top:20px}
.facts>div{padding:12px 16px;border-left:1px solid var(--line);min-width:0;overflow-wrap:anywhere}.facts>div:first-child{border-left:0;padding-left:0}
.facts .v{font-size:20px;font-weight:650;line-height:1.3}.facts .l{font-size:12px;color:var(--soft);line-height:1.4}
.two{display:grid;grid-template-columns:1fr 1fr;gap:40px}.two>*{min-width:0}
.four{display:grid;grid-template-columns:repeat(auto-fill,minmax(220px,1fr));gap:24px 16px}.four>*{min-width:0}
.plot{padding:12px 96px 26px 54px}.plot.sm{padding:12px 12px 26px 40px}.plot.nol{padding:12px 44px 24px 0}.plot.nor{padding-right:8px}
svg{display:block;width:100%;overflow:visible}
svg text{font:12px var(--font);fill:var(--soft);font-variant-numeric:tabular-nums}
svg .i{fill:var(--ink)}svg .a{fill:var(--accent)}svg .bd{font-weight:650}
.g{stroke:var(--grid);stroke-width:1}.ax{stroke:var(--line);stroke-width:1}.z{stroke:var(--soft);stroke-width:1}.dash{stroke-dasharray:3 3}
.ml{fill:none;stroke:var(--accent);stroke-width:2;vector-effect:non-scaling-stroke}
.b95,.b80,.b50{fill:var(--accent);stroke:none;fill-opacity:.13}.b80{fill-opacity:.15}.b50{fill-opacity:.22}
.gb{fill:var(--b1);fill-opacity:.22}.gl{fill:none;stroke:var(--b1);stroke-width:1.5;vector-effect:non-scaling-stroke}
.w{stroke:var(--accent);stroke-width:2}.wf{stroke:var(--accent);stroke-width:6;stroke-opacity:.34}.wg{stroke:var(--b1);stroke-width:2}.wgf{stroke:var(--b1);stroke-width:6;stroke-opacity:.4}
.d{fill:var(--accent)}.di{fill:var(--ink)}.dop{fill:var(--paper);stroke:var(--accent);stroke-width:2}.dg{fill:var(--b1)}.da{fill:var(--alarm)}
.tgt{stroke:var(--ink);stroke-width:2}.tm{stroke:var(--s2);stroke-width:2}.ta{stroke:var(--alarm);stroke-width:2}
.h0,.h1,.h2,.h3,.h4{fill:var(--accent);fill-opacity:.06}.h1{fill-opacity:.16}.h2{fill-opacity:.3}.h3{fill-opacity:.5}.h4{fill-opacity:.78}.bandbg{fill:var(--panel)}
.s1{fill:var(--s1)}.s2{fill:var(--s2)}.s3{fill:var(--s3)}.p1{fill:var(--b1)}.p2{fill:var(--b2)}
table{border-collapse:collapse;width:100%;font-size:14px;line-height:1.4}
th{font-weight:400;font-size:12px;color:var(--soft);text-align:left;vertical-align:bottom;padding:6px 12px 6px 0}
td{padding:6px 12px 6px 0;border-top:1px solid var(--grid);vertical-align:middle}
tbody tr:first-child td{border-top-color:var(--line)}
td.n,th.n{text-align:right;white-space:nowrap}td.n .f{white-space:nowrap}
td.k,td.pl,.as td{overflow-wrap:anywhere}td.k{min-width:120px}td.pl{min-width:90px}
td .f{display:block;color:var(--soft);font-size:12px;line-height:1.35}
td.bar,th.bar{padding:0 16px;width:34%}th.bar{padding-bottom:5px}table.kp td.bar{width:28%}
td:last-child,th:last-child{padding-right:0}
tr.cont td{border-top:0}table.df td{padding-top:0;padding-bottom:0}tr.sum td{border-top-color:var(--line)}
table.side td,table.side th{padding-right:16px}table.side th.n,table.side td.n .f{white-space:normal;overflow-wrap:anywhere}table.side td:last-child,table.side th:last-child{padding-right:0}
table.rc td.bar{padding:0 12px;width:30%}table.cz td.bar,table.cz th.bar{width:38%;padding:0 10px}.cv td.bar,.cv th.bar{width:46%}.src td.bar,.src th.bar{width:40%}.fu td.bar,.fu th.bar{width:36%}.fu td.k{width:34%}
table.side td.n .f.nw{white-space:nowrap}table.sc th.n{overflow-wrap:break-word}table.side tr.cont td{border-top:0;padding-top:0}
.verd{font-weight:650;white-space:nowrap}.tg{white-space:nowrap;width:120px}table.as td{vertical-align:baseline}
.scroll{overflow-x:auto}
ul.plain{list-style:none;padding:0}ul.plain li{padding:6px 0;border-top:1px solid var(--grid);font-size:14px;overflow-wrap:anywhere}ul.plain li:first-child{border-top:0}
.vd li{display:grid;grid-template-columns:84px 1fr;gap:8px}
.cal{display:grid;grid-template-columns:repeat(7,minmax(0,1fr));border-top:1px solid var(--line);border-left:1px solid var(--grid)}
.cal>div{border-right:1px solid var(--grid);border-bottom:1px solid var(--line);padding:6px 8px 8px;min-height:84px;min-width:0}
.dy{font-size:12px;color:var(--soft);display:block;margin-bottom:4px}
.post{display:block;font-size:12px;line-height:1.35;overflow-wrap:anywhere}.post b{display:block}.post b.inl{display:inline}.post .tt{display:block;min-height:2.7em}
.post .mk{display:block;color:var(--accent);font-weight:650}.post+.post{margin-top:10px}.post svg{margin:3px 0 1px}
.repro{font-size:12px;line-height:1.6;color:var(--soft);border-top:1px solid var(--line);padding-top:12px;overflow-wrap:anywhere}
@media (max-width:640px){
main{padding:16px 16px 40px}section{margin-top:40px}h1{font-size:22px}h2{font-size:18px}
.facts{grid-template-columns:1fr 1fr}.facts>div{padding:10px 12px}.facts>div:nth-child(odd){border-left:0;padding-left:0}.facts>div:nth-child(n+3){border-top:1px solid var(--grid)}
.two{grid-template-columns:1fr;gap:32px}
.plot{padding-left:50px;padding-right:92px}
table.rc,table.rc tbody,table.rc thead,table.rc thead tr{display:block}table.rc thead th{display:none}table.rc thead th.bar{display:block;width:auto;padding:0 8px}
table.rc tr{display:flex;flex-wrap:wrap;align-items:baseline;column-gap:12px;border-top:1px solid var(--grid);padding:8px 0 4px}
table.rc thead tr{border-top:0;padding:0}
table.rc tbody td,table.rc tbody tr:first-child td{border:0;padding:0}table.rc td.k{flex:1 0 100%}table.rc td.k.s{flex:1 0 40%}table.df td.k.s{flex:1 0 100%}
table.rc td.bar,table.rc tbody tr:first-child td.bar{order:9;flex:1 0 100%;padding:0 8px;width:auto!important}table.rc td[data-l]:before{content:attr(data-l) " ";color:var(--soft);font-size:12px;font-weight:400}
table.rc td.hs{display:none}table.rc td.n{text-align:left}table.src td.n,table.cv td.n{text-align:right}
table.df tr.cont{border-top:0;padding-top:0}table.df td.n .f{display:inline;margin-left:4px}
table.df td.pl{flex:1 0 100%;font-weight:650}table.kp td.bar svg{margin:-5px 0}table.src thead{display:none!important}
table.side,table.side tbody,table.side tr,table.side td{display:block}table.side thead{display:none}table.side tr{border-top:1px solid var(--grid);padding:8px 0}table.side td,table.side tbody tr:first-child td{border:0;padding:0}table.side td.k{font-weight:650}table.side td.k .f{font-weight:400}
table.side td.n{display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:12px;text-align:left;padding-top:4px}table.side td.n[data-l]:before{content:attr(data-l);color:var(--soft);font-size:12px;flex:0 1 45%;overflow-wrap:anywhere;white-space:normal}table.side td.n .f{flex:1 0 100%;text-align:right}
table.as,table.as tbody,table.as tr,table.as td{display:block}table.as tr{border-top:1px solid var(--grid);padding:8px 0}table.as td,table.as tbody tr:first-child td{border:0;padding:0;width:auto}table.side td.hp{display:none}table.side tr.cont{border-top:0;padding-top:0}.tg{font-size:12px}
.vd li{grid-template-columns:76px 1fr}
.cal{display:block;border:0}.cal>div{min-height:0;border:0;border-top:1px solid var(--grid);display:grid;grid-template-columns:76px minmax(0,1fr);padding:8px 0}.cal>div.e{display:none}.cal .post{grid-column:2}.post .tt{min-height:0}
}
@media print{@page{size:A4;margin:14mm 13mm 15mm}
body{font-size:10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}main{padding:0;max-width:none}h1{font-size:17pt}h2{font-size:13pt}
h2,h3,.sub,thead{break-after:avoid}.sub,.note{break-inside:avoid}.note{break-before:avoid}figure,tr,.facts,.cal>div,ul.plain li{break-inside:avoid}figure.long{break-inside:auto}thead{display:table-header-group}
section{margin-top:18pt}.t2{margin-top:14px}.two{gap:24px}table{font-size:9pt}th,td .f,.note,.facts .l,.post,.dy,svg text,header.top{font-size:7.5pt}.sub,ul.plain li{font-size:9pt}
td{padding:3px 8px 3px 0}th{padding-right:8px}td.bar,th.bar{padding:0 10px}table.kp td.bar svg,table.df td.bar svg{margin:-6px 0}
.cal>div{min-height:64px;padding:4px 5px}.plot{padding-left:48px;padding-right:88px}.repro{font-size:7.5pt;line-height:1.4}ul.plain li{padding:3px 0}.scroll{overflow:visible}a{text-decoration:none;color:inherit}}
)css";

}  // namespace gs
