// The trust rule against phones that do not know it: the practice cluster's phones decide by fetching, checking and asking TVS.
import { afterEach, describe, expect, it } from "vitest";
import { type CertificateUnit, trustRoles } from "../../src/domain/cluster.ts";
import type { Lab } from "../../src/lab/index.ts";
import type { LabClusterView, LabNode, LabPhone } from "../../src/lab/model.ts";
import { readCertificate } from "../../src/trust/certificate.ts";
import { judgeRemedy, type TrustSituation } from "../../src/trust/remedies.ts";
import { afterBoot, type HeldLists, type TvsView } from "../../src/trust/trust-rule.ts";
import type { Certificate, TrustList } from "../../src/trust/types.ts";
import { start, until } from "../lab/core-world.ts";
import { read } from "./cluster-lists.ts";

let lab: Lab | undefined;
afterEach(async () => {
  await lab?.close();
  lab = undefined;
});

const served = (node: LabNode | undefined, kind: "ITL" | "CTL"): TrustList | undefined => {
  const bytes = node?.trustList(kind);
  return bytes === undefined ? undefined : read(bytes);
};

const offeredTo = (cluster: LabClusterView, phone: LabPhone) => {
  const itl = served(cluster.node(phone.home), "ITL");
  const ctl = served(cluster.node(phone.home), "CTL");
  return { ...(itl && { itl }), ...(ctl && { ctl }) };
};

const own = (node: LabNode, unit: CertificateUnit): Certificate[] => {
  const found = node.own.get(unit);
  return found === undefined ? [] : [readCertificate(found.der)];
};

/** What a bot could read of every TVS server: its port's certificate and its answers about possible signers. */
function views(cluster: LabClusterView): TvsView[] {
  const signers = cluster.nodes.flatMap((node) => [...own(node, "CallManager"), ...own(node, "ITLRecovery")]);
  return cluster.nodes.map((node): TvsView => {
    const loaded = node.loadedCertificates("tvs").rsa;
    const vouches = (signer: Certificate): boolean => {
      const verdict = node.tvsVerify(signer.der);
      return verdict.found && verdict.roles.includes(trustRoles.SAST);
    };
    return {
      node: node.name,
      ...(loaded === undefined ? {} : { presents: readCertificate(loaded.der) }),
      vouchesFor: signers.filter(vouches).map(({ sha256 }) => sha256),
      refuses: signers.filter((signer) => !vouches(signer)).map(({ sha256 }) => sha256),
    };
  });
}

function situationOf(cluster: LabClusterView): TrustSituation {
  const [itlRecovery] = own(cluster.publisher, "ITLRecovery");
  const servedCtl = served(cluster.publisher, "CTL");
  return {
    release: cluster.profile.release,
    mode: cluster.mode,
    callManagers: cluster.nodes.flatMap((node) => own(node, "CallManager")),
    ...(itlRecovery === undefined ? {} : { itlRecovery }),
    ...(cluster.profile.recoveryOn === "publisher"
      ? {}
      : { nodeRecoveries: cluster.nodes.flatMap((node) => own(node, "ITLRecovery")) }),
    ...(servedCtl === undefined ? {} : { servedCtl }),
    tvs: views(cluster),
    recoveryKeyBackups: [],
    drsBackups: "unknown",
  };
}

/** TVS restarts by itself after its renewal; a phone that asks in the meantime is another case. */
const runsWithOwnTvs = (node: LabNode): boolean =>
  node.listens("tvs") && node.loadedCertificates("tvs").rsa?.serial === node.own.get("TVS")?.serial;

const digests = (held: HeldLists) => ({
  ...(held.itl === "none" ? {} : { itl: held.itl.sha256 }),
  ...(held.ctl === "none" ? {} : { ctl: held.ctl.sha256 }),
});

const renewals: CertificateUnit[][] = [
  [],
  ["CallManager"],
  ["TVS"],
  ["ITLRecovery"],
  ["CallManager", "TVS"],
  ["CallManager", "ITLRecovery"],
  ["TVS", "ITLRecovery"],
  ["CallManager", "TVS", "ITLRecovery"],
];
const cases = (["15SU2", "12.5", "11.5"] as const).flatMap((release) =>
  (["non-secure", "mixed"] as const).flatMap((mode) => renewals.map((units) => ({ release, mode, units }))),
);

describe("the rule says what phones then do", () => {
  it.each(cases)(
    "$release in $mode mode after renewing $units, and after localkey",
    async ({ release, mode, units }) => {
      lab = await start({ release, mode, phones: 4 });
      const { cluster } = lab;
      if (cluster.profile.phonesResetAfter.length > 0) cluster.hands.setPhoneInteraction("manual");
      const before = new Map(cluster.phones.map((phone) => [phone.name, offeredTo(cluster, phone)]));
      const heldBy = (phone: LabPhone): HeldLists => ({ itl: "none", ctl: "none", ...before.get(phone.name) });
      for (const phone of cluster.phones) expect(phone.held).toEqual(digests(heldBy(phone)));

      if (units.length > 0) await cluster.hands.renew(units);
      if (!cluster.profile.rebuildsListsByItself && units.length > 0) {
        // What the release leaves to people: everything that holds a certificate starts anew.
        for (const service of ["Cisco CallManager", "Cisco Trust Verification Service", "Cisco Tftp"]) {
          await cluster.hands.restartService(service);
        }
        await cluster.phonesSettled();
      }
      if (mode === "mixed" && units.length > 0) await cluster.hands.ctlUpdate();
      await until(cluster, () => cluster.nodes.every(runsWithOwnTvs));
      const situation = situationOf(cluster);
      const predicted = new Map(
        cluster.phones.map((phone) => [
          phone.name,
          afterBoot(heldBy(phone), offeredTo(cluster, phone), situation.tvs).held,
        ]),
      );
      cluster.hands.rebootPhones();
      await cluster.phonesSettled();
      for (const phone of cluster.phones) {
        expect(phone.held).toEqual(digests(predicted.get(phone.name) ?? { itl: "none", ctl: "none" }));
      }

      const remedy = mode === "mixed" ? "ctl-localkey" : "itl-localkey";
      const verdicts = new Map(
        cluster.phones.map((phone) => {
          const held = predicted.get(phone.name) ?? "unknown";
          return [phone.name, judgeRemedy(remedy, situation, held).feasibility];
        }),
      );
      await (mode === "mixed" ? cluster.hands.ctlReset() : cluster.hands.itlReset("localkey"));
      cluster.hands.rebootPhones();
      await cluster.phonesSettled();
      for (const phone of cluster.phones) {
        const followed = Object.entries(digests({ itl: "none", ctl: "none", ...offeredTo(cluster, phone) })).every(
          ([kind, digest]) => phone.held[kind === "itl" ? "itl" : "ctl"] === digest,
        );
        // Up to 11.5 it depends on the server, which the rule is not told.
        if (verdicts.get(phone.name) === "depends") continue;
        expect({ phone: phone.name, followed }).toEqual({
          phone: phone.name,
          followed: verdicts.get(phone.name) === "works",
        });
      }
    },
  );
});
