const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const ipv4 = `${octet}(?:\\.${octet}){3}`;
const ipv6 = `(?!.*:::)(?=[^.]*::|(?:[^:]*:){6})(?:[\\da-f]{0,4}:){2,7}(?:[\\da-f]{0,4}|${ipv4})(?:%\\w+)?`;
const mac = '[\\da-f]{1,2}(?:([:-])[\\da-f]{1,2})(?:\\1[\\da-f]{1,2}){4}(?:(?:\\1[\\da-f]{1,2}){2})?';

const layouts = [
  new RegExp(`^${ipv4}(?:[:.#]\\d{1,5})?(?:/\\d{1,2})?$`),
  new RegExp(`^(?:${ipv6}(?:/\\d{1,3})?|\\[${ipv6}\\](?::\\d{1,5})?)$`, 'i'),
  new RegExp(`^${mac}$`, 'i'),
  /^[\da-f]{4}([.:-])[\da-f]{4}\1[\da-f]{4}$/i,
  // Twelve hexadecimal digits without anything between them are a MAC address where letters are among them.
  /^(?=.*[a-f])[\da-f]{12}$/i,
  /^[a-z][a-z\d+.-]*:\/\/\S+$/i,
  /^[^\s@]+@[^\s@]+\.[a-z]+$/i,
];

/** An IP address (with or without port and mask, IPv4 mapped into IPv6 too), a MAC address, a URL, a mail address. */
export function isAddress(text: string): boolean {
  return layouts.some((layout) => layout.test(text));
}
