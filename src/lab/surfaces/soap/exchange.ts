// One SOAP request and its answer, between the HTTP listener and the services.
import type { XmlElement } from "../../../transport/xml.ts";
import type { LabClusterView, LabNode } from "../../model.ts";

export interface SoapRequest {
  readonly cluster: LabClusterView;
  readonly node: LabNode;
  /** The operation's element, local names. */
  readonly operation: XmlElement;
  /** The namespace that the operation's prefix is bound to; AXL reads its version there. */
  readonly namespace: string;
  readonly soapAction: string;
}

export interface SoapAnswer {
  readonly status: number;
  readonly body: string;
  /** `Content-Type`, where it is not plain XML. */
  readonly type?: string;
}

export type SoapService = (request: SoapRequest) => SoapAnswer | Promise<SoapAnswer>;

export const ok = (body: string): SoapAnswer => ({ status: 200, body });
/** Axis answers faults with 500. */
export const fault = (body: string): SoapAnswer => ({ status: 500, body });
