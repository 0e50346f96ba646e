// A process of its own for the stories: one after the other, so that no two diagnoses share a core.
import type { Story } from "./act.ts";
import { type How, runStory } from "./one.ts";

export interface Order {
  readonly story: Story;
  readonly how: How;
}

process.on("message", (order: Order) => {
  void runStory(order.story, order.how).then((result) => process.send?.(result));
});
// A bench that died leaves no process behind.
process.on("disconnect", () => process.exit(0));
