// The identity provider of one cluster: its metadata's address and the pins of that web server.
import { readFileSync } from "node:fs";
import type { ClusterSettings } from "../config/settings.ts";
import type { Clock } from "../kernel/clock.ts";
import { createIdpClient } from "../systems/idp/client.ts";
import type { IdpClient } from "../systems/ports.ts";
import { createHttpsClient } from "../transport/https.ts";
import { memoryPins, type Pin, type PinStore } from "../transport/https-pins.ts";
import { readCertificates, toPem } from "../trust/certificate.ts";

const placeOf = (url: URL): string => `${url.hostname}:${url.port === "" ? "443" : url.port}`;

/** Pins of the configuration's files; they never move by themselves. */
function configured({ metadata, certificates }: NonNullable<ClusterSettings["idp"]>): PinStore {
  const given = certificates.flatMap((file) =>
    readCertificates(readFileSync(file)).map((one): Pin => ({ kind: "ca", pem: toPem(one.der) })),
  );
  return memoryPins(new Map([[placeOf(new URL(metadata)), given]]));
}

/** Opens nothing yet; undefined where no identity provider is configured. */
export function linkIdp(settings: ClusterSettings, pins: PinStore | undefined, clock: Clock): IdpClient | undefined {
  if (settings.idp === undefined) return undefined;
  const https = createHttpsClient({ pins: pins ?? configured(settings.idp), clock });
  return createIdpClient({ url: new URL(settings.idp.metadata), https, clock });
}
