// What the cluster answers when it will not do something: a sentence for the person at the console.

/** Not a bug: the CLI, SOAP or the control socket prints `message` and nothing happened. */
export class LabRefusal extends Error {
  override readonly name = "LabRefusal";
}
