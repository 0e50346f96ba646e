// The page of a case file: one HTML document in both languages that opens offline, on a phone, in the dark.
import type { CaseFile } from "../src/domain/case-file.ts";
import type { Locale } from "../src/domain/text.ts";
import { say } from "../src/i18n/say.ts";
import { writerFor } from "../src/i18n/write.ts";
import { caseCards } from "./case-cards.ts";
import type { CardContext } from "./context.ts";
import { escapeHtml, htmlCard } from "./render/html.ts";

export interface CasePageOptions {
  readonly context: CardContext;
  /** IANA time zone of the times on it. */
  readonly zone: string;
  /** Which language is seen first. */
  readonly locale: Locale;
  /** Pictures, drawn already: SVG documents of our own, by language. */
  readonly pictures?: readonly {
    readonly svg: Readonly<Record<Locale, string>>;
    readonly alt: Readonly<Record<Locale, string>>;
  }[];
  /** The digest of a style for the content security policy: base64 of SHA-256. */
  readonly digestOf: (style: string) => string;
}

/** Nothing on it is loaded from anywhere and nothing on it can run: its own policy says so, and no script is in it. */
export function casePage(content: CaseFile, options: CasePageOptions): string {
  const languages: readonly Locale[] = ["en", "zh-CN"];
  const policy = `default-src 'none'; style-src 'sha256-${options.digestOf(style)}'; img-src data:; form-action 'none'; base-uri 'none'`;
  const title = escapeHtml(`${content.cluster.name} · ${content.about} · CUCM CertOps`);
  const chosen = (locale: Locale): string => (locale === options.locale ? " checked" : "");
  return `<!doctype html>
<html lang="${options.locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<input type="radio" name="language" id="en"${chosen("en")}><label for="en">English</label>
<input type="radio" name="language" id="zh-CN"${chosen("zh-CN")}><label for="zh-CN" lang="zh-CN">中文</label>
${languages.map((locale) => inLanguage(content, locale, options)).join("\n")}
</body>
</html>
`;
}

function inLanguage(content: CaseFile, locale: Locale, options: CasePageOptions): string {
  const writer = writerFor(locale, options.zone);
  const [first, ...others] = caseCards(content, options.context).map((card) => htmlCard(card, { writer }));
  const pictures = (options.pictures ?? []).map(
    ({ svg, alt }) =>
      `<figure class="picture"><img alt="${escapeHtml(alt[locale])}" src="data:image/svg+xml;base64,${toBase64(svg[locale])}"><figcaption>${escapeHtml(alt[locale])}</figcaption></figure>`,
  );
  const made = escapeHtml(writer.write(say("case.footer")));
  return `<main lang="${locale}" class="${locale}">\n${[first, ...pictures, ...others].join("\n")}\n<footer>${made}</footer>\n</main>`;
}

const toBase64 = (text: string): string => {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
};

/** Exported for its digest's test. */
export const style = `
:root{--ground:#f4f6f9;--raised:#fff;--line:#d9dfe7;--text:#17202c;--muted:#586475;--good:#12693f;--warning:#8a5200;--danger:#b3261e;--accent:#1257c2;--sunk:#eef1f5;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ground:#0f141b;--raised:#171e28;--line:#2c3747;--text:#e4e9f0;--muted:#9aa7b8;--good:#6fd3a0;--warning:#f0bd62;--danger:#ff938a;--accent:#84b3ff;--sunk:#212a37}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:960px;padding:16px;background:var(--ground);color:var(--text);font:15px/1.55 system-ui,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
input[type=radio]{position:absolute;opacity:0}
label{display:inline-block;margin:0 4px 12px 0;padding:4px 14px;border:1px solid var(--line);border-radius:99px;color:var(--muted);cursor:pointer}
input:checked+label{border-color:var(--accent);color:var(--accent);font-weight:600}
input:focus-visible+label{outline:2px solid var(--accent);outline-offset:2px}
main{display:none}
#en:checked~main.en,[id="zh-CN"]:checked~main.zh-CN{display:block}
.card,.picture{margin:0 0 16px;padding:16px 20px;border:1px solid var(--line);border-left:4px solid var(--line);border-radius:10px;background:var(--raised)}
.card.good{border-left-color:var(--good)}.card.warning{border-left-color:var(--warning)}.card.danger{border-left-color:var(--danger)}.card.accent{border-left-color:var(--accent)}
header{display:flex;gap:12px;align-items:baseline;justify-content:space-between;flex-wrap:wrap}
h2{margin:0;font-size:18px}
p{margin:8px 0}
.badge{padding:1px 10px;border-radius:99px;background:var(--sunk);font-size:13px;font-weight:600}
.strong{font-weight:600}.subtle{color:var(--muted);font-size:13.5px}
.good{color:var(--good)}.warning{color:var(--warning)}.danger{color:var(--danger)}.accent{color:var(--accent)}
.card{color:var(--text)}
tr.good,tr.warning,tr.danger,tr.accent,li.good,li.warning,li.danger{color:var(--text)}
li.danger>div>div:first-child,tr.danger td:first-child{color:var(--danger)}
dl{display:grid;gap:6px;margin:10px 0}
dl div{display:grid;grid-template-columns:minmax(120px,200px) 1fr;gap:12px}
dt{color:var(--muted)}dd{margin:0}
ul,ol{margin:8px 0;padding-left:22px}
ul{list-style:none;padding-left:0}
ul>li{display:flex;gap:10px;margin:4px 0}
ol>li>div,ol>li>div>div:first-child{display:inline}
ol>li>.mark{display:inline-block;margin-right:6px}
.mark{flex:none;width:1.1em;text-align:center;font-weight:700}
.wide{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:14px}
th,td{padding:5px 10px 5px 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
th{color:var(--muted);font-weight:600}
pre{margin:8px 0;padding:10px 12px;border-radius:6px;background:var(--sunk);font:13px/1.5 ui-monospace,"SFMono-Regular","DejaVu Sans Mono",Consolas,monospace;white-space:pre-wrap}
details{margin:8px 0}summary{cursor:pointer;font-weight:600}
progress{width:160px}
figure{margin:10px 0}figure img{max-width:100%;height:auto}figcaption{color:var(--muted);font-size:13.5px}
hr{border:0;border-top:1px solid var(--line)}
footer{margin:24px 0;color:var(--muted);font-size:13px}
@media(max-width:520px){body{padding:10px}.card,.picture{padding:12px 14px}dl div{grid-template-columns:1fr;gap:0}}
@media print{body{max-width:none;background:#fff}.card{break-inside:avoid-page}}
`;
