// Writes a configuration as YAML that people go on editing: `certops init` makes the first one.
import { stringify } from "yaml";

/** `heading`: lines of comment before it. Values hold no secrets; those are named by variable or file. */
export function writeConfigText(heading: readonly string[], value: object): string {
  const comment = heading.map((line) => (line === "" ? "#" : `# ${line}`)).join("\n");
  return `${comment}\n${stringify(value, { lineWidth: 120, flowCollectionPadding: true })}`;
}
