// 简体中文 messages: changes.
import type { changes as english } from "../en/changes.ts";

export const changes: Readonly<Record<keyof typeof english, string>> = {};
