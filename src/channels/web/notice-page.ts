// A page without script: what went wrong at sign-in, that one is signed out, whom a stranger should ask.

import type { Phrase } from "../../domain/text.ts";
import { problem } from "../../http/http.ts";
import { say } from "../../i18n/say.ts";
import { writerFor } from "../../i18n/write.ts";

export interface Notice {
  readonly status: number;
  readonly title: Phrase;
  readonly text: Phrase;
  /** Where the one link leads, and what stands on it. */
  readonly link?: { readonly href: "/signin" | "/signin?as=other"; readonly text: Phrase };
  readonly headers?: Readonly<Record<string, string>>;
}

const escapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

/** In Chinese for browsers that ask for it first, else in English. */
export function noticePage(request: Request, notice: Notice): Response {
  const wants = request.headers.get("accept") ?? "";
  if (!wants.includes("text/html") && !wants.includes("*/*")) return problem(notice.status, "sign-in");
  const chinese = (request.headers.get("accept-language") ?? "").trim().toLowerCase().startsWith("zh");
  const locale = chinese ? "zh-CN" : "en";
  const { write } = writerFor(locale, "UTC");
  const text = (phrase: Phrase): string => escaped(write(phrase));
  const { link } = notice;
  const body = `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${text(notice.title)} · CUCM CertOps</title>
<link rel="icon" href="/page/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/page/style.css">
<link rel="stylesheet" href="/page/notice.css">
</head>
<body class="notice">
<main>
<img src="/page/icon.svg" alt="" width="44" height="44">
<h1>${text(notice.title)}</h1>
<p>${text(notice.text)}</p>
${link === undefined ? "" : `<p><a href="${link.href}">${text(link.text)}</a></p>`}
<p class="product">${text(say("web.page.title"))} · ${text(say("web.page.tagline"))}</p>
</main>
</body>
</html>
`;
  return new Response(body, {
    status: notice.status,
    headers: { "content-type": "text/html; charset=utf-8", ...notice.headers },
  });
}
