// Set C whole, as it was written: before its author had read a phrase or the router.
import { blindThreads } from "./c-threads.ts";
import { blindTroubles } from "./c-troubles.ts";
import { blindWishes } from "./c-wishes.ts";

export const blindC = [...blindTroubles, ...blindWishes, ...blindThreads];
