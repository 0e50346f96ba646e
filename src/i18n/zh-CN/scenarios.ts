// 简体中文 messages: scenarios.
import type { scenarios as english } from "../en/scenarios.ts";

export const scenarios: Readonly<Record<keyof typeof english, string>> = {};
