// What people say about 802.1X: their answers, and the phone logs they pasted, as one; with who stands for what.
import type { Pasted } from "../../domain/pasted.ts";
import type { ConclusionInput } from "../scenario.ts";
import { weighedId } from "../weighed.ts";
import { dropsOf } from "./dropped.ts";

type Asked = "status" | "log" | "server" | "bypass";

export interface Told {
  /** The option of an answer; of the log also by a paste, which an answer overrules. */
  get(question: Asked): string | undefined;
  /** The finding that it stands in. */
  source(question: Asked): string;
  /** The pasted log of a phone, and whether this cluster knows the phone that it names. */
  readonly log: { readonly drop: Omit<Pasted, "earlier">; readonly stranger: boolean } | undefined;
}

export function toldBy(input: ConclusionInput): Told {
  const { answers, facts } = input;
  const drop = dropsOf(input).find(({ facts: { phone } }) => phone !== undefined);
  const name = drop?.facts.phone?.phone ?? "";
  const phones = facts.registrations?.phones;
  const stranger = name !== "" && phones !== undefined && !phones.some((one) => one.name === name);
  const pasted =
    drop === undefined || stranger ? undefined : drop.facts.phone?.outcome === "failed" ? "failed" : "want-read";
  const byPaste = (question: Asked): boolean => question === "log" && pasted !== undefined && !answers.has("dot1x-log");
  return {
    get: (question) => (byPaste(question) ? pasted : answers.get(`dot1x-${question}`)),
    source: (question) => (byPaste(question) ? weighedId : `answer:dot1x-${question}`),
    log: drop === undefined ? undefined : { drop, stranger },
  };
}
