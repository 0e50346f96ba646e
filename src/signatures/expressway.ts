// What an Expressway-C's log says about TLS towards CUCM, and which side refused: the two directions look alike and mean opposites.

/** Which side refused, or what else was seen. Facts: apis.md 0.1 and section 6, Cisco documents 218018 and 225746. */
export type ExpresswayEventKind =
  | "cucm-refuses-expressway"
  | "expressway-refuses-cucm"
  | "name-not-in-certificate"
  | "connect-failed"
  | "answered"
  | "sip-tls-refused";

export interface ExpresswayEvent {
  readonly kind: ExpresswayEventKind;
  /** ISO 8601 as the log has it, with its offset; empty when the line has none. */
  readonly at: string;
  /** Whom it talked to, as the log names it; empty when it does not. */
  readonly server: string;
  readonly address: string;
  /** 0 when neither this record nor the request before it says. */
  readonly port: number;
  /** OpenSSL's own words, for example `self signed certificate` or `tlsv1 alert unknown ca`. */
  readonly reason: string;
  /** How far up the chain OpenSSL stumbled; undefined when the line does not say. */
  readonly depth?: number;
  /** What was recognised, at most 300 characters, and nothing around it. */
  readonly line: string;
}

interface Recogniser {
  readonly kind: ExpresswayEventKind;
  readonly shape: RegExp;
  readonly read: (
    found: RegExpExecArray,
  ) => Pick<ExpresswayEvent, "server" | "reason"> & Partial<Pick<ExpresswayEvent, "address" | "port" | "depth">>;
}

const plain = (text: string | undefined): string => (text ?? "").trim();

/**
 * In this order; the first that fits decides. Blanks inside brackets and the missing name are as public copies have them. An *alert* was
 * read from the other side (CUCM refused us); `certificate verify failed` is Expressway-C's own judgement.
 */
export const expresswayRecognisers: readonly Recogniser[] = [
  {
    kind: "expressway-refuses-cucm",
    shape:
      /Core server certificate verification failed for \(\s{0,20}([^)\s]{0,255})\s{0,20}\)\.?\s{0,20}Action=\w+\s+Error=([^=\n]{1,120}?)\s+server=([^(\s]{0,255})\(([^)\s]{0,64})\)(?:\s+depth=(\d{1,3}))?/i,
    read: (found) => ({
      server: plain(found[1]) || plain(found[3]),
      reason: plain(found[2]),
      address: plain(found[4]),
      ...(found[5] === undefined ? {} : { depth: Number(found[5]) }),
    }),
  },
  {
    kind: "name-not-in-certificate",
    shape:
      /SNI \(\s{0,20}([^)\s]{1,255})\s{0,20}\) not in certificate\s?\.?\s{0,20}(?:Action=\w+)?(?:\s+server=([^(\s]{0,255})\(([^)\s]{0,64})\))?/i,
    read: (found) => ({ server: plain(found[1]), reason: "not in certificate", address: plain(found[3]) }),
  },
  {
    kind: "cucm-refuses-expressway",
    shape:
      /SSL connection failed for\s{0,20}(?:'([^'\n]{0,255})'\s{0,20}:?)?\s{0,20}(?:error:\s{0,20}[0-9A-F]{6,8}\s{0,20}:)?\s{0,20}SSL routines:[^:\n]{0,60}:\s{0,20}((?:tlsv1|tlsv13|sslv3|ssl\/tls)(?: alert)? [a-z ]{3,60}[a-z])/i,
    read: (found) => ({ server: plain(found[1]), reason: plain(found[2]).toLowerCase() }),
  },
  {
    kind: "expressway-refuses-cucm",
    shape:
      /SSL connection failed for\s{0,20}(?:'([^'\n]{0,255})'\s{0,20}:?)?\s{0,20}(?:error:\s{0,20}[0-9A-F]{6,8}\s{0,20}:)?\s{0,20}SSL routines:[^:\n]{0,60}:\s{0,20}(certificate verify failed)/i,
    read: (found) => ({ server: plain(found[1]), reason: "certificate verify failed" }),
  },
  {
    kind: "sip-tls-refused",
    shape:
      /Event="\s{0,20}(?:Inbound|Outbound) TLS Negotiation Error\s{0,20}"[^\n]{0,200}?Dst-ip="\s{0,20}([^"]{0,64}?)\s{0,20}"\s+Dst-port="\s{0,20}(\d{1,5})\s{0,20}"\s+Detail="\s{0,20}([^"\n]{0,120}?)\s{0,20}"/i,
    read: (found) => ({ server: "", address: plain(found[1]), port: Number(found[2]), reason: plain(found[3]) }),
  },
  {
    kind: "connect-failed",
    shape: /Msg="HTTP\/1\.1 (502 connect failed|504 [a-z ]{0,40}[a-z])/i,
    read: (found) => ({ server: "", reason: plain(found[1]).toLowerCase() }),
  },
  {
    kind: "answered",
    shape:
      /Detail="Receive Response"[^\n]{0,200}?Src-ip="([^"\s]{0,64})"\s+Src-port="(\d{1,5})"[^\n]{0,60}?Msg="HTTP\/1\.1 (2\d\d)/i,
    read: (found) => ({ server: "", address: plain(found[1]), port: Number(found[2]), reason: `HTTP ${found[3]}` }),
  },
];

const sending = /Detail="Sending Request"[^\n]{0,200}?Dst-ip="([^"\s]{0,64})"\s+Dst-port="(\d{1,5})"/i;
const stamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}(?:[+-]\d\d:\d\d|Z)/;
const everyStamp = /(?=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,6}(?:[+-]\d\d:\d\d|Z)\s)/;

/** A record is some hundred characters; HTTP messages make it a few thousand. */
const longestRecord = 8_192;

/** Reads records as they come, in order. `events` are kept newest last; the oldest go when there are more than `most`. */
export class ExpresswayLogReader {
  readonly #most: number;
  readonly #events: ExpresswayEvent[] = [];
  #record = "";
  #last = { address: "", port: 0 };
  /** Whose name was missed: OpenSSL's own line about the same handshake follows, and says nothing about the chain. */
  #echo = "";

  constructor(most = 2_000) {
    this.#most = most;
  }

  /** The events so far, without the record that is still being read. */
  get events(): readonly ExpresswayEvent[] {
    return this.#events;
  }

  /** One line of the log, without its line end; a line without a time stamp belongs to the record before it. */
  line(text: string): void {
    for (const part of text.split(everyStamp)) {
      if (stamp.test(part.trimStart())) this.flush();
      if (this.#record.length < longestRecord)
        this.#record += `${this.#record === "" ? "" : "\n"}${part.slice(0, longestRecord)}`;
    }
  }

  /** Reads the record that is pending; call it at the end. */
  flush(): void {
    const record = this.#record.slice(0, longestRecord).trim();
    this.#record = "";
    if (record === "") return;
    const sent = sending.exec(record);
    if (sent !== null) this.#last = { address: plain(sent[1]), port: Number(sent[2]) };
    // Public copies glue several records together without their stamps: every recogniser is tried, one event each.
    for (const { kind, shape, read } of expresswayRecognisers) {
      const found = shape.exec(record);
      if (found === null) continue;
      const seen = read(found);
      if (this.#isEcho(kind, seen)) break;
      const named = seen.address !== undefined && seen.address !== "";
      const same = !named || seen.address === this.#last.address;
      this.#events.push({
        kind,
        at: stamp.exec(record)?.[0] ?? "",
        address: same && !named ? this.#last.address : (seen.address ?? ""),
        port: seen.port ?? (same ? this.#last.port : 0),
        server: seen.server,
        reason: seen.reason,
        ...(seen.depth === undefined ? {} : { depth: seen.depth }),
        // Nothing but what was recognised: what stands around it may name people.
        line: found[0].slice(0, 300).replace(/\s+/g, " ").trim(),
      });
      if (this.#events.length > this.#most) this.#events.shift();
      break;
    }
  }

  /** Once for each missed name, and only before anything else is said of that server (sample: Cisco document 218018). */
  #isEcho(kind: ExpresswayEventKind, { server, depth }: Pick<ExpresswayEvent, "server" | "depth">): boolean {
    const echo = kind === "expressway-refuses-cucm" && depth === undefined && server !== "" && server === this.#echo;
    if (kind === "name-not-in-certificate") this.#echo = server;
    else if (server === this.#echo) this.#echo = "";
    return echo;
  }
}

/** Events of a whole text, lost line breaks included. */
export function readExpresswayLog(text: string): readonly ExpresswayEvent[] {
  const reader = new ExpresswayLogReader();
  for (const line of text.split(/\r?\n/)) reader.line(line);
  reader.flush();
  return reader.events;
}

/** True of a text in which an Expressway's traffic server or SIP server speaks. */
export const looksLikeExpresswayLog = (text: string): boolean =>
  /\btraffic_server\[\d+\]\s*:|\btvcs: (?:Event|UTCTime)=/.test(text.slice(0, 200_000));
