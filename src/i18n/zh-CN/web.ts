// 简体中文 messages: web.
import type { web as english } from "../en/web.ts";

export const web: Readonly<Record<keyof typeof english, string>> = {};
