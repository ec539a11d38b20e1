import { describe, expect, test } from "vitest";
import type { AppError } from "@/domain/errors";
import { BODY_LIMIT_BYTES, readBody, readJsonBody } from "./body";
import { failureFields } from "./boundary";

const JSON_TYPE = { "content-type": "application/json" };

function post(body: BodyInit | null, headers: Record<string, string> = JSON_TYPE): Request {
  return new Request("http://localhost/", { method: "POST", body, headers, duplex: "half" } as RequestInit);
}

/** A body that arrives in pieces, without a length in the head. */
function chunked(sizes: number[], onPull: () => void = () => {}): ReadableStream<Uint8Array> {
  const left = [...sizes];
  return new ReadableStream({
    pull(controller) {
      onPull();
      const size = left.shift();
      if (size === undefined) controller.close();
      else controller.enqueue(new Uint8Array(size).fill(0x20));
    },
  });
}

describe("S-13: 64 KiB", () => {
  test("the limit is read, one byte more is refused", async () => {
    expect(await readBody(post(" ".repeat(BODY_LIMIT_BYTES)))).toHaveLength(65_536);
    await expect(readBody(post(" ".repeat(BODY_LIMIT_BYTES + 1)))).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
  });

  test("also in chunks", async () => {
    expect(await readBody(post(chunked([65_000, 536])))).toHaveLength(65_536);
    await expect(readBody(post(chunked([65_000, 537])))).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
  });

  test("an announced length is refused unread", async () => {
    const request = post("{}", { ...JSON_TYPE, "content-length": "65537" });
    await expect(readBody(request)).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(request.bodyUsed).toBe(false);
  });

  test("reading stops where the limit is passed", async () => {
    let pulled = 0;
    const endless = chunked(Array(1_000).fill(65_536), () => pulled++);
    await expect(readBody(post(endless))).rejects.toMatchObject({ code: "PAYLOAD_TOO_LARGE" });
    expect(pulled).toBeLessThan(5);
  });

  test("counts bytes, not characters, and also where the body is not read as JSON", async () => {
    await expect(readJsonBody(post("€".repeat(30_000), { "content-type": "text/plain" }))).rejects.toMatchObject({
      code: "PAYLOAD_TOO_LARGE",
    });
  });
});

test("S-32: a body that breaks off is a request that was not finished, and no failure of ours", async () => {
  const broken = new ReadableStream({
    start: (controller) => controller.enqueue(new Uint8Array([0x7b])),
    pull: (controller) => controller.error(Object.assign(new Error("aborted"), { code: "ECONNRESET" })),
  });
  const error = await readJsonBody(post(broken)).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: "BODY_INCOMPLETE" });
  expect(failureFields(error as AppError)).toEqual({ code: "BODY_INCOMPLETE" });
});

test("a JSON body is read as what it says", async () => {
  expect(await readJsonBody(post('{"user_id":"ü"}'))).toEqual({ user_id: "ü" });
});

test.each([
  ["absent", null, JSON_TYPE],
  ["malformed", "{", JSON_TYPE],
  ["sent as text", '{"user_id":"a"}', { "content-type": "text/plain" }],
  ["sent as a form", "user_id=a", { "content-type": "application/x-www-form-urlencoded" }],
])("a body that is %s says nothing", async (_, body, headers) => {
  expect(await readJsonBody(post(body, headers))).toBeUndefined();
});
