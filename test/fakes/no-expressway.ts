// For fakes of clusters without an Expressway and without the certificate API: every question is refused as the fake likes.
import type { CertificateApi, ExpresswayClient } from "../../src/systems/expressway-ports.ts";

export const noCertificateApi = (refuse: () => never): CertificateApi => ({ trusted: refuse, trust: refuse });

export const noExpressway = (refuse: () => never): ExpresswayClient => ({
  unit: refuse,
  trusted: refuse,
  serverCertificates: refuse,
  clusters: refuse,
  diagnosticLog: refuse,
  logState: refuse,
  trust: refuse,
  restart: refuse,
  setLog: refuse,
});
