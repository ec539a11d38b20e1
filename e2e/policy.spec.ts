import { expect, test } from "./fixtures/test";
import { Shell } from "./pages/shell";

test("S-27: what the policy of a page forbids does not run, and is noticed by these tests", async ({
  page,
  problems,
}) => {
  await new Shell(page).open("Overview");
  const ran = await page.evaluate(async () => {
    // What a text that was taken for markup can bring.
    const markup = document.createElement("div");
    markup.innerHTML = `<img alt="" src="data:," onerror="globalThis.injected = true">`;
    document.body.append(markup);
    const image = new Image();
    await new Promise((done) => {
      image.onload = image.onerror = done;
      image.src = "http://127.0.0.1:9/pixel.gif";
    });
    const form = Object.assign(document.createElement("form"), { action: "http://127.0.0.1:9/", method: "post" });
    document.body.append(form);
    form.submit();
    return Reflect.get(globalThis, "injected") === true;
  });
  expect(ran).toBe(false);
  const violated = () =>
    problems.unexpected().flatMap((problem) => /^content security policy: (\S+)/.exec(problem)?.[1] ?? []);
  await expect.poll(() => [...new Set(violated())].sort()).toEqual(["form-action", "img-src", "script-src-attr"]);
  problems.allow(/^content security policy: |^console: /);
});
