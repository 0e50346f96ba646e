// 简体中文 messages: cards.
import type { cards as english } from "../en/cards.ts";

export const cards: Readonly<Record<keyof typeof english, string>> = {};
