// Control Center soapGetServiceStatus on one node. Restarts are not offered here: Control Center runs inside Tomcat and
// a repeated restart is worse than none, so they go over the command line.
import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import type { Clock } from "../../kernel/clock.ts";
import { childOf, childrenOf, textAt, type XmlElement } from "../../transport/xml.ts";
import { soapEnvelope } from "../../transport/xml-soap.ts";
import { evidenceOf, plainLine } from "../evidence.ts";
import type { CallOptions, Observed, ServiceStatus } from "../ports.ts";
import type { Credential, SoapAnswer, SoapCall, SoapCaller } from "./call.ts";
import { answerNotUnderstood, badName, rateLimited, soapFaultError } from "./errors.ts";
import { type NotNow, Patience } from "./patience.ts";

const PATH = "/controlcenterservice2/services/ControlCenterServices";
const OPERATION = "soapGetServiceStatus";
const NAMESPACE = "http://schemas.cisco.com/ast/soap";
const RATE_WAIT_MS = 10_000;

export interface ControlDeps {
  readonly account: Credential;
  readonly caller: SoapCaller;
  readonly clock: Clock;
  readonly callMs: number;
  readonly budgetMs: number;
}

/** The states of `names` on this node, or of all its services when there are none. Reading, so one repeat is allowed. */
export async function serviceStatus(
  deps: ControlDeps,
  node: ClusterNode,
  names: readonly string[],
  options: CallOptions,
): Promise<Observed<readonly ServiceStatus[]>> {
  const where = { node: node.name, service: "Control Center" } as const;
  const call: SoapCall = {
    endpoint: { node: node.name, address: node.address, port: node.ports.https },
    service: "Control Center",
    path: PATH,
    operation: OPERATION,
    action: OPERATION,
    envelope: statusRequest(names),
    deadlineMs: deps.callMs,
    account: deps.account,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  };
  const patience = new Patience(deps.clock, deps.budgetMs, options.signal);
  const answer = await patience.try(async (): Promise<Extract<SoapAnswer, { kind: "body" }> | NotNow> => {
    const got = await onceMore(() => deps.caller.call(call), options.signal);
    if (got.kind === "body") return got;
    const otherwise = rateLimited(where, OPERATION);
    if (got.kind === "busy") return { waitMs: got.waitMs ?? RATE_WAIT_MS, otherwise };
    const text = got.kind === "fault" ? got.fault.text : got.text;
    if (/Exceeded allowed rate/i.test(text)) return { waitMs: RATE_WAIT_MS, otherwise };
    throw soapFaultError(where, OPERATION, text);
  });
  const result = childOf(answer.body, "soapGetServiceStatusReturn");
  if (result === undefined) throw answerNotUnderstood(where, OPERATION, "has no soapGetServiceStatusReturn");
  const code = textAt(result, "ReturnCode");
  if (code !== "" && code !== "0") {
    throw soapFaultError(where, OPERATION, `ReturnCode ${code} ${textAt(result, "ReasonString")}`);
  }
  const value = childrenOf(childOf(result, "ServiceInfoList"), "item").map((item) => readItem(item, answer.at));
  return {
    value,
    evidence: evidenceOf(deps.clock, {
      system: "Control Center",
      node: node.name,
      source: `${OPERATION} at ${node.address}:${node.ports.https}`,
      lines: value.map(describe),
      whole: answer.bytes,
    }),
  };
}

async function onceMore<T>(ask: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof CertOpsError) || error.code !== "node-unreachable" || signal?.aborted === true) throw error;
    return await ask();
  }
}

function statusRequest(names: readonly string[]): string {
  for (const name of names) if (!/^[A-Za-z0-9 ._/()&-]{1,100}$/.test(name)) throw badName("service", name);
  const asked = names.length === 0 ? [""] : names;
  return soapEnvelope({
    prefix: "soap",
    namespace: NAMESPACE,
    content: [[`soap:${OPERATION}`, asked.map((name) => ["soap:ServiceStatus", name] as const)]],
  });
}

const states = ["Started", "Stopped", "Starting", "Stopping"] as const;

/** `now`: milliseconds by the node’s clock. */
function readItem(item: XmlElement, now: number | undefined): ServiceStatus {
  const printed = textAt(item, "ServiceStatus");
  const status = states.find((state) => state.toLowerCase() === printed.toLowerCase()) ?? "Unknown";
  const upTime = Number.parseInt(textAt(item, "UpTime"), 10);
  const said = plainLine(textAt(item, "ReasonCodeString"));
  const runsFor = Number.isSafeInteger(upTime) && upTime >= 0 && status !== "Stopped" ? upTime : -1;
  return {
    name: textAt(item, "ServiceName"),
    status,
    // A state that the WSDL does not have (some systems print `Not Activated`) is kept where people can read it.
    reason: said === "" && status === "Unknown" ? plainLine(printed) : said,
    startTime: readStartTime(textAt(item, "StartTime")),
    upTime: runsFor,
    ...(status === "Started" && runsFor >= 0 ? startedAt(now, runsFor) : {}),
  };
}

/** The date and the up time are cut to whole seconds: the latest that the start can have been, so that no registration before it seems to follow it. */
const cutMs = 1_000;

/** Left out for what no calendar has: an up time is a number of any size. */
function startedAt(now: number | undefined, seconds: number): Pick<ServiceStatus, "startedAt"> {
  const start = new Date((now ?? Number.NaN) + cutMs - seconds * 1000);
  return Number.isNaN(start.getTime()) ? {} : { startedAt: start.toISOString() };
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Sat Jan 10 06:06:31 2026` or ISO 8601, in the node's own time zone, which the answer does not tell. */
function readStartTime(text: string): string {
  const iso = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}:\d{2})/.exec(text);
  if (iso !== null) return `${iso[1]}T${iso[2]}`;
  const [, month = "", day = "", time, year] =
    /^[A-Za-z]{3} ([A-Za-z]{3}) +(\d{1,2}) (\d{2}:\d{2}:\d{2})(?: [A-Z]{2,5})? (\d{4})$/.exec(text) ?? [];
  const number = months.indexOf(month) + 1;
  if (number === 0) return "";
  return `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}T${time}`;
}

const describe = (service: ServiceStatus): string =>
  `${service.name} ${service.status}${service.startTime === "" ? "" : ` since ${service.startTime}`}${service.reason === "" ? "" : ` (${service.reason})`}`;
