// Phones as a company has them: names, models, device pools and groups that follow from the seed.
import type { NodeName } from "../domain/ids.ts";
import { standardProfile } from "./capf/profiles.ts";
import type { LabMode } from "./model.ts";
import { Phone } from "./phone.ts";
import { seededBytes, seededFraction } from "./random.ts";

/** RIS model numbers (Cisco's TypeModel) and firmware loads of the models that still ship or stand on desks. */
const models = [
  { model: "Cisco 8841", modelNumber: 683, firmware: "sip88xx.14-2-1-0101-63", share: 0.45 },
  { model: "Cisco 8851", modelNumber: 684, firmware: "sip88xx.14-2-1-0101-63", share: 0.25 },
  { model: "Cisco 7841", modelNumber: 622, firmware: "sip78xx.14-2-1-0101-63", share: 0.2 },
  { model: "Cisco 8865", modelNumber: 36225, firmware: "sip8845_65.14-2-1-0101-63", share: 0.1 },
] as const;
export const phoneModels: readonly string[] = models.map(({ model }) => model);
const pools = ["HQ", "Branch-North", "Branch-South", "Warehouse"] as const;

/** At most three call managers in a Cisco Unified CM group. */
const groupSize = 3;

export function makePhones(options: {
  readonly count: number;
  readonly secure: number;
  readonly mode: LabMode;
  readonly nodes: readonly NodeName[];
  readonly seed: number;
}): Phone[] {
  const names = new Set<string>();
  for (let salt = 0; names.size < options.count; salt++) {
    // 00:1A:A2 is one of Cisco's address ranges
    names.add(`SEP001AA2${seededBytes(options.seed, "mac", salt).toString("hex").slice(0, 6).toUpperCase()}`);
  }
  return [...names].sort().map((name, index) => onePhone(name, index, options));
}

function onePhone(name: string, index: number, options: Parameters<typeof makePhones>[0]): Phone {
  const secure = options.mode === "mixed" && index < options.secure;
  const model = pickModel(seededFraction(options.seed, "model", index));
  const pool = pools[Math.floor(seededFraction(options.seed, "pool", index) * pools.length)] ?? pools[0];
  const first = index % options.nodes.length;
  const group = [...options.nodes.slice(first), ...options.nodes.slice(0, first)].slice(0, groupSize);
  const line = String(10_000 + index);
  return new Phone({
    name,
    description: `Phone ${line} ${pool}`,
    model: model.model,
    modelNumber: model.modelNumber,
    firmware: model.firmware,
    devicePool: pool,
    securityProfile: standardProfile(model.model, secure),
    secure,
    address: `10.${100 + (index >> 16)}.${(index >> 8) & 255}.${index & 255}`,
    directoryNumber: line,
    group,
  });
}

function pickModel(fraction: number): (typeof models)[number] {
  let below = 0;
  for (const model of models) {
    below += model.share;
    if (fraction < below) return model;
  }
  return models[0];
}
