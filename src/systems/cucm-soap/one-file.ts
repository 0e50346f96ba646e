// One log file of a node, as it comes: asked of the service that Cisco’s own sample uses, else of the old one.
import type { ClusterNode } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { escapeXml } from "../../transport/xml.ts";
import { soapEnvelope } from "../../transport/xml-soap.ts";
import type { CallOptions } from "../ports.ts";
import type { Credential, SoapCaller } from "./call.ts";
import { rateLimited, soapFaultError } from "./errors.ts";
import { FileAnswer } from "./file-answer.ts";

/** A file that is larger than this is not fetched. */
export const largestFile = 64 * 1024 * 1024;
/** As base64, with what stands around it. */
const largestAnswer = Math.ceil(largestFile * 1.4);

export const logCollectionPath = "/logcollectionservice2/services/LogCollectionPortTypeService";
export const logCollectionNamespace = "http://schemas.cisco.com/ast/soap";
const dimePath = "/logcollectionservice/services/DimeGetFileService";
const dimeAction = "http://schemas.cisco.com/ast/soap/action/#LogCollectionPort#GetOneFile";

export interface FileDeps {
  readonly account: Credential;
  readonly caller: SoapCaller;
  readonly callMs: number;
  /** Nodes where only the old service hands files out, by name: learnt once. */
  readonly oldService: Set<string>;
}

/** `open` is called when the file begins (again, when the request is repeated). */
export type OpenFile = () => (bytes: Uint8Array) => void;

/**
 * False when the node has no such file any more: the log goes round. `path` must be one that the node listed and that we would
 * ask for by ourselves. Throws CertOpsError.
 */
export async function getOneFile(
  deps: FileDeps,
  node: ClusterNode,
  path: string,
  open: OpenFile,
  options: CallOptions,
): Promise<boolean> {
  if (deps.oldService.has(node.name)) {
    return ask(deps, node, byDime(path), open, options).catch((error: unknown) => {
      // An upgrade may have brought the newer one: it is asked first again.
      if (error instanceof CertOpsError && isAbsent(error)) deps.oldService.delete(node.name);
      throw error;
    });
  }
  try {
    return await ask(deps, node, byLogCollection(path), open, options);
  } catch (error) {
    if (!(error instanceof CertOpsError) || !isAbsent(error)) throw error;
    const found = await ask(deps, node, byDime(path), open, options).catch((second: unknown) => {
      // Neither service: what the first one said is what people can look for.
      throw second instanceof CertOpsError && isAbsent(second) ? error : second;
    });
    deps.oldService.add(node.name);
    return found;
  }
}

/** No such operation, no such page: everything that is neither about the account nor about the network. */
const isAbsent = ({ code }: CertOpsError): boolean => code === "server-fault" || code === "output-not-understood";

interface Asked {
  readonly path: string;
  readonly action: string;
  readonly envelope: string;
}

const byLogCollection = (path: string): Asked => ({
  path: logCollectionPath,
  action: "GetOneFile",
  envelope: soapEnvelope({ prefix: "soap", namespace: logCollectionNamespace, content: [["soap:FileName", path]] }),
});

/** RPC/encoded, as the old service wants it (facts: log collection): the name is an unqualified child with its own type. */
const byDime = (path: string): Asked => ({
  path: dimePath,
  action: dimeAction,
  envelope: `<soapenv:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:soap="http://schemas.cisco.com/ast/soap/"><soapenv:Header/><soapenv:Body><soap:GetOneFile soapenv:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/"><FileName xsi:type="get:FileName" xmlns:get="http://cisco.com/ccm/serviceability/soap/LogCollection/GetFile/">${escapeXml(path)}</FileName></soap:GetOneFile></soapenv:Body></soapenv:Envelope>`,
});

async function ask(
  { account, caller, callMs }: FileDeps,
  node: ClusterNode,
  { path, action, envelope }: Asked,
  open: OpenFile,
  { signal }: CallOptions,
): Promise<boolean> {
  const where = { node: node.name, service: "Log collection" } as const;
  let file: FileAnswer | undefined;
  const begin = (contentType: string) => {
    const answer = new FileAnswer(where, contentType, open());
    file = answer;
    return (chunk: Uint8Array) => answer.write(chunk);
  };
  const call = {
    endpoint: { node: node.name, address: node.address, port: node.ports.https },
    service: "Log collection",
    path,
    operation: "GetOneFile",
    action,
    envelope,
    deadlineMs: callMs,
    account,
    ...(signal === undefined ? {} : { signal }),
  } as const;
  const answer = await caller.stream(call, { begin, maxBytes: largestAnswer });
  if (answer?.kind === "busy") throw rateLimited(where, "GetOneFile");
  const fault = answer === undefined ? file?.end() : answer.kind === "fault" ? answer.fault.text : answer.kind;
  if (fault === undefined) return true;
  // Axis’ own words, missing letter and all.
  if (/do(?:es)? not exist/i.test(fault)) return false;
  if (/Exceeded allowed rate/i.test(fault)) throw rateLimited(where, "GetOneFile");
  throw soapFaultError(where, "GetOneFile", fault);
}
