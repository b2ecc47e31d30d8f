import { BlockList, isIP } from "node:net";

/** Whether a text is an IPv4 or IPv6 address, without brackets. */
export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}

/** Whether a text is a range of addresses in CIDR form, such as `10.0.0.0/8`. */
export function isRange(text: string): boolean {
  const [address = "", bits = "", ...more] = text.split("/");
  const most = isIP(address) === 4 ? 32 : 128;
  return more.length === 0 && isAddress(address) && /^\d{1,3}$/u.test(bits) && Number(bits) <= most;
}

/** Whether an address, or one of a range, is `host`. Both in any spelling; false where `host` is a name. */
export function containsAddress(addressOrRange: string, host: string): boolean {
  if (!isAddress(addressOrRange) && !isRange(addressOrRange)) return false;
  const [address = "", bits] = addressOrRange.split("/");
  if (isIP(address) !== isIP(host)) return false;
  const family = isIP(address) === 4 ? "ipv4" : "ipv6";
  const list = new BlockList();
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
  return list.check(host, family);
}
