// The trust rule's verdict on a remedy, as a sentence.

import { shortSerial } from "../../domain/serial.ts";
import type { Phrase } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import type { CombinedVerdict } from "../../trust/remedies-for-phones.ts";
import type { PhonesSituation } from "./situation.ts";

export function reasonText(verdict: CombinedVerdict, situation: PhonesSituation): Phrase {
  const { trust } = situation;
  const serials =
    verdict.signedBy === "CallManager"
      ? (trust.callManagers ?? []).map((one) => one.serial)
      : [trust.itlRecovery?.serial];
  const values = {
    unit: verdict.signedBy ?? "CallManager",
    serial: serials.map(shortSerial).join(", ") || "?",
    nodes: (verdict.tvsNodes ?? []).join(", "),
    works: verdict.counts.works,
    fails: verdict.counts.cannotWork,
    undecided: verdict.counts.undecided,
    serials: (verdict.neededSerials ?? []).map(shortSerial).join(", ") || "?",
  };
  switch (verdict.reason) {
    case "no-anchor":
    case "tvs-does-not-vouch":
    case "signature-invalid":
    case "signer-certificate-missing":
      return say("scenario.phones.reason.not-held", values);
    case "signer-held":
      return say("scenario.phones.reason.held", values);
    case "clears-once-lists-fit":
      if (trust.mode === "non-secure" || trust.servedCtl === undefined)
        return say("phones-lists.reason.clears-once-rebuilt");
      return say("phones-lists.reason.clears-once-lists-fit", {
        ctl: verdict.listsFirst?.includes("update-ctl") === true ? "yes" : "no",
      });
    case "list-between": {
      const { from = "", until = "" } = verdict.between ?? {};
      const times = { from: { moment: from }, until: { moment: until } };
      return say("phones-lists.reason.list-between", { unit: values.unit, serial: values.serial, ...times });
    }
    case "files-by-former-key":
      return say("phones-lists.reason.files-by-former-key");
    case "fits-while-empty":
      return say("phones-lists.reason.fits-while-empty");
    case "rollback-list-held":
    case "nothing-held":
      return say("scenario.phones.reason.takes-any", values);
    default:
      return say(`scenario.phones.reason.${verdict.reason}`, values);
  }
}
