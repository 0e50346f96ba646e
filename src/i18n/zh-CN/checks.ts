// 简体中文 messages: checks.
import type { checks as english } from "../en/checks.ts";

export const checks: Readonly<Record<keyof typeof english, string>> = {};
