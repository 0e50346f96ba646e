// Pictures in Teams: seen in the chat at once, small and described, and offered whole as a file beside it.
import { afterEach, beforeEach, expect, it } from "vitest";
import { pictureCard } from "../../../cards/picture-card.ts";
import { jsonBytes, sizeBudget } from "../../../cards/render/limits.ts";
import { createPictures } from "../../../src/app/pictures.ts";
import { fileAction } from "../../../src/channels/teams/cards.ts";
import { finished } from "../../cards/samples.ts";
import { contractCard } from "../../contracts/channel.ts";
import { buttonFor, cardOf, nodes } from "../../fakes/teams/client.ts";
import { diagnosis, said } from "../../pictures/samples.ts";
import { startRig } from "./harness.ts";

let rig: Awaited<ReturnType<typeof startRig>>;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.close());

const standing = (id: string) => cardOf(rig.teams.messages.find((one) => one.id === id)?.activity ?? {}) ?? {};

it.each(["en", "zh-CN"] as const)(
  "a trust map stands in the card under its title, with its words (%s)",
  async (locale) => {
    const pictures = createPictures({ zone: "UTC", clusterName: () => "HQ" });
    const report = {
      ...finished,
      ...diagnosis(["a", "b", "c"].map((node) => said("tvs.does-not-vouch", "problem", node, "refused"))),
    };
    const drawn = await pictures.trustMap(report, locale);
    if (drawn === undefined) throw new Error("nothing to draw");
    const { id } = await rig.channel.post(rig.place, pictureCard(drawn), { locale, file: drawn.file });
    const [, image] = standing(id).body as readonly Record<string, unknown>[];
    expect(image).toMatchObject({ type: "Image", size: "stretch", altText: drawn.alt.slice(0, 1000) });
    expect(String(image?.url)).toMatch(/^data:image\/png;base64,iVBORw0KGgo/);
    expect(jsonBytes(standing(id))).toBeLessThanOrEqual(sizeBudget.teams);
    // The whole of it is had by the button that follows.
    const offers = rig.teams.messages.filter(({ activity }) => buttonFor(cardOf(activity), fileAction) !== undefined);
    expect(offers).toHaveLength(1);
  },
);

it("a picture without a small form is a file alone, and a file that is no picture too", async () => {
  const bytes = new TextEncoder().encode("x");
  for (const file of [
    { name: "map.png", bytes, image: { mediaType: "image/png", alt: "a map" } },
    { name: "report.txt", bytes },
  ] as const) {
    const { id } = await rig.channel.post(rig.place, contractCard("a file"), { locale: "en", file });
    expect(nodes(standing(id)).filter(({ type }) => type === "Image")).toEqual([]);
  }
});

it("a long card beside a picture still keeps to its size, page by page, and the picture stands on the first alone", async () => {
  const preview = new Uint8Array(16_000).fill(7);
  const image = { mediaType: "image/png", alt: "a map", preview } as const;
  const body = [
    { kind: "code", code: Array.from({ length: 400 }, (_, line) => `line-${line} ${"x".repeat(60)}`).join("\n") },
  ] as const;
  const card = contractCard("long", { body });
  const file = { name: "map.png", bytes: preview, image };
  const { id } = await rig.channel.post(rig.place, card, { locale: "en", file });
  const pictured = (one: unknown) => nodes(one).filter(({ type }) => type === "Image").length;
  expect(pictured(standing(id))).toBe(1);
  expect(jsonBytes(standing(id))).toBeLessThanOrEqual(sizeBudget.teams + 300);
  const next = nodes(standing(id)).find((node) => node.type === "Action.Execute" && node.title === "Next page") ?? {};
  const turned = await rig.client.press({ from: rig.teams.accounts[0] ?? never(), where: rig.where }, id, next);
  expect(pictured(turned.body)).toBe(0);
});

function never(): never {
  throw new Error("nobody is there");
}
