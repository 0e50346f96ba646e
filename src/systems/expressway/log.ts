// The diagnostic log that a person had an Expressway collect: its state, and the lines about TLS towards CUCM.
import type { ExpresswayPeer } from "../../domain/cluster.ts";
import { ExpresswayLogReader } from "../../signatures/expressway.ts";
import { readTarGzLines } from "../../transport/tar-gz.ts";
import type { DiagnosticLog } from "../expressway-ports.ts";
import { type CallDeps, callPeer, type PeerCall, whereOf } from "./call.ts";
import { notUnderstood } from "./errors.ts";

/** A diagnostic log is some tens of megabytes packed; a packet capture may be in it and is not read. */
const mostBytes = 200 * 1024 * 1024;

/** `{"Status": "..."}`; the words are not documented, so several are understood and others are `none`. */
export function logState(text: string): DiagnosticLog["state"] {
  const words = text.slice(0, 4000);
  if (/\b(?:collected|available|ready|complete[d]?)\b/i.test(words)) return "collected";
  return /\b(?:start(?:ed|ing)?|running|in progress|collecting|on)\b/i.test(words) ? "running" : "none";
}

/** Downloads what was collected; nothing is started or stopped. The TLS lines stay, everything else is let go as it is read. */
export async function collectedLog(
  deps: CallDeps,
  peer: ExpresswayPeer,
  path: string,
  signal: AbortSignal | undefined,
): Promise<{ readonly log: DiagnosticLog; readonly events: readonly string[]; readonly bytes: Uint8Array }> {
  const call: PeerCall = {
    peer,
    method: "PUT",
    path,
    body: JSON.stringify({ Mode: "download" }),
    contentType: "application/json",
    alsoGood: [405],
    maxBytes: mostBytes,
    signal,
  };
  let answer = await callPeer(deps, call);
  // Older releases take POST where newer ones take PUT (facts: samples of apis.md section 6).
  if (answer.status === 405) answer = await callPeer(deps, { ...call, method: "POST", alsoGood: [] });
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
