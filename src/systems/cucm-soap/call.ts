// One SOAP call: authorisation, what each HTTP status means, the body or the fault of the answer.
import { createHash } from "node:crypto";
import type { Clock } from "../../kernel/clock.ts";
import { deadline, within } from "../../kernel/deadline.ts";
import type { Endpoint, HttpAnswer, HttpsClient, HttpsRequest } from "../../transport/https.ts";
import { multipartOf } from "../../transport/multipart.ts";
import { parseXml, type XmlElement, XmlRefused } from "../../transport/xml.ts";
import { readEnvelope, type SoapFault } from "../../transport/xml-soap.ts";
import { answerNotUnderstood, httpStatusError, loginRefused, privilegeTooLow, type SoapService } from "./errors.ts";

export interface Credential {
  readonly user: string;
  readonly password: string;
}

export interface SoapCall {
  readonly endpoint: Endpoint;
  readonly service: SoapService;
  readonly path: string;
  /** For errors and SOAPAction's place in the log. */
  readonly operation: string;
  /** Value of the SOAPAction header, without quotes. */
  readonly action: string;
  readonly envelope: string;
  readonly deadlineMs: number;
  readonly signal?: AbortSignal;
  readonly account: Credential;
  /** Present for a change: awaited before it is written; the call is then sent at most once. */
  readonly fence?: () => Promise<void>;
}

/** Where the body of a good answer goes piece by piece. */
export interface SoapStream {
  /** Asked when the answer begins, anew for each attempt. What it gives may throw CertOpsError. */
  readonly begin: (contentType: string) => (chunk: Uint8Array) => void;
  readonly maxBytes: number;
}

export type SoapAnswer =
  | {
      readonly kind: "body";
      readonly body: XmlElement;
      readonly bytes: Uint8Array;
      /** Milliseconds, whole seconds: the answer’s Date header, by the node’s own clock. Undefined when it has none that can be read. */
      readonly at: number | undefined;
    }
  | { readonly kind: "fault"; readonly fault: SoapFault }
  /** HTTP 503: the node asks for time. `waitMs` from Retry-After, when it said. */
  | { readonly kind: "busy"; readonly waitMs: number | undefined }
  /** HTTP 599: AXL's "Incorrect axl version", with the ones it takes in the text. */
  | { readonly kind: "version"; readonly text: string };

/** CUCM's default credential policy counts failed logons over 30 minutes; one try in that time locks nobody out. */
const HOLD_MINUTES = 30;

/** How long the others wait to see how an account's first login ends: a node that is down must not hold them up. */
const FIRST_MS = 3_000;

export class SoapCaller {
  readonly #https: HttpsClient;
  readonly #clock: Clock;
  /** When an account was refused, by a digest of its name and password and by what it tried. */
  readonly #refused = new Map<string, number>();
  /** Accounts whose password was taken. */
  readonly #good = new Set<string>();
  /** Logins of accounts of which that is not known yet. */
  readonly #first = new Map<string, Promise<unknown>>();
  /** JSESSIONIDSSO by node: with it, Tomcat does not ask the directory for every AXL request (AXL developer guide). */
  readonly #cookies = new Map<string, string>();

  constructor(https: HttpsClient, clock: Clock) {
    this.#https = https;
    this.#clock = clock;
  }

  /** Throws CertOpsError for everything that is neither the operation's answer nor something the caller can wait for. */
  async call(call: SoapCall): Promise<SoapAnswer> {
    const answer = await this.#ask(call);
    return "body" in answer ? this.#read(call, answer) : answer;
  }

  /** The same for an answer that is never held as a whole; undefined when its body went into `stream`. */
  async stream(call: SoapCall, stream: SoapStream): Promise<SoapAnswer | undefined> {
    const answer = await this.#ask(call, stream);
    if (!("body" in answer)) return answer;
    return answer.status === 200 ? undefined : this.#read(call, answer);
  }

  async #ask(
    call: SoapCall,
    stream?: SoapStream,
  ): Promise<HttpAnswer | Extract<SoapAnswer, { kind: "busy" | "version" }>> {
    const { endpoint, service, account } = call;
    const where = { node: endpoint.node, service };
    const hold = this.#holdKey(call);
    const answer = await this.#login(call, hold, stream);
    switch (answer.status) {
      case 401:
        this.#refused.set(hold, this.#clock.now());
        this.#good.delete(hold);
        // A read-only account that writes is answered 401 too (facts: AXL); its password works for reading.
        if (call.fence !== undefined) throw privilegeTooLow(where, account.user, call.operation);
        throw loginRefused(where, account.user, HOLD_MINUTES);
      case 403:
        throw privilegeTooLow(where, account.user, call.operation);
      case 503:
        return { kind: "busy", waitMs: retryAfter(answer) };
      case 599:
        return { kind: "version", text: textOf(answer.body).slice(0, 2000) };
      case 200:
      case 500:
        return answer;
      default:
        throw httpStatusError(where, call.operation, answer.status);
    }
  }

  /** Every node is asked at once, and a wrong password on all of them would be as many failed logons: one goes first. */
  async #login(call: SoapCall, hold: string, stream: SoapStream | undefined): Promise<HttpAnswer> {
    const patience = deadline(FIRST_MS, call.signal);
    for (let first = this.#first.get(hold); first !== undefined; first = this.#first.get(hold)) {
      if (patience.aborted) break;
      await within(first, patience).catch(() => undefined);
    }
    const since = this.#refused.get(hold);
    if (since !== undefined && this.#clock.now() - since < HOLD_MINUTES * 60_000) {
      throw loginRefused({ node: call.endpoint.node, service: call.service }, call.account.user, HOLD_MINUTES);
    }
    const answering = this.#post(call, stream);
    if (this.#good.has(hold) || this.#first.has(hold)) return await answering;
    this.#first.set(hold, answering);
    try {
      const answer = await answering;
      if (answer.status === 200) this.#good.add(hold);
      if (answer.status === 401) this.#refused.set(hold, this.#clock.now());
      return answer;
    } finally {
      this.#first.delete(hold);
    }
  }

  async #post(call: SoapCall, stream?: SoapStream): Promise<HttpAnswer> {
    const { fence } = call;
    const basic = {
      Authorization: `Basic ${Buffer.from(`${call.account.user}:${call.account.password}`).toString("base64")}`,
    };
    if (fence !== undefined) return this.#https.sendOnce(request(call, basic), fence);
    const key = `${this.#holdKey(call)} ${call.endpoint.address}:${call.endpoint.port}`;
    const cookie = call.service === "AXL" ? this.#cookies.get(key) : undefined;
    if (cookie !== undefined) {
      const answer = await this.#https.send(request(call, { Cookie: `JSESSIONIDSSO=${cookie}` }));
      // An expired session is answered with 404 (or 401): not done, and worth one honest login.
      if (answer.status !== 404 && answer.status !== 401) return answer;
      this.#cookies.delete(key);
    }
    const answer = await this.#https.send({
      ...request(call, basic),
      ...(stream === undefined ? {} : streamed(stream)),
    });
    const given = call.service === "AXL" && answer.status === 200 ? sessionIn(answer) : undefined;
    if (given !== undefined) this.#cookies.set(key, given);
    return answer;
  }

  #read(call: SoapCall, answer: HttpAnswer): SoapAnswer {
    const where = { node: call.endpoint.node, service: call.service };
    try {
      const [root] = multipartOf(answer.headers["content-type"] ?? "", answer.body) ?? [];
      const read = readEnvelope(parseXml(textOf(root?.body ?? answer.body)));
      if ("fault" in read) return { kind: "fault", fault: read.fault };
      if (answer.status !== 200) throw httpStatusError(where, call.operation, answer.status);
      return { kind: "body", body: read.body, bytes: answer.body, at: dateOf(answer) };
    } catch (error) {
      if (!(error instanceof XmlRefused)) throw error;
      if (answer.status !== 200) throw httpStatusError(where, call.operation, answer.status);
      throw answerNotUnderstood(where, call.operation, error.message);
    }
  }

  #holdKey(call: SoapCall): string {
    const account = createHash("sha256").update(`${call.account.user}\0${call.account.password}`).digest("hex");
    return `${account} ${call.fence === undefined ? "read" : "change"}`;
  }
}

const streamed = (stream: SoapStream): Pick<HttpsRequest, "stream" | "maxBytes"> => ({
  maxBytes: stream.maxBytes,
  stream: ({ status, headers }) => (status === 200 ? stream.begin(headers["content-type"] ?? "") : undefined),
});

const request = (call: SoapCall, authorisation: Readonly<Record<string, string>>): HttpsRequest => ({
  endpoint: call.endpoint,
  method: "POST",
  path: call.path,
  headers: { "Content-Type": "text/xml; charset=utf-8", SOAPAction: `"${call.action}"`, ...authorisation },
  body: call.envelope,
  deadlineMs: call.deadlineMs,
  ...(call.signal === undefined ? {} : { signal: call.signal }),
});

/** RFC 9110, 6.6.1: a server with a clock sends it with every answer; Tomcat does. */
function dateOf(answer: HttpAnswer): number | undefined {
  const at = Date.parse(answer.headers.date ?? "");
  return Number.isNaN(at) ? undefined : at;
}

/** Not fatal on bad bytes: AXL returns what was typed into the database, which need not be UTF-8 (AXL FAQ). */
const textOf = (body: Uint8Array): string => new TextDecoder("utf-8").decode(body);

function retryAfter(answer: HttpAnswer): number | undefined {
  const seconds = Number(answer.headers["retry-after"]);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 60) * 1000 : undefined;
}

function sessionIn(answer: HttpAnswer): string | undefined {
  for (const line of answer.headers["set-cookie"] ?? []) {
    const found = /^JSESSIONIDSSO=([A-Za-z0-9._-]{1,256})(?:;|$)/.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}
