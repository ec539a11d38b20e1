// S-05: the contract holds word for word for a service key in live mode: every case of contract.itest.ts once more.
Reflect.set(globalThis, "contract-with-key", true);
await import("./contract.itest");

export {};
