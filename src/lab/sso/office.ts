// Single sign-on of the practice cluster: every node keeps its own.
import type { NodeName } from "../../domain/ids.ts";
import { LabRefusal } from "../refusal.ts";
import { SsoNode } from "./node.ts";

export class SsoOffice {
  readonly #nodes: ReadonlyMap<NodeName, SsoNode>;

  constructor(nodes: readonly { readonly name: NodeName }[]) {
    this.#nodes = new Map(nodes.map(({ name }) => [name, new SsoNode(name)]));
  }

  on(name: NodeName): SsoNode {
    const found = this.#nodes.get(name);
    if (found === undefined) throw new LabRefusal(`There is no node ${name}.`);
    return found;
  }
}
