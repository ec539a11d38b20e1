import { connect } from "node:net";
import { inspect } from "node:util";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProviderError, type ProviderFailure } from "@/domain/errors";
import { toAccessToken } from "./access-token";
import { callPlaid, type PlaidCall } from "./call";
import { deadlineIn } from "./deadline";
import { exchangePublicToken } from "./exchange-public-token";
import { getHoldings } from "./get-holdings";
import { getItemMetadata } from "./get-item-metadata";
import { removeItem } from "./remove-item";
import { type ItemAnswer, itemAnswer } from "./schemas";
import {
  type Answer,
  plaidError,
  sendJson,
  startTestServer,
  TEST_SECRET,
  TEST_TOKEN_TEXT,
  type TestServer,
} from "./test-server";

const token = toAccessToken(TEST_TOKEN_TEXT);
const ITEM = { item: { item_id: "item" }, request_id: "aRequestId" };

let answer: Answer = () => ITEM;
let server: TestServer;
beforeEach(async () => {
  server = await startTestServer((request, response) => answer(request, response));
});
afterEach(() => server.close());

async function failureOf(call: Promise<unknown>): Promise<ProviderFailure> {
  const error = await call.then(
    () => expect.unreachable("the call must fail"),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ProviderError);
  const shown = [
    inspect(error, { depth: 20, showHidden: true }),
    JSON.stringify(error),
    String((error as Error).stack),
  ];
  for (const text of [...shown, ...server.lines]) {
    expect(text).not.toContain(TEST_SECRET);
    expect(text).not.toContain(TEST_TOKEN_TEXT);
    expect(text).not.toContain("0f0f0f0f");
  }
  expect((error as Error).cause).toBeUndefined();
  return (error as ProviderError).failure;
}
const ask = (ms = 10_000) => getItemMetadata(server.plaid, token, { deadline: deadlineIn(ms) });

describe("S-18: a hostile or broken server", () => {
  it("sends nothing to where a redirect points", async () => {
    const elsewhere = await startTestServer(() => ITEM);
    for (const status of [301, 302, 307, 308]) {
      answer = (_request, response) => {
        response.writeHead(status, { location: `${elsewhere.baseUrl}/item/get` }).end();
      };
      expect(await failureOf(ask())).toMatchObject({ kind: "bad_answer", httpStatus: status });
    }
    expect(elsewhere.seen).toEqual({ requests: 0, bytes: 0 });
    await elsewhere.close();
  });

  const dripping: Answer = (_request, response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const drip = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(drip));
  };

  it("ends an answer that drips, whatever each drop resets", async () => {
    answer = dripping;
    const startedAt = performance.now();
    expect((await failureOf(ask(300))).kind).toBe("timeout");
    expect(performance.now() - startedAt).toBeLessThan(1_500);
  });

  it.each([
    ["never comes", () => undefined],
    ["drips", dripping],
  ])("ends one call, whose answer %s, long before the deadline of all of them", async (_how, slow) => {
    answer = slow;
    const call: PlaidCall<ItemAnswer, string> = {
      path: "/item/get",
      send: (api, settings) => api.itemGet({ access_token: token }, settings),
      schema: itemAnswer,
      toDomain: ({ item }) => item.item_id,
      isRepeatable: true,
      backgroundMs: 100,
    };
    const startedAt = performance.now();
    expect((await failureOf(callPlaid(server.plaid, call, { deadline: deadlineIn(30_000) }))).kind).toBe("timeout");
    expect(performance.now() - startedAt).toBeLessThan(2_000);
    expect(server.seen.requests).toBe(3);
  });

  it("ends a server that never answers, and headers that never end", async () => {
    answer = () => undefined;
    expect((await failureOf(ask(200))).kind).toBe("timeout");
    answer = (_request, response) => {
      response.socket?.write("HTTP/1.1 200 OK\r\nx-endless: ");
    };
    expect((await failureOf(ask(200))).kind).toBe("timeout");
  });

  it("stops reading a body that is larger than it may be, also one that grows when unpacked", async () => {
    const block = Buffer.alloc(1_048_576, " ");
    let sent = 0;
    answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const pour = () => {
        while (!response.destroyed && response.write(block)) sent += block.length;
        if (!response.destroyed) response.once("drain", pour);
      };
      pour();
    };
    expect((await failureOf(ask())).kind).toBe("bad_answer");
    expect(sent).toBeLessThan(64 * block.length);
    expect(server.seen.requests).toBe(1);

    const bomb = gzipSync(Buffer.alloc(96 * 1_048_576, " "));
    answer = (_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" }).end(bomb);
    };
    expect((await failureOf(ask())).kind).toBe("bad_answer");
    expect((await failureOf(getHoldings(server.plaid, token, { deadline: deadlineIn(10_000) }))).kind).toBe(
      "bad_answer",
    );
  });

  it.each([
    ["HTML with 502", 502, "<html>Bad Gateway</html>", "unreachable", 3],
    ["HTML with 403", 403, "<html>Forbidden</html>", "bad_answer", 1],
    ["HTML with 200", 200, "<html>Sign in to the network</html>", "bad_answer", 1],
    ["204", 204, "", "bad_answer", 1],
    ["an empty 200", 200, "", "bad_answer", 1],
    ["truncated JSON", 200, '{"item":{"item_id":"it', "bad_answer", 1],
    ["NaN", 200, '{"item":{"item_id":NaN}}', "bad_answer", 1],
    ["deep nesting", 200, "[".repeat(200_000), "bad_answer", 1],
    ["another shape", 200, '{"item":[]}', "bad_answer", 1],
    ["an item without its id", 200, '{"item":{"item_id":""}}', "bad_answer", 1],
    ["null", 200, "null", "bad_answer", 1],
    ["a null PlaidError", 400, "null", "bad_answer", 1],
    ["an error without a code", 400, '{"error_type":"ITEM_ERROR"}', "bad_answer", 1],
  ])("calls %s what it is", async (_name, status, body, kind, tries) => {
    answer = (_request, response) => sendJson(response, status, body);
    expect(await failureOf(ask())).toMatchObject({ kind, httpStatus: status, errorCode: null });
    expect(server.seen.requests).toBe(tries);
    expect(server.lines).toHaveLength(tries);
  });

  it("refuses bytes that are no UTF-8, rather than to store what stands in for them", async () => {
    answer = (_request, response) => {
      const body = Buffer.concat([
        Buffer.from('{"item":{"item_id":"it'),
        Buffer.from([0xc3, 0x28]),
        Buffer.from('"}}'),
      ]);
      response.writeHead(200, { "content-type": "application/json" }).end(body);
    };
    expect(await failureOf(ask())).toMatchObject({ kind: "bad_answer", httpStatus: 200 });
  });

  it.each(["text/html", "application/octet-stream", null])(
    "judges an answer of type %s by what it says",
    async (type) => {
      const sent =
        (body: string): Answer =>
        (_request, response) =>
          void response.writeHead(200, type === null ? {} : { "content-type": type }).end(body);
      answer = sent(JSON.stringify(ITEM));
      expect((await ask()).itemId).toBe("item");
      answer = sent("<!doctype html><p>Sign in to the network");
      expect(await failureOf(ask())).toMatchObject({ kind: "bad_answer", httpStatus: 200 });
    },
  );

  it("calls a broken or refused connection unreachable", async () => {
    answer = (_request, response) => void response.socket?.destroy();
    expect((await failureOf(ask())).kind).toBe("unreachable");
    answer = (_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write('{"item":');
      setTimeout(() => response.socket?.destroy(), 20);
    };
    expect((await failureOf(ask())).kind).toBe("unreachable");
    await server.close();
    expect((await failureOf(ask())).kind).toBe("unreachable");
  });

  it("keeps nothing of an answer that echoes what it was sent", async () => {
    answer = ({ body }, response) => {
      const echo = `${body} ${TEST_SECRET}`;
      const error = plaidError("ITEM_LOGIN_REQUIRED", {
        display_message: echo,
        request_id: TEST_TOKEN_TEXT,
        causes: [echo],
      });
      sendJson(response, 400, { ...error, error_message: echo });
    };
    const failure = await failureOf(ask());
    expect(failure).toMatchObject({ kind: "plaid_error", errorCode: "ITEM_LOGIN_REQUIRED", requestId: null });
    answer = (_request, response) => sendJson(response, 400, plaidError(TEST_TOKEN_TEXT));
    expect(await failureOf(ask())).toMatchObject({ kind: "bad_answer", errorCode: null });
  });

  it("shows nothing of its keys when it is printed", () => {
    const shown = `${inspect(server.plaid, { depth: 20, showHidden: true })}${JSON.stringify(server.plaid)}`;
    expect(shown).not.toContain(TEST_SECRET);
  });
});

describe("what is kept of Plaid's errors", () => {
  it("is type, code, status, request id and the text for people", async () => {
    answer = (_request, response) =>
      sendJson(response, 429, {
        ...plaidError("INVESTMENTS_LIMIT", { display_message: "Later, please.", request_id: "HNTDNrA8F1shFEW" }),
        error_type: "RATE_LIMIT_EXCEEDED",
      });
    expect(await failureOf(ask())).toEqual({
      kind: "plaid_error",
      path: "/item/get",
      httpStatus: 429,
      errorType: "RATE_LIMIT_EXCEEDED",
      errorCode: "INVESTMENTS_LIMIT",
      requestId: "HNTDNrA8F1shFEW",
      displayMessage: "Later, please.",
    });
    expect(server.seen.requests).toBe(1);
    expect(JSON.parse(server.lines[0] ?? "")).toMatchObject({
      path: "/item/get",
      status: 429,
      plaidRequestId: "HNTDNrA8F1shFEW",
      errorCode: "INVESTMENTS_LIMIT",
    });
  });

  it("counts an item that is in error as no source of data, but of metadata", async () => {
    const item = { item_id: "item", error: plaidError("ITEM_LOGIN_REQUIRED") };
    answer = () => ({ accounts: [], holdings: [], securities: [], item });
    const failure = await failureOf(getHoldings(server.plaid, token, { deadline: deadlineIn(1_000) }));
    expect(failure).toMatchObject({ kind: "plaid_error", errorCode: "ITEM_LOGIN_REQUIRED", httpStatus: 200 });
    expect((await ask()).itemId).toBe("item");
  });
});

describe("repetition", () => {
  it.each(["INTERNAL_SERVER_ERROR", "PLANNED_MAINTENANCE", "INSTITUTION_NOT_RESPONDING"])(
    "outlasts two times %s",
    async (code) => {
      answer = ({ tries }, response) => (tries < 3 ? void sendJson(response, 400, plaidError(code)) : ITEM);
      expect((await ask()).itemId).toBe("item");
      expect(server.lines).toHaveLength(3);
    },
  );

  it("gives up after three tries", async () => {
    answer = (_request, response) => sendJson(response, 500, plaidError("INTERNAL_SERVER_ERROR"));
    expect((await failureOf(ask())).errorCode).toBe("INTERNAL_SERVER_ERROR");
    expect(server.seen.requests).toBe(3);
  });

  it("stays inside the deadline, pauses included", async () => {
    answer = () => undefined;
    const startedAt = performance.now();
    expect((await failureOf(ask(250))).kind).toBe("timeout");
    expect(performance.now() - startedAt).toBeLessThan(1_000);
    expect(server.seen.requests).toBe(1);
  });

  it("never repeats an exchange or a removal", async () => {
    answer = (_request, response) => sendJson(response, 500, plaidError("INTERNAL_SERVER_ERROR"));
    const options = { deadline: deadlineIn(5_000) };
    await failureOf(exchangePublicToken(server.plaid, "public-sandbox-1", options));
    await failureOf(removeItem(server.plaid, token, options));
    expect(server.seen.requests).toBe(2);
  });

  it("waits for a slow answer longer than idle connections are kept", async () => {
    answer = (_request, response) => void setTimeout(() => sendJson(response, 200, ITEM), 5_000);
    const [read, exchange] = [
      ask(),
      exchangePublicToken(server.plaid, "public-sandbox-1", { deadline: deadlineIn(10_000) }),
    ];
    expect((await failureOf(exchange)).kind).toBe("bad_answer");
    expect((await read).itemId).toBe("item");
    expect(server.seen.requests).toBe(2);
  });

  it("ends when the work is called off, and sends nothing after that", async () => {
    const off = new AbortController();
    answer = () => void setTimeout(() => off.abort(), 50);
    const deadline = deadlineIn(10_000, { signal: off.signal });
    expect((await failureOf(getItemMetadata(server.plaid, token, { deadline }))).kind).toBe("timeout");
    expect((await failureOf(getItemMetadata(server.plaid, token, { deadline }))).kind).toBe("timeout");
    expect(server.seen.requests).toBe(1);
  });

  it("ignores a proxy of the environment", async () => {
    const proxy = await startTestServer(() => ITEM);
    process.env.HTTP_PROXY = process.env.http_proxy = proxy.baseUrl;
    try {
      answer = () => ITEM;
      expect((await ask()).itemId).toBe("item");
      expect(proxy.seen.bytes).toBe(0);
    } finally {
      delete process.env.HTTP_PROXY;
      delete process.env.http_proxy;
      await proxy.close();
    }
  });
});

it("the test server notices bytes that are no request", async () => {
  const socket = connect(Number(new URL(server.baseUrl).port), "127.0.0.1");
  socket.on("error", () => {});
  await new Promise<void>((resolve) => socket.write("x", () => resolve()));
  await expect.poll(() => server.seen.bytes).toBe(1);
  socket.destroy();
});
