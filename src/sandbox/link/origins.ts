const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/;

/** True when pages of this origin may show Link: those on the list or, without a list, any on this machine. */
export function mayEmbed(origin: string, appOrigins: readonly string[] | undefined): boolean {
  return appOrigins === undefined ? LOCAL_ORIGIN.test(origin) : appOrigins.includes(origin);
}

/** The origin as a frame-ancestors source; a content policy cannot spell an IPv6 address, so there the scheme stands in. */
export function frameAncestorOf(origin: string): string {
  return origin.includes("[") ? origin.slice(0, origin.indexOf(":") + 1) : origin;
}
