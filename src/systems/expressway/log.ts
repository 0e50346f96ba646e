// The diagnostic log that a person had an Expressway collect: its state, and the lines about TLS towards CUCM.
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import { ExpresswayLogReader } from "../../signatures/expressway.ts";
import { readTarGzLines } from "../../transport/tar-gz.ts";
import type { DiagnosticLog, LogMode, LogState } from "../expressway-ports.ts";
import { type CallDeps, type PeerCall, putOrPost, whereOf } from "./call.ts";
import { notUnderstood } from "./errors.ts";

/** A diagnostic log is some tens of megabytes packed; a packet capture may be in it and is not read. */
const mostBytes = 200 * 1024 * 1024;

/** One request of diagnostic logging. `off`: a packet capture would hold what people type. */
export const logBody = (mode: LogMode | "download"): string =>
  JSON.stringify(mode === "start" ? { Mode: mode, TCPDump: "off" } : { Mode: mode });

export const logCall = (peer: ExpresswayPeer, path: string, mode: LogMode | "download"): PeerCall => ({
  peer,
  method: "PUT",
  path,
  body: logBody(mode),
  contentType: "application/json",
});

/**
 * Public tools know two fields: `DownLoadStatus` (`Ready to download`) and `Status`. Their other words are not documented, so several are
 * understood, and the rest is `unknown`; undefined for what is no answer of this API. A log that is being written counts before one that lies ready from earlier.
 */
export function logState(text: string): LogState | undefined {
  const fields = fieldsOf(text);
  if (fields === undefined) return undefined;
  const denied = (one: string): boolean => /\b(?:no(?:t|ne)?|stop(?:ped)?|off|idle|inactive|disabled)\b/i.test(one);
  const said = fields.filter((one) => !denied(one));
  if (said.some((one) => /\b(?:start(?:ed|ing)?|running|on|enabled)\b/i.test(one))) return "running";
  if (said.some((one) => /\b(?:in progress|collecting)\b/i.test(one))) return "collecting";
  if (said.some((one) => /\b(?:collected|available|ready|completed?)\b/i.test(one))) return "collected";
  return fields.some(denied) ? "none" : "unknown";
}

/** The values that speak of the log itself: a packet capture may be on without it. Undefined for what is no JSON object. */
function fieldsOf(text: string): readonly string[] | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text.slice(0, 4000));
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null) return undefined;
  return Object.entries(body).flatMap(([key, value]) =>
    /tcpdump/i.test(key) || typeof value !== "string" ? [] : [value],
  );
}

/** Downloads what was collected; nothing is started or stopped. The TLS lines stay, everything else is let go as it is read. */
export async function collectedLog(
  deps: CallDeps,
  peer: ExpresswayPeer,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly log: DiagnosticLog; readonly events: readonly string[]; readonly bytes: Uint8Array }> {
  const call: PeerCall = { ...logCall(peer, path, "download"), maxBytes: mostBytes, signal };
  const answer = await putOrPost(deps, call);
  const reader = new ExpresswayLogReader();
  const texts = (name: string): boolean => /\.(?:txt|log)(?:\.\d+)?$/i.test(name);
  let file = "";
  const read = await readTarGzLines(answer.body, texts, (line, from) => {
    if (from !== file) reader.flush();
    file = from;
    reader.line(line);
  });
  reader.flush();
  if (read.files.length === 0) throw notUnderstood(whereOf(call), "the archive holds no log");
  const lines = reader.events.map((event) => `${event.line.startsWith(event.at) ? "" : `${event.at} `}${event.line}`);
  return {
    log: { state: "collected", text: lines.join("\n"), cut: read.cut },
    events: lines.slice(-6),
    bytes: answer.body,
  };
}
