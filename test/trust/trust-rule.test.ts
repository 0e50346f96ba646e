// The trust rule as a truth table: what a phone holds, who signs, what TVS says -> accepted, refused or not known.
import { describe, expect, it } from "vitest";
import {
  type Acceptance,
  acceptance,
  afterBoot,
  followsSigner,
  type HeldLists,
  type TvsView,
} from "../../src/trust/trust-rule.ts";
import type { TrustList } from "../../src/trust/types.ts";
import { list, read, renew, type TestCluster, tvsOf } from "./cluster-lists.ts";
import { identity, rsaKey } from "./pki.ts";

const before = renew(undefined);
const recoveryNew = renew(before, ["itlRecovery"]);
const recoveryAndTvsNew = renew(before, ["itlRecovery", "tvs"]);
const callManagerNew = renew(before, ["callManager"]);
const allNew = renew(before, ["callManager", "tvs", "itlRecovery"]);

const itl = list(before, "ITL");
const ctl = list(before, "CTL");
const holdsItl: HeldLists = { itl, ctl: "none" };
const holdsBoth: HeldLists = { itl, ctl };
const holdsCtl: HeldLists = { itl: "none", ctl };
const holdsNothing: HeldLists = { itl: "none", ctl: "none" };
const rollback: HeldLists = { itl: list(before, "ITL", before.itlRecovery, { rollback: true }), ctl: "none" };

const denies = (cluster: TestCluster, signer: TestCluster): TvsView => ({
  node: "cucm-pub",
  presents: cluster.tvs.certificate,
  vouchesFor: [],
  refuses: [signer.itlRecovery.certificate.sha256],
});
const notAsked = (cluster: TestCluster): TvsView => ({ ...tvsOf(cluster), vouchesFor: [] });
const unread: TvsView = { node: "cucm-sub1", vouchesFor: [], refuses: [] };

const short = (answer: Acceptance): string =>
  answer.accepts === "yes" ? answer.way : answer.accepts === "no" ? answer.reason : `unknown: ${answer.nodes.join()}`;

describe("a phone offered a list", () => {
  const table: [what: string, held: HeldLists, served: TrustList, tvs: TvsView[], expected: string][] = [
    ["without any list takes the first one", holdsNothing, list(allNew, "ITL"), [], "nothing-held"],
    ["takes the list it already holds", holdsItl, itl, [], "already-held"],
    ["takes a list whose signer it holds", holdsItl, list(callManagerNew, "ITL"), [], "signer-held"],
    ["takes a CTL whose signer is in its ITL", holdsItl, list(callManagerNew, "CTL"), [], "signer-held"],
    ["takes an ITL whose signer is only in its CTL", holdsCtl, list(callManagerNew, "ITL"), [], "signer-held"],
    [
      "takes a new signer for which a TVS it trusts vouches",
      holdsItl,
      list(recoveryNew, "ITL"),
      [tvsOf(recoveryNew)],
      "tvs-vouches",
    ],
    [
      "refuses a new signer for which its TVS does not vouch",
      holdsItl,
      list(recoveryNew, "ITL"),
      [denies(before, recoveryNew)],
      "tvs-does-not-vouch",
    ],
    [
      "refuses a new signer when every TVS has a new certificate too",
      holdsItl,
      list(recoveryAndTvsNew, "ITL"),
      [tvsOf(recoveryAndTvsNew)],
      "no-anchor",
    ],
    [
      "follows a TVS that still runs with its old certificate",
      holdsItl,
      list(recoveryAndTvsNew, "ITL"),
      [{ ...tvsOf(recoveryAndTvsNew), presents: before.tvs.certificate }],
      "tvs-vouches",
    ],
    [
      "refuses everything after CallManager, TVS and ITLRecovery together",
      holdsBoth,
      list(allNew, "ITL"),
      [tvsOf(allNew)],
      "no-anchor",
    ],
    [
      "refuses a new signer when it holds only a CTL, which names no TVS",
      holdsCtl,
      list(recoveryNew, "ITL"),
      [tvsOf(recoveryNew)],
      "no-anchor",
    ],
    [
      "is undecided when the TVS it trusts was not asked",
      holdsItl,
      list(recoveryNew, "ITL"),
      [notAsked(before)],
      "unknown: cucm-pub",
    ],
    [
      "is undecided when a TVS could not be read",
      holdsItl,
      list(allNew, "ITL"),
      [tvsOf(allNew), unread],
      "unknown: cucm-sub1",
    ],
    [
      "is decided by a TVS that vouches, whatever the unread ones would say",
      holdsItl,
      list(recoveryNew, "ITL"),
      [unread, tvsOf(recoveryNew)],
      "tvs-vouches",
    ],
    ["with a rollback list takes any ITL", rollback, list(allNew, "ITL"), [], "rollback-list-held"],
    [
      "with a rollback list and a CTL is still bound by the CTL",
      { ...rollback, ctl },
      list(allNew, "ITL"),
      [],
      "no-anchor",
    ],
    ["with a rollback list is not free to take any CTL", rollback, list(allNew, "CTL"), [], "no-anchor"],
  ];
  it.each(table)("%s", (_, held, served, tvs, expected) => {
    expect(short(acceptance(held, served, tvs))).toBe(expected);
  });

  it("names the list and record that holds the signer, and the node that vouches", () => {
    expect(acceptance(holdsItl, list(before, "ITL", before.callManager), [])).toEqual({
      accepts: "yes",
      way: "signer-held",
      list: "ITL",
      record: 2,
    });
    expect(acceptance(holdsItl, list(recoveryNew, "ITL"), [unread, tvsOf(recoveryNew, "cucm-sub2")])).toMatchObject({
      node: "cucm-sub2",
    });
  });

  it("refuses a list signed under a held name and serial with another key, whatever a TVS says", () => {
    const forged = identity({
      name: "L=Dallas,CN=ITLRECOVERY_cucm-pub.example.com,OU=Voice,O=Example,C=US",
      serial: before.itlRecovery.certificate.serial,
      key: rsaKey(),
    });
    const evil = { ...before, itlRecovery: forged };
    expect(short(acceptance(holdsItl, list(evil, "ITL", forged), [tvsOf(evil)]))).toBe("signature-invalid");
    expect(short(followsSigner(holdsItl, "ITL", forged.certificate, [tvsOf(evil)]))).toBe("signature-invalid");
  });

  it("refuses a list that was altered after it was signed", () => {
    const altered = list(callManagerNew, "ITL").bytes.slice();
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    expect(short(acceptance(holdsItl, read(altered), []))).toBe("signature-invalid");
    const unknownSigner = list(recoveryNew, "ITL").bytes.slice();
    unknownSigner[unknownSigner.length - 1] = (unknownSigner.at(-1) ?? 0) ^ 1;
    expect(short(acceptance(holdsItl, read(unknownSigner), [tvsOf(recoveryNew)]))).toBe("signature-invalid");
  });

  it("counts a held CallManager certificate as signer only in the role SAST", () => {
    const elsewhere = { ...before, callManager: callManagerNew.callManager };
    const held: HeldLists = { itl: list(elsewhere, "ITL"), ctl: "none" };
    const onlyTftp = {
      ...held,
      itl: { ...list(elsewhere, "ITL"), records: list(elsewhere, "ITL").records.filter(({ number }) => number !== 2) },
    };
    expect(short(followsSigner(held, "ITL", elsewhere.callManager.certificate, []))).toBe("signer-held");
    expect(short(followsSigner(onlyTftp, "ITL", elsewhere.callManager.certificate, []))).toBe("no-anchor");
  });

  it("does not take a TVS server's certificate in another role for a TVS server", () => {
    const disguised: TvsView = { ...tvsOf(recoveryNew), presents: before.callManager.certificate };
    expect(short(acceptance(holdsItl, list(recoveryNew, "ITL"), [disguised]))).toBe("no-anchor");
  });
});

describe("a start with a CTL and an ITL on offer", () => {
  it("leaves a phone with both when both are accepted, the CTL vouching for the ITL of the same start", () => {
    // `utils ctl reset localkey`: the CTL is signed by CallManager, which the phone holds; the ITL by the new ITLRecovery.
    const offeredCtl = list(recoveryAndTvsNew, "CTL", recoveryAndTvsNew.callManager);
    const offeredItl = list(recoveryAndTvsNew, "ITL");
    const result = afterBoot(holdsBoth, { ctl: offeredCtl, itl: offeredItl }, [tvsOf(recoveryAndTvsNew)]);
    expect(result.held).toEqual({ ctl: offeredCtl, itl: offeredItl });
    expect(result.itl).toMatchObject({ way: "signer-held", list: "CTL" });
  });

  it("keeps what it held when both are refused", () => {
    const result = afterBoot(holdsBoth, { ctl: list(allNew, "CTL"), itl: list(allNew, "ITL") }, [tvsOf(allNew)]);
    expect(result.held).toEqual(holdsBoth);
  });

  it("does not know whether an acceptable ITL is taken after a refused CTL", () => {
    const offered = { ctl: list(recoveryAndTvsNew, "CTL"), itl: list(recoveryAndTvsNew, "ITL", before.callManager) };
    const result = afterBoot(holdsBoth, offered, []);
    expect(result).toMatchObject({ ctl: { accepts: "no" }, itl: { accepts: "unknown", nodes: [] } });
    expect(result.held).toEqual(holdsBoth);
  });

  it("leaves a held list in place when none of its kind is on offer", () => {
    expect(afterBoot(holdsBoth, {}, []).held).toEqual(holdsBoth);
    expect(afterBoot(holdsNothing, { itl }, []).held).toEqual(holdsItl);
  });
});
