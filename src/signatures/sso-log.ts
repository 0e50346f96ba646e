// CUCM's SSO log (`ssosp*.log`): what each login came to. Only codes, times and certificate numbers leave it; it is full of names.

export type SsoCode =
  | "sso.decrypt-failed"
  | "sso.signing-mismatch"
  | "sso.status-not-success"
  | "sso.time-invalid"
  | "sso.no-uid"
  | "sso.response-refused"
  | "sso.signed-in";

export interface SsoSignature {
  readonly code: SsoCode;
  /** Of the words alone; matched in the first lines of an entry, case as printed. */
  readonly pattern: RegExp;
  /** What may be shown: never the line itself, which may go on with names. */
  readonly shows: string;
  /** Which side has to be mended: the cluster’s metadata at the IdP, the IdP’s at the cluster, the IdP, clocks. */
  readonly side: "metadata-at-idp" | "idp-metadata-at-cluster" | "idp" | "clocks" | "none";
}

/** The first that fits an entry counts: the ones that say why come before the one that only says that. Cisco 225746, 217268, 213293. */
export const ssoSignatures: readonly SsoSignature[] = [
  {
    code: "sso.decrypt-failed",
    pattern: /Failed to decrypt the secret key/,
    shows: "Error while processing saml response Failed to decrypt the secret key.",
    side: "metadata-at-idp",
  },
  {
    code: "sso.signing-mismatch",
    pattern: /The signing certificate does not match what['’]s defined in the entity metadata/,
    shows: "The signing certificate does not match what's defined in the entity metadata.",
    side: "idp-metadata-at-cluster",
  },
  {
    code: "sso.status-not-success",
    pattern: /Invalid Status code in Response/,
    shows: "Invalid Status code in Response.",
    side: "idp",
  },
  {
    code: "sso.time-invalid",
    pattern: /Time Valid\?:false|This may be caused when time is out of sync/,
    shows: "Time Valid?:false",
    side: "clocks",
  },
  {
    code: "sso.no-uid",
    pattern: /Could not retrieve the uid attribute/,
    shows: "Could not retrieve the uid attribute.",
    side: "idp",
  },
  {
    code: "sso.response-refused",
    pattern: /Error while processing saml response|Invalid SAML response/,
    shows: "Error while processing saml response",
    side: "none",
  },
  {
    code: "sso.signed-in",
    pattern: /userid is ::|redirecting to ::|relayUrl ::/,
    shows: "redirecting to ::",
    side: "none",
  },
];

/** One entry that says something, oldest first. `R`: what the reader makes of a response. */
export type SsoEntry<R> =
  | { readonly kind: "event"; readonly at: string; readonly code: SsoCode; readonly line: string }
  | { readonly kind: "response"; readonly at: string; readonly response: R }
  /** A response stands there and cannot be read (hostile, cut off, not XML). */
  | { readonly kind: "unreadable-response"; readonly at: string };

const stampPattern = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}(?= +(?:TRACE|DEBUG|INFO|WARN|WARNING|ERROR|FATAL)\b)/g;
/** Where entries are looked into: a stack trace or a dump of XML goes on and on. */
const looked = 4_000;
/** Characters of base64 that are taken for a response: 700 KB of XML. */
const longestEncoded = 1_000_000;
const mostEntries = 5_000;
const encodedMark = "SAML Response is ::";
const plainMark = "got response=";

/**
 * Reads a log, or a part of one, whole or pasted, with its line breaks or without. `at` is as printed, in the node’s own time
 * zone; empty where an entry has none. `readResponse` reads the XML of a response and throws when it is none.
 */
export function readSsoLog<R>(text: string, readResponse: (xml: string) => R): readonly SsoEntry<R>[] {
  const reader = new SsoLogReader(readResponse);
  reader.write(text);
  return reader.end();
}

/** A stamp that a piece ends in the middle of is found whole with the next one. */
const longestStamp = 40;
/** Characters of one entry that are held: a response, and the words around it. */
const longestEntry = longestEncoded + looked;

/** The same for a log that comes in pieces: of what passes by, at most one entry is held. */
export class SsoLogReader<R> {
  readonly #readResponse: (xml: string) => R;
  readonly #entries: SsoEntry<R>[] = [];
  /** Of the entry that is not at its end yet: its stamp, what came of it, and the last characters, which may begin a stamp. */
  #at = "";
  #pieces: string[] = [];
  #length = 0;
  #tail = "";

  constructor(readResponse: (xml: string) => R) {
    this.#readResponse = readResponse;
  }

  write(text: string): void {
    const given = this.#tail + text;
    let from = 0;
    for (const stamp of given.matchAll(stampPattern)) {
      this.#add(given.slice(from, stamp.index));
      this.#finish();
      this.#at = stamp[0];
      from = stamp.index + stamp[0].length;
    }
    const until = Math.max(from, given.length - longestStamp);
    this.#add(given.slice(from, until));
    this.#tail = given.slice(until);
  }

  /** Everything up to here; a file that another one follows ends here too. */
  end(): readonly SsoEntry<R>[] {
    this.#add(this.#tail);
    this.#tail = "";
    this.#finish();
    this.#at = "";
    return withoutRepeats(this.#entries);
  }

  /** Of an entry without an end, as much as is ever looked at is kept. */
  #add(text: string): void {
    if (text === "" || this.#length > longestEntry) return;
    this.#pieces.push(text);
    this.#length += text.length;
  }

  #finish(): void {
    const found = this.#length === 0 ? undefined : entryOf(this.#at, this.#pieces.join(""), this.#readResponse);
    this.#pieces = [];
    this.#length = 0;
    if (found === undefined) return;
    this.#entries.push(found);
    // The newest are the ones that matter.
    if (this.#entries.length > mostEntries) this.#entries.splice(0, this.#entries.length - mostEntries / 2);
  }
}

function entryOf<R>(at: string, body: string, readResponse: (xml: string) => R): SsoEntry<R> | undefined {
  const xml = responseIn(body);
  if (xml !== undefined) {
    try {
      return { kind: "response", at, response: readResponse(xml) };
    } catch {
      return { kind: "unreadable-response", at };
    }
  }
  const words = body.slice(0, looked);
  const signature = ssoSignatures.find(({ pattern }) => pattern.test(words));
  if (signature === undefined) return undefined;
  return { kind: "event", at, code: signature.code, line: `${at === "" ? "" : `${at} `}${signature.shows}` };
}

/** The response of an entry: base64 (12.5), or plain XML (later releases log it so as well). */
function responseIn(body: string): string | undefined {
  const encoded = body.indexOf(encodedMark);
  if (encoded !== -1) {
    const rest = body.slice(encoded + encodedMark.length, encoded + encodedMark.length + longestEncoded);
    const base64 = /^[A-Za-z0-9+/=\s]*/.exec(rest)?.[0] ?? "";
    return Buffer.from(base64, "base64").toString("utf8");
  }
  const plain = body.indexOf(plainMark);
  if (plain === -1) return undefined;
  const xml = body.slice(plain + plainMark.length, plain + plainMark.length + longestEncoded);
  const end = /<\/(?:[\w.-]{1,40}:)?Response\s*>/.exec(xml);
  return end === null ? xml : xml.slice(0, end.index + end[0].length);
}

/** The last outcome, and the response that it belongs to: the one right before it, with no other outcome between. */
export function lastLogin<E extends { readonly kind: SsoEntry<unknown>["kind"] }>(
  entries: readonly E[],
): { readonly event?: Extract<E, { kind: "event" }>; readonly response?: E } {
  const isEvent = (entry: E): entry is Extract<E, { kind: "event" }> => entry.kind === "event";
  const at = entries.findLastIndex(isEvent);
  const event = entries[at];
  const before = entries.slice(0, at === -1 ? entries.length : at);
  const response = before.slice(before.findLastIndex(isEvent) + 1).at(-1);
  return {
    ...(event !== undefined && isEvent(event) ? { event } : {}),
    ...(response === undefined ? {} : { response }),
  };
}

/** DEBUG logs the same response twice, and says twice that somebody is signed in. */
function withoutRepeats<R>(entries: readonly SsoEntry<R>[]): readonly SsoEntry<R>[] {
  return entries.filter((entry, index) => {
    const before = entries[index - 1];
    if (before === undefined || before.kind !== entry.kind || second(before.at) !== second(entry.at)) return true;
    if (entry.kind === "event") return before.kind !== "event" || before.code !== entry.code;
    return false;
  });
}

const second = (at: string): string => at.slice(0, 19);
