// Before every test file: properties are tried on the same inputs in every run. New ones are what `npm run fuzz` is for.
import fc from "fast-check";

/** Another one looks elsewhere: `CERTOPS_TEST_SEED=7 npm run unit -- test/trust`. */
const seed = Number(process.env.CERTOPS_TEST_SEED ?? 1);
if (!Number.isInteger(seed)) throw new Error("CERTOPS_TEST_SEED is a whole number");
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
