// AXL on the publisher: versions, its own ways of saying "too much" and "not now".
import type { ClusterNode } from "../../domain/cluster.ts";
import type { CertOpsError } from "../../domain/errors.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { XmlContent, XmlElement } from "../../transport/xml.ts";
import { type SoapFault, soapEnvelope } from "../../transport/xml-soap.ts";
import type { Credential, SoapAnswer, SoapCaller } from "./call.ts";
import {
  answerNotUnderstood,
  itemNotFound,
  phoneNotFound,
  rateLimited,
  soapFaultError,
  versionUnsupported,
} from "./errors.ts";
import type { NotNow, Patience } from "./patience.ts";

/** Highest first. The requests here validate against 12.5, 14.0 and 15.0 alike; older ones have the same elements. */
export const axlVersions = ["15.0", "14.0", "12.5", "12.0", "11.5", "11.0", "10.5", "10.0"] as const;
export type AxlVersion = (typeof axlVersions)[number];

/** One page more, as long as the answer stays within what is kept: every page alone is capped, their number hardly. */
export function addPage(axl: Axl, operation: string, pages: Uint8Array[], page: Uint8Array): void {
  pages.push(page);
  if (pages.reduce((sum, one) => sum + one.length, 0) <= axl.mostBytes) return;
  throw answerNotUnderstood({ node: axl.node.name, service: "AXL" }, operation, "is larger than any cluster's");
}

const BUSY_WAIT_MS = 5_000;
/** `Maximum AXL Memory Allocation Consumed`: other readers must finish first. */
const MEMORY_WAIT_MS = 10_000;

export interface AxlBody {
  readonly body: XmlElement;
  readonly bytes: Uint8Array;
}

/** "Query request too large": nothing was returned; the node names a number of rows that would fit. */
export interface AxlTooLarge {
  readonly fewerThan: number;
}

export const isTooLarge = (answer: AxlBody | AxlTooLarge): answer is AxlTooLarge => "fewerThan" in answer;

export interface AxlRequest {
  readonly operation: string;
  readonly content: XmlContent;
  readonly signal?: AbortSignal;
}

/** Speaks to one publisher in the highest version that both know. */
export class Axl {
  readonly #node: ClusterNode;
  readonly #caller: SoapCaller;
  readonly #callMs: number;
  readonly clock: Clock;
  /** Bytes that all pages of one answer may have together. */
  readonly mostBytes: number;
  #version: AxlVersion = axlVersions[0];
  #agreed = false;

  constructor(deps: { node: ClusterNode; caller: SoapCaller; clock: Clock; callMs: number; mostBytes: number }) {
    this.#node = deps.node;
    this.#caller = deps.caller;
    this.#callMs = deps.callMs;
    this.clock = deps.clock;
    this.mostBytes = deps.mostBytes;
  }

  get node(): ClusterNode {
    return this.#node;
  }

  /** Where evidence says it was asked. */
  source(operation: string): string {
    return `${operation} at ${this.#node.address}:${this.#node.ports.https}`;
  }

  /** A question: waits while AXL is busy, as long as `patience` lasts. */
  async read(request: AxlRequest, account: Credential, patience: Patience): Promise<AxlBody | AxlTooLarge> {
    return await patience.try(async (): Promise<AxlBody | AxlTooLarge | NotNow> => {
      const answer = await this.#agreeing(request, account);
      if (answer.kind === "body") return answer;
      const otherwise = rateLimited(this.#where, request.operation);
      if (answer.kind === "busy") return { waitMs: answer.waitMs ?? BUSY_WAIT_MS, otherwise };
      if (answer.kind === "version") throw this.#versionError(answer.text);
      const said = answer.fault.axlMessage ?? answer.fault.text;
      const rows = /Suggestive Row Fetch: less than (\d{1,7}) rows/i.exec(said)?.[1];
      if (rows !== undefined) return { fewerThan: Number(rows) };
      if (/Maximum AXL Memory Allocation Consumed/i.test(said)) return { waitMs: MEMORY_WAIT_MS, otherwise };
      throw this.#faultError(request, answer.fault);
    });
  }

  /** A change: the version is agreed by reading first, then it is sent at most once. `fence`: see HttpsClient.sendOnce. */
  async change(
    request: AxlRequest,
    account: Credential,
    fence: () => Promise<void>,
    patience: Patience,
  ): Promise<AxlBody> {
    if (!this.#agreed) await this.read({ ...request, operation: "getCCMVersion", content: [] }, account, patience);
    const answer = await this.#send(request, account, fence);
    if (answer.kind === "body") return answer;
    // 503, faults and a wrong version are refusals: nothing was done, and whether to ask again is the run's decision.
    if (answer.kind === "busy") throw rateLimited(this.#where, request.operation);
    if (answer.kind === "version") throw this.#versionError(answer.text);
    throw this.#faultError(request, answer.fault);
  }

  async #agreeing(request: AxlRequest, account: Credential): Promise<SoapAnswer> {
    // Another question may agree on a version while this one is under way: what counts is the version it asked with.
    const asked = this.#version;
    const answer = await this.#send(request, account);
    const supported = supportedVersions(answer);
    if (supported === undefined) {
      this.#agreed ||= answer.kind === "body";
      return answer;
    }
    const best = axlVersions.find((version) => supported.includes(version));
    if (best === undefined || best === asked) throw versionUnsupported(this.#node.name, asked, supported);
    this.#version = best;
    const again = await this.#send(request, account);
    this.#agreed = again.kind === "body";
    return again;
  }

  #send(request: AxlRequest, account: Credential, fence?: () => Promise<void>): Promise<SoapAnswer> {
    const { operation, signal } = request;
    return this.#caller.call({
      endpoint: { node: this.#node.name, address: this.#node.address, port: this.#node.ports.https },
      service: "AXL",
      // The trailing slash matters: without it Tomcat redirects, and redirects are not followed.
      path: "/axl/",
      operation,
      action: `CUCM:DB ver=${this.#version} ${operation}`,
      envelope: soapEnvelope({
        prefix: "axl",
        namespace: `http://www.cisco.com/AXL/API/${this.#version}`,
        content: [[`axl:${operation}`, request.content]],
      }),
      deadlineMs: this.#callMs,
      account,
      ...(signal === undefined ? {} : { signal }),
      ...(fence === undefined ? {} : { fence }),
    });
  }

  get #where(): { readonly node: string; readonly service: "AXL" } {
    return { node: this.#node.name, service: "AXL" };
  }

  #versionError(text: string): CertOpsError {
    return versionUnsupported(this.#node.name, this.#version, versionsIn(text));
  }

  #faultError(request: AxlRequest, fault: SoapFault): CertOpsError {
    const text = fault.axlMessage ?? fault.text;
    // 5007: item not valid, the specified object was not found.
    if (fault.axlCode === "5007") {
      const aPhone = request.operation === "doDeviceReset" || request.operation.endsWith("Phone");
      const name = aPhone ? /^[A-Za-z0-9._-]+$/.exec(nameIn(request.content))?.[0] : undefined;
      return name === undefined
        ? itemNotFound(this.#node.name, request.operation, text)
        : phoneNotFound(this.#node.name, name);
    }
    return soapFaultError(
      this.#where,
      request.operation,
      fault.axlCode === undefined ? text : `${text} (${fault.axlCode})`,
    );
  }
}

function nameIn(content: XmlContent): string {
  if (typeof content === "string") return "";
  const value = content.find(([name]) => name === "deviceName" || name === "name")?.[1];
  return typeof value === "string" ? value : "";
}

/** The versions that the node takes, when the answer says that ours is wrong (HTTP 599, or a fault in some releases). */
function supportedVersions(answer: SoapAnswer): readonly string[] | undefined {
  if (answer.kind === "version") return versionsIn(answer.text);
  if (answer.kind !== "fault" || !/axl version/i.test(answer.fault.text)) return undefined;
  return versionsIn(answer.fault.text);
}

/** `Incorrect axl version. Supported axl versions: 11.5,12.5,14` */
function versionsIn(text: string): readonly string[] {
  const after = /support[^:]{0,60}:?(.{0,300})/is.exec(text)?.[1] ?? "";
  return (after.match(/\d{1,2}(?:\.\d)?/g) ?? []).map((version) => (version.includes(".") ? version : `${version}.0`));
}
