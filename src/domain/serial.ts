// Serial numbers on cards: shortened so that they can be compared at a glance; the whole one stands in the evidence.

/** `5f3a…9c21`; `?` when it is not known. */
export function shortSerial(serial: string | undefined): string {
  if (serial === undefined || serial === "") return "?";
  return serial.length <= 12 ? serial : `${serial.slice(0, 4)}…${serial.slice(-4)}`;
}
