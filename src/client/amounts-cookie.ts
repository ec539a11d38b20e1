/** A cookie, not local storage: the server must know it too, or hidden amounts would flash up at every load. */
export const AMOUNTS_COOKIE = "amounts";
export const HIDDEN_AMOUNTS = "hidden";
