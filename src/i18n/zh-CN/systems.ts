// 简体中文 messages: what the systems clients say when a device cannot be asked.
import type { systems as english } from "../en/systems.ts";

export const systems: Readonly<Record<keyof typeof english, string>> = {};
