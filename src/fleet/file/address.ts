import { isIPv4, isIPv6 } from "node:net";

/** The IPv4 address `steps` after `address`; undefined past the end, or when `address` is none. */
export function ipv4After(address: string, steps: number): string | undefined {
  if (!isIPv4(address)) return undefined;
  const number = address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0) + steps;
  if (number > 0xffffffff) return undefined;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join(".");
}

/** One spelling for every way to write an address, so that equal ones can be found. */
export function addressKey(address: string): string {
  return isIPv6(address) ? new URL(`http://[${address.replace(/%.*$/, "")}]/`).hostname : address;
}
