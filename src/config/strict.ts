// Objects that know their own keys, and the small forms that several parts of certops.yaml share.
import { z } from "zod";

/** An object that knows its own keys: the error for an unknown one lists them (space separated), for a suggestion. */
export function strict<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape).join(" ");
  return z.strictObject(shape, { error: (issue) => (issue.code === "unrecognized_keys" ? known : undefined) });
}

export const words = z.string().trim().min(1).max(200);
export const envName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

/** A path on our own listener, for example `/slack/events`. */
export const urlPath = z.string().regex(/^\/[A-Za-z0-9/_-]{1,100}$/);
