// What must not leave with a case file, found by its shape, replaced by a mark that says what it was, and counted.
import type { Removed, RemovedKind } from "../domain/case-file.ts";
import { redactText } from "../kernel/redact.ts";

interface Rule {
  readonly kind: RemovedKind;
  readonly shape: RegExp;
  /** `$1` keeps what names the value. */
  readonly mark: string;
}

const userWord = "(?:user ?id|user ?name|login|userid|name ?id|uid|sAMAccountName|account|用户名|用户)";
const numberWord =
  "(?:dn|dirn|directory ?number|pattern|extension|ext|tel|telephone ?number|phone ?number|caller|calling|called|电话号码|分机)";

const rules: readonly Rule[] = [
  // Marks that the bot itself left when it read the text.
  { kind: "private-key", shape: /\[private key redacted\]/g, mark: "[private key removed]" },
  { kind: "token", shape: /\[token redacted\]/g, mark: "[token removed]" },
  { kind: "password", shape: /\[redacted\]/g, mark: "[secret removed]" },
  { kind: "token", shape: /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/g, mark: "[token removed]" },
  {
    kind: "saml",
    shape: /<((?:[A-Za-z0-9]+:)?(?:Encrypted)?Assertion)\b[\s\S]*?(?:<\/\1>|$)/g,
    mark: "[SAML assertion removed]",
  },
  { kind: "saml", shape: /\b(SAML(?:Response|Request)=)[A-Za-z0-9+/=%_-]{16,}/g, mark: "$1[SAML message removed]" },
  { kind: "saml", shape: /(SAML Response is ::)\s*[^\r\n]{16,}/g, mark: "$1 [SAML message removed]" },
  { kind: "cookie", shape: /\b((?:Set-)?Cookie:\s*)[^\r\n]+/gi, mark: "$1[cookie removed]" },
  {
    kind: "user",
    shape: /(<(?:[A-Za-z0-9]+:)?(?:NameID|userid|ownerUserName)\b[^>]*>)[^<]+(?=<)/gi,
    mark: "$1[user removed]",
  },
  {
    kind: "user",
    shape: new RegExp(`(?<![A-Za-z0-9])(${userWord}\\s*[:=：]\\s*["']?)[^\\s"',;<>[\\]]{2,}`, "gi"),
    mark: "$1[user removed]",
  },
  { kind: "phone-number", shape: /\b(sips?:)\+?\d{3,15}(?=@)/gi, mark: "$1[number removed]" },
  { kind: "user", shape: /\b[A-Za-z0-9._%+-]{1,64}(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)\b/g, mark: "[user removed]$1" },
  {
    kind: "phone-number",
    shape: new RegExp(`(?<![A-Za-z0-9])(${numberWord}\\s*[:=：#]?\\s*["']?)\\+?\\d[\\d -]{2,18}\\d`, "gi"),
    mark: "$1[number removed]",
  },
  { kind: "phone-number", shape: /(?<![\w.:-])\+\d[\d ()-]{6,18}\d(?![\w.:])/g, mark: "[number removed]" },
];

/** Counts while it works; one for each case file. */
export class Redaction {
  readonly #counts = new Map<RemovedKind, number>();

  get removed(): Removed {
    return Object.fromEntries(this.#counts);
  }

  text(text: string): string {
    let clean = redactText(text);
    for (const { kind, shape, mark } of rules) {
      clean = clean.replace(shape, (...found) => {
        this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
        // Only the named part is given back; `$1` stands once in a mark.
        return mark.replace("$1", typeof found[1] === "string" ? found[1] : "");
      });
    }
    return clean;
  }

  /** The same value with every string in it cleaned; keys are our own and stay. */
  value<T>(value: T): T {
    return this.#walk(value, 0) as T;
  }

  #walk(value: unknown, depth: number): unknown {
    if (typeof value === "string") return this.text(value);
    if (typeof value !== "object" || value === null) return value;
    if (depth > 40) return "[too deep]";
    if (Array.isArray(value)) return value.map((one) => this.#walk(one, depth + 1));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, this.#walk(one, depth + 1)]));
  }
}
