// Which service and which certificate answers on a port: before HAProxy stood in front of it, and since.
import type { NodePorts } from "../domain/cluster.ts";
import type { PortRule } from "./release-profile.ts";

type Ports = Readonly<Record<keyof NodePorts, PortRule>>;

const plain: PortRule = { needs: [], loadedAtStartOf: [] };
const tvs = "Cisco Trust Verification Service";
const capf = "Cisco Certificate Authority Proxy Function";

const common = {
  ssh: plain,
  sipTls: {
    needs: ["Cisco CallManager"],
    loadedAtStartOf: ["Cisco CallManager"],
    rsa: "CallManager",
    ecdsa: "CallManager-ECDSA",
  },
  tvs: { needs: [tvs], loadedAtStartOf: [tvs], rsa: "TVS" },
  capf: { needs: [capf], loadedAtStartOf: [capf], rsa: "CAPF" },
  tftpHttp: { needs: ["Cisco Tftp"], loadedAtStartOf: [] },
} as const satisfies Partial<Ports>;

const tomcat = { rsa: "tomcat", ecdsa: "tomcat-ECDSA" } as const;

/** 11.5: Tomcat and Tftp answer themselves; Tftp shows the CallManager certificate (inference: 6971 does, port usage guide). */
export const portsWithoutHaproxy: Ports = {
  ...common,
  https: { needs: ["Cisco Tomcat"], loadedAtStartOf: ["Cisco Tomcat"], ...tomcat },
  tftpHttps: { needs: ["Cisco Tftp"], loadedAtStartOf: ["Cisco Tftp"], rsa: "CallManager", ecdsa: "CallManager-ECDSA" },
};

const haproxyFiles: PortRule = {
  needs: ["Cisco HAProxy", "Cisco Tftp"],
  loadedAtStartOf: ["Cisco Tomcat", "Cisco HAProxy"],
  ...tomcat,
};

/** 12.5: `show haproxy client-auth` knows 6971, 6972 and 9443 (CLI reference 12.5), so 8443 is still Tomcat's own. */
export const portsWithHaproxyForFiles: Ports = {
  ...common,
  https: portsWithoutHaproxy.https,
  tftpHttps: haproxyFiles,
};

/** 14 and later: HAProxy stands in front of 8443 too and has to be restarted. */
export const portsWithHaproxy: Ports = {
  ...common,
  https: {
    needs: ["Cisco HAProxy", "Cisco Tomcat"],
    loadedAtStartOf: ["Cisco Tomcat", "Cisco HAProxy"],
    ...tomcat,
  },
  tftpHttps: haproxyFiles,
};
