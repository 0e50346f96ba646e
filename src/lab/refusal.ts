// What the cluster answers when it will not do something: a sentence for the person at the console, in each language.
import type { Text } from "../domain/text.ts";
import { labRefusals } from "../i18n/en/lab-refusals.ts";
import { type Filling, filled } from "./words.ts";

export type RefusalId = keyof typeof labRefusals;

export const isRefusalId = (id: string): id is RefusalId => Object.hasOwn(labRefusals, id);

/**
 * Not a bug: nothing happened. `message` is English, for the devices' own surfaces (CLI, SOAP, REST) and for scripts;
 * `say` is the same for a person, in the language of whoever reads it.
 */
export class LabRefusal extends Error {
  override readonly name = "LabRefusal";
  readonly say: Text;

  constructor(id: RefusalId | Printed, values?: Filling) {
    super(typeof id === "string" ? filled(labRefusals[id], values) : id.verbatim);
    this.say = typeof id !== "string" ? id : values === undefined ? { id } : { id, values };
  }

  /** A sentence of Cisco’s: it stays as the device prints it. */
  static printed(text: string): LabRefusal {
    return new LabRefusal({ verbatim: text });
  }
}

interface Printed {
  readonly verbatim: string;
}
